//! A metric's reply as columns: a fortnight of minutes is 20,160 numbers as text, too many to
//! read on the page.

use super::Reply;
use crate::wire::{self, Matrix, parse_number};

/// The first series of a reply: every expression asked here has one at most. What is not a
/// finite number is left out.
pub(super) fn read(body: &[u8]) -> Result<Reply, String> {
    let reply: Matrix = wire::decode(body).map_err(|error| {
        format!(
            "The API answered with something unexpected at {}: {}.",
            error.path(),
            error.message
        )
    })?;
    let (mut times, mut values) = (Vec::new(), Vec::new());
    for (seconds, text) in reply.data.result.into_iter().next().unwrap_or_default().values {
        let Some(value) = parse_number(&text).filter(|value| value.is_finite()) else { continue };
        times.push((seconds * 1_000.0).round());
        values.push(value);
    }
    Ok(Reply { columns: vec![times, values], ..Reply::default() })
}
