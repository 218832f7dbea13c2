//! What was found for a stretch, in sentences.

use crate::base::{duration_text, grouped, minute_decimals, translated};
use crate::whatif::{Count, Differences, Repairs};

/// `6 of 7`.
#[must_use]
pub fn count_text(count: Count) -> String {
    t!("{} of {}", grouped(f64::from(count.count), 0), grouped(f64::from(count.of), 0))
}

/// What was counted, and what does not differ.
#[must_use]
pub fn difference_words(found: &Differences) -> String {
    let all = grouped(f64::from(found.inside) + f64::from(found.outside), 0);
    let counted = match found.inside {
        0 => t!("No evaluation lies in this stretch: mark a longer one.").to_owned(),
        _ => t!("{all} evaluations counted, all of them."),
    };
    let same: Vec<&str> = found.same.iter().map(|kind| kind.label()).collect();
    match (found.inside, same.is_empty()) {
        (0, _) | (_, true) => counted,
        _ => t!("No difference of 10 points or more: {}. {counted}", same.join(", ")),
    }
}

/// Why a stretch is not repaired, a key.
pub const NOT_OVERLOADED: &str =
    text!("Nothing was overloaded in this stretch, so there is nothing to repair.");

/// What is to be said of a repair besides its edits.
#[must_use]
pub fn repair_words(found: &Repairs) -> String {
    if found.has_no_overload() {
        return translated(NOT_OVERLOADED).to_owned();
    }
    if !found.is_done() {
        return String::new();
    }
    let least = found.least_minutes();
    let head = match (found.found.is_empty(), least > 0.0) {
        (true, _) => t!("No edit of up to three settings prevents any of it.").to_owned(),
        (false, true) => {
            t!("No edit of up to three settings prevents all of it: {} stay.", minutes(least))
        }
        (false, false) => return String::new(),
    };
    format!("{head} {}", obstacle(found))
}

/// What stands in the way of preventing all of it.
fn obstacle(found: &Repairs) -> String {
    let own = found.obstacle;
    let (needed, maximum) = (own.needed, own.maximum);
    let peak = match needed > maximum {
        true => {
            t!("At its peak the load needed {needed} Instances, and the maximum is {maximum}. ")
        }
        false => String::new(),
    };
    let (left, boot) = (minutes(own.least_minutes), duration_text(own.boot_delay_ms));
    let reaction = match own.least_minutes > 0.0 {
        true => {
            t!("No rule could have prevented all of it, {left} at the least: load is seen only at \
                the next evaluation, and an Instance takes {boot} to serve. Only more Instances \
                beforehand would.")
        }
        false => {
            t!("Neither the bounds nor the boot time stand in the way of another kind of rule.")
                .to_owned()
        }
    };
    peak + &reaction
}

/// `14 min`, with the decimal that a short time needs.
pub(super) fn minutes(minutes: f64) -> String {
    format!("{}\u{a0}min", grouped(minutes, minute_decimals(&[minutes])))
}
