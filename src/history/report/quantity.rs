//! What numbers measure.

use std::fmt::{Display, Formatter};

use serde::{Deserialize, Serialize};

/// What numbers measure. Each has one base unit, which its text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// A bare number.
    Number,
    /// Per cent.
    Percent,
    /// Bytes.
    Bytes,
    /// Bytes per second.
    ByteRate,
    /// Anything else that is counted, per second.
    Rate,
    /// Cores of a CPU that are busy.
    Cores,
    /// A unit that is not known here; the values are as they are written.
    Unknown,
}

impl Quantity {
    /// Its base unit as sentences name it, where it has one.
    pub(in crate::history) fn shown(self) -> &'static str {
        match self {
            Self::Number | Self::Unknown => "",
            Self::Percent => "%",
            Self::Bytes => t!("B"),
            Self::ByteRate => t!("B/s"),
            Self::Rate => "/s",
            Self::Cores => t!("cores"),
        }
    }
}

/// Its base unit as files write it.
impl Display for Quantity {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Number | Self::Unknown => "",
            Self::Percent => "%",
            Self::Bytes => "B",
            Self::ByteRate => "B/s",
            Self::Rate => "/s",
            Self::Cores => "cores",
        })
    }
}

/// A unit: a factor times a quantity's base unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// As it was written.
    pub word: String,
    /// What it measures.
    pub quantity: Quantity,
    /// How many base units it is.
    pub factor: f64,
}
