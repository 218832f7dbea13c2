//! Two scorecards side by side, in the words and digits that people read.

use crate::base::{as_shown, grouped, minute_decimals, translated};
use crate::engine::{Beside, Metric};
use crate::whatif::Scorecard;

/// Whether a difference is welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Neither: no difference, or one that is good or bad only in context.
    Neutral,
    /// Less cost or less risk.
    Better,
    /// More cost or more risk.
    Worse,
}

/// One number of the scorecard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// EUR a day.
    CostPerDay,
    /// EUR a month.
    CostPerMonth,
    /// Minutes in which the demand exceeded what served.
    Overload,
    /// Changes of the size.
    Changes,
    /// Changes soon undone.
    Reversals,
    /// The integral of the size.
    InstanceHours,
    /// The 95th percentile of the metric.
    P95,
    /// Time at the minimum.
    AtMinimum,
    /// Time at the maximum.
    AtMaximum,
    /// Time in which the cooldown denied a breached policy.
    Denied,
}

/// A measure of two scorecards, ready to show.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorecardRow {
    /// Which measure.
    pub measure: Measure,
    /// Its name.
    pub label: &'static str,
    /// Its unit; empty for a bare count.
    pub unit: &'static str,
    /// The first scorecard's number as shown, without the unit; a dash when unknown.
    pub saved: String,
    /// The first scorecard's number as computed, in the row's unit; `None` when unknown.
    pub saved_exact: Option<f64>,
    /// The second scorecard's number as shown.
    pub edited: String,
    /// The second scorecard's number as computed, in the row's unit; `None` when unknown.
    pub edited_exact: Option<f64>,
    /// The difference with its sign; `same` when the shown numbers are equal, a dash when one of
    /// them is unknown.
    pub difference: String,
    /// Whether that is welcome.
    pub judgement: Judgement,
}

/// In place of a number that is not known.
pub(super) const UNKNOWN: &str = "–";

/// How a measure reads.
struct MeasureText {
    measure: Measure,
    label: &'static str,
    unit: &'static str,
    value: fn(&Scorecard) -> Option<f64>,
    decimals: usize,
    /// Whether less is better; otherwise it depends.
    less_is_better: bool,
}

const MEASURES: [MeasureText; 10] = [
    MeasureText {
        measure: Measure::CostPerDay,
        label: text!("Cost a day"),
        unit: "€",
        value: |card| card.cost_per_day_eur,
        decimals: 2,
        less_is_better: true,
    },
    MeasureText {
        measure: Measure::CostPerMonth,
        label: text!("Cost a month"),
        unit: "€",
        value: |card| card.cost_per_month_eur,
        decimals: 2,
        less_is_better: true,
    },
    MeasureText {
        measure: Measure::Overload,
        label: text!("Overload"),
        unit: "min",
        value: |card| card.overload_minutes,
        decimals: 0,
        less_is_better: true,
    },
    MeasureText {
        measure: Measure::Changes,
        label: text!("Changes"),
        unit: "",
        value: |card| Some(count(card.changes)),
        decimals: 0,
        less_is_better: true,
    },
    MeasureText {
        measure: Measure::Reversals,
        label: text!("Reversals"),
        unit: "",
        value: |card| Some(count(card.reversals)),
        decimals: 0,
        less_is_better: true,
    },
    MeasureText {
        measure: Measure::InstanceHours,
        label: text!("Instance-hours"),
        unit: "h",
        value: |card| Some(card.instance_hours),
        decimals: 1,
        less_is_better: true,
    },
    MeasureText {
        measure: Measure::P95,
        label: text!("95th percentile"),
        unit: "",
        value: |card| card.p95,
        decimals: 1,
        less_is_better: false,
    },
    MeasureText {
        measure: Measure::AtMinimum,
        label: text!("At minimum"),
        unit: "min",
        value: |card| Some(card.minutes_at_minimum),
        decimals: 0,
        less_is_better: false,
    },
    MeasureText {
        measure: Measure::AtMaximum,
        label: text!("At maximum"),
        unit: "min",
        value: |card| Some(card.minutes_at_maximum),
        decimals: 0,
        less_is_better: true,
    },
    MeasureText {
        measure: Measure::Denied,
        label: text!("Blocked by cooldown"),
        unit: "min",
        value: |card| Some(card.denied_minutes),
        decimals: 0,
        less_is_better: true,
    },
];

/// The measures of two scorecards, most telling first. The cost is left out while no price is
/// known; `metric` is that of the first history, whose percentile is shown.
///
/// ```
/// use headroom::engine::Metric;
/// use headroom::whatif::{
///     Detail, Judgement, Measure, Parameter, Setting, from_file, run_variants, scorecard_rows,
/// };
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let saved = job.variants[0].clone();
/// let edited = Setting::of_policy(Parameter::Threshold, 0, 50).made(&saved);
/// let outcome = run_variants(&job, &[saved, edited], Detail::Curves)?;
/// let cards = [0, 1].map(|index| &outcome.variants[index].scorecard);
/// let rows = scorecard_rows(cards[0], cards[1], Metric::Cpu);
/// let cost = rows.iter().find(|row| row.measure == Measure::CostPerDay).unwrap();
/// assert_eq!((cost.saved.as_str(), cost.unit), ("3.19", "€"));
/// assert_eq!((cost.difference.as_str(), cost.judgement), ("+0.89", Judgement::Worse));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn scorecard_rows(saved: &Scorecard, edited: &Scorecard, metric: Metric) -> Vec<ScorecardRow> {
    let priced = saved.cost_eur.is_some() || edited.cost_eur.is_some();
    let is_cost = |measure| matches!(measure, Measure::CostPerDay | Measure::CostPerMonth);
    let shown = |reading: &&MeasureText| priced || !is_cost(reading.measure);
    MEASURES.iter().filter(shown).map(|reading| row(reading, saved, edited, metric)).collect()
}

fn row(
    reading: &MeasureText,
    saved: &Scorecard,
    edited: &Scorecard,
    metric: Metric,
) -> ScorecardRow {
    let (before, after) = ((reading.value)(saved), (reading.value)(edited));
    // Of one that is not known, the other stands in both places.
    let known = before.or(after).map(|known| [before.unwrap_or(known), after.unwrap_or(known)]);
    let Beside { texts: [saved, edited], change, size } = match known {
        Some(ends) => beside(reading, ends, metric),
        None => Beside { texts: Default::default(), change: 0.0, size: String::new() },
    };
    let text =
        |value: Option<f64>, text: String| value.map_or_else(|| UNKNOWN.to_owned(), |_| text);
    let (saved, edited) = (text(before, saved), text(after, edited));
    let difference = match change {
        _ if before.is_none() || after.is_none() => UNKNOWN.to_owned(),
        0.0 => t!("same").to_owned(),
        // A real minus sign is as wide as the plus.
        less if less < 0.0 => format!("−{size}"),
        _ => format!("+{size}"),
    };
    let judgement = match change {
        c if !reading.less_is_better || c == 0.0 => Judgement::Neutral,
        c if c < 0.0 => Judgement::Better,
        _ => Judgement::Worse,
    };
    let MeasureText { measure, label, unit, .. } = *reading;
    let (saved_exact, edited_exact) = (before, after);
    ScorecardRow {
        measure,
        label: translated(label),
        unit,
        saved,
        saved_exact,
        edited,
        edited_exact,
        difference,
        judgement,
    }
}

/// A measure of both as it is shown: ends and difference are rounded together.
fn beside(reading: &MeasureText, ends: [f64; 2], metric: Metric) -> Beside {
    if reading.measure == Measure::P95 {
        return Beside::of(metric, ends);
    }
    let decimals = match reading.unit {
        "min" => minute_decimals(&ends),
        _ => reading.decimals,
    };
    let [before, after] = ends.map(|value| as_shown(value, decimals));
    let change = as_shown(after - before, decimals);
    let text = |value| grouped(value, decimals);
    Beside { texts: [text(before), text(after)], change, size: text(change.abs()) }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far under 2^53")]
const fn count(number: usize) -> f64 {
    number as f64
}
