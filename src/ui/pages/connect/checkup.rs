//! Whether one is connected: what the key may read, how long answers take, and whose clock is
//! wrong.

use leptos::prelude::*;

use crate::api::{ApiError, Area, Fetch};
use crate::lab::{Access, Checked, clock_words, latency_words, unwritten_words};
use crate::ui::kit::task;
use crate::ui::kit::time;
use crate::ui::kit::view::{live, when};
use crate::ui::link::session::{Link, Session, use_session};

/// What a look at the connection has brought.
#[derive(Clone, Default)]
struct Found {
    checked: Vec<Checked>,
    ahead_ms: Option<i64>,
    is_whole: bool,
}

/// The card that looks at the connection when asked to. The page's own sandbox lets everything be
/// read, so there is nothing to look at.
#[component]
pub fn Checkup() -> impl IntoView {
    let session = use_session();
    let is_elsewhere = move || matches!(session.link(), Link::Served { .. } | Link::Api(_));
    when(is_elsewhere, || view! { <Card /> })
}

#[component]
fn Card() -> impl IntoView {
    let session = use_session();
    let found = RwSignal::new(None::<Found>);
    let is_busy = move || found.with(|found| found.as_ref().is_some_and(|own| !own.is_whole));
    // Before that nothing answers, and what is asked ends when the connection opens.
    let is_open = move || session.generations().is_some();
    // What was found of another connection says nothing of this one.
    let connection = Memo::new(move |_| (session.link(), is_open()));
    Effect::watch(move || connection.get(), move |_, _, _| found.set(None), false);
    view! {
        <section class="card checkup" aria-labelledby="checkup-title">
            <h2 id="checkup-title">{t!("What this connection may read")}</h2>
            <p class="help">
                {t!("Asks for one entry of each list that the console reads.")}
            </p>
            {live(move || found.get().map(|found| view! { <Report found /> }))}
            <div class="actions">
                <button
                    disabled=move || is_busy() || !is_open()
                    on:click=move |_| {
                        found.set(Some(Found::default()));
                        task::spawn(look(session, found));
                    }
                >
                    {t!("Check the connection")}
                </button>
            </div>
        </section>
    }
}

#[component]
fn Report(found: Found) -> impl IntoView {
    let Found { checked, ahead_ms, is_whole } = found;
    let status = match is_whole {
        true => {
            let latency = latency_words(&checked).unwrap_or_default();
            format!("{latency} {}", clock_words(ahead_ms))
        }
        false => t!("Checked {} of {}…", checked.len(), Area::ALL.len()),
    };
    let rows = checked.into_iter().map(|one| {
        let class = match one.access {
            Access::Read => "good",
            Access::Absent => "same",
            Access::Refused(_) | Access::Unknown(_) => "bad",
        };
        view! {
            <tr>
                <th scope="row">{one.name}</th>
                <td><b class=class>{one.verdict()}</b> " " {one.consequence()}</td>
                <td class="number">{format!("{}\u{a0}ms", one.took_ms)}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label=t!("What may be read")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!("What")}</th>
                        <th scope="col">{t!("Answer")}</th>
                        <th scope="col" class="number">{t!("Took")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
        <p role="status">{status}</p>
        {is_whole.then(|| view! { <p class="notice">{unwritten_words()}</p> })}
    }
}

/// Looks at one area after the other, so that each answer's time is its own. Ends when the
/// connection is another.
async fn look(session: Session, found: RwSignal<Option<Found>>) {
    let (client, mut project) = untrack(|| (session.client(), session.project()));
    if project.is_empty() {
        // Some lists are of a project alone; any that the key may see will do.
        let known = client.projects(None).await.unwrap_or_default();
        project = known.into_iter().next().map(|own| own.id.to_string()).unwrap_or_default();
    }
    for area in Area::ALL {
        let from_ms = time::now_ms();
        let error = client.probe(area, &project).await.err();
        let until_ms = time::now_ms();
        // The API tells whole seconds, so half of one is the likeliest rest.
        let date_ms = Fetch::last_date_ms().filter(|_| error.is_none());
        let ahead_ms = date_ms.map(|date| i64::midpoint(from_ms, until_ms) - (date + 500));
        let access = match error {
            None => Access::Read,
            Some(error) if error.is_no_route() => Access::Absent,
            Some(error @ ApiError::Refused { .. }) => Access::Refused(error.to_string()),
            Some(error) => Access::Unknown(error.to_string()),
        };
        // What is still under way when another connection is chosen is not mixed with its own.
        if !untrack(|| session.client()).is_copy_of(&client) {
            return;
        }
        let (name, without, took_ms) = (area.name(), area.without(), until_ms - from_ms);
        let checked = Checked { name, without, access, took_ms };
        add(found, checked, ahead_ms);
    }
    found.try_update(|found| {
        if let Some(found) = found {
            found.is_whole = true;
        }
    });
}

fn add(found: RwSignal<Option<Found>>, checked: Checked, ahead_ms: Option<i64>) {
    found.try_update(|found| {
        if let Some(found) = found {
            found.checked.push(checked);
            found.ahead_ms = ahead_ms.or(found.ahead_ms);
        }
    });
}
