//! A group in the judged list.

use std::sync::Arc;

use leptos::prelude::*;

use super::chosen::choose_box;
use super::days::key_of;
use super::size_bar::{SizeShown, size_cell};
use super::watched::Watched;
use crate::command::of_group;
use crate::lab::watch::{Day, Key, Line, Newest, StepPlace, Trend, last_change};
use crate::lab::{generation_word, words};
use crate::route::{Location, Route};
use crate::ui::kit::format::number;
use crate::ui::kit::task;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{live, memo, text};
use crate::ui::link::session::use_session;
use crate::ui::link::{state_beside, state_pill};

/// In a long list a row has to stay in sight for so long before anything is asked for it, in
/// milliseconds, so that scrolling asks nothing.
const MOMENT_MS: u32 = 250;

/// Reads a group's day while its row stands.
fn follow(watched: Watched, key: Key) {
    let is_long = untrack(|| watched.is_long());
    let (entered, own) = (StoredValue::new(false), key.clone());
    on_cleanup(move || {
        if entered.try_get_value() == Some(true) {
            watched.days.leave(&own);
        }
    });
    // Without its policies nobody could tell what a group's rules watch.
    Effect::new(move |_| {
        if watched.lists.policies.is_waiting() || entered.get_value() {
            return;
        }
        let key = key.clone();
        let enter = move || {
            if entered.try_get_value() == Some(false) {
                entered.set_value(true);
                watched.days.enter(&key);
            }
        };
        if !is_long {
            return enter();
        }
        task::spawn(async move {
            task::pause(MOMENT_MS).await;
            enter();
        });
    });
}

/// The row of a group; `id` is its name's in the page.
pub fn row(watched: Watched, key: Key, id: String) -> impl IntoView {
    follow(watched, key.clone());
    let line = memo({
        let key = key.clone();
        move || watched.line(&key)
    });
    let day = memo({
        let key = key.clone();
        move || watched.days.of(&key)
    });
    let session = use_session();
    // A memo, so that the pill stands while only the clock goes on.
    let state = memo(move || {
        let (verdict, beside) =
            line.with(|line| line.as_ref().map(|own| (own.verdict.clone(), own.beside.clone())))?;
        let note = verdict.note(session.now_ms());
        Some((verdict, note, beside))
    });
    let class = move || {
        let urgency = |line: &Line| line.verdict.kind().urgency().word();
        let part = line.with(|line| line.as_ref().map_or("", urgency));
        if day.with(Option::is_none) { format!("{part} unread") } else { part.to_owned() }
    };
    view! {
        <tr class=text(class)>
            <td class="state">{live(move || {
                state.get().map(|(verdict, note, beside)| view! {
                    {state_pill(&verdict, note)}
                    {beside.iter().map(state_beside).collect_view()}
                })
            })}</td>
            <th scope="row" class="group">
                {live({
                    let id = id.clone();
                    move || line.with(|line| line.as_ref().map(|line| name(watched, line, &id)))
                })}
                {live(move || said(line, day))}
            </th>
            <td class="size">{live(move || line.with(|line| {
                line.as_ref().map(|line| size_cell(size_shown(line, day.get().as_deref())))
            }))}</td>
            <td class="trend">{live(move || {
                let most = line.with(|line| line.as_ref().map_or(0, |line| line.row.bounds.1));
                day.with(|day| Some(trend_cell(&Trend::of(day.as_deref()?, most)?)))
            })}</td>
            <td class="now">{live(move || day.with(|day| {
                day.as_ref().map(|day| now_cell(Newest::of(day, short)))
            }))}</td>
            <td class="change">{live(move || day.with(|day| {
                day.as_ref().map(|day| change_cell(day))
            }))}</td>
            <td class="cost number">{live(move || {
                let cost = line.with(|line| line.as_ref()?.eur_a_day);
                cost_cell(cost, watched.prices.why_unknown(&key))
            })}</td>
            <td class="step">{live(move || {
                line.with(|line| line.as_ref().map(|line| (step(line, &id), shortcuts(line, &id))))
            })}</td>
        </tr>
    }
}

fn name(watched: Watched, line: &Line, id: &str) -> impl IntoView + use<> {
    let row = &line.row;
    let choose = choose_box(watched.bulk, key_of(row), row.name.clone());
    let rules = watched.lists.rules(row);
    let page = Route::of_group(row.generation, row.id.clone());
    view! {
        {choose}
        <a href=page.href() id=id.to_owned()>{row.name.clone()}</a>
        " " <small>{generation_word(row.generation)} " · " {rules}</small>
    }
}

/// What is wrong, and what could not be read.
fn said(line: Memo<Option<Line>>, day: Memo<Option<Arc<Day>>>) -> impl IntoView {
    let sentence = line.with(|line| line.as_ref()?.verdict.sentence(short));
    let missing = day.with(|day| day.as_ref()?.missing.first().cloned());
    view! {
        {sentence.map(|sentence| view! { <p class="say">{sentence}</p> })}
        {missing.map(|missing| view! {
            <p class="say missing">{t!("Not judged further: ")} {missing}</p>
        })}
    }
}

fn size_shown(line: &Line, day: Option<&Day>) -> SizeShown {
    SizeShown {
        size: line.size,
        wanted: day.and_then(|day| day.wanted),
        bounds: line.row.bounds,
        is_fixed: line.row.has_fixed_size(),
    }
}

fn trend_cell(trend: &Trend) -> impl IntoView + use<> {
    let (width, height) = Trend::BOX;
    let limit = trend.limit_y.map(|y| {
        view! { <path class="limit" d=format!("M0 {y:.1}H{width}") /> }
    });
    view! {
        <svg
            class="spark" role="img" viewBox=format!("0 0 {width} {height}")
            aria-label=trend.words.clone()
        >
            <path class="ground" d=trend.size.clone() />
            {limit}
            <path class="metric" d=trend.metric.clone() />
        </svg>
    }
}

/// A time in few letters.
fn short(at_ms: i64) -> String {
    time::text(at_ms, Style::Short)
}

fn now_cell(newest: Option<Newest>) -> AnyView {
    let Some(Newest { value, beside }) = newest else {
        return view! { <small>{t!("no metric")}</small> }.into_any();
    };
    view! {
        <small class="unit">{t!("column" => "Now")} " "</small>
        <b>{value.unwrap_or_else(|| "–".to_owned())}</b> " "
        <small>{beside}</small>
    }
    .into_any()
}

fn change_cell(day: &Day) -> AnyView {
    let Some(change) = last_change(&day.log) else {
        return view! { <small>{t!("None known")}</small> }.into_any();
    };
    let ends = change.ends(day);
    let ago = words::ago(change.at_ms, use_session().now_ms());
    view! {
        <span class="nowrap"><b>{change.words(ends)}</b> ", " {ago}</span>
        {change.why(day, ends).map(|why| view! { <p class="say">{why}</p> })}
    }
    .into_any()
}

/// What stands over the column in a table is not to be seen over a card.
fn cost_cell(eur_a_day: Option<f64>, why: Option<String>) -> AnyView {
    let Some(cost) = eur_a_day.map(|cost| number(cost, 2)) else {
        return view! { <span title=why>"–"</span> }.into_any();
    };
    let whole = t!("€\u{a0}{} a day", cost.clone());
    view! { <b class="alone">{cost}</b><span class="unit">{whole}</span> }.into_any()
}

/// The next step, named by the group that it is about.
fn step(line: &Line, id: &str) -> Option<AnyView> {
    let step = line.verdict.step()?;
    let (generation, group) = (line.row.generation, line.row.id.clone());
    let href = match step.place {
        StepPlace::Page => Route::of_group(generation, group).href(),
        StepPlace::WhatIf => {
            Location::at(Route::of_group(generation, group)).with("whatif", "1").href()
        }
        StepPlace::Form => Location::at_maximum(generation, group).href(),
    };
    let id = id.to_owned();
    Some(
        view! { <a class="button small" href=href aria-describedby=id>{step.label}</a> }.into_any(),
    )
}

/// What an incident asks for at once: one click leads to the question that the group's page asks.
fn shortcuts(line: &Line, id: &str) -> impl IntoView + use<> {
    let row = &line.row;
    let link = |command, words| {
        let place = of_group(command, Route::of_group(row.generation, row.id.clone()))?;
        Some(view! { <a href=place.href() aria-describedby=id.to_owned()>{words}</a> })
    };
    let hold = (!row.has_fixed_size()).then(|| link("group.hold", t!("Hold…")));
    view! { <span class="shortcuts">{hold} {link("group.export", t!("Export…"))}</span> }
}
