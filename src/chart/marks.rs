//! Intervals and moments, thinned so that no pixel is drawn twice.

use super::geometry::{AlertRow, Band, Bands, ChangeRow, EventMark, EventRow, Mark};
use super::scale::{TimeScale, whole};
use super::timeline::{Event, Interval, Level, Series, Tone};

/// The rectangles of ascending intervals that do not overlap, or overlap in order. Those that
/// begin in the pixel in which the one before ends are joined to it.
pub fn bands(intervals: &[Interval], time: &TimeScale) -> Vec<Band> {
    let first = intervals.partition_point(|interval| interval.to_ms <= time.from_ms);
    let mut bands: Vec<Band> = Vec::new();
    for interval in &intervals[first..] {
        if interval.from_ms >= time.to_ms {
            break;
        }
        let start = time.clamped(interval.from_ms).min(time.right - 1.0).max(time.left);
        let end = time.clamped(interval.to_ms).max(start + 1.0);
        if let Some(before) = bands.last_mut()
            && whole(start) <= whole(before.x + before.width)
        {
            before.width = before.width.max(end - before.x);
            continue;
        }
        bands.push(Band { x: start, width: end - start });
    }
    bands
}

/// The bands of one series, unless there are none.
pub fn strip(tone: Tone, y: f64, height: f64, bands: Vec<Band>) -> Option<Bands> {
    if bands.is_empty() { None } else { Some(Bands { tone, y, height, bands }) }
}

/// The row of a series' changes, whose line is at `y`.
pub fn change_row(series: &Series, time: &TimeScale, y: f64) -> ChangeRow {
    let changes = &series.changes;
    let first = changes.partition_point(|change| change.at_ms < time.from_ms);
    let end = changes.partition_point(|change| change.at_ms <= time.to_ms);
    let mut marks: Vec<Mark> = Vec::new();
    for (index, change) in changes.iter().enumerate().take(end).skip(first) {
        let (x, up) = (time.px(change.at_ms), change.to > change.from);
        // A column holds at most two marks, one of either direction.
        let recent = marks.iter_mut().rev().take(2);
        let mut same = recent.filter(|mark| mark.up == up && whole(mark.x) == whole(x));
        if let Some(mark) = same.next() {
            mark.count += 1;
            mark.last = index;
            continue;
        }
        marks.push(Mark { x, up, count: 1, first: index, last: index });
    }
    ChangeRow { tone: series.tone, y, mark_y: y + 4.0, label_y: y + 3.0, marks }
}

/// The row of real events, whose line is at `y`.
pub fn event_row(events: &[Event], time: &TimeScale, y: f64) -> EventRow {
    let first = events.partition_point(|event| event.at_ms < time.from_ms);
    let end = events.partition_point(|event| event.at_ms <= time.to_ms);
    let mut marks: Vec<EventMark> = Vec::new();
    for (index, event) in events.iter().enumerate().take(end).skip(first) {
        let x = time.px(event.at_ms);
        let level = event.level;
        // A column holds at most one mark of each level.
        let recent = marks.iter_mut().rev().take(Level::ALL.len());
        let mut same = recent.filter(|mark| mark.level == level && whole(mark.x) == whole(x));
        if let Some(mark) = same.next() {
            mark.count += 1;
            mark.last = index;
            continue;
        }
        marks.push(EventMark { x, level, count: 1, first: index, last: index });
    }
    EventRow { y, mark_y: y, label_y: y + 3.0, marks }
}

/// The row of alerts, whose line is at `y`.
pub fn alert_row(alerts: &[Interval], time: &TimeScale, y: f64) -> AlertRow {
    const HEIGHT: f64 = 6.0;
    let bands = bands(alerts, time);
    let bands = Bands { tone: Tone::Saved, y: y - HEIGHT / 2.0, height: HEIGHT, bands };
    AlertRow { y, label_y: y + 3.0, bands }
}
