//! Bytes to text: UTF-8, UTF-16, or what Windows writes in western Europe.

use std::borrow::Cow;

use crate::history::report::{Encoding, ImportError};

/// The mark that some editors put before UTF-8 text.
pub(in crate::history) const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// What Windows-1252 has where Latin-1 has none; a zero where it has none either.
const WINDOWS: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// The text of a file, without a byte order mark, and how it was encoded.
pub(in crate::history) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), ImportError> {
    if let Some(is_little) = utf16(bytes) {
        let text = from_utf16(bytes, is_little).ok_or_else(|| binary(bytes))?;
        return Ok((Cow::Owned(text), Encoding::Utf16));
    }
    let bytes = bytes.strip_prefix(&BOM).unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(binary(bytes));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Err(error) => {
            let text = from_windows(bytes).ok_or_else(|| not_text(bytes, error.valid_up_to()))?;
            Ok((Cow::Owned(text), Encoding::Windows1252))
        }
    }
}

/// Whether it is UTF-16, by its mark or by the zeros of its first two letters, and the low byte
/// first.
fn utf16(bytes: &[u8]) -> Option<bool> {
    let zeros = bytes.first_chunk::<4>().map(|first| first.map(|byte| byte == 0));
    match (bytes, zeros) {
        ([0xFF, 0xFE, ..], _) | (_, Some([false, true, false, true])) => Some(true),
        ([0xFE, 0xFF, ..], _) | (_, Some([true, false, true, false])) => Some(false),
        _ => None,
    }
}

fn from_utf16(bytes: &[u8], is_little: bool) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| match is_little {
        true => u16::from_le_bytes(*pair),
        false => u16::from_be_bytes(*pair),
    };
    let units = pairs.iter().map(unit).filter(|unit| *unit != 0xFEFF);
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    (rest.is_empty() && !text.contains('\0')).then_some(text)
}

fn from_windows(bytes: &[u8]) -> Option<String> {
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => {
            let code = WINDOWS[usize::from(byte - 0x80)];
            char::from_u32(u32::from(code)).filter(|_| code != 0)
        }
        _ => Some(char::from(*byte)),
    };
    bytes.iter().map(letter).collect()
}

fn binary(bytes: &[u8]) -> ImportError {
    let zero = bytes.iter().position(|byte| *byte == 0).unwrap_or_default();
    ImportError::Binary { line: line_of(&bytes[..zero]), byte: zero as u64 + 1 }
}

fn not_text(bytes: &[u8], good: usize) -> ImportError {
    ImportError::NotText { line: line_of(&bytes[..good]), byte: good as u64 + 1 }
}

fn line_of(before: &[u8]) -> u32 {
    let breaks = before.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}
