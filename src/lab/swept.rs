//! What a sweep is set to, in a line each, for whoever has folded its fields away.

use crate::base::{grouped, plain};
use crate::whatif::{Axis, Grid, OverloadWorth, Setting, Worth};

/// What is tried: `my-policy: threshold 50 % to 70 %; Group: cooldown 5 min to 15 min`.
#[must_use]
pub fn tried_words(grid: &Grid) -> String {
    let axes = grid.sweep().axes;
    let varied: Vec<&Axis> = axes.iter().filter(|axis| axis.values.len() > 1).collect();
    let owned = varied.chunk_by(|one, next| one.policy == next.policy).map(|axes| {
        let policy = axes.first().and_then(|axis| grid.base().policies().get(axis.policy?));
        let owner = policy.map_or_else(|| t!("Group").to_owned(), |policy| policy.name.clone());
        let each: Vec<String> = axes.iter().filter_map(|axis| range_words(grid, axis)).collect();
        t!("{owner}: {}", each.join(", "))
    });
    owned.collect::<Vec<_>>().join(t!("; "))
}

/// `threshold 50 % to 70 %`: the least and the most of what is tried.
fn range_words(grid: &Grid, axis: &Axis) -> Option<String> {
    let least = axis.values.iter().copied().reduce(f64::min)?;
    let most = axis.values.iter().copied().reduce(f64::max)?;
    let text = |value| {
        let (parameter, policy) = (axis.parameter, axis.policy);
        grid.text(Setting { parameter, policy, value })
    };
    let (name, least, most) = (axis.parameter.label(), text(least), text(most));
    Some(t!("{name} {least} to {most}"))
}

/// What advice may cost in overload and reversals.
#[must_use]
pub fn worth_words(worth: Worth) -> String {
    let overload = match worth.overload {
        OverloadWorth::NoMore => t!("no more overload than saved").to_owned(),
        OverloadWorth::EurPerMinute(cost) => {
            t!("a minute of overload costs €\u{a0}{}", plain(cost))
        }
        OverloadWorth::MinutesPerMonth(most) => {
            t!("at most {}\u{a0}min of overload a month", grouped(most, 0))
        }
    };
    let reversals = match worth.reversals_per_month {
        None => t!("no more reversals than saved").to_owned(),
        Some(most) => t!("at most {} reversals a month", grouped(most, 0)),
    };
    format!("{overload}, {reversals}")
}
