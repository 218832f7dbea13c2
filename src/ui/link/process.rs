//! A worker of the browser, and what listens to it.

use gloo_timers::callback::Interval;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::ui::kit::{task, told_at_build};
use crate::worker::browser::Message;

/// A worker that runs a program.
pub struct Process {
    worker: Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(JsValue)>,
    _ticks: Interval,
}

impl Process {
    /// Starts a program; `None` where the page names no such program or the browser has no
    /// workers. A script that does not come is told by `failed`.
    pub fn start(
        program: &str,
        heard: impl Fn(Message) + 'static,
        failed: impl Fn() + 'static,
        (tick_ms, tick): (u32, impl Fn() + 'static),
    ) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // Only the build knows how its script is called.
        let script = told_at_build(program)?;
        let worker = Worker::new_with_options(&script, &options).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(message) = Message::of_js(&event.data()) {
                heard(message);
            }
        });
        let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| failed());
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let ticks = Interval::new(tick_ms, tick);
        Some(Self { worker, _heard: heard, _failed: failed, _ticks: ticks })
    }

    /// Sends a message.
    pub fn post(&self, message: &Message) {
        let (parts, buffers) = message.to_js();
        // It only fails for what cannot be handed over, and buffers can.
        let _ = self.worker.post_message_with_transfer(&parts, &buffers);
    }

    /// Ends it.
    pub fn end(self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        // This may run inside one of its listeners, which must not end while they run.
        task::spawn(async move { drop(self) });
    }
}
