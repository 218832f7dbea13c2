//! A metric's samples in columns: a fortnight of minutes is 20,160 numbers, too many to read as
//! text on the page.

use std::sync::Arc;

use crate::wire::{self, DecodeError, Matrix, parse_number};
use crate::worker::protocol::columns::{floats, instant, instants};
use crate::worker::protocol::{Columns, Packed, Parcel, Refusal, Unreadable, packed_as_bytes};

/// A metric's samples in columns, ascending in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    /// Milliseconds since the Unix epoch.
    pub times_ms: Vec<i64>,
    /// The values, one for each time, in the unit in which they were read.
    pub values: Vec<f64>,
}

impl Samples {
    /// Samples of a column of times and one of values, as [`Self::to_columns`] gives them.
    ///
    /// # Errors
    /// When one is longer than the other.
    pub fn of_columns(times: &[f64], values: Vec<f64>) -> Result<Self, Unreadable> {
        match times.len() == values.len() {
            true => Ok(Self { times_ms: instants(times), values }),
            false => {
                let lengths = format!("{} times, {} values", times.len(), values.len());
                Err(Unreadable::at("samples", lengths))
            }
        }
    }

    /// A column of times and one of values.
    #[must_use]
    pub fn to_columns(&self) -> [Vec<f64>; 2] {
        columns(&self.times_ms, &self.values)
    }
}

/// A column of times and one of values.
pub(super) fn columns(times_ms: &[i64], values: &[f64]) -> [Vec<f64>; 2] {
    debug_assert_eq!(times_ms.len(), values.len(), "a value stands at each time");
    [floats(times_ms), values.to_vec()]
}

/// The samples of the next two columns.
pub(super) fn next(columns: &mut Columns) -> Result<Samples, Unreadable> {
    let times = columns.next("times")?;
    Samples::of_columns(&times, columns.next("values")?)
}

impl Packed for Samples {
    fn pack(self) -> Parcel {
        Parcel { columns: self.to_columns().into(), ..Parcel::default() }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        next(&mut parcel.take_columns())
    }
}

/// Samples with a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedSamples {
    /// What the samples are called.
    pub name: String,
    /// The samples.
    pub samples: Arc<Samples>,
}

/// Packs series: their names as text, two columns each.
pub(super) fn pack_named(series: &[NamedSamples]) -> Parcel {
    let names: Vec<&str> = series.iter().map(|one| one.name.as_str()).collect();
    let columns = series.iter().flat_map(|one| one.samples.to_columns()).collect();
    Parcel { columns, ..Parcel::json(&names) }
}

/// Undoes [`pack_named`].
pub(super) fn unpack_named(mut parcel: Parcel) -> Result<Vec<NamedSamples>, Unreadable> {
    let names: Vec<String> = parcel.value()?;
    let mut columns = parcel.take_columns();
    let named = |name| Ok(NamedSamples { name, samples: Arc::new(next(&mut columns)?) });
    names.into_iter().map(named).collect()
}

/// What a metric's reply holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// Its samples.
    pub samples: Samples,
    /// Why they may not be all, in the server's words.
    pub warnings: Vec<String>,
}

impl Packed for Measured {
    fn pack(self) -> Parcel {
        let columns = self.samples.to_columns().into();
        Parcel { columns, ..Parcel::json(&self.warnings) }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let warnings = parcel.value()?;
        Ok(Self { samples: next(&mut parcel.take_columns())?, warnings })
    }
}

/// Reads a metric's reply. Answers the first series of it: every expression asked here has one at
/// most. What is not a finite number is left out.
#[derive(Clone, Debug)]
pub struct ReadMetric {
    /// The reply's body.
    pub body: Vec<u8>,
}

packed_as_bytes!(ReadMetric { body });

impl ReadMetric {
    pub(super) fn answer(self) -> Result<Measured, Refusal> {
        let unread = |error: Box<DecodeError>| Unreadable::at(&error.path(), error.message.clone());
        let reply = wire::parse(&self.body).map_err(unread)?;
        if reply["status"] == "error" {
            let why = reply["error"].as_str().unwrap_or_default();
            return Err(Unreadable::at("status", why).into());
        }
        let reply: Matrix = wire::decode_value(&reply).map_err(unread)?;
        let mut samples = Samples::default();
        for (seconds, text) in reply.data.result.into_iter().next().unwrap_or_default().values {
            let value = parse_number(&text).filter(|value| value.is_finite());
            let Some(value) = value else { continue };
            samples.times_ms.push(instant((seconds * 1_000.0).round()));
            samples.values.push(value);
        }
        Ok(Measured { samples, warnings: reply.warnings })
    }
}
