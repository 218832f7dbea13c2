//! The page's end of a worker.
//!
//! The shapes of question and answer stand in [`crate::worker`]. A worker that dies is started
//! again by the next question; whoever needs its state hears of it through [`Port::new`].

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Array, ArrayBuffer, Float64Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, HtmlLinkElement, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::ui::kit::task;
use crate::worker::{COLUMNS, Reply};

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortError {
    /// The worker's own words.
    Said(String),
    /// The worker died before it answered, or could not be started.
    Stopped,
}

impl std::fmt::Display for PortError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Said(words) => words,
            Self::Stopped => "The part of Headroom that works in the background has stopped.",
        })
    }
}

/// A question on its way.
#[derive(Default)]
pub struct Question<'a> {
    /// Which one.
    pub name: &'a str,
    /// What is small.
    pub text: &'a str,
    /// Bytes, which are handed over.
    pub bytes: Option<ArrayBuffer>,
    /// What is long.
    pub columns: Vec<Float64Array>,
}

type Answer = Result<Reply, PortError>;

/// A worker, started by its first question.
#[derive(Clone)]
pub struct Port(Rc<RefCell<Line>>);

struct Line {
    running: Option<Running>,
    asked: u32,
    waiting: Vec<(u32, oneshot::Sender<Answer>)>,
    script: Script,
    lost: Rc<dyn Fn()>,
}

/// What a worker runs, by the id of the link that names its script: only the build knows how that
/// is called.
#[derive(Clone, Copy)]
pub enum Script {
    /// The sandbox, replays and files.
    Worker,
    /// Sweeps alone.
    Sweeper,
}

impl Script {
    fn address(self) -> Option<String> {
        let id = match self {
            Self::Worker => "worker",
            Self::Sweeper => "sweeper",
        };
        let link = document().get_element_by_id(id)?;
        Some(link.unchecked_into::<HtmlLinkElement>().href())
    }
}

/// The worker, and what listens to it.
struct Running {
    worker: Worker,
    /// Questions that came before the worker listened; `None` from then on.
    early: Option<Vec<(Array, Array)>>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(ErrorEvent)>,
}

impl Port {
    /// A worker whose state is set up again by `lost` after it died.
    pub fn new(script: Script, lost: impl Fn() + 'static) -> Self {
        let (running, waiting, lost) = (None, Vec::new(), Rc::new(lost));
        Self(Rc::new(RefCell::new(Line { running, asked: 0, waiting, script, lost })))
    }

    /// Asks with text alone.
    ///
    /// # Errors
    /// Any [`PortError`].
    pub async fn ask(&self, name: &str, text: &str) -> Answer {
        self.send(Question { name, text, ..Question::default() }).await
    }

    /// Asks. The question is on its way when this returns, so questions keep their order.
    pub fn send(&self, question: Question<'_>) -> impl Future<Output = Answer> + use<> {
        let (answer, answered) = oneshot::channel();
        self.post(&question, answer);
        async move { answered.await.unwrap_or(Err(PortError::Stopped)) }
    }

    /// Ends the worker; questions without an answer get none.
    pub fn stop(&self) {
        let mut line = self.0.borrow_mut();
        if let Some(running) = line.running.take() {
            running.worker.terminate();
        }
        line.waiting.clear();
    }

    fn post(&self, question: &Question<'_>, answer: oneshot::Sender<Answer>) {
        let mut line = self.0.borrow_mut();
        if line.running.is_none() {
            line.running = self.start(line.script);
        }
        line.asked = line.asked.wrapping_add(1);
        let id = line.asked;
        let (parcel, buffers) = pack(id, question);
        let Some(running) = &mut line.running else {
            let _ = answer.send(Err(PortError::Stopped));
            return;
        };
        match &mut running.early {
            Some(early) => early.push((parcel, buffers)),
            None => post(&running.worker, &parcel, &buffers),
        }
        line.waiting.push((id, answer));
    }

    fn start(&self, script: Script) -> Option<Running> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&script.address()?, &options).ok()?;
        let port = self.clone();
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            port.hear(&event.data());
        });
        let port = self.clone();
        let failed = Closure::<dyn FnMut(ErrorEvent)>::new(move |_| port.fail());
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Running { worker, early: Some(Vec::new()), _heard: heard, _failed: failed })
    }

    fn hear(&self, data: &JsValue) {
        let Some(parcel) = data.dyn_ref::<Array>() else { return self.deliver_early() };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as counted")]
        let id = parcel.get(0).as_f64().unwrap_or(0.0) as u32;
        let waiting = {
            let mut line = self.0.borrow_mut();
            let at = line.waiting.iter().position(|(asked, _)| *asked == id);
            at.map(|at| line.waiting.swap_remove(at).1)
        };
        if let Some(waiting) = waiting {
            // Whoever asked may be gone.
            let _ = waiting.send(unpack(parcel));
        }
    }

    fn deliver_early(&self) {
        let mut line = self.0.borrow_mut();
        let Some(running) = &mut line.running else { return };
        for (parcel, buffers) in running.early.take().unwrap_or_default() {
            post(&running.worker, &parcel, &buffers);
        }
    }

    fn fail(&self) {
        let (running, lost) = {
            let mut line = self.0.borrow_mut();
            line.waiting.clear();
            (line.running.take(), Rc::clone(&line.lost))
        };
        // This runs inside one of its listeners, which must not end while they run.
        task::spawn(async move {
            if let Some(running) = running {
                running.worker.terminate();
                lost();
            }
        });
    }
}

/// It only fails for what cannot be handed over, and buffers can.
fn post(worker: &Worker, parcel: &Array, buffers: &Array) {
    let _ = worker.post_message_with_transfer(parcel, buffers);
}

fn pack(id: u32, question: &Question<'_>) -> (Array, Array) {
    let bytes = question.bytes.clone().unwrap_or_else(|| ArrayBuffer::new(0));
    let (name, text) = (question.name.into(), question.text.into());
    let parcel = Array::of4(&id.into(), &name, &text, &Uint8Array::new(&bytes));
    let buffers = Array::of1(&bytes);
    for column in &question.columns {
        parcel.push(column);
        buffers.push(&column.buffer());
    }
    (parcel, buffers)
}

fn unpack(parcel: &Array) -> Answer {
    let text = |place| parcel.get(place).as_string().unwrap_or_default();
    let error = text(1);
    if !error.is_empty() {
        return Err(PortError::Said(error));
    }
    let column = |place| Float64Array::new(&parcel.get(place)).to_vec();
    Ok(Reply {
        text: text(2),
        bytes: Uint8Array::new(&parcel.get(3)).to_vec(),
        columns: (COLUMNS..parcel.length()).map(column).collect(),
    })
}
