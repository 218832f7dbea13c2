//! The geometry of the charts: exact on small input, bounded and total on any.

mod axes;
mod days;
mod front;
mod lines;
mod marks;
mod numbers;
mod response;
mod rows;
mod views;
mod whole;
mod zones;

use headroom::chart::format::{LabelStyle, Plain};
use headroom::chart::offsets::Offsets;
use headroom::chart::scale::{Linear, TimeScale};
use headroom::chart::timeline::{Interval, Step};
use headroom::chart::view::View;

const NAN: f64 = f64::NAN;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// 12 April 2026, 00:00 UTC, a Sunday.
const APRIL_12: i64 = 1_775_952_000_000;

/// 1 ms a pixel, so that times in tests read as pixels.
fn pixels(width: i64) -> TimeScale {
    TimeScale { from_ms: 0, to_ms: width, left: 0.0, right: width as f64 }
}

fn view(from_ms: i64, to_ms: i64, width: f64) -> View {
    View { from_ms, to_ms, width }
}

/// English labels of the usual width in a zone.
fn style(offsets: &Offsets) -> LabelStyle<'_> {
    LabelStyle { character_px: 6.5, offsets, format: &Plain }
}

fn upside_down() -> Linear {
    Linear { from: 0.0, to: 100.0, start_px: 100.0, end_px: 0.0 }
}

fn steps(pairs: &[(i64, f64)]) -> Vec<Step> {
    pairs.iter().map(|(at_ms, size)| Step { at_ms: *at_ms, size: *size }).collect()
}

fn intervals(pairs: &[(i64, i64)]) -> Vec<Interval> {
    pairs.iter().map(|(from_ms, to_ms)| Interval { from_ms: *from_ms, to_ms: *to_ms }).collect()
}
