//! From what is known of a group to a verdict. What is not known is not claimed.

use super::{Day, Kind, Reading, Urgency, Verdict};
use crate::engine::{
    Aggregate, Capacity, Cooldown, Direction, MINUTE_MS, Metric, Policy, Rules, Target, needed,
};
use crate::lab::{GroupRow, Hold, Standing, come_to};
use crate::whatif::{RecordedTotals, SizeAt, recorded_totals};
use crate::worker::replay::Samples;

/// A metric without a sample for so long tells the rules nothing: the longest look-back of a
/// policy is an hour.
const SILENT_MS: i64 = 60 * MINUTE_MS;

/// A size that stood at its maximum for so long within a day was held back by it.
#[expect(clippy::cast_precision_loss, reason = "an hour in milliseconds")]
const LONG_AT_MAXIMUM_MS: f64 = 60.0 * MINUTE_MS as f64;

/// So many reversals a day are no coincidence.
const MANY_REVERSALS: usize = 3;

/// What is known of a group.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its row in the list.
    pub row: &'a GroupRow,
    /// How many Instances it has, where that is known.
    pub size: Option<u32>,
    /// The hold that this browser keeps of it.
    pub hold: Option<Hold>,
    /// Its last day, once that was read.
    pub day: Option<&'a Day>,
    /// The API's now, in milliseconds since the Unix epoch.
    pub now_ms: i64,
}

/// The looks at a group, that for the worst first.
const LOOKS: [fn(&Seen) -> Option<Verdict>; 10] =
    [leaving, failing, bound, capped, silent, flapping, above_maximum, held, at_maximum, changing];

/// How a group stands: the worst that is seen of it.
#[must_use]
pub fn judge(seen: &Seen) -> Verdict {
    let is_whole = seen.day.is_some_and(|day| day.missing.is_empty());
    let rest = if is_whole { Verdict::Steady } else { Verdict::Unjudged };
    LOOKS.iter().find_map(|look| look(seen)).unwrap_or(rest)
}

/// How a group stands, and what needs somebody beside that.
#[must_use]
pub fn verdicts(seen: &Seen) -> (Verdict, Vec<Verdict>) {
    let worst = judge(seen);
    let beside = judge_beside(seen, &worst);
    (worst, beside)
}

/// What needs somebody beside the worst, the worst of it first: errors do not hide that a group
/// has no room left. Whoever holds a group knows what it cannot do.
#[must_use]
pub fn judge_beside(seen: &Seen, worst: &Verdict) -> Vec<Verdict> {
    let needs_somebody = |own: &Verdict| own.kind().urgency() == Urgency::NeedsYou;
    if !needs_somebody(worst) || matches!(worst, Verdict::Held { .. }) {
        return Vec::new();
    }
    let all = LOOKS.iter().filter_map(|look| look(seen)).filter(needs_somebody);
    let mut beside: Vec<_> = all.filter(|own| own.kind() != worst.kind()).collect();
    // That says the same, and more.
    let has_no_room = [worst].into_iter().chain(&beside).any(|own| own.kind() == Kind::Capped);
    beside.retain(|own| !has_no_room || own.kind() != Kind::AtMaximum);
    beside
}

/// Nothing is asked for a group that is being deleted.
fn leaving(seen: &Seen) -> Option<Verdict> {
    let state = &seen.row.state;
    let words = Some(state.words.clone());
    (state.standing == Standing::Leaving).then_some(Verdict::Changing { words, sizes: None })
}

fn failing(seen: &Seen) -> Option<Verdict> {
    let state = &seen.row.state;
    let is_bad = state.standing == Standing::Bad;
    is_bad.then(|| Verdict::Failing(state.words.clone(), state.trouble.clone()))
}

/// Both bounds are the same, so that no rule acts whatever it sees, or the time of a hold is over.
fn bound(seen: &Seen) -> Option<Verdict> {
    let (least, most) = seen.row.bounds;
    if seen.row.has_fixed_size() {
        return None;
    }
    let is_met = least == most;
    let pinned = is_met.then_some(Verdict::Pinned(most));
    let is_over = |own: &Verdict| matches!(own, Verdict::Held { is_over: true, .. });
    held(seen).filter(|own| is_met || is_over(own)).or(pinned)
}

/// That the bounds are those of the hold that is kept. Where rules act on within them, what they
/// cannot do comes first.
fn held(seen: &Seen) -> Option<Verdict> {
    let hold =
        seen.hold.filter(|hold| hold.holds(seen.row.bounds) && !seen.row.has_fixed_size())?;
    let asks = seen.size.filter(|size| *size >= seen.row.bounds.1).and_then(|size| {
        let day = seen.day?;
        asks_for_more(day.rules.as_ref()?, day.samples.as_ref()?, size, day.read_ms)
    });
    Some(Verdict::Held { hold, is_over: hold.until_ms <= seen.now_ms, asks })
}

/// Whether the bounds leave room, and the size has used it up.
fn is_at_maximum(seen: &Seen) -> bool {
    let (least, most) = seen.row.bounds;
    least < most && !seen.row.has_fixed_size() && seen.size.is_some_and(|size| size >= most)
}

fn capped(seen: &Seen) -> Option<Verdict> {
    let day = seen.day.filter(|_| is_at_maximum(seen))?;
    let (rules, samples) = (day.rules.as_ref()?, day.samples.as_ref()?);
    let reading = asks_for_more(rules, samples, seen.size?, day.read_ms)?;
    let since_ms = at_maximum_since(seen);
    Some(Verdict::Capped { maximum: seen.row.bounds.1, reading, since_ms })
}

/// The reading of the watched metric that asks for more Instances.
fn asks_for_more(rules: &Rules, samples: &Samples, size: u32, now_ms: i64) -> Option<Reading> {
    if let Some((metric, percent)) = rules.target().and_then(Target::average) {
        let value = latest(samples, Aggregate::Average, Day::STEP_MS, now_ms)?;
        let more = needed(size, value, percent, &rules.assumptions.target) > size;
        let limit = f64::from(percent);
        return more.then_some(Reading { metric, value, limit, is_target: true });
    }
    let metric = super::watched_metric(rules)?;
    // A sum depends on how many samples there are, and these are thinner than the service's own.
    let fits = |policy: &&Policy| {
        policy.direction == Direction::Up
            && policy.metric == metric
            && policy.aggregate != Aggregate::Sum
    };
    rules.policies().iter().filter(fits).find_map(|policy| {
        let look_back_ms = policy.look_back_ms.max(Day::STEP_MS);
        let value = latest(samples, policy.aggregate, look_back_ms, now_ms)?;
        let limit = policy.threshold;
        policy.is_breached(value).then_some(Reading { metric, value, limit, is_target: false })
    })
}

/// What the samples of a look-back that ends with the latest step come to.
fn latest(samples: &Samples, aggregate: Aggregate, back_ms: i64, now_ms: i64) -> Option<f64> {
    come_to(samples, aggregate, back_ms, now_ms.div_euclid(Day::STEP_MS) * Day::STEP_MS)
}

/// A group whose rules have nothing to go by. Without Instances there is nothing to measure.
fn silent(seen: &Seen) -> Option<Verdict> {
    let day = seen.day?;
    let metric = day.metric().filter(|metric| *metric != Metric::Custom)?;
    let samples = day.samples.as_ref()?;
    let since_ms = samples.times_ms.last().copied();
    let from_ms = since_ms.unwrap_or(seen.row.created_ms);
    let is_silent = day.read_ms - from_ms > SILENT_MS && seen.size != Some(0);
    let rules = day.rules.as_ref();
    let watch_all =
        rules.is_none_or(|rules| rules.policies().iter().all(|own| own.metric == metric));
    is_silent.then_some(Verdict::NoData { metric, since_ms, stops_all: watch_all })
}

/// What recorded sizes came to until the day was read, over how long, in milliseconds.
fn totals(seen: &Seen, sizes: &[SizeAt]) -> Option<(RecordedTotals, i64)> {
    let (day, (min, max)) = (seen.day?, seen.row.bounds);
    let capacity = Capacity { min, max, cooldown: Cooldown::default() };
    let within_ms = (day.read_ms - sizes.first()?.at_ms).max(0);
    Some((recorded_totals(sizes, capacity, day.read_ms), within_ms))
}

/// The sizes since the last one above the maximum: before, it was another maximum.
fn under_maximum<'a>(seen: &Seen<'a>) -> &'a [SizeAt] {
    let sizes = seen.day.map_or(&[][..], |day| &day.sizes);
    let above = sizes.iter().rposition(|at| at.size > seen.row.bounds.1);
    &sizes[above.map_or(0, |last| last + 1)..]
}

/// Since when the size is the maximum; none where it was below before all that is known.
fn at_maximum_since(seen: &Seen) -> Option<i64> {
    let sizes = under_maximum(seen);
    let below = sizes.iter().rposition(|at| at.size < seen.row.bounds.1)?;
    sizes.get(below + 1).map(|at| at.at_ms)
}

fn flapping(seen: &Seen) -> Option<Verdict> {
    let (totals, within_ms) = totals(seen, &seen.day?.sizes)?;
    let reversals = totals.reversals;
    (reversals >= MANY_REVERSALS).then_some(Verdict::Flapping { reversals, within_ms })
}

fn above_maximum(seen: &Seen) -> Option<Verdict> {
    let maximum = seen.row.bounds.1;
    let size = seen.size.filter(|size| *size > maximum && is_at_maximum(seen))?;
    Some(Verdict::AboveMaximum { size, maximum })
}

fn at_maximum(seen: &Seen) -> Option<Verdict> {
    let (least, maximum) = seen.row.bounds;
    if least == maximum || seen.row.has_fixed_size() {
        return None;
    }
    let is_now = is_at_maximum(seen);
    let totals = totals(seen, under_maximum(seen));
    let long = totals.is_some_and(|(totals, _)| totals.maximum_ms >= LONG_AT_MAXIMUM_MS);
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of a day")]
    let stood = totals.map(|(totals, within_ms)| (totals.maximum_ms as i64, within_ms));
    let since_ms = at_maximum_since(seen).filter(|_| is_now);
    let since = since_ms.zip(seen.day).map_or(0, |(since_ms, day)| day.read_ms - since_ms);
    let stood = stood.filter(|(for_ms, _)| *for_ms >= since + MINUTE_MS);
    (is_now || long).then_some(Verdict::AtMaximum { maximum, is_now, since_ms, stood })
}

fn changing(seen: &Seen) -> Option<Verdict> {
    let (state, (least, most)) = (&seen.row.state, seen.row.bounds);
    let wanted = seen.day.and_then(|day| day.wanted).or_else(|| {
        let size = seen.size?;
        (!seen.row.has_fixed_size() && least <= most).then(|| size.clamp(least, most))
    });
    let sizes = seen.size.zip(wanted).filter(|(size, wanted)| size != wanted);
    let words = (state.standing == Standing::Busy).then(|| state.words.clone());
    (words.is_some() || sizes.is_some()).then_some(Verdict::Changing { words, sizes })
}
