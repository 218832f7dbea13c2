//! A worker of the browser, and what listens to it.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use gloo_timers::callback::Interval;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::ui::kit::{is_as_built, task, told_at_build};
use crate::worker::browser::Message;

/// A worker that runs a program.
pub struct Process {
    run: Rc<Run>,
    _ticks: Interval,
}

struct Run {
    /// None while its script is looked at.
    worker: OnceCell<Worker>,
    ended: Cell<bool>,
    heard: Closure<dyn FnMut(MessageEvent)>,
    failed: Closure<dyn FnMut(JsValue)>,
}

impl Process {
    /// Starts a program; `None` where the page names no such program. A script that does not come,
    /// or is not the one that was built, is told by `failed`.
    pub fn start(
        program: &str,
        heard: impl Fn(Message) + 'static,
        failed: impl Fn() + 'static,
        (tick_ms, tick): (u32, impl Fn() + 'static),
    ) -> Option<Self> {
        // Only the build knows how its script is called, and what it holds.
        let told = told_at_build(program)?;
        let failed = Rc::new(failed);
        let fails = failed.clone();
        let run = Rc::new(Run {
            worker: OnceCell::new(),
            ended: Cell::new(false),
            heard: Closure::new(move |event: MessageEvent| {
                if let Some(message) = Message::of_js(&event.data()) {
                    heard(message);
                }
            }),
            failed: Closure::new(move |_| failed()),
        });
        let begun = Rc::downgrade(&run);
        task::spawn(async move {
            let script = checked(&told).await;
            // It may have been ended meanwhile.
            let Some(run) = begun.upgrade().filter(|run| !run.ended.get()) else { return };
            if script.and_then(|script| run.begin(script)).is_none() {
                fails();
            }
        });
        Some(Self { run, _ticks: Interval::new(tick_ms, tick) })
    }

    /// Sends a message. Nobody has one before the worker has said that it listens.
    pub fn post(&self, message: &Message) {
        let (parts, buffers) = message.to_js();
        if let Some(worker) = self.run.worker.get() {
            // It only fails for what cannot be handed over, and buffers can.
            let _ = worker.post_message_with_transfer(&parts, &buffers);
        }
    }

    /// Ends it.
    pub fn end(self) {
        self.run.ended.set(true);
        if let Some(worker) = self.run.worker.get() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
        // This may run inside one of its listeners, which must not end while they run.
        task::spawn(async move { drop(self) });
    }
}

impl Run {
    /// Starts the worker; `None` where the browser has none.
    fn begin(&self, script: &str) -> Option<()> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(script, &options).ok()?;
        worker.set_onmessage(Some(self.heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(self.failed.as_ref().unchecked_ref()));
        self.worker.set(worker).ok()
    }
}

/// The script that the build names, when it holds what was built. A worker has no `integrity` of
/// its own: the script is fetched under its digest first, and the worker then takes it from the
/// browser's cache. A debug build names no digest.
async fn checked(told: &str) -> Option<&str> {
    let Some((script, digest)) = told.split_once(' ') else { return Some(told) };
    is_as_built(script, digest).await.then_some(script)
}
