//! What the user must know of the workers, above every page.

use leptos::prelude::*;

use super::port::Standing;
use super::session::{Session, use_session};
use super::worker::use_replays;
use crate::base::translated;
use crate::route::Route;
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{reason, task};
use crate::worker::sandbox::{Keeping, Role, TakeOver};

/// What is wrong with the sandbox or with a worker, and what can be done about it.
#[component]
pub fn WorkerNotices() -> impl IntoView {
    let session = use_session();
    let replays = use_replays();
    let problem = memo(move || Problem::of(session));
    let replaying = memo(move || replays.standing());
    let start_sandbox = Callback::new(move |()| session.try_again());
    let start_replays = Callback::new(move |()| replays.start_again());
    view! {
        {live(move || problem.get().map(|problem| match problem {
            Problem::Program(standing) => {
                program_notice(sandbox_head(standing), standing, start_sandbox).into_any()
            }
            Problem::UsedElsewhere => view! { <UsedElsewhere session /> }.into_any(),
            Problem::NotKept(words) => view! {
                <div class="notice bad" role="alert">
                    <p>{words}</p>
                    <div class="actions">
                        <a class="button" href=Route::Connect.href()>{t!("Export the sandbox…")}</a>
                    </div>
                </div>
            }
            .into_any(),
            Problem::Unreadable(why) => view! { <Unreadable why /> }.into_any(),
        }))}
        {live(move || match replaying.get() {
            Standing::Fine => None,
            standing => Some(program_notice(replays_head(standing), standing, start_replays)),
        })}
    }
}

/// The most pressing thing about the sandbox.
#[derive(Clone, PartialEq)]
enum Problem {
    Program(Standing),
    UsedElsewhere,
    NotKept(String),
    Unreadable(String),
}

impl Problem {
    fn of(session: Session) -> Option<Self> {
        let world = session.world()?;
        let standing = world.standing();
        if standing != Standing::Fine {
            return Some(Self::Program(standing));
        }
        let status = world.status();
        let why = status.not_kept;
        match (status.role, status.keeping, status.unreadable) {
            (Role::Follower, ..) => Some(Self::UsedElsewhere),
            (_, Keeping::Failed, _) => Some(Self::NotKept(t!(
                "The last change to the sandbox is not kept: {why} A reload will lose it. Make \
                 room, or export the sandbox."
            ))),
            (_, Keeping::InMemory, _) => Some(Self::NotKept(t!(
                "This browser keeps no sandbox: {why} Everything works, but lasts only until this \
                 tab is closed or reloaded."
            ))),
            (_, Keeping::Kept, why) => why.map(Self::Unreadable),
        }
    }
}

const SLOW: &str =
    text!("It is still waited for; a slow network or something that blocks it may be the reason.");

fn sandbox_head(standing: Standing) -> &'static str {
    match standing {
        Standing::GivenUp => {
            t!("The program of the sandbox could not be loaded or keeps stopping. ")
        }
        Standing::Fine | Standing::Slow => t!("The program of the sandbox has not come yet. "),
    }
}

fn replays_head(standing: Standing) -> &'static str {
    match standing {
        Standing::GivenUp => {
            t!("The program of the replays could not be loaded or keeps stopping. ")
        }
        Standing::Fine | Standing::Slow => t!("The program of the replays has not come yet. "),
    }
}

fn program_notice(
    head: &'static str,
    standing: Standing,
    again: Callback<()>,
) -> impl IntoView + use<> {
    let words = match standing {
        // What was tried in a what-if would not outlast a reload, which is left to the user.
        Standing::GivenUp => reason("why"),
        Standing::Fine | Standing::Slow => live(|| translated(SLOW).to_owned()),
    };
    view! {
        <div class="notice bad" role="alert">
            <p>{head} {words}</p>
            <div class="actions">
                <button on:click=move |_| again.run(())>{t!("Try again")}</button>
            </div>
        </div>
    }
}

#[component]
fn UsedElsewhere(session: Session) -> impl IntoView {
    let take_over = move |_| {
        let Some(world) = untrack(|| session.world()) else { return };
        task::spawn(async move {
            // That it is not the owner is still said when it fails.
            let _ = world.ask(TakeOver).await;
            session.refresh();
        });
    };
    view! {
        <div class="notice" role="status">
            <p>
                {t!(
                    "The sandbox is being used in another tab. This one shows what that one has \
                     saved, and changes nothing."
                )}
            </p>
            <div class="actions">
                <button on:click=take_over>{t!("Use the sandbox here")}</button>
            </div>
        </div>
    }
}

#[component]
fn Unreadable(why: String) -> impl IntoView {
    view! {
        <div class="notice bad" role="alert">
            <p>
                {t!(
                    "The kept sandbox could not be read, so this is a new one: {why} The old one \
                     was set aside and not changed: it can be exported or deleted."
                )}
            </p>
            <div class="actions">
                <a class="button" href=Route::Connect.href()>{t!("Show what was set aside")}</a>
            </div>
        </div>
    }
}
