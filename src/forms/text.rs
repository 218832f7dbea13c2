//! What several forms write and read alike: lists, ids and sizes.

use crate::wire::parse_number;

const GIGABYTE: u64 = 1_000_000_000;

/// Texts as a line of them.
pub fn join<'a>(parts: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>) -> String {
    parts.into_iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

/// An id, or nothing.
pub fn id_text<T: ToString>(id: Option<&T>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}

/// Gigabytes in bytes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a float cast saturates, and a volume is far under 2^53 bytes"
)]
pub fn bytes(gigabytes: f64) -> u64 {
    (gigabytes * GIGABYTE as f64).round() as u64
}

/// Whole gigabytes, or the exact fraction where there is one.
pub fn gigabytes(bytes: u64) -> String {
    match bytes % GIGABYTE {
        0 => (bytes / GIGABYTE).to_string(),
        rest => format!("{}.{rest:09}", bytes / GIGABYTE).trim_end_matches('0').to_owned(),
    }
}

/// A number as people write it: with an exponent it is a slip of the hand, such as 1e2 for 12.
pub fn plain_number(text: &str) -> Option<f64> {
    parse_number(text).filter(|_| !text.contains(['e', 'E']))
}
