//! What the timeline shows: the recording while the what-if is closed, the replays while it is
//! open.

use super::gaps::Gaps;
use super::log::LogEntry;
use super::typed::NEW;
use super::{Run, Shared};
use crate::base::{plain, sort_by_key};
use crate::chart::cursor::nearest;
use crate::chart::geometry::Line;
use crate::chart::timeline::{
    Acts, Bounds, Change, Event, Interval, Series, Shows, Step, Threshold, Timeline, Tone, Unit,
};
use crate::chart::view::{Limits, View};
use crate::engine::{self, Cooldown, Direction, Metric, Rules, quantity};
use crate::whatif::{self, Job, SizeAt, VariantOutcome};
use crate::wire::Timestamp;
use crate::wire::v1alpha2::Alert;

/// What a picture is made of.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// Which of the histories.
    pub metric: Metric,
    /// What is replayed; nothing is shown without it.
    pub job: Option<&'a Job>,
    /// Whether the history is an import, which has neither a real group's sizes nor its events.
    pub is_imported: bool,
    /// Whether the what-if is open.
    pub is_open: bool,
    /// The real group's sizes as ordered.
    pub sizes: &'a [SizeAt],
    /// What really happened, the newest first.
    pub log: &'a [LogEntry],
    /// The real group's alerts, open and closed; none where its generation has none.
    pub alerts: Option<&'a [Alert]>,
    /// The saved policies replayed.
    pub saved: Option<&'a Run>,
    /// The edited variant replayed.
    pub edited: Option<&'a Run>,
    /// The other variants replayed.
    pub others: &'a [Shared<Run>],
    /// The sizes of the rules that run in the group's shadow, since they began.
    pub shadow: &'a [SizeAt],
}

/// Everything that the timeline shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The metric.
    pub metric: Metric,
    /// Whether the history is an import.
    pub is_imported: bool,
    /// Whether the first series is a replay rather than the recording.
    pub is_replayed: bool,
    /// Saved first, edited second, then the band's other edge, the other variants and the shadow.
    /// In a gap of the recording stands one more stamp, whose values are not numbers. No events for
    /// an import.
    pub timeline: Timeline,
    /// How many times full the demand is taken for at the band's other edge.
    pub band: Option<f64>,
}

/// One moment of a picture, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When it is.
    pub at_ms: i64,
    /// Of each series: the value and the size.
    pub cells: Vec<(String, String)>,
}

/// In place of what is not known.
const UNKNOWN: &str = "–";

impl Picture {
    /// The most rows of a table; beyond that samples are left out evenly, and its caption says so.
    pub const MOST_ROWS: usize = 300;

    /// What a scene looks like.
    #[must_use]
    pub fn of(scene: &Scene) -> Self {
        let Scene { metric, is_imported, .. } = *scene;
        let is_replayed = is_imported || scene.is_open;
        let unit = match metric.unit() {
            engine::Unit::Percent => Unit::Percent,
            engine::Unit::BytesPerSecond | engine::Unit::Count => Unit::Number,
        };
        let empty = Self {
            metric,
            is_imported,
            is_replayed: is_imported,
            timeline: Timeline::empty(unit),
            band: None,
        };
        let index_of = |job: &Job| job.histories.iter().position(|own| own.metric == metric);
        let Some((job, index)) = scene.job.and_then(|job| Some((job, index_of(job)?))) else {
            return empty;
        };
        let history = &job.histories[index];
        let lane = Lane { metric, index, gaps: Gaps::of(&history.times_ms) };
        let first = match (scene.saved, is_replayed) {
            (Some(run), true) => lane.replayed(Tone::Saved, run),
            (run, _) => lane.recorded(scene.sizes, &history.values, run),
        };
        let second = scene.edited.map(|run| lane.replayed(Tone::Edited, run));
        let shown = scene.edited.or(scene.saved).filter(|_| scene.is_open);
        let band = shown.and_then(|run| Some((run, run.band.as_ref()?)));
        let edge = band.map(|(run, band)| lane.series(Tone::Band, &run.rules, &band.outcome));
        let others = scene.others.iter().map(|run| lane.replayed(Tone::Other, run));
        let shadow = (!is_imported && !scene.shadow.is_empty())
            .then(|| Series { sizes: steps(scene.shadow), ..Series::empty(Tone::Shadow) });
        let curves = edge.into_iter().chain(others).map(Series::curves).chain(shadow);
        let times_ms = lane.gaps.times(&history.times_ms);
        let until_ms = times_ms.last().copied().unwrap_or_default();
        let timeline = Timeline {
            until_ms,
            times_ms,
            series: std::iter::once(first).chain(second).chain(curves).collect(),
            events: (!is_imported).then(|| marks(scene.log)),
            alerts: scene.alerts.filter(|_| !is_imported).map(|all| alerts(all, until_ms)),
            ..empty.timeline
        };
        debug_assert!(timeline.is_ordered(), "all lists of a timeline ascend in time");
        Self { is_replayed, timeline, band: band.map(|(_, band)| band.multiple), ..empty }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.timeline.times_ms.is_empty()
    }

    /// The span of its samples.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits::of(&self.timeline.times_ms).unwrap_or(Limits { from_ms: 0, to_ms: 0 })
    }

    /// What a view asks for beyond the history, in a sentence; none where it lies within. That a
    /// group's own history ends now goes without saying. `when` writes an instant.
    #[must_use]
    pub fn beyond(&self, view: &View, when: impl Fn(i64) -> String) -> Option<String> {
        let Limits { from_ms, to_ms } = self.limits();
        if self.is_empty() {
            return None;
        }
        let (from, to) = (when(from_ms), when(to_ms));
        if view.to_ms < from_ms || view.from_ms > to_ms {
            let (begin, end) = (when(view.from_ms), when(view.to_ms));
            return Some(t!(
                "This history does not reach {begin} to {end}. It goes from {from} to {to}."
            ));
        }
        // Less than anybody sees does not count: the oldest samples of a history fall away.
        let least_ms = view.span_ms() / 50;
        let is_early = from_ms.saturating_sub(view.from_ms) > least_ms;
        let is_late = self.is_imported && view.to_ms.saturating_sub(to_ms) > least_ms;
        (is_early || is_late).then(|| {
            t!("A part of this stretch lies outside of this history, which goes from {from} to \
                 {to}.")
        })
    }

    /// The stamp of the sample nearest to an instant, both in milliseconds since the Unix epoch;
    /// `None` without samples.
    #[must_use]
    pub fn nearest(&self, at_ms: i64) -> Option<i64> {
        let times_ms = &self.timeline.times_ms;
        nearest(times_ms, at_ms).and_then(|index| times_ms.get(index).copied())
    }

    /// What the first lane shows.
    #[must_use]
    pub fn lane(&self) -> &'static str {
        match self.metric {
            Metric::Cpu => t!("CPU, average over the group"),
            Metric::Memory => t!("Memory, average over the group"),
            other => other.label(),
        }
    }

    /// What the first series is.
    #[must_use]
    pub fn saved_label(&self) -> &'static str {
        let is_only = |first: &Series| first.shows == Shows::OnlyReplay;
        match self.timeline.series.first() {
            Some(first) if is_only(first) => t!("Replayed"),
            _ if self.is_replayed => t!("Saved, replayed"),
            _ => t!("Actual"),
        }
    }

    /// What the band's other edge is.
    #[must_use]
    pub fn band_label(&self) -> String {
        t!("Demand at saturation ×{}", plain(self.band.unwrap_or(1.0)))
    }

    /// What each series is called.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let name = |series: &Series| match series.tone {
            Tone::Saved => self.saved_label().to_owned(),
            Tone::Edited => t!("Edited").to_owned(),
            Tone::Band => self.band_label(),
            Tone::Other => t!("Other variant").to_owned(),
            Tone::Shadow => t!("Shadow").to_owned(),
        };
        self.timeline.series.iter().map(name).collect()
    }

    /// Whether it shows a series of this kind.
    #[must_use]
    pub fn has(&self, tone: Tone) -> bool {
        self.timeline.series.iter().any(|series| series.tone == tone)
    }

    /// Whether anything is marked as overload.
    #[must_use]
    pub fn has_overload(&self) -> bool {
        self.timeline.series.iter().any(|series| !series.overload.is_empty())
    }

    /// The samples between two instants as rows, or one in so many where there are more than
    /// [`Self::MOST_ROWS`].
    #[must_use]
    pub fn rows(&self, from_ms: i64, to_ms: i64) -> (usize, Vec<Moment>) {
        let times_ms = &self.timeline.times_ms;
        let from = times_ms.partition_point(|at| *at < from_ms);
        let to = times_ms.partition_point(|at| *at <= to_ms).max(from);
        let every = (to - from).div_ceil(Self::MOST_ROWS).max(1);
        let moment = |index: usize| {
            let at_ms = times_ms[index];
            let cell = |series: &Series| {
                let value = self.value(series, index).unwrap_or_else(|| UNKNOWN.to_owned());
                let later = series.sizes.partition_point(|step| step.at_ms <= at_ms);
                let step = later.checked_sub(1).and_then(|step| series.sizes.get(step));
                (value, step.map_or_else(|| UNKNOWN.to_owned(), |step| step.size.to_string()))
            };
            Moment { at_ms, cells: self.timeline.series.iter().map(cell).collect() }
        };
        (every, (from..to).step_by(every).map(moment).collect())
    }

    /// A moment as a screen reader says it; `when` writes an instant.
    #[must_use]
    pub fn spoken(&self, at_ms: i64, when: impl FnOnce(i64) -> String) -> String {
        let later = self.timeline.times_ms.partition_point(|at| *at <= at_ms);
        let said = |(series, name): (&Series, String)| {
            let value = self.value(series, later.saturating_sub(1));
            let value = value.unwrap_or_else(|| t!("no value").to_owned());
            t!("{name}: {value}")
        };
        let all = self.timeline.series.iter().zip(self.names());
        // A shadow has a size alone.
        let series = all.filter(|(series, _)| series.tone != Tone::Shadow).map(said);
        std::iter::once(when(at_ms)).chain(series).collect::<Vec<_>>().join(", ")
    }

    fn value(&self, series: &Series, index: usize) -> Option<String> {
        let value = series.values.get(index).filter(|value| value.is_finite())?;
        Some(quantity(self.metric, *value))
    }
}

/// One metric of a job, from the replays to the chart.
struct Lane {
    metric: Metric,
    /// Its place among the job's histories.
    index: usize,
    gaps: Gaps,
}

impl Lane {
    fn replayed(&self, tone: Tone, run: &Run) -> Series {
        self.series(tone, &run.rules, &run.outcome)
    }

    fn series(&self, tone: Tone, rules: &Rules, outcome: &VariantOutcome) -> Series {
        let interval = |i: &whatif::Interval| Interval { from_ms: i.from_ms, to_ms: i.to_ms };
        let change = |change: &whatif::Change| Change {
            at_ms: change.at_ms,
            from: change.from,
            to: change.to,
        };
        let values = outcome.values.get(self.index);
        Series {
            tone,
            shows: if outcome.name == NEW { Shows::OnlyReplay } else { Shows::Replay },
            values: values.map_or_else(Vec::new, |column| self.gaps.values(column)),
            thresholds: self.thresholds(rules),
            sizes: steps(&outcome.sizes),
            bounds: Some(bounds(rules)),
            overload: outcome.overload.iter().map(interval).collect(),
            cooldowns: outcome.cooldowns.iter().map(interval).collect(),
            changes: outcome.changes.iter().map(change).collect(),
        }
    }

    /// The recording itself; the saved rules lend their thresholds, bounds and cooldown.
    fn recorded(&self, sizes: &[SizeAt], values: &[f64], saved: Option<&Run>) -> Series {
        let change =
            |pair: &[SizeAt]| Change { at_ms: pair[1].at_ms, from: pair[0].size, to: pair[1].size };
        let changes: Vec<Change> = sizes.windows(2).map(change).collect();
        let delays = saved.map_or_else(Cooldown::default, |run| run.rules.capacity.cooldown);
        let cooldown = |change: &Change| {
            let direction = if change.to > change.from { Direction::Up } else { Direction::Down };
            let to_ms = change.at_ms.saturating_add(delays.after(direction));
            (to_ms > change.at_ms).then_some(Interval { from_ms: change.at_ms, to_ms })
        };
        Series {
            values: self.gaps.values(values),
            thresholds: saved.map_or_else(Vec::new, |run| self.thresholds(&run.rules)),
            sizes: steps(sizes),
            bounds: saved.map(|run| bounds(&run.rules)),
            cooldowns: changes.iter().filter_map(cooldown).collect(),
            changes,
            shows: Shows::Recording,
            ..Series::empty(Tone::Saved)
        }
    }

    fn thresholds(&self, rules: &Rules) -> Vec<Threshold> {
        let watching = rules.policies().iter().filter(|policy| policy.metric == self.metric);
        let threshold = |policy: &engine::Policy| Threshold {
            value: policy.threshold,
            acts: if policy.direction == Direction::Up { Acts::Up } else { Acts::Down },
        };
        let average = rules.target().and_then(engine::Target::average);
        let average = average.filter(|(metric, _)| *metric == self.metric);
        let target =
            average.map(|(_, percent)| Threshold { value: f64::from(percent), acts: Acts::Target });
        watching.map(threshold).chain(target).collect()
    }
}

/// The lines in the order in which they are drawn: curves that stand alone lie under those of the
/// saved and the edited policies, so that they show where they differ.
pub fn layered(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let alone = |line: &&Line| matches!(line.tone, Tone::Band | Tone::Other | Tone::Shadow);
    let under = lines.iter().filter(alone);
    under.chain(lines.iter().filter(move |line| !alone(line)))
}

const fn bounds(rules: &Rules) -> Bounds {
    Bounds { min: rules.capacity.min, max: rules.capacity.max }
}

fn steps(sizes: &[SizeAt]) -> Vec<Step> {
    sizes.iter().map(|at| Step { at_ms: at.at_ms, size: f64::from(at.size) }).collect()
}

/// The log as marks, oldest first.
fn marks(log: &[LogEntry]) -> Vec<Event> {
    let mark = |entry: &LogEntry| Event { at_ms: entry.at_ms, level: entry.level };
    let mut marks: Vec<Event> = log.iter().map(mark).collect();
    // The API sends them newest first, and those of one instant in either order.
    marks.reverse();
    sort_by_key(&mut marks, |mark| mark.at_ms);
    marks
}

/// The alerts as intervals; one that is open lasts until the end of the picture.
fn alerts(all: &[Alert], until_ms: i64) -> Vec<Interval> {
    let interval = |alert: &Alert| {
        let from_ms = alert.opened_at.as_millis();
        let to_ms = alert.closed_at.map_or(until_ms, Timestamp::as_millis);
        Interval { from_ms, to_ms: to_ms.max(from_ms) }
    };
    let mut intervals: Vec<Interval> = all.iter().map(interval).collect();
    sort_by_key(&mut intervals, |interval| interval.from_ms);
    intervals
}
