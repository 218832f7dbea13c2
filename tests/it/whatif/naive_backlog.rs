//! The work that waits, as plain as it can be made: walked anew from the start for every question.

use headroom::whatif::Interval;

use super::naive::{Naive, cuts, served_before};
use super::naive_demand::{carried, demands, millis};

/// The stretches up to an instant in which some work waits or comes in vain, with the demand in
/// excess of what serves.
pub fn waits(naive: &Naive, until_ms: i64) -> Vec<(Interval, f64)> {
    let (mut found, mut waiting, mut known_ms) = (Vec::new(), 0.0, i64::MIN);
    for (demand, from_ms, to_ms) in demands(naive.job) {
        if from_ms >= until_ms {
            break;
        }
        if from_ms != known_ms {
            waiting = 0.0;
        }
        known_ms = to_ms;
        let turns = naive.instances.iter().flat_map(|i| [i.serves_ms, i.gone_ms]);
        for (from_ms, to_ms) in cuts(from_ms, to_ms.min(until_ms), turns) {
            let spare = carried(naive.job, served_before(&naive.instances, to_ms)) - demand;
            if spare < 0.0 {
                waiting -= spare * millis(from_ms, to_ms);
                found.push((Interval { from_ms, to_ms }, -spare));
            } else if waiting > 0.0 {
                let mut end_ms = from_ms;
                while end_ms < to_ms && (millis(from_ms, end_ms) + 0.500_001) * spare <= waiting {
                    // A few steps at once, where it is far.
                    let left = (waiting / spare - millis(from_ms, end_ms)).min(1e9);
                    end_ms += if left > 10.0 { whole(left) - 5 } else { 1 };
                }
                let end_ms = end_ms.min(to_ms);
                waiting =
                    if end_ms < to_ms { 0.0 } else { waiting - spare * millis(from_ms, to_ms) };
                waiting = waiting.max(0.0);
                found.push((Interval { from_ms, to_ms: end_ms }, 0.0));
            }
        }
    }
    found.retain(|(stretch, _)| stretch.from_ms < stretch.to_ms);
    found
}

#[expect(clippy::cast_possible_truncation, reason = "far under 2^53")]
fn whole(number: f64) -> i64 {
    number as i64
}
