//! Numbers to geometry: what the timeline of a group looks like, as plain data.
//!
//! Times and values go in, SVG path strings and coordinates come out; the user interface turns
//! them into elements one to one. Nothing here knows the DOM, a clock or the rest of the crate,
//! and no input makes it panic: empty histories, gaps, constants and absurd numbers all give a
//! drawing.
//!
//! The map, from the whole to the parts:
//!
//! - [`timeline`]: what is shown.
//! - [`draw`]: a timeline to its drawing, [`geometry`].
//! - [`layout`]: every height, margin and distance in pixels.
//! - [`mod@format`], [`offsets`]: the reader's language and zone.
//! - [`view`]: the visible window; zoom and pan.
//! - [`cursor`]: from a pointer or a key to a sample.
//! - [`metric`], [`size`], [`marks`]: the lanes.
//! - [`spark`], [`size_bar`]: a small line and a small bar for list rows.
//! - [`front`]: cost against overload, for a sweep.
//! - [`days`]: what is saved day by day.
//! - [`response`]: overload and cost over the values of one setting.
//! - [`decimate`], [`steps`], [`path`]: many samples to few points, points to path data.
//! - [`scale`], [`ticks`], [`time_ticks`], [`labels`], [`number`]: axes.
//!
//! Times are milliseconds since the Unix epoch. Values are `f64`; anything that is not finite is
//! "no value", and a gap in the line.
//!
//! ```
//! use headroom::chart::draw::draw;
//! use headroom::chart::format::{LabelStyle, Plain};
//! use headroom::chart::layout::USUAL_CHARACTER;
//! use headroom::chart::offsets::Offsets;
//! use headroom::chart::timeline::{Timeline, Unit};
//! use headroom::chart::view::View;
//!
//! let hour = View { from_ms: 0, to_ms: 3_600_000, width: 800.0 };
//! let times_ms = vec![900_000, 1_800_000, 2_700_000, 3_600_000];
//! let timeline = Timeline { times_ms, ..Timeline::empty(Unit::Percent) };
//! let utc = Offsets::fixed(0);
//! let style = LabelStyle { character_px: USUAL_CHARACTER, offsets: &utc, format: &Plain };
//! let drawing = draw(&timeline, &hour, &style);
//!
//! assert_eq!(drawing.frame.width, 800.0);
//! // The middle of the hour is in the middle of the plot, and back.
//! let time = &drawing.frame.time;
//! assert_eq!(time.px(1_800_000), (time.left + time.right) / 2.0);
//! assert_eq!(time.ms(time.px(1_800_000)), 1_800_000);
//! ```

pub mod cursor;
pub mod days;
pub mod decimate;
pub mod draw;
pub mod format;
pub mod front;
pub mod geometry;
pub mod labels;
pub mod layout;
pub mod marks;
pub mod metric;
pub mod number;
pub mod offsets;
pub mod path;
pub mod response;
pub mod scale;
pub mod size;
pub mod size_bar;
pub mod spark;
pub mod steps;
pub mod ticks;
pub mod time_ticks;
pub mod timeline;
pub mod view;
