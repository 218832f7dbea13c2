//! The connections that the browser keeps by name, and other zones and projects of the one that is.

use leptos::prelude::*;

use crate::forms::connection::{self, Kept};
use crate::forms::neighbours::Kind;
use crate::route::Route;
use crate::ui::kit::view::{Entry, list, live, when};
use crate::ui::kit::{Form, FormState, Saved, Submission, Submitter, focus};
use crate::ui::link::connections::KeptConnections;
use crate::ui::link::picks::{below, provide_picks};
use crate::ui::link::session::{Link, use_session};

/// The kept connections, each with the way to it.
#[component]
pub fn KeptList(
    connections: KeptConnections,
    /// The form of the connection, which takes what is chosen.
    state: FormState,
) -> impl IntoView {
    when(
        move || !connections.all().is_empty(),
        move || {
            view! {
                <h3 id="kept-title">{t!("Kept connections")}</h3>
                <ul class="kept" aria-labelledby="kept-title">
                    {list(move || connections.all().into_iter().map(move |kept| {
                        let key = format!("{} {}", kept.name, kept.words());
                        Entry::new(key, move || view! { <KeptRow kept connections state /> })
                    }))}
                </ul>
            }
        },
    )
}

#[component]
fn KeptRow(kept: Kept, connections: KeptConnections, state: FormState) -> impl IntoView {
    let session = use_session();
    let (own, name) = (kept.clone(), kept.name.clone());
    let way = move || match session.link() {
        Link::Api(now) if now == own => {
            view! { <span class="pill">{t!("Connected")}</span> }.into_any()
        }
        // The key is at hand, and it is the same API that it goes to.
        Link::Api(now) if now.address == own.address => {
            let kept = own.clone();
            let label = t!("Switch to {}", kept.name);
            view! {
                <button
                    class="small" aria-label=label
                    on:click=move |_| session.switch(kept.clone())
                >{t!("Switch")}</button>
            }
            .into_any()
        }
        _ => {
            let kept = own.clone();
            let label = t!("Connect to {}", kept.name);
            let choose = move |_| {
                state.draft.set(connection::locked_draft(&kept));
                focus(&state.control_id("key"));
            };
            view! {
                <button class="small" aria-label=label on:click=choose>{t!("Connect…")}</button>
            }
            .into_any()
        }
    };
    let forget = move |_| {
        connections.forget(&name);
    };
    let label = t!("Forget {}", kept.name);
    view! {
        <li>
            <b>{kept.name.clone()}</b> " " <span class="help">{kept.words()}</span>
            <span class="actions">
                {live(way)}
                <button class="small" aria-label=label on:click=forget>{t!("Forget")}</button>
            </span>
        </li>
    }
}

/// Another zone or project for the same key.
#[component]
pub fn Switch(kept: Kept) -> impl IntoView {
    let session = use_session();
    let state = FormState::new(connection::switch_draft(&kept));
    provide_picks(state, &[Kind::Project]);
    let submitter: Submitter = Box::new(move |draft| {
        let to = connection::switched(&kept, draft);
        let words = t!("Now at {}.", to.words());
        let send = async move {
            session.switch(to);
            Ok(Saved { words, next: Route::Connect.into() })
        };
        Ok(Submission { send: Box::pin(send), look: None })
    });
    view! {
        <details class="switch">
            <summary>{t!("Another zone or project")}</summary>
            <Form
                state
                sections=Signal::stored(connection::switch_sections())
                beside=below
                verb=t!("Switch")
                cancel=Route::Groups.href()
                cancel_words=t!("To the groups")
                submitter
            />
        </details>
    }
}
