//! Geometry to SVG, one to one.

use leptos::prelude::*;

use super::stage::{CHARACTER_PX, Stage};
use crate::base::translated;
use crate::chart::cursor::at_or_before;
use crate::chart::geometry::{AlertRow, Bands, ChangeRow, EventRow, Frame, Geometry, Line, Rule};
use crate::chart::layout::LABEL_DROP;
use crate::chart::marks::event_shape;
use crate::chart::path::triangle;
use crate::chart::scale::TimeScale;
use crate::chart::timeline::{Level, Series, Tone};
use crate::lab::{Picture, layered};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Live, live, memo, text};
use crate::whatif::Interval;

#[component]
pub fn Drawing(stage: Stage) -> impl IntoView {
    let geometry = stage.geometry;
    // What an edit of a policy leaves as it is, so that a drag does not draw it again.
    let frame = memo(move || geometry.with(|g| g.frame.clone()));
    let events = memo(move || geometry.with(|g| g.events.clone()));
    let alerts = memo(move || geometry.with(|g| g.alerts.clone()));
    let box_of =
        move || frame.with(|f| format!("0 0 {:.0} {:.0}", f.width.max(1.0), f.height.max(1.0)));
    view! {
        <svg
            viewBox=text(box_of) aria-hidden="true"
            width=text(move || frame.with(|f| f.width).to_string())
            height=text(move || frame.with(|f| f.height).to_string())
        >
            <defs>
                <pattern
                    id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)"
                >
                    <line x1="0" y1="0" x2="0" y2="5" class="hatch" />
                </pattern>
            </defs>
            {live(move || frame.with(axis))}
            {live(move || geometry.with(|g| metric_lane(g, stage.picture.with(Picture::lane))))}
            {live(move || geometry.with(size_lane))}
            {live(move || geometry.with(|g| {
                g.changes.iter().map(|row| change_row(row, &g.frame)).collect_view()
            }))}
            {live(move || {
                frame.with(|f| events.with(|row| row.as_ref().map(|row| event_row(row, f))))
            })}
            {live(move || {
                frame.with(|f| alerts.with(|row| row.as_ref().map(|row| alert_row(row, f))))
            })}
            {stretch(stage, "marked", move || Some(stage.marked.get()?.stretch()))}
            {stretch(stage, "zooming", move || stage.zooming.get())}
            <Cursor stage />
        </svg>
    }
}

fn axis(frame: &Frame) -> impl IntoView + use<> {
    let (top, bottom, y) = (frame.top, frame.bottom, frame.axis_y);
    let ticks = frame.ticks.clone().into_iter().map(move |tick| {
        view! {
            <line class="grid" x1=tick.x x2=tick.x y1=top y2=bottom />
            <text class="tick" class:midnight=tick.midnight x=tick.x y=y text-anchor="middle">
                {tick.label}
            </text>
        }
    });
    ticks.collect_view()
}

fn metric_lane(g: &Geometry, title: &'static str) -> impl IntoView + use<> {
    let (left, right) = (g.frame.time.left, g.frame.time.right);
    let (lane, labels_x) = (&g.metric, g.frame.left_labels_x);
    let ticks = lane.ticks.iter().map(|tick| view! {
        <line class="grid" x1=left x2=right y1=tick.y y2=tick.y />
        <text class="tick" x=labels_x y=tick.label_y text-anchor="end">{tick.label.clone()}</text>
    });
    let full = lane.full_y.map(|y| view! { <line class="grid full" x1=left x2=right y1=y y2=y /> });
    let thresholds = lane.thresholds.iter().map(|rule| threshold(rule, &g.frame));
    view! {
        <text class="lane" x=left y=lane.label_y>{title}</text>
        {ticks.collect_view()}
        {full}
        {lane.overload.iter().map(|bands| strip("overload", bands)).collect_view()}
        {thresholds.collect_view()}
        {layered(&lane.lines).map(|line| path("line", line)).collect_view()}
    }
}

fn threshold(rule: &Rule, frame: &Frame) -> impl IntoView + use<> {
    let (left, right) = (frame.time.left, frame.time.right);
    // One that both variants share was not edited.
    let tone = if rule.shared { Tone::Saved } else { rule.tone }.word();
    view! {
        <line class=format!("threshold {tone}") x1=left x2=right y1=rule.y y2=rule.y />
        <text class=format!("label {tone}") x=frame.right_labels_x y=rule.label_y>
            {rule.label.clone()}
        </text>
    }
}

fn size_lane(g: &Geometry) -> impl IntoView + use<> {
    let (left, right) = (g.frame.time.left, g.frame.time.right);
    let (lane, labels_x) = (&g.size, g.frame.left_labels_x);
    let (zero, zero_y) = (lane.y.start_px, lane.y.start_px + LABEL_DROP);
    let bounds = lane.bounds.iter().map(|rule| threshold(rule, &g.frame));
    view! {
        <text class="lane" x=left y=lane.label_y>{t!("Instances")}</text>
        <line class="grid" x1=left x2=right y1=zero y2=zero />
        <text class="tick" x=labels_x y=zero_y text-anchor="end">"0"</text>
        {lane.cooldowns.iter().map(|bands| strip("cooldown", bands)).collect_view()}
        {lane.areas.iter().map(|area| path("area", area)).collect_view()}
        {bounds.collect_view()}
        {layered(&lane.lines).map(|line| path("line step", line)).collect_view()}
    }
}

fn path(kind: &str, line: &Line) -> impl IntoView + use<> {
    view! { <path class=format!("{kind} {}", line.tone.word()) d=line.d.clone() /> }
}

fn strip(kind: &str, bands: &Bands) -> impl IntoView + use<> {
    view! { <path class=format!("{kind} {}", bands.tone.word()) d=bands.path() /> }
}

fn change_row(row: &ChangeRow, frame: &Frame) -> impl IntoView + use<> {
    let tone = row.tone.word();
    let marks: String =
        row.marks.iter().map(|mark| triangle(mark.x, row.mark_y, mark.up)).collect();
    view! {
        <text class="tick" x=frame.left_labels_x y=row.label_y text-anchor="end">
            {row.label}
        </text>
        <line class="grid" x1=frame.time.left x2=frame.time.right y1=row.y y2=row.y />
        <path class=format!("mark {tone}") d=marks />
    }
}

fn event_row(row: &EventRow, frame: &Frame) -> impl IntoView + use<> {
    let (y, label_y) = (row.mark_y, row.label_y);
    let marks = Level::ALL.map(|level| {
        let own = row.marks.iter().filter(|mark| mark.level == level);
        let d: String = own.map(|mark| event_shape(level, mark.x, y)).collect();
        (!d.is_empty()).then(|| view! { <path class=format!("event {}", level.key()) d=d /> })
    });
    let counts = row.marks.iter().filter(|mark| mark.counted).map(move |mark| {
        let count = format!("×{}", mark.count);
        view! { <text class="tick" x=mark.x + 8.0 y=label_y>{count}</text> }
    });
    view! {
        <text class="tick" x=frame.left_labels_x y=row.label_y text-anchor="end">
            {translated(EventRow::LABEL)}
        </text>
        <line class="grid" x1=frame.time.left x2=frame.time.right y1=row.y y2=row.y />
        {marks.into_iter().collect_view()}
        {counts.collect_view()}
    }
}

fn alert_row(row: &AlertRow, frame: &Frame) -> impl IntoView + use<> {
    view! {
        <text class="tick" x=frame.left_labels_x y=row.label_y text-anchor="end">
            {translated(AlertRow::LABEL)}
        </text>
        <line class="grid" x1=frame.time.left x2=frame.time.right y1=row.y y2=row.y />
        <path class="alert" d=row.bands.path() />
    }
}

/// A stretch of time, through all lanes.
fn stretch(
    stage: Stage,
    class: &'static str,
    of: impl Fn() -> Option<Interval> + Send + 'static,
) -> Live {
    live(move || {
        let (from, to) = stage.places(of()?)?;
        let (top, bottom) = stage.geometry.with(|g| (g.frame.top, g.frame.bottom));
        let (width, height) = ((to - from).max(1.0), bottom - top);
        Some(view! { <rect class=class x=from y=top width=width height=height /> })
    })
}

/// The cursor's line and a dot on every curve.
#[component]
fn Cursor(stage: Stage) -> impl IntoView {
    let geometry = stage.geometry;
    let dots = move |at_ms: i64| {
        geometry.with(|g| {
            stage.picture.with(|picture| {
                let x = g.frame.time.px(at_ms);
                let index = at_or_before(&picture.timeline.times_ms, at_ms);
                let dot = |tone: Tone, y: f64| {
                    view! {
                        <circle class=format!("dot {}", tone.word()) cx=x cy=y r="3.5" />
                    }
                };
                // A band mostly lies where its curve does, and must not hide that one's dot.
                let is_band = |series: &&Series| series.tone == Tone::Band;
                let over = picture.timeline.series.iter().filter(|series| !is_band(series));
                let all = picture.timeline.series.iter().filter(is_band).chain(over);
                all.filter_map(|series| {
                    let value = series.values.get(index?).filter(|v| v.is_finite())?;
                    Some(dot(series.tone, g.metric.y.clamped(*value)))
                })
                .collect_view()
            })
        })
    };
    view! {
        {live(move || {
            let at_ms = stage.moment.get()?;
            let view = stage.view.get();
            if at_ms < view.from_ms || at_ms > view.to_ms {
                return None;
            }
            let (x, top, bottom) =
                geometry.with(|g| (g.frame.time.px(at_ms), g.frame.top, g.frame.bottom));
            let is_pinned = stage.moment.is_pinned();
            Some(view! {
                <g class="cursor" class:pinned=is_pinned>
                    <line x1=x x2=x y1=top y2=bottom />
                    {dots(at_ms)}
                    {is_pinned.then(|| flag(stage, at_ms))}
                </g>
            })
        })}
    }
}

/// The time of a pinned moment, in place of the axis' labels beneath it.
fn flag(stage: Stage, at_ms: i64) -> impl IntoView {
    const HEIGHT: f64 = 18.0;
    let label = time::text(at_ms, Style::Short);
    let half = label.chars().count() as f64 * CHARACTER_PX / 2.0 + 4.0;
    let (x, y) = stage.geometry.with(|g| {
        let TimeScale { left, right, .. } = g.frame.time;
        let x = g.frame.time.px(at_ms);
        (x.max(left + half).min(right.max(left + half) - half), g.frame.axis_y)
    });
    view! {
        <rect class="flag" x=x - half y=y - 13.0 width=half * 2.0 height=HEIGHT rx="4" />
        <text class="flag" x=x y=y text-anchor="middle">{label}</text>
    }
}
