//! The worker's own loop in the browser: a message in, its answer out.
//!
//! A question is `[id, name, text, bytes, ...columns]`; an answer is `[id, error, text, bytes,
//! ...columns]`, whose error is empty when there is none. Buffers are handed over, not copied.

use js_sys::{Array, Float64Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::{Message, Reply, Sweeper, Worker};

/// The first column's place in a question and in an answer.
pub const COLUMNS: u32 = 4;

/// Answers whatever the page asks until it ends the worker.
pub fn serve() {
    let mut worker = Worker::default();
    listen(move |message| worker.answer(message));
}

/// Answers the questions of a sweep until the page ends the worker.
pub fn serve_sweeps() {
    let mut sweeper = Sweeper::default();
    listen(move |message| sweeper.answer(message));
}

fn listen(mut answer: impl FnMut(Message) -> Result<Reply, String> + 'static) {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let to = scope.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let question: Array = event.data().unchecked_into();
        let (parcel, buffers) = pack(&question.get(0), answer(unpack(&question)));
        // It only fails for what cannot be handed over, and buffers can.
        let _ = to.post_message_with_transfer(&parcel, &buffers);
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    #[expect(clippy::disallowed_methods, reason = "it listens for as long as the worker lives")]
    heard.forget();
    // Messages that came before this loop stood were lost; now they may come.
    let _ = scope.post_message(&JsValue::NULL);
}

fn unpack(question: &Array) -> Message {
    let text = |place| question.get(place).as_string().unwrap_or_default();
    let columns = (COLUMNS..question.length()).map(|place| column(&question.get(place)));
    Message {
        name: text(1),
        text: text(2),
        bytes: Uint8Array::new(&question.get(3)).to_vec(),
        columns: columns.collect(),
    }
}

fn column(value: &JsValue) -> Vec<f64> {
    Float64Array::new(value).to_vec()
}

fn pack(id: &JsValue, answer: Result<Reply, String>) -> (Array, Array) {
    let (reply, error) = match answer {
        Ok(reply) => (reply, String::new()),
        Err(error) => (Reply::default(), error),
    };
    let bytes = Uint8Array::from(reply.bytes.as_slice());
    let parcel = Array::of4(id, &error.into(), &reply.text.into(), &bytes);
    let buffers = Array::of1(&bytes.buffer());
    for values in &reply.columns {
        let column = Float64Array::from(values.as_slice());
        buffers.push(&column.buffer());
        parcel.push(&column);
    }
    (parcel, buffers)
}
