//! A timeline to its drawing: one time axis, four lanes.

use super::format::LabelStyle;
use super::geometry::{AlertRow, EventRow, Frame, Geometry, Metric, Size};
use super::layout::{
    AXIS_BELOW, FIRST_ROW, FOOT, GRID_BELOW, GRID_TOP, LEFT_LABEL_GAP, Margins, NARROW,
    RIGHT_LABEL_GAP, ROW_PITCH,
};
use super::marks::{alert_row, change_row, event_row};
use super::metric::{metric_axis, metric_lines, overload_strips};
use super::scale::TimeScale;
use super::size::{cooldown_strips, size_areas, size_axis, size_curves, size_lines};
use super::time_ticks::time_ticks;
use super::timeline::{Series, Timeline, Tone};
use super::view::View;
use crate::base::translated;

/// Draws the visible window of a timeline.
///
/// The axes are settled first: their labels tell how much room is left for the plot.
#[must_use]
pub fn draw(timeline: &Timeline, view: &View, style: &LabelStyle) -> Geometry {
    debug_assert!(timeline.is_ordered(), "all lists of a timeline ascend in time");
    let narrow = view.width < NARROW;
    // What the axes show depends on the window alone, not on the pixels it is drawn with.
    let window = view.time_scale(Margins::least(view.width));
    let metric = metric_axis(timeline, &window, style.format, narrow);
    let size = size_axis(timeline, &window, style.format, narrow);
    let margins = margins(timeline, view, style, &metric, &size);
    let time = view.time_scale(margins);

    let has_row = |series: &&Series| matches!(series.tone, Tone::Saved | Tone::Edited);
    let places = std::iter::successors(Some(FIRST_ROW), |y| Some(y + ROW_PITCH));
    let rows = timeline.series.iter().filter(has_row).zip(places);
    let changes: Vec<_> = rows.map(|(series, y)| change_row(series, &time, y)).collect();
    let after_changes = changes.last().map_or(FIRST_ROW, |row| row.y + ROW_PITCH);
    let events = timeline.events.as_ref().map(|events| event_row(events, &time, after_changes));
    let after_events = after_changes + if events.is_some() { ROW_PITCH } else { 0.0 };
    let alerts = timeline.alerts.as_ref().map(|alerts| alert_row(alerts, &time, after_events));
    let rows_end = after_events - if alerts.is_some() { 0.0 } else { ROW_PITCH };
    let curves = size_curves(timeline, &time);
    Geometry {
        frame: frame(time, margins, rows_end, style),
        metric: Metric {
            lines: metric_lines(timeline, &time, &metric.y),
            overload: overload_strips(timeline, &time),
            ..metric
        },
        size: Size {
            lines: size_lines(timeline, &curves, &size.y),
            areas: size_areas(timeline, &curves, &size.y),
            cooldowns: cooldown_strips(timeline, &time),
            ..size
        },
        changes,
        events,
        alerts,
    }
}

fn frame(time: TimeScale, margins: Margins, rows_end: f64, style: &LabelStyle) -> Frame {
    Frame {
        width: time.right + margins.right,
        height: rows_end + AXIS_BELOW + FOOT,
        time,
        top: GRID_TOP,
        bottom: rows_end + GRID_BELOW,
        axis_y: rows_end + AXIS_BELOW,
        ticks: time_ticks(&time, style),
        left_labels_x: time.left - LEFT_LABEL_GAP,
        right_labels_x: time.right + RIGHT_LABEL_GAP,
    }
}

/// Room for every label that stands beside the plot.
fn margins(
    timeline: &Timeline,
    view: &View,
    style: &LabelStyle,
    metric: &Metric,
    size: &Size,
) -> Margins {
    let ticks = metric.ticks.iter().map(|tick| tick.label.as_str());
    let tones = timeline.series.iter().map(|series| series.tone.label(series.shows));
    let events = timeline.events.iter().map(|_| translated(EventRow::LABEL));
    let alerts = timeline.alerts.iter().map(|_| translated(AlertRow::LABEL));
    let left = style.longest_px(ticks.chain(tones).chain(events).chain(alerts));
    let rules = metric.thresholds.iter().chain(&size.bounds);
    let right = style.longest_px(rules.map(|rule| rule.label.as_str()));
    let least = Margins::least(view.width);
    Margins {
        left: least.left.max(left + LEFT_LABEL_GAP),
        right: least.right.max(right + RIGHT_LABEL_GAP),
    }
}
