//! What to take, what it brings, and whether it holds on other days.

use leptos::html;
use leptos::prelude::*;

use super::super::scores::Score;
use crate::base::{grouped, minute_decimals};
use crate::chart::days::{Bar, DayChart, day_chart};
use crate::lab::{Advice, Day, Edit, Promise};
use crate::ui::kit::format::number;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::width::follow_width;

/// The id of the heading.
const HEADING: &str = "advice";

/// One recommendation: its verdict in a sentence, its days as bars.
#[component]
pub fn AdviceCard(advice: Advice, is_priced: bool, open: Callback<u32>) -> impl IntoView {
    let Advice { index, sentence, edits, leads, verdict, promise, checks, passed_over, days } =
        advice;
    let heading = if index.is_some() { t!("Recommended") } else { t!("Keep what is saved") };
    let mark = match promise {
        Promise::Holds => "verdict holds",
        Promise::Doubtful => "verdict doubtful",
        Promise::Unjudged => "verdict",
    };
    let take = index.map(|index| {
        view! {
            <div class="actions">
                <button class="primary" on:click=move |_| open.run(index)>
                    {t!("Open it as a variant")}
                </button>
            </div>
        }
        .into_any()
    });
    let said = |text: String| (!text.is_empty()).then(|| view! { <p class="help">{text}</p> });
    view! {
        <section class="advice" aria-labelledby=HEADING>
            <h3 id=HEADING>{heading}</h3>
            <p class="answer">{sentence}</p>
            {(!edits.is_empty()).then(|| changed(edits))}
            {(!leads.is_empty()).then(|| view! {
                <ul class="scores" aria-label=t!("What it brings")>
                    {leads.into_iter().map(|row| view! { <Score row compared=true /> })
                        .collect_view()}
                </ul>
            })}
            <p class=mark>{verdict}</p>
            {said(checks)}
            {(!days.is_empty() && index.is_some()).then(|| view! { <Days days is_priced /> })}
            {said(passed_over)}
            {take}
        </section>
    }
}

fn changed(edits: Vec<Edit>) -> AnyView {
    let edits = edits.into_iter().map(|Edit { name, before, after }| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>
                    <span class="sr-only">{t!("saved ")}</span>
                    {before}
                    <span aria-hidden="true">" → "</span>
                    <span class="sr-only">{t!(", advised ")}</span>
                    <b>{after}</b>
                </dd>
            </div>
        }
        .into_any()
    });
    view! { <dl class="edits" aria-label=t!("What it changes")>{edits.collect::<Vec<_>>()}</dl> }
        .into_any()
}

/// How much cheaper it would have been, day by day: bars to see, and a table to read.
#[component]
fn Days(days: Vec<Day>, is_priced: bool) -> impl IntoView {
    let (plot, width) = (NodeRef::<html::Div>::new(), RwSignal::new(480.0));
    follow_width(plot, width);
    let saves: Vec<f64> = days.iter().map(Day::saves).collect();
    let chart = memo(move || day_chart(&saves, width.get()));
    let unit = if is_priced { "€" } else { t!("unit" => "Instance-hours") };
    let labels = days.clone();
    view! {
        <p class="days-title"><b>{t!("Cheaper by, each day, {unit}")}</b></p>
        <div class="plot days" node_ref=plot>
            {live(move || chart.with(|chart| Some(bars(chart, &labels))))}
        </div>
        <details>
            <summary>{t!("The days in numbers")}</summary>
            <div
                class="table-wrap scroll" tabindex="0" role="region"
                aria-label=t!("The days in numbers")
            >
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!("From")}</th>
                            <th scope="col" class="number">{t!("Saved, {unit}")}</th>
                            <th scope="col" class="number">{t!("Advised, {unit}")}</th>
                            <th scope="col" class="number">{t!("Overload saved, min")}</th>
                            <th scope="col" class="number">{t!("Overload advised, min")}</th>
                        </tr>
                    </thead>
                    <tbody>{days.iter().map(in_numbers).collect::<Vec<_>>()}</tbody>
                </table>
            </div>
        </details>
    }
}

fn minutes(minutes: f64) -> String {
    grouped(minutes, minute_decimals(&[minutes]))
}

fn in_numbers(day: &Day) -> AnyView {
    view! {
        <tr>
            <th scope="row">{time::text(day.span.from_ms, Style::Short)}</th>
            <td class="number">{number(day.saved_cost, 2)}</td>
            <td class="number">{number(day.cost, 2)}</td>
            <td class="number">{minutes(day.saved_overload)}</td>
            <td class="number">{minutes(day.overload)}</td>
        </tr>
    }
    .into_any()
}

fn bars(chart: &DayChart, days: &[Day]) -> AnyView {
    let y = chart.labels_y;
    let drawn = chart.bars.iter().zip(days).map(|(bar, day)| {
        let Bar { x, y: top, width, height, is_less, label_x } = *bar;
        let class = if is_less { "bar less" } else { "bar more" };
        let label = label_x.map(|at| {
            let text = time::text(day.span.from_ms, Style::Day);
            view! { <text x=at y=y text-anchor="middle">{text}</text> }.into_any()
        });
        view! { <rect class=class x=x y=top width=width height=height /> {label} }.into_any()
    });
    view! {
        <svg aria-hidden="true" width=chart.width height=chart.height>
            {drawn.collect::<Vec<_>>()}
            <path class="zero" d=chart.zero.clone() />
        </svg>
    }
    .into_any()
}
