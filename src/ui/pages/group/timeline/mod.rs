//! A group's timeline: one time axis for the metric with its thresholds, the size with its
//! bounds and cooldowns, the changes of each variant, and the real events. One cursor runs
//! through all of it; what it points at is explained in words below, and shown as a table.

mod data;
mod drawing;
mod explain;
mod insight;
mod table;
mod window;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::chart::cursor::{Move, moved, nearest};
use crate::chart::draw::draw;
use crate::chart::format::LabelStyle;
use crate::chart::geometry::Geometry;
use crate::chart::offsets::Offsets;
use crate::chart::view::{Limits, View};
use crate::ui::kit::format::BrowserFormat;
use crate::ui::kit::location::use_here;
use crate::ui::kit::time::{self, Utc};
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::kit::width::follow_width;
use crate::ui::pages::group::whatif::{Lab, Scores, VariantTable};
use data::Shown;
use drawing::Drawing;
use explain::Explanation;
use insight::Insight;
use table::Moments;
use window::Window;

const RANGES: [(&str, &str); 5] =
    [("6h", "6 h"), ("24h", "24 h"), ("48h", "48 h"), ("14d", "14 d"), ("all", "All")];

/// How wide a character of the drawing's labels is, in pixels: they are 10.5 px high.
const CHARACTER_PX: f64 = 6.5;

/// What the parts of a timeline share.
#[derive(Clone, Copy)]
pub struct Stage {
    lab: Lab,
    shown: Memo<Shown>,
    view: Memo<View>,
    geometry: Memo<Geometry>,
    width: RwSignal<f64>,
    /// The stamp of the sample that the cursor stands on.
    cursor: RwSignal<Option<i64>>,
}

impl Stage {
    /// The instant under the cursor: a sample's stamp.
    fn cursor_ms(self) -> Option<i64> {
        self.cursor.get()
    }

    /// Puts the cursor on the sample nearest to an instant.
    fn go_to(self, at_ms: i64) {
        self.shown.with_untracked(|shown| {
            let at = nearest(&shown.timeline.times_ms, at_ms);
            self.cursor.set(at.and_then(|at| shown.timeline.times_ms.get(at).copied()));
        });
    }

    fn move_to(self, x: f64) {
        self.go_to(self.geometry.with_untracked(|geometry| geometry.frame.time.ms(x)));
    }

    fn step(self, by: Move) {
        let next = self.shown.with_untracked(|shown| {
            let times = &shown.timeline.times_ms;
            let current = self.cursor.get_untracked().and_then(|at_ms| nearest(times, at_ms));
            let index = moved(times, current, by, &self.view.get_untracked())?;
            times.get(index).copied()
        });
        if next.is_some() {
            self.cursor.set(next);
        }
    }

    fn limits(self) -> Limits {
        self.shown.with_untracked(|shown| {
            Limits::of(&shown.timeline.times_ms).unwrap_or(Limits { from_ms: 0, to_ms: 0 })
        })
    }
}

#[component]
pub fn Timeline(lab: Lab) -> impl IntoView {
    let here = use_here();
    let utc = expect_context::<Utc>().0;
    let range = here.param("range");
    let width = RwSignal::new(800.0);
    let shown = memo(move || Shown::of(lab));
    let view = memo(move || {
        let width = width.get();
        shown.with(|shown| {
            let limits =
                Limits::of(&shown.timeline.times_ms).unwrap_or(Limits { from_ms: 0, to_ms: 0 });
            let base = View { from_ms: limits.from_ms, to_ms: limits.to_ms, width };
            let from_file = lab.file.with(Option::is_some);
            Window::parse(&range.get(), from_file).view(base, limits)
        })
    });
    let offsets = memo(move || {
        let (View { from_ms, to_ms, .. }, utc) = (view.get(), utc.get());
        Offsets::between(from_ms, to_ms, |at_ms| time::offset_ms(at_ms, utc))
    });
    let geometry = memo(move || {
        offsets.with(|offsets| {
            let format = &BrowserFormat::current();
            let style = LabelStyle { character_px: CHARACTER_PX, offsets, format };
            shown.with(|shown| draw(&shown.timeline, &view.get(), &style))
        })
    });
    let stage = Stage { lab, shown, view, geometry, width, cursor: RwSignal::new(None) };
    let as_table = RwSignal::new(false);
    view! {
        <section class="card timeline" aria-label="Timeline">
            <Head stage range as_table />
            {live(move || lab.trouble().map(|why| view! {
                <p class="waiting" role="status">{why}</p>
            }))}
            {when(move || shown.with(|shown| !shown.timeline.times_ms.is_empty()), move || view! {
                <div class:hidden=flag(move || as_table.get())><Plot stage /></div>
                {when(move || as_table.get(), move || view! {<Moments stage />})}
            })}
            {when(move || lab.open.get(), move || view! {
                <Scores lab />
                <VariantTable lab />
                <Insight stage />
            })}
            <Explanation stage />
        </section>
    }
}

#[component]
fn Head(stage: Stage, range: Memo<String>, as_table: RwSignal<bool>) -> impl IntoView {
    let here = use_here();
    let lab = stage.lab;
    let zoom = move |view: View| here.set_param("range", &Window::fixed(view).text());
    let middle = move || {
        stage.cursor.get_untracked().unwrap_or_else(|| {
            let view = stage.view.get_untracked();
            i64::midpoint(view.from_ms, view.to_ms)
        })
    };
    let pressed = move |name: &'static str| {
        let file = lab.file.with(Option::is_some);
        let chosen = Window::parse(&range.get(), file) == Window::parse(name, file);
        chosen.to_string()
    };
    view! {
        <div class="card-head">
            <h2>"Timeline"</h2>
            <MetricChoice lab />
            <div class="segments" role="group" aria-label="Range">
                {RANGES.map(|(name, label)| view! {
                    <button
                        aria-pressed=text(move || pressed(name))
                        on:click=move |_| here.set_param("range", name)
                    >{label}</button>
                })}
            </div>
            <div class="segments" role="group" aria-label="Zoom and move">
                <button aria-label="Earlier" on:click=move |_| {
                    zoom(stage.view.get_untracked().pan(-0.5, stage.limits()));
                }>"‹"</button>
                <button aria-label="Later" on:click=move |_| {
                    zoom(stage.view.get_untracked().pan(0.5, stage.limits()));
                }>"›"</button>
                <button aria-label="Zoom in" on:click=move |_| {
                    zoom(stage.view.get_untracked().zoom(0.5, middle(), stage.limits()));
                }>"+"</button>
                <button aria-label="Zoom out" on:click=move |_| {
                    zoom(stage.view.get_untracked().zoom(2.0, middle(), stage.limits()));
                }>"−"</button>
            </div>
            <button
                class="small push"
                aria-pressed=text(move || as_table.get().to_string())
                on:click=move |_| as_table.update(|on| *on = !*on)
            >
                "As table"
            </button>
        </div>
        <p class="key" aria-hidden="true">
            <span class="saved"><i></i>{text(move || stage.shown.with(Shown::saved_label))}</span>
            {when(move || lab.edited_run.with(Option::is_some), move || view! {
                <span class="edited"><i></i>"Edited policies"</span>
            })}
            {when(move || stage.shown.with(|shown| shown.band.is_some()), move || view! {
                <span class="band">
                    <i></i>{text(move || stage.shown.with(Shown::band_label))}
                </span>
            })}
            {when(move || !lab.other_runs().is_empty(), move || view! {
                <span class="other"><i></i>"Other variants"</span>
            })}
            <span class="cooldown"><i></i>"Cooldown"</span>
            {when(move || stage.shown.with(Shown::has_overload), move || view! {
                <span class="overload"><i></i>"Overload"</span>
            })}
        </p>
    }
}

#[component]
fn MetricChoice(lab: Lab) -> impl IntoView {
    let metrics = memo(move || lab.metrics());
    view! {
        {when(move || metrics.with(|metrics| metrics.len() > 1), move || view! {
            <select
                aria-label="Metric"
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    let found = metrics.get().into_iter().find(|m| m.label() == chosen);
                    lab.chosen_metric.set(found);
                }
            >
                {live(move || metrics.get().into_iter().map(|metric| view! {
                    <option value=metric.label() selected=flag(move || lab.metric() == metric)>
                        {metric.label()}
                    </option>
                }).collect_view())}
            </select>
        })}
    }
}

/// The drawing, with the pointer and the keys that move the cursor.
#[component]
fn Plot(stage: Stage) -> impl IntoView {
    let plot = NodeRef::<html::Div>::new();
    follow_width(plot, stage.width);
    let on_key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => Move::Previous,
            "ArrowRight" => Move::Next,
            "PageUp" => Move::PageBack,
            "PageDown" => Move::PageForward,
            "Home" => Move::Home,
            "End" => Move::End,
            _ => return,
        };
        event.prevent_default();
        stage.step(by);
    };
    let on_pointer = move |event: ev::PointerEvent| {
        if let Some(plot) = plot.get_untracked() {
            let left = plot.get_bounding_client_rect().left();
            stage.move_to(f64::from(event.client_x()) - left);
        }
    };
    let edge = move |pick: fn(&Shown) -> Option<i64>| {
        stage.shown.with(|shown| pick(shown).unwrap_or(0)).to_string()
    };
    let value_text = move || match stage.cursor_ms() {
        Some(at_ms) => explain::spoken(stage, at_ms),
        None => "No moment chosen. Use the arrow keys.".to_owned(),
    };
    view! {
        <div
            class="plot" node_ref=plot tabindex="0" role="slider" aria-label="Moment"
            aria-valuemin=text(move || edge(|shown| shown.timeline.times_ms.first().copied()))
            aria-valuemax=text(move || edge(|shown| shown.timeline.times_ms.last().copied()))
            aria-valuenow=text(move || stage.cursor_ms().unwrap_or(0).to_string())
            aria-valuetext=text(value_text)
            on:keydown=on_key
            on:pointermove=on_pointer
            on:pointerdown=on_pointer
        >
            <Drawing stage />
        </div>
    }
}
