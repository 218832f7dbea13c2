//! A line of what a group tells: when, what, why, and folded how it was carried out.

use leptos::prelude::*;

use super::moment::{PINNED, RANGE};
use super::timeline::PLOT;
use crate::base::is_one;
use crate::chart::timeline::Level;
use crate::lab::{Because, Fold, LogEntry, LogLine, Window};
use crate::ui::kit::focus;
use crate::ui::kit::location::use_here;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::text;
use crate::ui::link::session::use_session;
use crate::whatif::Interval;

/// The row of a line; `pinned` is the moment that the address names.
pub fn row(line: LogLine, fold: Fold, pinned: Memo<String>) -> AnyView {
    let (at_ms, what) = (line.entry.at_ms, line.entry.text.clone());
    let choose = view! { <Choose at_ms what pinned /> }.into_any();
    let (course, mark) = (line.course(), mark(line.entry.level));
    // What is neither a change nor wrong needs no word before it.
    let (lead, columns) = match (course, mark) {
        (Some(course), mark) => {
            (view! { <td class="nowrap"><b>{course}</b> " " {mark}</td> }.into_any(), 1)
        }
        (None, Some(mark)) => (view! { <td class="nowrap">{mark}</td> }.into_any(), 1),
        (None, None) => (().into_any(), 2),
    };
    view! {
        <tr>
            <td class="nowrap">{choose}</td>
            {lead}
            <td colspan=columns>{body(line, fold)}</td>
        </tr>
    }
    .into_any()
}

/// How serious it is, where it is.
fn mark(level: Level) -> Option<AnyView> {
    let (class, shape) = match level {
        Level::Error => ("pill bad", "◆"),
        Level::Warning => ("pill warn", "▲"),
        Level::Edit => ("pill", "⚑"),
        Level::Success | Level::Info => return None,
    };
    let mark = view! {
        <span class=class><i aria-hidden="true">{shape}</i> " " {level.word()}</span>
    };
    Some(mark.into_any())
}

/// Why a size changed, over what the API itself said of it; or what else happened.
fn body(line: LogLine, fold: Fold) -> AnyView {
    let reason = line.reason().map(|reason| (because(reason), matches!(reason, Because::Told(_))));
    let LogLine { entry, parts, .. } = line;
    let Some((reason, is_told)) = reason else {
        let said = said(&entry, fold);
        return match parts.len() {
            0 => view! { <p class="line">{said}</p> }.into_any(),
            count => folded(said, count, parts),
        };
    };
    let count = parts.len();
    let details = entry.details.filter(|_| !is_told);
    let own = LogEntry { details, ..entry };
    let steps = std::iter::once(own).chain(parts).collect();
    folded(reason, count, steps)
}

/// Why a size changed.
fn because(reason: Because) -> AnyView {
    view! { <span class="said">{reason.sentence()}</span> }.into_any()
}

/// An entry in the API's words, and how often it was said.
fn said(entry: &LogEntry, Fold { times, since_ms, .. }: Fold) -> AnyView {
    let is_repeated = times > 1;
    let own = entry.clone();
    let more = move || {
        let since = is_repeated.then(|| time::text(since_ms, Style::Short));
        own.more(since.as_deref())
    };
    // Who tells of a change is said where it is unfolded.
    let source = Some(entry.source.clone());
    let source = source.filter(|source| entry.change.is_none() && !source.is_empty());
    view! {
        <span class="said">
            {entry.text.clone()}<small>{text(more)}</small>
        </span>
        {source.map(|source| view! { <small>{source}</small> })}
        {is_repeated.then(|| view! { <span class="pill">{format!("×{times}")}</span> })}
    }
    .into_any()
}

/// A line that opens to what the group said of carrying it out, in so many steps.
fn folded(said: AnyView, count: usize, all: Vec<LogEntry>) -> AnyView {
    let steps = if is_one(count) { t!("{count} step") } else { t!("{count} steps") };
    let shown = (count > 0).then(|| count.to_string());
    let label = if count > 0 { steps } else { t!("In the API’s words").to_owned() };
    view! {
        <details>
            <summary class="line">
                {said}
                <span class="fold">
                    <span aria-hidden="true">{shown}</span>
                    <span class="sr-only">{label}</span>
                </span>
            </summary>
            <ul>{all.into_iter().map(step).collect_view()}</ul>
        </details>
    }
    .into_any()
}

fn step(entry: LogEntry) -> impl IntoView {
    let LogEntry { at_ms, source, text: words, details, .. } = entry;
    let more: Vec<String> = [details.unwrap_or_default(), source].into();
    let more = more.into_iter().filter(|part| !part.is_empty());
    view! {
        <li>
            {text(move || time::text(at_ms, Style::Clock))} " " {words}
            {more.map(|part| view! { " " <small>{part}</small> }).collect_view()}
        </li>
    }
}

/// The time of a line, which shows the timeline at it.
#[component]
fn Choose(at_ms: i64, what: String, pinned: Memo<String>) -> impl IntoView {
    let (here, session) = (use_here(), use_session());
    let is_chosen = move || pinned.with(|pinned| *pinned == at_ms.to_string()).to_string();
    let choose = move |_| {
        let window = Window::parse(&here.param(RANGE).get_untracked(), false);
        let now_ms = untrack(|| session.now_ms());
        here.set_param(PINNED, &at_ms.to_string());
        here.set_param(
            RANGE,
            &window.showing(Interval { from_ms: at_ms, to_ms: at_ms }, now_ms).text(),
        );
        focus(PLOT);
    };
    view! {
        <button
            class="link says" aria-pressed=text(is_chosen)
            aria-label=text(move || {
                t!("{}, show on the timeline: {what}", time::text(at_ms, Style::Short))
            })
            on:click=choose
        >
            {text(move || time::text(at_ms, Style::Short))}
        </button>
    }
}
