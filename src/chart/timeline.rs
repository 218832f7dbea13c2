//! The group page's timeline: one time axis, four lanes.

use super::geometry::Geometry;
use super::layout::{
    AXIS_BELOW, FIRST_ROW, FOOT, GRID_BELOW, GRID_TOP, Margins, NARROW, ROW_PITCH,
};
use super::marks::{change_row, event_row};
use super::metric::metric_lane;
use super::size::size_lane;
use super::time_ticks::time_ticks;
use super::view::View;

/// Everything a timeline shows. All slices ascend in time.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    /// The visible window.
    pub view: View,
    /// What is left free beside the plot; [`Margins::for_width`] knows.
    pub margins: Margins,
    /// The unit of the metric.
    pub unit: Unit,
    /// When the samples of every variant are.
    pub times: &'a [i64],
    /// Until when the last size of every variant holds: the end of the data, or now.
    pub until_ms: i64,
    /// In drawing order: the last one is on top.
    pub variants: &'a [Variant<'a>],
    /// What really happened; none leaves the row out.
    pub events: Option<&'a [Event]>,
}

/// The group under one set of policies.
#[derive(Clone, Copy, Debug)]
pub struct Variant<'a> {
    /// Which one it is.
    pub tone: Tone,
    /// The metric, beside [`Timeline::times`]; what is not finite is a gap.
    pub values: &'a [f64],
    /// The thresholds of the policies on this metric.
    pub thresholds: &'a [Threshold],
    /// The size over time.
    pub sizes: &'a [Step],
    /// The smallest and the largest size.
    pub bounds: Option<Bounds>,
    /// When the group could not carry its load.
    pub overload: &'a [Interval],
    /// When the group was in cooldown.
    pub cooldowns: &'a [Interval],
    /// When the size was changed.
    pub changes: &'a [Change],
}

impl Variant<'_> {
    /// A variant without anything; a base for struct updates.
    pub const fn empty(tone: Tone) -> Self {
        Self {
            tone,
            values: &[],
            thresholds: &[],
            sizes: &[],
            bounds: None,
            overload: &[],
            cooldowns: &[],
            changes: &[],
        }
    }
}

/// Which variant something belongs to: the only thing that colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// The policies as they are.
    Saved,
    /// The policies as they are being edited.
    Edited,
    /// The shown policies under the demand at the other edge of a band: its curves alone.
    Band,
    /// Any other variant: its curves alone, so that many stay readable.
    Other,
}

/// How values are labelled and where their axis ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0 to at least 100, with a strong line at 100.
    Percent,
    /// 0 to a round number over the visible data, labelled with k, M, G.
    Number,
}

/// Where a policy acts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// In the unit of the metric.
    pub value: f64,
    /// Whether the policy scales up.
    pub up: bool,
}

/// A size from a time on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// From when.
    pub at_ms: i64,
    /// The size; not finite where it is unknown.
    pub size: f64,
}

/// The smallest and the largest size of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest.
    pub min: u32,
    /// The largest.
    pub max: u32,
}

/// From a time until another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its start.
    pub from_ms: i64,
    /// Its end.
    pub to_ms: i64,
}

/// A change of the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at_ms: i64,
    /// The size before.
    pub from: u32,
    /// The size after.
    pub to: u32,
}

/// Something that really happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at_ms: i64,
    /// How serious.
    pub level: Level,
}

/// How serious an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Something worked.
    Success,
    /// Something failed.
    Error,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Info, Self::Success, Self::Error];
}

impl Timeline<'_> {
    /// The drawing.
    pub fn geometry(&self) -> Geometry {
        let time = self.view.time_scale(self.margins);
        let mut row = FIRST_ROW;
        let has_row = |variant: &&Variant| matches!(variant.tone, Tone::Saved | Tone::Edited);
        let rows = self.variants.iter().filter(has_row);
        let changes = rows.map(|variant| {
            let made = change_row(variant.tone, variant.changes, &time, row);
            row += ROW_PITCH;
            made
        });
        let changes = changes.collect();
        let events = self.events.map(|events| event_row(events, &time, row));
        let rows_end = if events.is_some() { row } else { row - ROW_PITCH };
        Geometry {
            width: time.right + self.margins.right,
            height: rows_end + AXIS_BELOW + FOOT,
            narrow: self.view.width < NARROW,
            time_ticks: time_ticks(&time, self.view.offset_ms),
            grid_top: GRID_TOP,
            grid_bottom: rows_end + GRID_BELOW,
            axis_y: rows_end + AXIS_BELOW,
            metric: metric_lane(self, &time),
            size: size_lane(self, &time),
            changes,
            events,
            time,
        }
    }
}
