//! What a replay did within a stretch, on its days, and on all others.

use serde::{Deserialize, Serialize};

use crate::whatif::replay::as_f64;
use crate::whatif::{Interval, Score, VariantOutcome};

/// A replay, judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// Over the whole history.
    pub whole: Score,
    /// Within the stretch.
    pub inside: Score,
    /// On the days that the stretch does not touch.
    pub elsewhere: Score,
}

/// The stretch, and the whole days that it touches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) marked: Interval,
    pub(super) days: Interval,
    pub(super) span: Interval,
}

impl Stretch {
    /// A stretch of a history; `local_ms` adds to an instant what its zone adds to UTC.
    pub(super) fn new(marked: Interval, span: Interval, local_ms: impl Fn(i64) -> i64) -> Self {
        const DAY_MS: i64 = 86_400_000;
        let into_day = |at_ms: i64| local_ms(at_ms).rem_euclid(DAY_MS);
        let from_ms = marked.from_ms - into_day(marked.from_ms);
        let to_ms = marked.to_ms - into_day(marked.to_ms) + DAY_MS;
        let days = Interval {
            from_ms: from_ms.clamp(span.from_ms, span.to_ms),
            to_ms: to_ms.clamp(span.from_ms, span.to_ms),
        };
        Self { marked, days, span }
    }

    /// How many days lie outside its own.
    pub(super) fn other_days(&self) -> u32 {
        let days = (self.span.hours() - self.days.hours()) / 24.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates"
        )]
        let whole = days.round() as u32;
        whole
    }

    pub(super) fn judge(&self, outcome: &VariantOutcome) -> Judged {
        let card = &outcome.scorecard;
        let whole = Score {
            instance_hours: card.instance_hours,
            overload_minutes: card.overload_minutes.unwrap_or_default(),
            changes: card.changes,
            reversals: card.reversals,
        };
        let inside = self.within(outcome, self.marked);
        let elsewhere = less(whole, self.within(outcome, self.days));
        Judged { whole, inside, elsewhere }
    }

    fn within(&self, outcome: &VariantOutcome, part: Interval) -> Score {
        let overload = outcome.overload.iter().map(|one| common_ms(*one, part)).sum::<i64>();
        let ends = outcome.sizes.iter().skip(1).map(|next| next.at_ms).chain([self.span.to_ms]);
        let held = outcome.sizes.iter().zip(ends).map(|(size, to_ms)| {
            let held = Interval { from_ms: size.at_ms, to_ms };
            f64::from(size.size) * as_f64(common_ms(held, part))
        });
        let during = |at_ms: i64| part.from_ms < at_ms && at_ms <= part.to_ms;
        let changes = outcome.changes.iter().filter(|change| during(change.at_ms));
        Score {
            instance_hours: held.sum::<f64>() / 3_600_000.0,
            overload_minutes: as_f64(overload) / 60_000.0,
            changes: changes.clone().count(),
            reversals: changes.filter(|change| change.reversal).count(),
        }
    }
}

/// How much of a stretch lies within another, in milliseconds.
pub(super) fn common_ms(one: Interval, other: Interval) -> i64 {
    (one.to_ms.min(other.to_ms) - one.from_ms.max(other.from_ms)).max(0)
}

/// A part of a score's difference to another.
fn less(one: Score, other: Score) -> Score {
    Score {
        instance_hours: one.instance_hours - other.instance_hours,
        overload_minutes: one.overload_minutes - other.overload_minutes,
        changes: one.changes.saturating_sub(other.changes),
        reversals: one.reversals.saturating_sub(other.reversals),
    }
}
