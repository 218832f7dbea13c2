//! What the timeline shows: the recording while the what-if is closed, the replays while it is
//! open.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::timeline::{
    Bounds, Change, Event, Interval, Level, Series, Step, Threshold, Timeline, Tone, Unit,
};
use crate::engine::{Direction, Metric, Rules};
use crate::ui::pages::group::whatif::{Lab, Run};
use crate::whatif::{SizeAt, VariantOutcome, multiple_words};
use crate::wire::{self, order::sort_by_key};

/// Everything that the timeline shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The metric.
    pub metric: Metric,
    /// Whether the first series is a replay rather than the recording.
    pub replayed: bool,
    /// Saved first, edited second, then the band's other edge and the other variants. In a gap of
    /// the recording stands one more stamp, whose values are not numbers. No events for a file.
    pub timeline: Timeline,
    /// How many times full the demand is taken for at the band's other edge.
    pub band: Option<f64>,
}

impl Shown {
    /// What a group's what-if shows at present.
    pub fn of(lab: Lab) -> Self {
        let metric = lab.metric();
        let unit = if metric == Metric::Cpu { Unit::Percent } else { Unit::Number };
        let empty =
            || Self { metric, replayed: false, timeline: Timeline::empty(unit), band: None };
        let Some(job) = lab.job.with(|job| job.as_ref().ok().cloned()) else { return empty() };
        let Some(track) = job.histories.iter().position(|h| h.metric == metric) else {
            return empty();
        };
        let breaks = Breaks::of(&job.histories[track].times_ms);
        let from_file = lab.file.with(Option::is_some);
        let replayed = from_file || lab.open.get();
        let saved = lab.saved_run.get();
        let of_run =
            |tone, run: &Arc<Run>| series(tone, &run.rules, &run.outcome, track, metric, &breaks);
        let first = match (&saved, replayed) {
            (Some(run), true) => of_run(Tone::Saved, run),
            (run, _) => {
                let sizes = lab.recording.with(|own| own.map(|own| own.sizes.clone()));
                let values = &job.histories[track].values;
                recorded(&sizes.unwrap_or_default(), values, run.as_deref(), metric, &breaks)
            }
        };
        let edited = lab.edited_run.get();
        let second = edited.as_ref().map(|run| of_run(Tone::Edited, run));
        let shown = edited.as_ref().or(saved.as_ref()).filter(|_| lab.open.get());
        let band = shown.and_then(|run| Some((run, run.band.as_ref()?)));
        let edge = band.map(|(run, band)| {
            series(Tone::Band, &run.rules, &band.outcome, track, metric, &breaks)
        });
        let others = lab.other_runs();
        let others = others.iter().map(|run| of_run(Tone::Other, run));
        let events = (!from_file).then(|| lab.events.with(|events| marks(events)));
        let times_ms = breaks.times(&job.histories[track].times_ms);
        let bare = edge.into_iter().chain(others).map(Series::curves);
        let timeline = Timeline {
            unit,
            until_ms: times_ms.last().copied().unwrap_or_default(),
            times_ms,
            series: std::iter::once(first).chain(second).chain(bare).collect(),
            events,
        };
        Self { metric, replayed, timeline, band: band.map(|(_, band)| band.multiple) }
    }

    /// What the first lane shows.
    pub const fn lane(&self) -> &'static str {
        match self.metric {
            Metric::Cpu => "CPU, average over the group",
            other => other.label(),
        }
    }

    /// What the first series is.
    pub const fn saved_label(&self) -> &'static str {
        if self.replayed { "Saved policies, replayed" } else { "As recorded" }
    }

    /// What the band's other edge is.
    pub fn band_label(&self) -> String {
        format!("If it was {}", multiple_words(self.band.unwrap_or(1.0)))
    }

    /// What each series is called.
    pub fn names(&self) -> Vec<String> {
        let name = |series: &Series| match series.tone {
            Tone::Saved => self.saved_label().to_owned(),
            Tone::Edited => "Edited policies".to_owned(),
            Tone::Band => self.band_label(),
            Tone::Other => "Other variant".to_owned(),
        };
        self.timeline.series.iter().map(name).collect()
    }

    /// Whether anything is marked as overload.
    pub fn has_overload(&self) -> bool {
        self.timeline.series.iter().any(|series| !series.overload.is_empty())
    }
}

/// Where a line must break: a stamp inside each gap of the recording.
struct Breaks {
    /// (index of the sample after the gap, a stamp within it)
    at: Vec<(usize, i64)>,
}

impl Breaks {
    fn of(times_ms: &[i64]) -> Self {
        let mut steps: Vec<i64> = times_ms.windows(2).map(|pair| pair[1] - pair[0]).collect();
        if steps.is_empty() {
            return Self { at: Vec::new() };
        }
        let middle = steps.len() / 2;
        let step_ms = *steps.select_nth_unstable(middle).1;
        let longest_ms = step_ms + step_ms / 2;
        let gaps = times_ms.windows(2).enumerate().filter(|(_, w)| w[1] - w[0] > longest_ms);
        Self { at: gaps.map(|(index, w)| (index + 1, i64::midpoint(w[0], w[1]))).collect() }
    }

    fn times(&self, times_ms: &[i64]) -> Vec<i64> {
        self.insert(times_ms, |at_ms| at_ms)
    }

    fn values(&self, values: &[f64]) -> Vec<f64> {
        self.insert(values, |_| f64::NAN)
    }

    fn insert<T: Copy>(&self, column: &[T], gap: impl Fn(i64) -> T) -> Vec<T> {
        let mut out = Vec::with_capacity(column.len() + self.at.len());
        let mut from = 0;
        for &(index, at_ms) in &self.at {
            out.extend_from_slice(&column[from..index]);
            out.push(gap(at_ms));
            from = index;
        }
        out.extend_from_slice(&column[from..]);
        out
    }
}

fn series(
    tone: Tone,
    rules: &Rules,
    outcome: &VariantOutcome,
    track: usize,
    metric: Metric,
    breaks: &Breaks,
) -> Series {
    let interval = |i: &crate::whatif::Interval| Interval { from_ms: i.from_ms, to_ms: i.to_ms };
    Series {
        tone,
        values: outcome.values.get(track).map_or_else(Vec::new, |column| breaks.values(column)),
        thresholds: thresholds(rules, metric),
        sizes: steps(&outcome.sizes),
        bounds: Some(bounds(rules)),
        overload: outcome.overload.iter().map(interval).collect(),
        cooldowns: outcome.cooldowns.iter().map(interval).collect(),
        changes: outcome
            .changes
            .iter()
            .map(|change| Change { at_ms: change.at_ms, from: change.from, to: change.to })
            .collect(),
    }
}

/// The recording itself; the saved rules lend their thresholds and bounds.
fn recorded(
    sizes: &[SizeAt],
    values: &[f64],
    saved: Option<&Run>,
    metric: Metric,
    breaks: &Breaks,
) -> Series {
    let pairs = sizes.windows(2).map(|pair| (pair[0], pair[1]));
    let changes: Vec<Change> =
        pairs.map(|(old, new)| Change { at_ms: new.at_ms, from: old.size, to: new.size }).collect();
    let cooldown_ms = saved.map_or(0, |run| run.rules.capacity.cooldown_ms);
    let cooldown = |change: &Change| Interval {
        from_ms: change.at_ms,
        to_ms: change.at_ms.saturating_add(cooldown_ms),
    };
    Series {
        tone: Tone::Saved,
        values: breaks.values(values),
        thresholds: saved.map_or_else(Vec::new, |run| thresholds(&run.rules, metric)),
        sizes: steps(sizes),
        bounds: saved.map(|run| bounds(&run.rules)),
        overload: Vec::new(),
        cooldowns: if cooldown_ms > 0 {
            changes.iter().map(cooldown).collect()
        } else {
            Vec::new()
        },
        changes,
    }
}

fn thresholds(rules: &Rules, metric: Metric) -> Vec<Threshold> {
    let watching = rules.policies.iter().filter(|policy| policy.metric == metric);
    watching
        .map(|policy| Threshold { value: policy.threshold, up: policy.direction == Direction::Up })
        .collect()
}

const fn bounds(rules: &Rules) -> Bounds {
    Bounds { min: rules.capacity.min, max: rules.capacity.max }
}

fn steps(sizes: &[SizeAt]) -> Vec<Step> {
    sizes.iter().map(|at| Step { at_ms: at.at_ms, size: f64::from(at.size) }).collect()
}

/// The events as marks, oldest first.
fn marks(events: &[wire::Event]) -> Vec<Event> {
    let mark = |event: &wire::Event| Event {
        at_ms: event.created_at.as_millis(),
        level: match event.level {
            wire::Level::Error => Level::Error,
            wire::Level::Success => Level::Success,
            wire::Level::Info | wire::Level::Other(_) => Level::Info,
        },
    };
    let mut marks: Vec<Event> = events.iter().map(mark).collect();
    // The API sends them newest first, and those of one instant in either order.
    marks.reverse();
    sort_by_key(&mut marks, |mark| mark.at_ms);
    marks
}
