//! What a group tells of what happened to it.

use std::ops::Range;

use leptos::ev;
use leptos::prelude::*;

use super::moment::PINNED;
use super::timeline::PLOT;
use crate::base::{Sought, is_one, thousands};
use crate::chart::timeline::Level;
use crate::lab::{Kind, LogEntry, LogLine, Window, lines_with, log_lines, log_table};
use crate::ui::kit::download::download;
use crate::ui::kit::location::use_here;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{Entry, memo, text, when};
use crate::ui::kit::{Rows, after_paint, focus};
use crate::ui::link::session::use_session;

/// How many lines are shown at first.
const PAGE: usize = 10;

/// What a generation calls what its groups tell.
#[derive(Clone, Copy)]
pub enum Called {
    Events,
    Log,
}

impl Called {
    fn title(self) -> &'static str {
        match self {
            Self::Events => t!("Events"),
            Self::Log => t!("Log"),
        }
    }

    fn rows(self) -> &'static str {
        match self {
            Self::Events => t!("Rows of events"),
            Self::Log => t!("Rows of log"),
        }
    }

    fn search(self) -> &'static str {
        match self {
            Self::Events => t!("Search events"),
            Self::Log => t!("Search log"),
        }
    }

    const fn file(self) -> &'static str {
        match self {
            Self::Events => "events.csv",
            Self::Log => "log.csv",
        }
    }
}

/// A group's events or log, the newest first: one line a change, what is repeated as one.
#[component]
pub fn Events(
    /// What its generation calls them.
    called: Called,
    /// The entries.
    log: Memo<Vec<LogEntry>>,
    /// Whether they have been read: until then nothing is said of them.
    #[prop(into)]
    is_read: Signal<bool>,
    /// Whether its generation tells who tells them.
    #[prop(optional)]
    sourced: bool,
) -> impl IntoView {
    let here = use_here();
    let (kind, search) = (here.param("events"), here.param("find"));
    let is_all = RwSignal::new(false);
    let lines = memo(move || log.with(|log| log_lines(log)));
    let pinned = here.param(PINNED);
    let wanted = after_paint(memo(move || (Kind::of(&kind.get()), Sought::new(&search.get()))));
    let found = memo(move || {
        lines.with(|lines| wanted.with(|(kind, sought)| lines_with(lines, *kind, sought).collect()))
    });
    let total = move || found.with(Vec::len);
    let shown_count = move || total().min(if is_all.get() { usize::MAX } else { PAGE });
    let is_empty = move || log.with(Vec::is_empty);
    view! {
        <section class="card" aria-label=called.title()>
            <div class="card-head">
                <h2>{called.title()}</h2>
                {when(move || !is_empty(), move || view! { <Narrow called lines log /> })}
            </div>
            {when(move || is_empty() && is_read.get(), || view! {
                <p class="waiting">{t!("Nothing has happened yet.")}</p>
            })}
            {when(move || is_empty() && !is_read.get(), || view! {
                <p class="waiting">{t!("Not read yet.")}</p>
            })}
            {when(move || !is_empty() && total() == 0, move || view! { <NoneFound /> })}
            {when(move || is_all.get() && total() > PAGE, move || view! {
                <Paging is_all total=Signal::derive(total) />
            })}
            {when(move || total() > 0, move || view! {
                <div
                    class="table-wrap" tabindex="0" role="group" aria-label=called.rows()
                >
                    <table class="log">
                        <thead>
                            <tr>
                                <th scope="col">{t!("Time")}</th>
                                <th scope="col">{t!("Level")}</th>
                                {sourced.then(|| view! { <th scope="col">{t!("Source")}</th> })}
                                <th scope="col">{t!("What happened")}</th>
                            </tr>
                        </thead>
                        <Rows
                            len=Signal::derive(shown_count)
                            entries=move |range| shown((lines, found, pinned), range, sourced)
                        />
                    </table>
                </div>
            })}
            {when(move || !is_all.get() && total() > PAGE, move || view! {
                <Paging is_all total=Signal::derive(total) />
            })}
        </section>
    }
}

/// The lines that are shown. A line keeps its element while it stays the same.
fn shown(
    (lines, found, pinned): (Memo<Vec<LogLine>>, Memo<Vec<usize>>, Memo<String>),
    range: Range<usize>,
    sourced: bool,
) -> Vec<Entry> {
    let entry = |line: &LogLine| {
        let line = line.clone();
        let own = &line.entry;
        let key = format!(
            "{} {} {} {} {}",
            line.since_ms,
            own.at_ms,
            line.times,
            line.parts.len(),
            own.text
        );
        Entry::new(key, move || row(line, pinned, sourced))
    };
    lines.with(|lines| {
        found.with(|found| {
            let drawn = found.iter().skip(range.start).take(range.len());
            drawn.filter_map(|at| lines.get(*at)).map(entry).collect()
        })
    })
}

/// Which lines are shown, and all of them to take along.
#[component]
fn Narrow(called: Called, lines: Memo<Vec<LogLine>>, log: Memo<Vec<LogEntry>>) -> impl IntoView {
    let (here, toasts) = (use_here(), use_toasts());
    let (kind, search) = (here.param("events"), here.param("find"));
    let button = move |own: Kind| {
        let count =
            memo(move || lines.with(|lines| lines_with(lines, own, &Sought::default()).count()));
        view! {
            <button
                aria-pressed=text(move || (Kind::of(&kind.get()) == own).to_string())
                on:click=move |_| here.set_param("events", own.name())
            >
                {own.word()} " " <small>{text(move || count.get().to_string())}</small>
            </button>
        }
    };
    let export = move |_| {
        let table = log.with_untracked(|log| log_table(log));
        if !download(called.file(), table.as_bytes()) {
            toasts.say(t!("The browser did not take the file."));
        }
    };
    view! {
        <div class="segments" role="group" aria-label=t!("Show")>{Kind::ALL.map(button)}</div>
        <input
            class="push" type="search" aria-label=called.search() placeholder=t!("Search")
            prop:value=search
            on:input=move |event| here.set_param("find", &event_target_value(&event))
        />
        <button class="small" on:click=export>{t!("Export")}</button>
    }
}

#[component]
fn NoneFound() -> impl IntoView {
    let here = use_here();
    let clear = move |_: ev::MouseEvent| {
        here.set_param("events", "");
        here.set_param("find", "");
    };
    view! {
        <p class="waiting">
            {t!("Nothing of this kind.")} " "
            <button class="link" on:click=clear>{t!("Show all")}</button>
        </p>
    }
}

/// Says how many lines there are, and shows all or a few: below the few, and above all, whose end
/// may be far away.
#[component]
fn Paging(is_all: RwSignal<bool>, total: Signal<usize>) -> impl IntoView {
    let count = move || thousands(total.get() as u64);
    let words = move || match is_all.get() {
        true => t!("Show the latest {PAGE}"),
        false => t!("Show all {}", count()),
    };
    view! {
        <div class="actions foot">
            <button on:click=move |_| is_all.update(|all| *all = !*all)>{text(words)}</button>
            <small>{text(move || t!("{} lines", count()))}</small>
        </div>
    }
}

fn row(line: LogLine, pinned: Memo<String>, sourced: bool) -> impl IntoView {
    let LogLine { entry, parts, times, since_ms } = line;
    let pill = match entry.level {
        Level::Error => "pill bad",
        Level::Warning => "pill warn",
        Level::Success => "pill good",
        Level::Info => "pill plain",
    };
    let choose = view! { <Choose at_ms=entry.at_ms what=entry.text.clone() pinned /> };
    view! {
        <tr>
            <td class="nowrap">{choose}</td>
            <td><span class=pill>{entry.level.word()}</span></td>
            {sourced.then(|| view! { <td>{entry.source}</td> })}
            <td>
                {entry.text}
                {(times > 1).then(|| view! {
                    " " <span class="pill plain">{format!("×{times}")}</span> " "
                    <small>{text(move || t!("since {}", time::text(since_ms, Style::Short)))}
                    </small>
                })}
                {entry.details.map(|details| view! { <p class="help">{details}</p> })}
                {(!parts.is_empty()).then(|| view! { <Parts parts /> })}
            </td>
        </tr>
    }
}

/// The time of a line, which shows the timeline at it.
#[component]
fn Choose(at_ms: i64, what: String, pinned: Memo<String>) -> impl IntoView {
    let (here, session) = (use_here(), use_session());
    let is_chosen = move || pinned.with(|pinned| *pinned == at_ms.to_string()).to_string();
    let choose = move |_| {
        let window = Window::parse(&here.param("range").get_untracked(), false);
        let now_ms = untrack(|| session.now_ms());
        here.set_param(PINNED, &at_ms.to_string());
        here.set_param("range", &window.showing(at_ms, now_ms).text());
        focus(PLOT);
    };
    view! {
        <button
            class="link" aria-pressed=text(is_chosen)
            aria-label=text(move || {
                t!("{}, show on the timeline: {what}", time::text(at_ms, Style::Short))
            })
            on:click=choose
        >
            {text(move || time::text(at_ms, Style::Short))}
        </button>
    }
}

/// What the group said of carrying a change out.
#[component]
fn Parts(parts: Vec<LogEntry>) -> impl IntoView {
    let count = parts.len();
    let steps = if is_one(count) { t!("{count} step") } else { t!("{count} steps") };
    let items = parts.into_iter().map(|part| {
        let details = part.details.unwrap_or_default();
        view! {
            <li>
                {text(move || time::text(part.at_ms, Style::Clock))} " " {part.text} " "
                <small>{details}</small>
            </li>
        }
    });
    view! {
        <details>
            <summary>{steps}</summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
}
