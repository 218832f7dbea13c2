//! What the values of the setting under the hand come to: a strip under its slider, the cliffs at
//! either side in words with a button to each, and all of them as a table.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::state::Lab;
use super::tracing::Tracing;
use crate::base::{grouped, minute_decimals};
use crate::chart::response::{CliffMark, Lane, Strip, response_strip};
use crate::forms::Field;
use crate::lab::{Around, Cliff, Curve, Hand, Segment, Shared};
use crate::ui::kit::format::{BrowserFormat, number};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::kit::width::follow_width;
use crate::ui::kit::{FieldView, Typing};

/// A field of a variant; while it is under the hand, with what its values come to.
#[component]
pub fn SettingView(lab: Lab, field: Field, form: Typing, hand: Option<Hand>) -> impl IntoView {
    let label = field.label;
    let fields = view! { <FieldView field state=form slider=true compact=true /> };
    let Some(hand) = hand else { return fields.into_any() };
    let tracing = lab.tracing;
    let [own, focused, changed, lifted] = [(); 4].map(|()| hand.clone());
    let is_open = memo(move || tracing.is_on(&own));
    view! {
        <div
            class="setting" class:open=flag(move || is_open.get())
            on:focusin=move |event| tracing.take_focus(&event, &focused)
            on:change=move |event| tracing.take_change(&event, &changed)
            on:pointerup=move |_| tracing.take(&lifted)
        >
            {fields}
            {when(move || is_open.get(), move || {
                let path = hand.path.clone();
                view! { <Traced tracing form path label /> }
            })}
        </div>
    }
    .into_any()
}

/// The curve of the setting under the hand.
#[component]
fn Traced(tracing: Tracing, form: Typing, path: String, label: &'static str) -> impl IntoView {
    let curve = tracing.curve;
    let value = memo(move || curve.with(|curve| tracing.value(curve.as_ref()?)));
    let around = memo(move || {
        let when = |at_ms| time::text(at_ms, Style::Weekday);
        curve.with(|curve| Some(curve.as_ref()?.around(value.get()?, when)))
    });
    let told = |of: fn(&Around) -> Option<&Cliff>| {
        memo(move || around.with(|around| around.as_ref().and_then(of).cloned()))
    };
    let (previous, next) = (told(|own| own.previous.as_ref()), told(|own| own.next.as_ref()));
    let set = Callback::new(move |value: f64| form.set(&path, value.to_string()));
    let sentence = move || {
        let known = around.with(|around| around.as_ref().map(|own| own.sentence.clone()));
        let failed = || tracing.failure();
        known.or_else(failed).unwrap_or_else(|| t!("Finding the cliffs…").to_owned())
    };
    let zoomed = move || {
        let said = curve.with(|curve| curve.as_ref().map(|curve| curve.zoomed(value.get())));
        let said = said.filter(|said| !said.is_empty())?;
        Some(view! { <p class="help">{said}</p> })
    };
    let coarse = move || {
        let said = curve.with(|curve| curve.as_ref().map(|curve| curve.coarseness()));
        let said = said.filter(|said| !said.is_empty())?;
        Some(view! { <p class="help">{said}</p> })
    };
    view! {
        <div
            class="response" role="group" aria-label=t!("What the values of {label} come to")
            aria-busy=text(move || tracing.is_pending().to_string())
        >
            <Drawn tracing value />
            // Its room is kept, so that nothing moves as it comes and goes.
            <progress class="quiet" aria-label=t!("Trying every value")></progress>
            {live(zoomed)}
            <p class="at" role="status">{text(sentence)}</p>
            <ul class="cliffs">
                <CliffLine none=t!("No cliff below") cliff=previous set />
                <CliffLine none=t!("No cliff above") cliff=next set />
            </ul>
            {live(coarse)}
            <Numbers tracing value />
        </div>
    }
}

/// A cliff: the way to it, and what it is.
#[component]
fn CliffLine(
    /// That there is none.
    none: &'static str,
    cliff: Memo<Option<Cliff>>,
    set: Callback<f64>,
) -> impl IntoView {
    let words = move || {
        cliff.with(|cliff| match cliff {
            Some(cliff) => t!("Use {}", cliff.text),
            None => none.to_owned(),
        })
    };
    let said = move || {
        cliff.with(|cliff| cliff.as_ref().map(|own| own.sentence.clone()).unwrap_or_default())
    };
    let tone =
        move || cliff.with(|cliff| cliff.as_ref().map_or("", |own| own.tone.class()).to_owned());
    // Not `disabled`, which would take the focus away at the last cliff.
    let shut = text(move || cliff.with(Option::is_none).to_string());
    let go = move |_| {
        if let Some(value) = cliff.with_untracked(|cliff| cliff.as_ref().map(|own| own.value)) {
            set.run(value);
        }
    };
    view! {
        <li>
            <button type="button" class="small" aria-disabled=shut on:click=go>
                {text(words)}
            </button>
            <span class=text(tone)>{text(said)}</span>
        </li>
    }
}

/// The strip.
#[component]
fn Drawn(tracing: Tracing, value: Memo<Option<f64>>) -> impl IntoView {
    let (plot, width) = (NodeRef::<html::Div>::new(), RwSignal::new(300.0));
    follow_width(plot, width);
    let curve = tracing.curve;
    let pieces = memo(move || curve.with(|curve| curve.as_ref().map(|curve| curve.pieces())));
    let drawn = move || {
        curve.with(|curve| {
            let curve = curve.as_ref()?;
            let range = curve.window(value.get());
            let marks = curve.marks(value.get(), tracing.saved(curve));
            let format = BrowserFormat::current();
            let strip = pieces.with(|pieces| {
                let pieces = pieces.as_ref()?;
                Some(response_strip(pieces, range, &marks, width.get(), &format))
            })?;
            Some(strip_view(&strip, curve))
        })
    };
    view! { <div class="plot strip" node_ref=plot>{live(drawn)}</div> }
}

fn strip_view(strip: &Strip, curve: &Curve) -> AnyView {
    let cost = if curve.is_priced() { t!("€ a day") } else { t!("unit" => "Instance-hours") };
    let overload = curve.tells_overload().then(|| {
        let lane = &strip.overload;
        view! {
            <path class="risk" d=lane.area.clone() />
            <path class="line bad" d=lane.line.clone() />
            {lane_labels(lane, t!("Overload, min"), strip.width, 0)}
        }
    });
    let around = strip.around.map(|[from, to]| {
        let ([top, _], [_, bottom]) = (strip.overload.edges, strip.cost.edges);
        let height = bottom - top;
        view! { <rect class="around" x=from y=top width=to - from height=height rx="2" /> }
    });
    let ticks = strip.ticks.iter().map(|(x, label)| {
        let label = label.clone();
        view! { <text x=*x y=strip.ticks_y text-anchor="middle">{label}</text> }.into_any()
    });
    let across = |class: &'static str, x: Option<f64>| {
        let ([top, _], [_, bottom]) = (strip.overload.edges, strip.cost.edges);
        x.map(|x| view! { <line class=class x1=x x2=x y1=top - 4.0 y2=bottom + 4.0 /> })
    };
    let lanes = [Some(&strip.cost), overload.as_ref().map(|_| &strip.overload)];
    let dots = lanes.into_iter().flatten().map(|lane| {
        let (x, y) = strip.now_x.zip(lane.now_y)?;
        Some(view! { <circle class="dot edited" cx=x cy=y r="4" /> })
    });
    view! {
        <svg aria-hidden="true" width=strip.width height=strip.height>
            {around}
            {overload}
            <path class="line cost" d=strip.cost.line.clone() />
            {lane_labels(&strip.cost, cost, strip.width, curve.cost_decimals())}
            {across("threshold saved", strip.saved_x)}
            {across("now", strip.now_x)}
            {strip.cliffs.iter().map(|own| cliff_mark(own, strip)).collect::<Vec<_>>()}
            {dots.collect::<Vec<_>>()}
            {ticks.collect::<Vec<_>>()}
        </svg>
    }
    .into_any()
}

/// A flag at the cliff, away from the present value, with the cliff's value.
fn cliff_mark(own: &CliffMark, strip: &Strip) -> AnyView {
    let [top, bottom] = strip.overload.edges;
    let tone = own.tone.class();
    let (across, anchor) = if own.above { (7, "start") } else { (-7, "end") };
    let d = format!("M{:.1},{:.1}h{across}l{},6z", own.x, top - 2.0, -across);
    view! {
        <line class=format!("cliff {tone}") x1=own.x x2=own.x y1=top - 2.0 y2=bottom />
        <path class=format!("cliff {tone}") d=d />
        <text class=format!("cliff {tone}") x=own.label_x y=strip.cliffs_y text-anchor=anchor>
            {own.label.clone()}
        </text>
    }
    .into_any()
}

fn lane_labels(lane: &Lane, name: &'static str, width: f64, decimals: u8) -> AnyView {
    let [least, most] = lane.ends.map(|value| number(value, decimals));
    let ends = match lane.cut {
        Some(cut) => t!("axis cut at {}; highest {most}", number(cut, decimals)),
        None if least == most => least,
        None => t!("{least} to {most}"),
    };
    view! {
        <text class="lane" x="0" y=lane.label_y>{name}</text>
        <text x=width y=lane.label_y text-anchor="end">{ends}</text>
    }
    .into_any()
}

/// All cliffs as a table, made while it is open.
#[component]
fn Numbers(tracing: Tracing, value: Memo<Option<f64>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details on:toggle=toggled>
            <summary>{t!("The cliffs in numbers")}</summary>
            {when(move || open.get(), move || live(move || {
                tracing.curve.get().map(|curve| table(&curve, value.get()))
            }))}
        </details>
    }
}

fn table(curve: &Shared<Curve>, value: Option<f64>) -> AnyView {
    let cost = if curve.is_priced() { t!("€ a day") } else { t!("unit" => "Instance-hours") };
    let overload = curve.tells_overload().then(|| {
        view! {
            <th scope="col" class="number">{t!("Overload, min")}</th>
        }
    });
    let rows = curve.near(value).iter().map(|segment| row(curve, segment)).collect::<Vec<_>>();
    view! {
        <div
            class="table-wrap scroll" tabindex="0" role="region"
            aria-label=t!("The cliffs in numbers")
        >
            <table>
                <caption>{curve.counted()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("From")}</th>
                        <th scope="col">{t!("To")}</th>
                        {overload}
                        <th scope="col" class="number">{t!("sizes" => "Changes")}</th>
                        <th scope="col" class="number">{t!("Reversals")}</th>
                        <th scope="col" class="number">{cost}</th>
                        <th scope="col">{t!("First decided otherwise")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn minutes(minutes: f64) -> String {
    grouped(minutes, minute_decimals(&[minutes]))
}

fn row(curve: &Curve, segment: &Segment) -> AnyView {
    let score = segment.first;
    let overload = curve.tells_overload().then(|| {
        view! {
            <td class="number">{minutes(score.overload_minutes)}</td>
        }
    });
    let decimals = curve.cost_decimals();
    let turn = segment.turns_at_ms.map(|at_ms| time::text(at_ms, Style::Short));
    view! {
        <tr>
            <th scope="row">{curve.text(segment.from)}</th>
            <td>{curve.text(segment.to)}</td>
            {overload}
            <td class="number">{score.changes.to_string()}</td>
            <td class="number">{score.reversals.to_string()}</td>
            <td class="number">{number(curve.cost(score), decimals)}</td>
            <td>{turn}</td>
        </tr>
    }
    .into_any()
}
