//! What a group tells of what happened to it.

use leptos::prelude::*;

use crate::lab::{Level, LogEntry};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, flag, list, text, when};

/// A group's events or log, the newest first.
#[component]
pub fn Events(
    /// What its generation calls them.
    title: &'static str,
    /// The entries.
    log: Memo<Vec<LogEntry>>,
    /// Whether its generation tells who tells them.
    #[prop(optional)]
    sourced: bool,
) -> impl IntoView {
    const FIRST: usize = 10;
    let all = RwSignal::new(false);
    let total = move || log.with(Vec::len);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        // Counted from the oldest, so that a row stays the same row when another one comes.
        log.with(|log| {
            let numbered = log.iter().cloned().enumerate().map(|(at, one)| (log.len() - at, one));
            numbered.take(most).collect::<Vec<_>>()
        })
    };
    view! {
        <section class="card" aria-label=title>
            <div class="card-head"><h2>{title}</h2></div>
            {when(move || total() == 0, || view! {
                <p class="waiting">"Nothing has happened yet."</p>
            })}
            {when(move || total() > 0, move || view! {
                <div
                    class="table-wrap" class:scroll=flag(move || all.get())
                    tabindex="0" role="group"
                    aria-label=format!("Rows of {}", title.to_ascii_lowercase())
                >
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Time"</th>
                                <th scope="col">"Level"</th>
                                {sourced.then(|| view! { <th scope="col">"Source"</th> })}
                                <th scope="col">"What happened"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {list(move || shown().into_iter().map(move |(number, entry)| {
                                let key = format!("{number} {} {}", entry.at_ms, entry.text);
                                Entry::new(key, move || entry_row(entry, sourced))
                            }))}
                        </tbody>
                    </table>
                </div>
                {when(move || total() > FIRST, move || view! {
                    <div class="actions foot">
                        <button on:click=move |_| all.update(|all| *all = !*all)>
                            {text(move || match all.get() {
                                true => format!("Show the latest {FIRST}"),
                                false => format!("Show all {}", total()),
                            })}
                        </button>
                    </div>
                })}
            })}
        </section>
    }
}

fn entry_row(entry: LogEntry, sourced: bool) -> impl IntoView {
    let pill = match entry.level {
        Level::Error => "pill bad",
        Level::Warning => "pill warn",
        Level::Success => "pill good",
        Level::Info => "pill plain",
    };
    view! {
        <tr>
            <td class="nowrap">{text(move || time::text(entry.at_ms, Style::Short))}</td>
            <td><span class=pill>{entry.level.word()}</span></td>
            {sourced.then(|| view! { <td>{entry.source}</td> })}
            <td>
                {entry.text}
                {entry.details.map(|details| view! { <p class="help">{details}</p> })}
            </td>
        </tr>
    }
}
