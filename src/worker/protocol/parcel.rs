//! The form in which a question or an answer crosses.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::decode;

/// A question or an answer on its way: JSON for what is small, columns of floats for what is
/// long, and bytes as they are. Columns and bytes are handed over rather than copied into text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parcel {
    /// What is small, mostly JSON.
    pub text: String,
    /// Bytes as they are.
    pub bytes: Vec<u8>,
    /// What is long, a column of floats each.
    pub columns: Vec<Vec<f64>>,
}

/// A parcel does not hold what its type expects: page and worker are of different builds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct Unreadable {
    /// Where, as a path into the parcel.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

impl Unreadable {
    /// Something is wrong at a place.
    pub fn at(path: &str, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), message: message.into() }
    }
}

/// What can cross: [`Packed::unpack`] undoes [`Packed::pack`].
///
/// ```
/// use headroom::worker::protocol::{Packed, Parcel};
///
/// let parcel = vec![1_u8, 2, 3].pack();
/// assert_eq!(parcel.bytes, [1, 2, 3], "handed over, not written as text");
/// assert_eq!(Vec::<u8>::unpack(parcel).unwrap(), [1, 2, 3]);
/// // Page and worker of different builds say so.
/// assert!(String::unpack(Parcel::default()).is_err());
/// ```
pub trait Packed: Sized {
    /// Packs it.
    fn pack(self) -> Parcel;

    /// Unpacks it.
    ///
    /// # Errors
    /// Says where the parcel is not of this type.
    fn unpack(parcel: Parcel) -> Result<Self, Unreadable>;
}

impl Parcel {
    /// A parcel with nothing but a value as JSON.
    pub fn json<T: Serialize>(value: &T) -> Self {
        Self { text: to_text(value), ..Self::default() }
    }

    /// A parcel with nothing but bytes.
    #[must_use]
    pub fn of_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }

    /// The value that its text holds.
    ///
    /// # Errors
    /// Says where the text is not of this type.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        from_text(&self.text)
    }

    /// Its columns, to be taken one after the other.
    pub fn take_columns(&mut self) -> Columns {
        Columns(std::mem::take(&mut self.columns).into_iter())
    }
}

/// The columns of a parcel, from the first to the last.
pub struct Columns(std::vec::IntoIter<Vec<f64>>);

impl Columns {
    /// The next column.
    ///
    /// # Errors
    /// Names the column, when there is none.
    pub fn next(&mut self, name: &str) -> Result<Vec<f64>, Unreadable> {
        self.0.next().ok_or_else(|| Unreadable::at(name, "this column is missing"))
    }

    /// The next column, row after row, each `N` wide.
    ///
    /// # Errors
    /// When there is no column, or its last row is cut off.
    pub fn rows<const N: usize, T>(
        &mut self,
        name: &str,
        row: impl Fn(&[f64; N]) -> T,
    ) -> Result<Vec<T>, Unreadable> {
        let column = self.next(name)?;
        match column.as_chunks() {
            (rows, []) => Ok(rows.iter().map(row).collect()),
            _ => Err(Unreadable::at(name, format!("{} is no multiple of {N}", column.len()))),
        }
    }

    /// All that are left.
    #[must_use]
    pub fn rest(self) -> Vec<Vec<f64>> {
        self.0.collect()
    }
}

impl Packed for () {
    fn pack(self) -> Parcel {
        Parcel::default()
    }

    fn unpack(_: Parcel) -> Result<Self, Unreadable> {
        Ok(())
    }
}

impl Packed for Vec<u8> {
    fn pack(self) -> Parcel {
        Parcel::of_bytes(self)
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        Ok(parcel.bytes)
    }
}

/// Types that cross as JSON and nothing else.
macro_rules! packed_as_json {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::worker::protocol::Packed for $type {
            fn pack(self) -> $crate::worker::protocol::Parcel {
                $crate::worker::protocol::Parcel::json(&self)
            }

            fn unpack(
                parcel: $crate::worker::protocol::Parcel,
            ) -> Result<Self, $crate::worker::protocol::Unreadable> {
                parcel.value()
            }
        }
    )*};
}
pub(in crate::worker) use packed_as_json;

/// Questions with nothing but one field of bytes.
macro_rules! packed_as_bytes {
    ($($question:ident { $field:ident }),* $(,)?) => {$(
        impl $crate::worker::protocol::Packed for $question {
            fn pack(self) -> $crate::worker::protocol::Parcel {
                $crate::worker::protocol::Parcel::of_bytes(self.$field)
            }

            fn unpack(
                parcel: $crate::worker::protocol::Parcel,
            ) -> Result<Self, $crate::worker::protocol::Unreadable> {
                Ok(Self { $field: parcel.bytes })
            }
        }
    )*};
}
pub(in crate::worker) use packed_as_bytes;

/// Questions that are their name and nothing else.
macro_rules! packed_as_nothing {
    ($($question:ident),* $(,)?) => {$(
        impl $crate::worker::protocol::Packed for $question {
            fn pack(self) -> $crate::worker::protocol::Parcel {
                $crate::worker::protocol::Parcel::default()
            }

            fn unpack(
                _: $crate::worker::protocol::Parcel,
            ) -> Result<Self, $crate::worker::protocol::Unreadable> {
                Ok(Self)
            }
        }
    )*};
}
pub(in crate::worker) use packed_as_nothing;

packed_as_json!(String);

/// A value as JSON. What crosses holds no map whose keys are not text, so it cannot fail.
pub fn to_text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A value from JSON.
///
/// # Errors
/// Says where the text is not what was expected.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    decode(text.as_bytes())
        .map_err(|error| Unreadable { path: error.path(), message: error.message })
}
