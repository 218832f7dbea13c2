//! What a group tells of what happened to it.

use std::ops::Range;

use leptos::ev;
use leptos::prelude::*;

use super::event_line::row;
use super::moment::PINNED;
use crate::base::{Sought, thousands};
use crate::lab::{
    Fold, Kind, LogEntry, LogLine, Narrowed, Reasons, folds, log_lines, log_table, occurrences,
    sources,
};
use crate::ui::kit::download::download;
use crate::ui::kit::location::use_here;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{Entry, flag, live, memo, text, when};
use crate::ui::kit::{Rows, after_paint};
use crate::whatif::SizeAt;

/// What the lines are narrowed to, in the address.
const KIND: &str = "events";
const SOURCE: &str = "source";
const SEARCH: &str = "find";

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
    /// The size over time.
    sizes: Memo<Vec<SizeAt>>,
    /// Why the size changed.
    reasons: Memo<Reasons>,
    /// Whether they have been read: until then nothing is said of them.
    #[prop(into)]
    is_read: Signal<bool>,
) -> impl IntoView {
    let here = use_here();
    let (kind, source, search) = (here.param(KIND), here.param(SOURCE), here.param(SEARCH));
    let is_all = RwSignal::new(false);
    let lines = memo(move || {
        log.with(|log| sizes.with(|sizes| reasons.with(|reasons| log_lines(log, sizes, reasons))))
    });
    let pinned = here.param(PINNED);
    let narrowed = after_paint(memo(move || Narrowed {
        kind: Kind::of(&kind.get()),
        source: source.get(),
        sought: Sought::new(&search.get()),
    }));
    let found = memo(move || lines.with(|lines| narrowed.with(|narrowed| folds(lines, narrowed))));
    let total = move || found.with(Vec::len);
    let shown_count = move || total().min(if is_all.get() { usize::MAX } else { PAGE });
    let is_empty = move || log.with(Vec::is_empty);
    view! {
        <section class="card" aria-label=called.title()>
            <div class="card-head">
                <h2>{called.title()}</h2>
                {when(move || !is_empty(), move || view! { <Narrow called log lines narrowed /> })}
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
                        <thead class="sr-only">
                            <tr>
                                <th scope="col">{t!("Time")}</th>
                                <th scope="col">{t!("What happened")}</th>
                                <th scope="col">{t!("Why")}</th>
                            </tr>
                        </thead>
                        <Rows
                            len=Signal::derive(shown_count)
                            entries=move |range| shown((lines, found, pinned), range)
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
    (lines, found, pinned): (Memo<Vec<LogLine>>, Memo<Vec<Fold>>, Memo<String>),
    range: Range<usize>,
) -> Vec<Entry> {
    let entry = |fold: Fold, line: &LogLine| {
        let line = line.clone();
        let own = &line.entry;
        let Fold { times, since_ms, .. } = fold;
        let (at_ms, text, parts, sizes) = (own.at_ms, &own.text, line.parts.len(), line.sizes);
        let read = line.read.as_deref().unwrap_or_default();
        let key = format!("{since_ms} {at_ms} {times} {parts} {sizes:?} {text} {read}");
        Entry::new(key, move || row(line, fold, pinned))
    };
    lines.with(|lines| {
        found.with(|found| {
            let drawn = found.iter().skip(range.start).take(range.len());
            drawn.filter_map(|fold| Some(entry(*fold, lines.get(fold.at)?))).collect()
        })
    })
}

/// Which lines are shown, and these to take along.
#[component]
fn Narrow(
    called: Called,
    log: Memo<Vec<LogEntry>>,
    lines: Memo<Vec<LogLine>>,
    narrowed: Memo<Narrowed>,
) -> impl IntoView {
    let sources = memo(move || log.with(|log| sources(log)));
    let (here, toasts) = (use_here(), use_toasts());
    let (kind, search) = (here.param(KIND), here.param(SEARCH));
    let button = move |own: Kind| {
        view! {
            <button
                aria-pressed=text(move || (Kind::of(&kind.get()) == own).to_string())
                on:click=move |_| here.set_param(KIND, own.name())
            >
                {own.word()} " " <small>{count(lines, own)}</small>
            </button>
        }
    };
    let export = move |_| {
        let table = lines
            .with_untracked(|lines| narrowed.with_untracked(|narrowed| log_table(lines, narrowed)));
        if !download(called.file(), table.as_bytes()) {
            toasts.say(t!("The browser did not take the file."));
        }
    };
    let export_words = move || match narrowed.with(Narrowed::is_everything) {
        true => t!("Export"),
        false => t!("Export filtered"),
    };
    view! {
        <div class="segments" role="group" aria-label=t!("Show")>{Kind::ALL.map(button)}</div>
        {when(move || sources.with(|sources| sources.len() > 1), move || view! {
            <SourceChoice sources />
        })}
        <input
            class="push" type="search" aria-label=called.search() placeholder=t!("Search")
            prop:value=search
            on:input=move |event| here.set_param(SEARCH, &event_target_value(&event))
        />
        <button class="small" on:click=export>{text(export_words)}</button>
    }
}

/// How often a kind happened, whatever else is narrowed to and however often it is said in a line.
fn count(lines: Memo<Vec<LogLine>>, kind: Kind) -> impl IntoView {
    let own = move || Narrowed { kind, source: String::new(), sought: Sought::default() };
    let count = memo(move || lines.with(|lines| occurrences(lines, &own())));
    text(move || count.get().to_string())
}

/// Whose lines are shown.
#[component]
fn SourceChoice(sources: Memo<Vec<String>>) -> impl IntoView {
    let here = use_here();
    let chosen = here.param(SOURCE);
    let option = move |source: String| {
        let (own, value) = (source.clone(), source.clone());
        view! {
            <option value=value selected=flag(move || chosen.with(|it| *it == own))>
                {source}
            </option>
        }
    };
    view! {
        <select
            aria-label=t!("Source")
            on:change=move |event| here.set_param(SOURCE, &event_target_value(&event))
        >
            <option value="" selected=flag(move || chosen.with(String::is_empty))>
                {t!("All sources")}
            </option>
            {live(move || sources.get().into_iter().map(option).collect_view())}
        </select>
    }
}

#[component]
fn NoneFound() -> impl IntoView {
    let here = use_here();
    let clear = move |_: ev::MouseEvent| {
        for own in [KIND, SOURCE, SEARCH] {
            here.set_param(own, "");
        }
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
