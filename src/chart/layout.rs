//! Every height, margin and distance of the timeline, in pixels.

/// Narrower charts get shorter labels and smaller margins.
pub const NARROW: f64 = 480.0;

/// Top of all lanes and of the grid.
pub const GRID_TOP: f64 = 20.0;
/// Baseline of the metric lane's title.
pub const METRIC_LABEL: f64 = 13.0;
/// Where the top of the value axis lies; overload marks stand between it and `GRID_TOP`.
pub const METRIC_TOP: f64 = 36.0;
/// Where the bottom of the value axis lies.
pub const METRIC_BOTTOM: f64 = 190.0;
/// Height of one series' strip of overload marks.
pub const OVERLOAD_HEIGHT: f64 = 4.0;
/// Distance from one series' strip of overload marks to the next.
pub const OVERLOAD_PITCH: f64 = 6.0;

/// Baseline of the size lane's title.
pub const SIZE_LABEL: f64 = 208.0;
/// Top of the size lane and of its cooldown bands.
pub const SIZE_TOP: f64 = 212.0;
/// Where the largest size lies.
pub const SIZE_HIGH: f64 = 222.0;
/// Where size 0 lies.
pub const SIZE_BOTTOM: f64 = 302.0;

/// Line of the first row of marks.
pub const FIRST_ROW: f64 = 321.0;
/// From one row of marks to the next.
pub const ROW_PITCH: f64 = 17.0;
/// From the last row to the bottom of the grid.
pub const GRID_BELOW: f64 = 4.0;
/// From the last row to the baseline of the time labels.
pub const AXIS_BELOW: f64 = 20.0;
/// From the baseline of the time labels to the bottom of the chart.
pub const FOOT: f64 = 10.0;

/// At most this many ticks on the value axis.
pub const VALUE_TICKS: usize = 4;
/// At least this far apart are time ticks.
pub const TICK_GAP: f64 = 54.0;
/// At least this far apart are time ticks whose labels carry a year.
pub const DATED_TICK_GAP: f64 = 84.0;
/// At least this far apart are the baselines of labels.
pub const LABEL_GAP: f64 = 12.0;
/// From a line to the baseline of a label centred on it.
pub const LABEL_DROP: f64 = 3.5;

/// The mean width of a character that the distances of time ticks are meant for.
pub const USUAL_CHARACTER: f64 = 6.5;
/// From the labels at the left to the plot.
pub const LEFT_LABEL_GAP: f64 = 6.0;
/// From the plot to the labels at the right.
pub const RIGHT_LABEL_GAP: f64 = 4.0;

/// What is left free beside the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// For the labels of the value axes and rows.
    pub left: f64,
    /// For the labels of the thresholds.
    pub right: f64,
}

impl Margins {
    /// Room for usual labels on a chart of this width, so that the plot mostly stays where it is
    /// while its labels change.
    pub fn least(width: f64) -> Self {
        if width < NARROW {
            return Self { left: 40.0, right: 36.0 };
        }
        Self { left: 46.0, right: 64.0 }
    }
}
