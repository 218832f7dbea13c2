//! Which form of a file a client takes.

use http::header::{self, HeaderMap};

/// A content encoding in which the build leaves files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// The smaller one first.
    pub(super) const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in HTTP.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What it adds to a file's name.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// Whether the client takes an encoding: it names it, and not with a weight of zero. The weights
/// are otherwise not compared, since no browser prefers the larger form.
pub(super) fn accepts(headers: &HeaderMap, encoding: Encoding) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).into_iter();
    values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        name.trim().eq_ignore_ascii_case(encoding.name()) && !is_zero(weight.trim())
    })
}

fn is_zero(weight: &str) -> bool {
    let digits = weight.trim_start_matches(['q', 'Q', '=', ' ']);
    digits.starts_with('0') && digits.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}
