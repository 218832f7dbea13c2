//! Whether one is connected: what the key may read, how long answers take, and whose clock is
//! wrong.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::{ApiError, Area, Fetch};
use crate::lab::{
    Access, Checked, access_key_fault, clock_words, key_words, latency_words, unwritten_words,
};
use crate::ui::kit::task;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{attribute, flag, live, memo, when};
use crate::ui::link::session::{Link, Session, use_session};
use crate::wire::ApiKey;

/// What a look at the connection has brought.
#[derive(Clone, Default)]
struct Found {
    checked: Vec<Checked>,
    ahead_ms: Option<i64>,
    /// What IAM tells of the key; none where it was not asked.
    key: Option<String>,
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
    let access_key = RwSignal::new(String::new());
    let fault = memo(move || access_key.with(|text| access_key_fault(text)));
    let is_busy = move || found.with(|found| found.as_ref().is_some_and(|own| !own.is_whole));
    // Before that nothing answers, and what is asked ends when the connection opens.
    let is_open = move || session.generations().is_some();
    // What was found of another connection says nothing of this one.
    let connection = Memo::new(move |_| (session.link(), is_open()));
    Effect::watch(move || connection.get(), move |_, _, _| found.set(None), false);
    let may_check = move || !is_busy() && is_open() && fault.get().is_none();
    let check = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(may_check) {
            found.set(Some(Found::default()));
            let access_key = access_key.with_untracked(|text| text.trim().to_owned());
            task::spawn(look(session, found, access_key));
        }
    };
    view! {
        <section class="card checkup" aria-labelledby="checkup-title">
            <h2 id="checkup-title">{t!("What this connection may read")}</h2>
            <p class="help">
                {t!("Asks for one entry of each list that the console reads.")}
            </p>
            <form on:submit=check>
                <AccessKey access_key fault />
                <div class="actions">
                    <button disabled=move || !may_check()>{t!("Check the connection")}</button>
                </div>
            </form>
            {live(move || found.get().map(|found| view! { <Report found /> }))}
        </section>
    }
}

/// The public half of the key, by which alone IAM tells when it ends. It is kept nowhere.
#[component]
fn AccessKey(access_key: RwSignal<String>, fault: Memo<Option<&'static str>>) -> impl IntoView {
    view! {
        <div class="field" class:has-error=flag(move || fault.get().is_some())>
            <label for="access-key">{t!("Access key, to see when the key ends")}</label>
            <div class="control">
                <input
                    id="access-key" type="text" autocomplete="off" spellcheck="false"
                    prop:value=access_key
                    aria-invalid=attribute(move || fault.get().map(|_| "true"))
                    aria-describedby="access-key-help access-key-error"
                    on:input=move |event| access_key.set(event_target_value(&event))
                />
            </div>
            <p class="error" id="access-key-error" aria-live="polite">
                {live(move || fault.get())}
            </p>
            <p class="help" id="access-key-help">
                {t!("The public half of the key, which IAM is asked about. It is kept nowhere.")}
            </p>
        </div>
    }
}

#[component]
fn Report(found: Found) -> impl IntoView {
    let Found { checked, ahead_ms, key, is_whole } = found;
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
                <td data-label=t!("Answer")>
                    <b class=class>{one.verdict()}</b> " " {one.consequence()}
                </td>
                <td class="number" data-label=t!("Took")>{format!("{}\u{a0}ms", one.took_ms)}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label=t!("What may be read")>
            <table class="stacked">
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
        {key.map(|key| view! { <p class="notice">{key}</p> })}
        {is_whole.then(|| view! { <p class="notice">{unwritten_words()}</p> })}
    }
}

/// Looks at one area after the other, so that each answer's time is its own. Ends when the
/// connection is another.
async fn look(session: Session, found: RwSignal<Option<Found>>, access_key: String) {
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
    let key = match access_key.as_str() {
        "" => None,
        access_key => Some(told_of(client.api_key(access_key).await)),
    };
    if !untrack(|| session.client()).is_copy_of(&client) {
        return;
    }
    found.try_update(|found| {
        if let Some(found) = found {
            (found.key, found.is_whole) = (key, true);
        }
    });
}

fn told_of(key: Result<ApiKey, ApiError>) -> String {
    match key {
        Ok(key) => key_words(&key, time::now_ms(), |at_ms| time::text(at_ms, Style::Long)),
        Err(error) => t!("IAM did not tell when the key ends. {error}"),
    }
}

fn add(found: RwSignal<Option<Found>>, checked: Checked, ahead_ms: Option<i64>) {
    found.try_update(|found| {
        if let Some(found) = found {
            found.checked.push(checked);
            found.ahead_ms = ahead_ms.or(found.ahead_ms);
        }
    });
}
