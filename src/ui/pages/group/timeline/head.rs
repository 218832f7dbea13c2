//! The timeline's controls and its key.

use leptos::prelude::*;

use super::range::{RangeText, TypedRange};
use super::stage::Stage;
use crate::base::translated;
use crate::chart::timeline::Tone;
use crate::engine::Metric;
use crate::lab::{Picture, Window};
use crate::ui::kit::view::{flag, live, memo, text, when};

const RANGES: [(&str, &str); 5] = [
    ("6h", text!("6\u{a0}h")),
    ("24h", text!("24\u{a0}h")),
    ("48h", text!("48\u{a0}h")),
    ("14d", text!("14\u{a0}d")),
    ("all", text!("All")),
];

#[component]
pub fn Head(
    stage: Stage,
    range: RangeText,
    /// The metrics that can be shown.
    metrics: Memo<Vec<Metric>>,
    /// Shows another one.
    choose: Callback<Metric>,
    /// Whether a table stands in place of the drawing.
    as_table: RwSignal<bool>,
) -> impl IntoView {
    let pan = move |by: f64| stage.change(|view, limits| view.pan(by, limits));
    // A range of the buttons is the same for any history.
    let pressed = move |name| (stage.window.get() == Window::parse(name, false)).to_string();
    view! {
        <div class="card-head">
            <h2>{t!("Timeline")}</h2>
            <MetricChoice stage metrics choose />
            <TypedRange range />
            <div class="segments" role="group" aria-label=t!("Range")>
                {RANGES.map(|(name, label)| view! {
                    <button
                        aria-pressed=text(move || pressed(name))
                        on:click=move |_| stage.show(Window::parse(name, false))
                    >{translated(label)}</button>
                })}
            </div>
            <div class="segments" role="group" aria-label=t!("Zoom and move")>
                <button aria-label=t!("Earlier") on:click=move |_| pan(-0.5)>"‹"</button>
                <button aria-label=t!("Later") on:click=move |_| pan(0.5)>"›"</button>
                <button aria-label=t!("Zoom in") on:click=move |_| stage.zoom(0.5)>"+"</button>
                <button aria-label=t!("Zoom out") on:click=move |_| stage.zoom(2.0)>"−"</button>
            </div>
            <button
                class="small push"
                aria-pressed=text(move || stage.marking.get().to_string())
                on:click=move |_| stage.marking.update(|on| *on = !*on)
            >
                {t!("Mark a stretch")}
            </button>
            <button
                class="small"
                aria-pressed=text(move || as_table.get().to_string())
                on:click=move |_| as_table.update(|on| *on = !*on)
            >
                {t!("As table")}
            </button>
        </div>
        <Key picture=stage.picture />
    }
}

/// Which line is which.
#[component]
fn Key(picture: Memo<Picture>) -> impl IntoView {
    let has = move |tone| move || picture.with(|picture| picture.has(tone));
    view! {
        <p class="key" aria-hidden="true">
            <span class="saved"><i></i>{text(move || picture.with(Picture::saved_label))}</span>
            {when(has(Tone::Edited), move || view! {
                <span class="edited"><i></i>{t!("Edited")}</span>
            })}
            {when(has(Tone::Band), move || view! {
                <span class="band">
                    <i></i>{text(move || picture.with(Picture::band_label))}
                </span>
            })}
            {when(has(Tone::Other), move || view! {
                <span class="other"><i></i>{t!("Other variants")}</span>
            })}
            {when(has(Tone::Shadow), move || view! {
                <span class="shadow"><i></i>{t!("Shadow")}</span>
            })}
            <span class="cooldown"><i></i>{t!("Cooldown")}</span>
            {when(move || picture.with(Picture::has_overload), move || view! {
                <span class="overload"><i></i>{t!("Overload")}</span>
            })}
        </p>
    }
}

#[component]
fn MetricChoice(
    stage: Stage,
    metrics: Memo<Vec<Metric>>,
    choose: Callback<Metric>,
) -> impl IntoView {
    let shown = memo(move || stage.picture.with(|picture| picture.metric));
    let chosen = move |event| {
        let label = event_target_value(&event);
        let found = metrics.get_untracked().into_iter().find(|metric| metric.label() == label);
        found.into_iter().for_each(|metric| choose.run(metric));
    };
    view! {
        {when(move || metrics.with(|metrics| metrics.len() > 1), move || view! {
            <select aria-label=t!("Metric") on:change=chosen>
                {live(move || metrics.get().into_iter().map(|metric| view! {
                    <option value=metric.label() selected=flag(move || shown.get() == metric)>
                        {metric.label()}
                    </option>
                }).collect_view())}
            </select>
        })}
    }
}
