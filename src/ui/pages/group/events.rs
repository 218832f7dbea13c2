//! A group's events.

use leptos::prelude::*;

use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, flag, list, text, when};
use crate::wire::{Event, Level};

/// The group's events, the newest first.
#[component]
pub fn Events(log: Memo<Vec<Event>>) -> impl IntoView {
    const FIRST: usize = 10;
    let all = RwSignal::new(false);
    let total = move || log.with(Vec::len);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        log.with(|events| events.iter().take(most).cloned().collect::<Vec<_>>())
    };
    view! {
        <section class="card" aria-label="Events">
            <div class="card-head"><h2>"Events"</h2></div>
            {when(move || total() == 0, || view! {
                <p class="waiting">"Nothing has happened yet."</p>
            })}
            {when(move || total() > 0, move || view! {
                <div
                    class="table-wrap" class:scroll=flag(move || all.get())
                    tabindex="0" role="group" aria-label="Rows of events"
                >
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Time"</th>
                                <th scope="col">"Level"</th>
                                <th scope="col">"Source"</th>
                                <th scope="col">"What happened"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {list(move || shown().into_iter().map(|event| {
                                Entry::new(event.id.to_string(), move || event_row(event))
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

fn event_row(event: Event) -> impl IntoView {
    let pill = match event.level {
        Level::Error => "pill bad",
        Level::Success => "pill good",
        Level::Info | Level::Other(_) => "pill plain",
    };
    view! {
        <tr>
            <td class="nowrap">
                {text(move || time::text(event.created_at.as_millis(), Style::Short))}
            </td>
            <td><span class=pill>{event.level.to_string()}</span></td>
            <td>{event.source.to_string().replace('_', " ")}</td>
            <td>
                {event.name}
                {event.details.map(|details| view! { <p class="help">{details}</p> })}
            </td>
        </tr>
    }
}
