//! The answer for a setting: its plateaus to draw, and to list.

use super::hand::Traced;
use crate::base::{as_shown, minute_decimals, plain};
use crate::chart::response::Piece;
use crate::engine::{Metric, Unit};
use crate::whatif::{Cost, Interval, Parameter, Plateau, Response, Score};
use crate::worker::replay::TraceSetting;

/// A longer table would slow the page down.
pub(super) const MOST_LISTED: usize = 100;

/// What the scores are told in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// What an Instance costs for an hour, in EUR; without it costs are Instance-hours.
    pub eur_per_hour: Option<f64>,
    /// The time that was replayed.
    pub span: Interval,
    /// Whether a history tells overload.
    pub tells_overload: bool,
}

/// Neighbouring values at which overload, changes and reversals are the same; the cost may differ
/// between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// The least value, in the setting's unit.
    pub from: f64,
    /// The greatest value, in the setting's unit.
    pub to: f64,
    /// What the least value comes to.
    pub first: Score,
    /// What the greatest value comes to.
    pub last: Score,
    /// The first evaluation that decides otherwise than at the segment before; `None` for the
    /// first.
    pub turns_at_ms: Option<i64>,
}

/// The answer for a setting, ready to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What was asked.
    pub traced: Traced,
    /// The plateaus and whether they are exact.
    pub(super) response: Response,
    /// The plateaus joined where only the cost differs.
    pub segments: Vec<Segment>,
    /// What the scores are told in.
    pub(super) terms: Terms,
}

impl Curve {
    /// Makes one of an answer.
    #[must_use]
    pub fn new(traced: Traced, response: Response, terms: Terms) -> Self {
        let mut segments: Vec<Segment> = Vec::new();
        for (index, own) in response.plateaus.iter().enumerate() {
            let Plateau { from, to, score, turns_at_ms } = *own;
            let joined = index
                .checked_sub(1)
                .is_some_and(|before| is_next(&response, traced.ask.parameter, before));
            match segments.last_mut().filter(|last| joined && comes_to_same(last.last, score)) {
                Some(last) => (last.to, last.last) = (to, score),
                None => segments.push(Segment { from, to, first: score, last: score, turns_at_ms }),
            }
        }
        Self { traced, response, segments, terms }
    }

    /// Whether costs are EUR a day rather than Instance-hours.
    #[must_use]
    pub const fn is_priced(&self) -> bool {
        self.terms.eur_per_hour.is_some()
    }

    /// Whether overload is known.
    #[must_use]
    pub const fn tells_overload(&self) -> bool {
        self.terms.tells_overload
    }

    /// What the whole range comes to, to draw.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        let parameter = self.traced.ask.parameter;
        let piece = |(index, own): (usize, &Plateau)| Piece {
            from: own.from,
            to: own.to,
            overload: own.score.overload_minutes,
            cost: self.cost(own.score),
            joined: is_next(&self.response, parameter, index),
        };
        self.response.plateaus.iter().enumerate().map(piece).collect()
    }

    /// What a score costs: EUR a day, as the scorecard has it, or Instance-hours.
    #[must_use]
    pub fn cost(&self, score: Score) -> f64 {
        let Terms { eur_per_hour, span, .. } = self.terms;
        let hours = score.instance_hours;
        eur_per_hour.map_or(hours, |price| Cost::of(hours, price, span).per_day)
    }

    /// How many decimals its costs have.
    #[must_use]
    pub const fn cost_decimals(&self) -> u8 {
        if self.is_priced() { 2 } else { 1 }
    }

    /// A value of the setting with its unit; a percentage with all of its decimals, since cliffs
    /// may lie that near to each other.
    #[must_use]
    pub fn text(&self, value: f64) -> String {
        let TraceSetting { variant, parameter, policy, .. } = &self.traced.ask;
        let rule = policy.and_then(|index| variant.policies().get(index));
        let metric = rule.and_then(|rule| rule.metric.managed_metric.as_ref());
        let unit = metric.and_then(Metric::from_wire).map(Metric::unit);
        match (parameter, unit) {
            (Parameter::Threshold, Some(Unit::Percent)) => format!("{}\u{a0}%", plain(value)),
            _ => self.traced.ask.setting(value).text(variant).to,
        }
    }

    /// The segments to list: all, or of very many those around a value.
    #[must_use]
    pub fn near(&self, value: Option<f64>) -> &[Segment] {
        let value = value.unwrap_or(self.traced.ask.range.from);
        let at = self.segments.partition_point(|segment| segment.to < value);
        let last = self.segments.len().saturating_sub(MOST_LISTED);
        let first = at.saturating_sub(MOST_LISTED / 2).min(last);
        &self.segments[first..self.segments.len().min(first + MOST_LISTED)]
    }
}

/// Whether the plateau after this one begins at the next value that was tried.
fn is_next(response: &Response, parameter: Parameter, index: usize) -> bool {
    let [Some(own), Some(next)] = [index, index + 1].map(|at| response.plateaus.get(at)) else {
        return false;
    };
    // Plateaus of a threshold leave nothing out unless they are of steps.
    let step = response.step.or_else(|| parameter.is_whole().then_some(1.0));
    step.is_none_or(|step| next.from - own.to < 1.5 * step)
}

/// Whether what is shown of two scores is the same but for the cost.
fn comes_to_same(one: Score, other: Score) -> bool {
    let minutes =
        |own: Score| as_shown(own.overload_minutes, minute_decimals(&[own.overload_minutes]));
    let shown = |own: Score| (minutes(own), own.changes, own.reversals);
    shown(one) == shown(other)
}
