//! Intervals and moments, thinned so that no pixel is drawn twice.

use super::geometry::{AlertRow, Band, Bands, ChangeRow, EventMark, EventRow, Mark};
use super::path::{diamond, dot, flag, triangle};
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
    let (tone, label) = (series.tone, series.label());
    ChangeRow { tone, label, y, mark_y: y + 4.0, label_y: y + 3.0, marks }
}

/// Marks of trouble are this wide: what is nearer to one of them belongs to it.
const TROUBLE_PX: f64 = 10.0;
/// The room that a mark's count takes beside it.
const COUNT_PX: f64 = 34.0;

/// The row of real events, whose line is at `y`.
pub fn event_row(events: &[Event], time: &TimeScale, y: f64) -> EventRow {
    let first = events.partition_point(|event| event.at_ms < time.from_ms);
    let end = events.partition_point(|event| event.at_ms <= time.to_ms);
    let mut marks: Vec<EventMark> = Vec::new();
    for (index, event) in events.iter().enumerate().take(end).skip(first) {
        let (x, level) = (time.px(event.at_ms), event.level);
        let same = marks.iter_mut().rev().find(|mark| mark.level == level);
        if let Some(mark) = same.filter(|mark| is_one_mark(mark, x)) {
            mark.count += 1;
            mark.last = index;
            continue;
        }
        marks.push(EventMark { x, level, count: 1, first: index, last: index, counted: false });
    }
    let nexts: Vec<f64> = marks.iter().skip(1).map(|mark| mark.x).chain([f64::INFINITY]).collect();
    for (mark, next) in marks.iter_mut().zip(nexts) {
        mark.counted = mark.count > 1 && is_trouble(mark.level) && next - mark.x >= COUNT_PX;
    }
    EventRow { y, mark_y: y, label_y: y + 3.0, marks }
}

const fn is_trouble(level: Level) -> bool {
    matches!(level, Level::Error | Level::Warning)
}

/// Whether an event of the same level at `x` belongs to a mark: of trouble, what would cover it; of
/// the rest, what falls into its pixel.
fn is_one_mark(mark: &EventMark, x: f64) -> bool {
    if is_trouble(mark.level) { x - mark.x < TROUBLE_PX } else { whole(mark.x) == whole(x) }
}

/// A mark's shape, since no colour tells a level alone: a diamond where something failed, a
/// triangle where to look, a flag where the rules were changed, a dot for the rest.
#[must_use]
pub fn event_shape(level: Level, x: f64, y: f64) -> String {
    match level {
        Level::Error => diamond(x, y, 5.0),
        Level::Warning => triangle(x, y + 4.5, true),
        Level::Edit => flag(x, y + 6.0),
        Level::Success | Level::Info => dot(x, y),
    }
}

/// The row of alerts, whose line is at `y`.
pub fn alert_row(alerts: &[Interval], time: &TimeScale, y: f64) -> AlertRow {
    const HEIGHT: f64 = 6.0;
    let bands = bands(alerts, time);
    let bands = Bands { tone: Tone::Saved, y: y - HEIGHT / 2.0, height: HEIGHT, bands };
    AlertRow { y, label_y: y + 3.0, bands }
}
