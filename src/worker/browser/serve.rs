//! The loops of the workers: a question in, its answer out.

use futures_channel::mpsc;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::message::{Kind, Message};
use super::store::BrowserStore;
use crate::worker::protocol::{Packed, Parcel, Refusal};
use crate::worker::replay::{self, ReplayWorker};
use crate::worker::sandbox::{self, SandboxWorker};

/// Answers the questions of the replay program until the page ends the worker.
pub fn serve_replay() {
    let mut worker = ReplayWorker::default();
    listen(move |Message { id, tag, parcel }| {
        post(answer(id, replay::answer(&mut worker, tag, parcel)));
    });
}

/// What the sandbox's worker hears of.
pub(super) enum Incoming {
    /// A question of the page.
    Question(Message),
    /// Another tab has kept a change, or has become the owner.
    Changed,
    /// The tab that owned the sandbox is gone.
    Freed,
}

/// Answers the questions of the sandbox until the page ends the worker.
pub fn serve_sandbox() {
    let (sender, receiver) = mpsc::unbounded();
    let store = BrowserStore::new(sender.clone());
    #[expect(clippy::disallowed_methods, reason = "a worker has no page that could be gone")]
    wasm_bindgen_futures::spawn_local(run_sandbox(SandboxWorker::new(Box::new(store)), receiver));
    listen(move |question| {
        // It only fails once the loop is gone, and with it the worker.
        let _ = sender.unbounded_send(Incoming::Question(question));
    });
}

/// Takes one thing after the other: what a question has changed is kept before the next is asked.
async fn run_sandbox(mut worker: SandboxWorker, mut incoming: mpsc::UnboundedReceiver<Incoming>) {
    let mut told = None;
    while let Ok(next) = incoming.recv().await {
        let answered = match next {
            Incoming::Question(Message { id, tag, parcel }) => {
                Some(answer(id, sandbox::answer(&mut worker, tag, parcel).await))
            }
            Incoming::Changed => {
                worker.changed_elsewhere().await;
                None
            }
            Incoming::Freed => {
                worker.freed().await;
                None
            }
        };
        let status = worker.status();
        if let (Some(status), true) = (&status, status != told) {
            post(Message { tag: Kind::Event as u32, parcel: status.clone().pack(), id: 0 });
        }
        told = status;
        answered.map(post);
    }
}

fn answer(id: u32, answer: Result<Parcel, Refusal>) -> Message {
    let (kind, parcel) = match answer {
        Ok(parcel) => (Kind::Answer, parcel),
        Err(refusal) => (Kind::Refusal, refusal.pack()),
    };
    Message { id, tag: kind as u32, parcel }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn post(message: Message) {
    let (parts, buffers): (Array, Array) = message.to_js();
    // It only fails for what cannot be handed over, and buffers can.
    let _ = scope().post_message_with_transfer(&parts, &buffers);
}

/// Listens for as long as the worker lives. Messages that came before are lost, so it says when
/// they may come.
fn listen(mut heard: impl FnMut(Message) + 'static) {
    console_error_panic_hook::set_once();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(message) = Message::of_js(&event.data()) {
            heard(message);
        }
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    #[expect(clippy::disallowed_methods, reason = "it listens for as long as the worker lives")]
    listener.forget();
    post(Message { tag: Kind::Ready as u32, ..Message::default() });
}
