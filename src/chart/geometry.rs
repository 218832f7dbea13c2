//! The drawing: what [`super::draw::draw`] returns. Units are pixels.

use super::path::Path;
use super::scale::{Linear, TimeScale};
use super::time_ticks::TimeTick;
use super::timeline::{Level, Tone};

/// The whole timeline. Lanes are stacked; they share the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry {
    /// What all lanes share.
    pub frame: Frame,
    /// The first lane.
    pub metric: Metric,
    /// The second lane.
    pub size: Size,
    /// The third lane: a row for each series that has one, in their order.
    pub changes: Vec<ChangeRow>,
    /// The fourth lane: what really happened.
    pub events: Option<EventRow>,
    /// Below it: when something was wrong.
    pub alerts: Option<AlertRow>,
}

/// What all lanes share. Most edits of a policy leave it as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The plot's left and right edge, and the way from a time to x and back.
    pub time: TimeScale,
    /// Top of the vertical grid lines, the cursor and the clip.
    pub top: f64,
    /// Bottom of the vertical grid lines, the cursor and the clip.
    pub bottom: f64,
    /// Baseline of the time labels, which are centred on their x.
    pub axis_y: f64,
    /// The time axis.
    pub ticks: Vec<TimeTick>,
    /// Where the labels at the left end.
    pub left_labels_x: f64,
    /// Where the labels at the right start.
    pub right_labels_x: f64,
}

/// The metric with its thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Baseline of the lane's title.
    pub label_y: f64,
    /// From values to y; also for the cursor's dots.
    pub y: Linear,
    /// Grid lines and labels at the left.
    pub ticks: Vec<Tick>,
    /// The strong line at 100 %, if the unit is percent.
    pub full_y: Option<f64>,
    /// One line for each series, in their order.
    pub lines: Vec<Line>,
    /// Thresholds, labelled at the right.
    pub thresholds: Vec<Rule>,
    /// One strip of overload marks for each series that has any.
    pub overload: Vec<Bands>,
}

/// The size with its bounds and cooldowns.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Baseline of the lane's title.
    pub label_y: f64,
    /// From sizes to y; also for the cursor's dots.
    pub y: Linear,
    /// One step curve for each series, in their order.
    pub lines: Vec<Line>,
    /// The ground under the step curve of each edited series.
    pub areas: Vec<Line>,
    /// Minimum and maximum, labelled at the left.
    pub bounds: Vec<Rule>,
    /// The cooldowns of each series that has any.
    pub cooldowns: Vec<Bands>,
}

/// A grid line with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The line.
    pub y: f64,
    /// Baseline of the label.
    pub label_y: f64,
    /// `100 %`, `50`, `1.5k`.
    pub label: String,
}

/// A path of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose it is.
    pub tone: Tone,
    /// The `d` attribute; empty if there is nothing to draw. Dots need round line ends.
    pub d: String,
}

/// What a horizontal line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// Above it the group grows.
    ScaleUp,
    /// Below it the group shrinks.
    ScaleDown,
    /// The group keeps near it.
    Target,
    /// The smallest size.
    Minimum,
    /// The largest size.
    Maximum,
}

/// A horizontal line over the whole plot with a label beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Whose it is; the later one's, if several share it.
    pub tone: Tone,
    /// What it means.
    pub kind: RuleKind,
    /// The value it marks, in the unit of its lane.
    pub value: f64,
    /// The value in few characters and what it means: `62 up`, `8 max`; `62↑` and `8` on a narrow
    /// chart.
    pub label: String,
    /// The line.
    pub y: f64,
    /// Baseline of the label: near the line, and clear of other labels.
    pub label_y: f64,
    /// Whether the value lies outside the axis, so that the line stands at its edge instead.
    pub beyond: bool,
    /// Whether series of different tones share it.
    pub shared: bool,
}

/// Intervals of one series, drawn as rectangles of the same height.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// Whose they are.
    pub tone: Tone,
    /// Their top.
    pub y: f64,
    /// Their height.
    pub height: f64,
    /// Ascending, at most one beginning in any pixel column.
    pub bands: Vec<Band>,
}

impl Bands {
    /// All of them as one path: one element instead of hundreds.
    pub fn path(&self) -> String {
        let mut path = Path::with_capacity(self.bands.len() * 3);
        for band in &self.bands {
            path.rect(band.x, self.y, band.width, self.height);
        }
        path.d
    }
}

/// One rectangle, at least a pixel wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Its left edge.
    pub x: f64,
    /// Its width.
    pub width: f64,
}

/// The changes of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeRow {
    /// Whose they are.
    pub tone: Tone,
    /// What it is called.
    pub label: &'static str,
    /// The line of the row; marks stand on it at `mark_y`.
    pub y: f64,
    /// Lower edge of the triangles: see [`super::path::triangle`].
    pub mark_y: f64,
    /// Baseline of the row's label.
    pub label_y: f64,
    /// Ascending, at most one of either direction in any pixel column.
    pub marks: Vec<Mark>,
}

/// A change, or several in the same direction within a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The centre of the triangle.
    pub x: f64,
    /// Whether the group grew.
    pub up: bool,
    /// How many changes it stands for.
    pub count: usize,
    /// Index of the first of them in the input.
    pub first: usize,
    /// Index of the last of them in the input.
    pub last: usize,
}

/// What really happened.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// The line of the row; marks are centred on `mark_y`.
    pub y: f64,
    /// The centre of the marks.
    pub mark_y: f64,
    /// Baseline of the row's label.
    pub label_y: f64,
    /// Ascending, at most one of each level in any pixel column.
    pub marks: Vec<EventMark>,
}

impl EventRow {
    /// The row's label, a key.
    pub const LABEL: &'static str = text!("events");
}

/// When something was wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertRow {
    /// The line of the row; bands are centred on it.
    pub y: f64,
    /// Baseline of the row's label.
    pub label_y: f64,
    /// Ascending.
    pub bands: Bands,
}

impl AlertRow {
    /// The row's label, a key.
    pub const LABEL: &'static str = text!("alerts");
}

/// An event, or several of the same level that are too near to each other for a mark each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventMark {
    /// The centre of the mark.
    pub x: f64,
    /// How serious.
    pub level: Level,
    /// How many events it stands for.
    pub count: usize,
    /// Index of the first of them in the input.
    pub first: usize,
    /// Index of the last of them in the input.
    pub last: usize,
    /// Whether its count stands beside it.
    pub counted: bool,
}
