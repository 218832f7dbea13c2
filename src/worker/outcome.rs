//! What a replayed variant did, on its way to the page: a fortnight has a thousand changes, too
//! many to read as text between two frames, so whatever there is many of goes as columns.

use super::{Reply, from_text, to_text};
use crate::whatif::{Change, Interval, Outcome, SizeAt, VariantOutcome};

/// An outcome of one variant. Its lists are the first columns, row after row, each as wide as its
/// kind needs; the values of each history follow.
pub(super) fn pack(outcome: &Outcome) -> Reply {
    let mut bare = Outcome { variants: Vec::new(), price: outcome.price.clone(), ..*outcome };
    let mut columns = Vec::new();
    if let Some(full) = outcome.variants.first() {
        let size = |one: &SizeAt| [float(one.at_ms), f64::from(one.size)];
        columns.push(full.sizes.iter().flat_map(size).collect());
        columns.push(full.changes.iter().flat_map(change).collect());
        columns.push(full.overload.iter().flat_map(interval).collect());
        columns.push(full.cooldowns.iter().flat_map(interval).collect());
        columns.extend(full.values.iter().cloned());
        bare.variants.push(VariantOutcome {
            name: full.name.clone(),
            scorecard: full.scorecard.clone(),
            ..VariantOutcome::default()
        });
    }
    Reply { text: to_text(&bare), columns, ..Reply::default() }
}

/// What holds for every variant, and what the one that was asked about did.
///
/// # Errors
/// When the answer is none of a replay.
pub fn unpack(reply: Reply) -> Result<(Outcome, VariantOutcome), String> {
    let mut whole: Outcome = from_text(&reply.text)?;
    let own = whole.variants.pop().unwrap_or_default();
    let mut columns = reply.columns.into_iter();
    let mut next = || columns.next().ok_or("The worker's answer lacks what a replay has.");
    let size = |&[at_ms, size]: &[f64; 2]| SizeAt { at_ms: whole_number(at_ms), size: count(size) };
    let sizes = rows(&next()?, size);
    let changes = rows(&next()?, |&[at_ms, from, to, policy, reversal]: &[f64; 5]| Change {
        at_ms: whole_number(at_ms),
        from: count(from),
        to: count(to),
        policy: usize::try_from(whole_number(policy)).ok(),
        reversal: reversal > 0.0,
    });
    let between = |&[from_ms, to_ms]: &[f64; 2]| Interval {
        from_ms: whole_number(from_ms),
        to_ms: whole_number(to_ms),
    };
    let (overload, cooldowns) = (rows(&next()?, between), rows(&next()?, between));
    let values = columns.collect();
    Ok((whole, VariantOutcome { sizes, changes, overload, cooldowns, values, ..own }))
}

/// No policy is -1.
fn change(change: &Change) -> [f64; 5] {
    let policy = change.policy.and_then(|index| u32::try_from(index).ok());
    let sides = [f64::from(change.from), f64::from(change.to)];
    let policy = policy.map_or(-1.0, f64::from);
    [float(change.at_ms), sides[0], sides[1], policy, f64::from(u8::from(change.reversal))]
}

const fn interval(interval: &Interval) -> [f64; 2] {
    [float(interval.from_ms), float(interval.to_ms)]
}

fn rows<const N: usize, T>(column: &[f64], row: impl Fn(&[f64; N]) -> T) -> Vec<T> {
    column.as_chunks().0.iter().map(row).collect()
}

#[expect(clippy::cast_precision_loss, reason = "an instant has far fewer than 53 bits")]
const fn float(at_ms: i64) -> f64 {
    at_ms as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
const fn whole_number(float: f64) -> i64 {
    float as i64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as counted")]
const fn count(float: f64) -> u32 {
    float as u32
}
