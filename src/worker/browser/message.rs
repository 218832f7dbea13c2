//! Parcels as messages between a page and its worker.
//!
//! A message is `[id, tag, text, bytes, ...columns]`. An answer has the id of its question, and for
//! a tag what kind it is. Buffers are handed over, not copied.

use js_sys::{Array, Float64Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::worker::protocol::Parcel;
use crate::worker::protocol::columns::small_count;

/// The first column's place.
const COLUMNS: u32 = 4;

/// What a worker sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It listens from now on.
    Ready,
    /// The answer to a question.
    Answer,
    /// Why there is no answer to a question.
    Refusal,
    /// What it says without being asked.
    Event,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Ready, Self::Answer, Self::Refusal, Self::Event];

    /// The kind that a message's tag stands for.
    #[must_use]
    pub fn of(tag: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u32 == tag)
    }
}

/// A parcel on its way.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// Which question it is, or is an answer to.
    pub id: u32,
    /// Which question it is, or the [`Kind`] of what a worker sends.
    pub tag: u32,
    /// What it carries.
    pub parcel: Parcel,
}

impl Message {
    /// As the browser takes it, with the buffers to hand over.
    #[must_use]
    pub fn to_js(&self) -> (Array, Array) {
        let bytes = Uint8Array::from(self.parcel.bytes.as_slice());
        let text = JsValue::from_str(&self.parcel.text);
        let parts = Array::of4(&self.id.into(), &self.tag.into(), &text, &bytes);
        let buffers = Array::of1(&bytes.buffer());
        for values in &self.parcel.columns {
            let column = Float64Array::from(values.as_slice());
            buffers.push(&column.buffer());
            parts.push(&column);
        }
        (parts, buffers)
    }

    /// The message that the browser delivered; nothing for what is none.
    #[must_use]
    pub fn of_js(data: &JsValue) -> Option<Self> {
        let parts = data.dyn_ref::<Array>()?;
        let number = |place| parts.get(place).as_f64().map(small_count);
        let column = |place| Float64Array::new(&parts.get(place)).to_vec();
        let parcel = Parcel {
            text: parts.get(2).as_string()?,
            bytes: Uint8Array::new(&parts.get(3)).to_vec(),
            columns: (COLUMNS..parts.length()).map(column).collect(),
        };
        Some(Self { id: number(0)?, tag: number(1)?, parcel })
    }
}
