//! What a recording that stood at its ceiling leaves open: the true demand there lies somewhere
//! between exactly full and a stated multiple of it.

use super::scorecard::UNKNOWN;
use crate::base::{grouped, is_one, minute_decimals, plain, thousands};
use crate::whatif::{Job, Scorecard};

/// How many times full the band reaches where no multiple is stated. Nothing tells how far beyond
/// full the demand went; half as much again is what a third Instance would have carried beside two
/// full ones, so it is the least that matters to a small group.
pub const USUAL_MULTIPLE: f64 = 1.5;

impl Job {
    /// The multiple at the band's other edge: exactly full, unless the job itself takes it so.
    #[must_use]
    pub fn other_multiple(&self) -> f64 {
        if self.saturation_multiple > 1.0 { 1.0 } else { USUAL_MULTIPLE }
    }

    /// The job at the band's other edge.
    #[must_use]
    pub fn other_edge(&self) -> Self {
        Self { saturation_multiple: self.other_multiple(), ..self.clone() }
    }
}

/// A run at one edge of the band.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// How many times full the demand was taken for.
    pub multiple: f64,
    /// Its numbers.
    pub scorecard: &'a Scorecard,
}

/// A multiple in words: `exactly full`, `1.5 times full`.
#[must_use]
pub fn multiple_words(multiple: f64) -> String {
    if multiple <= 1.0 {
        return t!("exactly full").to_owned();
    }
    let multiple = plain(multiple);
    t!("{multiple} times full")
}

/// What the band means, from exactly full upwards; `shown` is the edge whose numbers stand beside
/// it, `other` the one that was replayed besides, if it was.
#[must_use]
pub fn band_words(saturated: usize, shown: Edge, other: Option<Edge>) -> String {
    let count = thousands(saturated as u64);
    let stood = match is_one(saturated) {
        true => {
            t!("{count} sample of the recording stood at 100\u{a0}%: the true demand there is \
             unknown.")
        }
        false => {
            t!("{count} samples of the recording stood at 100\u{a0}%: the true demand there is \
             unknown.")
        }
    };
    let Some(other) = other else {
        let taken = multiple_words(shown.multiple);
        return t!("{stood} The numbers take it as {taken}.");
    };
    let mut edges = [(shown, t!(", as in the numbers above")), (other, "")];
    if other.multiple < shown.multiple {
        edges.reverse();
    }
    let [low, high] = edges.map(|(edge, whose)| {
        let (taken, numbers) = (taken(edge), numbers(edge));
        t!("{taken}{whose}: {numbers}.")
    });
    format!("{stood} {low} {high}")
}

fn taken(edge: Edge) -> String {
    let words = multiple_words(edge.multiple);
    if edge.multiple > 1.0 { t!("At {words}") } else { t!("Taken as {words}") }
}

fn numbers(edge: Edge) -> String {
    let card = edge.scorecard;
    let overload =
        card.overload_minutes.map(|minutes| grouped(minutes, minute_decimals(&[minutes])));
    let overload = overload.unwrap_or_else(|| UNKNOWN.to_owned());
    let hours = grouped(card.instance_hours, 1);
    t!("overload {overload}\u{a0}min, {hours} Instance-hours")
}
