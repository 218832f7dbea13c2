//! The connection: the sandbox, or an API with a key.

mod checkup;
mod kept;
mod offline;

use checkup::Checkup;
use kept::{KeptList, Switch};
use leptos::prelude::*;
use offline::Offline;
use web_sys::Event;

use crate::api::{Client, Fetch, Key};
use crate::forms::{connection, pasted};
use crate::help::topic;
use crate::route::{Location, Route};
use crate::ui::kit::clipboard::pasted_text;
use crate::ui::kit::location::{current, go_to, use_here};
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{live, when};
use crate::ui::kit::{
    Form, FormState, Head, HelpLink, Saved, Submission, Submitter, told_at_build,
};
use crate::ui::link::SandboxCard;
use crate::ui::link::connections::KeptConnections;
use crate::ui::link::session::{Link, Session, use_session};
use crate::wire::ServedBy;

#[component]
pub fn Connect() -> impl IntoView {
    view! {
        <Head title=t!("Connection")>
            <HelpLink topic=topic::CONNECTION />
        </Head>
        <Answered />
        <Checkup />
        <ServerCard />
        <SandboxCard />
        <ApiCard />
        <Build />
    }
}

/// Which build runs here, to name it in a report; the same stands in `release.json` beside it.
#[component]
fn Build() -> impl IntoView {
    told_at_build("headroom-build").map(|build| {
        view! {
            <p class="help">
                {t!("Headroom {}, build {build}.", env!("CARGO_PKG_VERSION"))}
            </p>
            <Offline />
        }
    })
}

/// Which generations the connected API answers. The sandbox has both and need not say so.
#[component]
fn Answered() -> impl IntoView {
    let session = use_session();
    live(move || {
        let zone = match session.link() {
            Link::Served { zone, .. } => zone,
            Link::Api(kept) => kept.zone,
            Link::Opening | Link::Sandbox | Link::Locked(_) => return None,
        };
        let words = session.generations()?.words(&zone);
        Some(view! { <p class="notice" role="status">{words}</p> })
    })
}

/// The server that the page came from, where it needs no key.
#[component]
fn ServerCard() -> impl IntoView {
    let session = use_session();
    live(move || server_card(session))
}

fn server_card(session: Session) -> Option<impl IntoView> {
    let about = session.about().filter(|about| about.key || about.mode == ServedBy::Sandbox)?;
    let words = match about.mode {
        ServedBy::Sandbox => t!(
            "This page came from a Headroom server with a sandbox of its own, which curl and the \
             SDKs reach at the same address. Its clock is the server's."
        )
        .to_owned(),
        _ => t!(
            "This page came from a Headroom server that forwards to {} with a key of its own. \
             The browser holds none.",
            about.api
        ),
    };
    let keys = move || match session.link() {
        Link::Served { .. } => view! { <span class="pill">{t!("Connected")}</span> }.into_any(),
        _ => view! {
            <button class="primary" on:click=move |_| session.use_server()>
                {t!("Use this server")}
            </button>
        }
        .into_any(),
    };
    Some(view! {
        <section class="card" aria-labelledby="server-title">
            <h2 id="server-title">{t!("This server")}</h2>
            <p>{words}</p>
            <div class="actions">{live(keys)}</div>
        </section>
    })
}

/// The one command that lets a browser reach the API, where the page has no server yet.
#[component]
fn OwnServer() -> impl IntoView {
    let session = use_session();
    when(move || session.about().is_none(), || view! { <RunServer /> })
}

#[component]
fn RunServer() -> impl IntoView {
    view! {
        <p class="help">
            {t!(
                "Browsers usually block calls to this API from other sites. Run Headroom's own \
                 server instead:"
            )}
        </p>
        <p><code>{format!("headroom-server --api {}", connection::PUBLIC_API)}</code></p>
        <p class="help">{t!("Open the address that it prints, and connect there.")}</p>
    }
}

#[component]
fn ApiCard() -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let asked = untrack(|| use_here().location());
    let (draft, spot) = (connection::blank(connection::PUBLIC_API), asked.spot());
    let state = FormState::new(connection::addressed(draft, &spot.zone, &spot.project));
    // The page may stand before it is known how it was served; what was typed by then stays.
    Effect::new(move |_| {
        if session.about().is_some() {
            state.draft.update(|draft| {
                if draft.get("address") == connection::PUBLIC_API {
                    draft.set("address", window().location().origin().unwrap_or_default());
                }
            });
        }
    });
    let keep_key = RwSignal::new(false);
    let connections = KeptConnections::new();
    let link = move || match session.link() {
        Link::Api(kept) => view! {
            <p><span class="pill">{t!("Connected")}</span> " " {kept.words()}</p>
            <div class="actions">
                <button on:click=move |_| session.forget_key()>{t!("Forget the key")}</button>
            </div>
            <Switch kept />
        }
        .into_any(),
        Link::Opening | Link::Sandbox | Link::Served { .. } | Link::Locked(_) => {
            view! { <p>{t!("Your own groups, with your own key.")}</p> }.into_any()
        }
    };
    view! {
        <section
            class="card" aria-labelledby="api-title"
            on:paste=move |event| take_pasted(event.as_ref(), state, toasts)
        >
            <h2 id="api-title">{t!("API")}</h2>
            {live(link)}
            <KeptList connections state />
            <OwnServer />
            <Form
                state
                sections=Signal::stored(connection::sections())
                verb=t!("Connect")
                refused=t!("Not connected")
                cancel=Route::Groups.href()
                submitter=submitter(state, keep_key, connections, asked.back())
            >
                <KeepKey keep_key />
            </Form>
        </section>
    }
}

/// Fills the form from an environment file or a curl line that is pasted anywhere in it. What is
/// pasted otherwise goes where the cursor stands.
fn take_pasted(event: &Event, state: FormState, toasts: Toasts) {
    let found = pasted(&pasted_text(event).unwrap_or_default());
    if found.is_empty() {
        return;
    }
    event.prevent_default();
    toasts.say(found.words());
    state.draft.update(|draft| {
        for (field, value) in found.taken {
            draft.set(field, value);
        }
    });
}

#[component]
fn KeepKey(keep_key: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="toggle">
            <input
                type="checkbox"
                prop:checked=keep_key
                on:change=move |event| keep_key.set(event_target_checked(&event))
            />
            {t!("Keep the key until this tab closes")}
        </label>
    }
}

/// What stands in every page's place while the key of its connection is gone: the address stays,
/// so that the page comes back with the key.
#[component]
pub fn Unlock(
    /// The connection.
    kept: connection::Kept,
    /// The page that the address names.
    route: Route,
) -> impl IntoView {
    let state = FormState::new(connection::locked_draft(&kept));
    let (keep_key, connections) = (RwSignal::new(false), KeptConnections::new());
    let name = if kept.name.is_empty() { String::new() } else { t!("{}: ", kept.name) };
    let place = kept.words();
    let words =
        t!("You were connected to {name}{place}. The key was in this page's memory only, and a \
         reload empties that. Enter it to continue where you left off.");
    view! {
        <Head title=t!("Enter your key again") />
        <section class="card" aria-label=t!("Key")>
            <p>{words}</p>
            <Form
                state
                sections=Signal::stored(connection::key_sections())
                verb=t!("Connect")
                refused=t!("Not connected")
                cancel=Route::Connect.href()
                cancel_words=t!("Another connection")
                submitter=submitter(state, keep_key, connections, Location::at(route))
            >
                <KeepKey keep_key />
            </Form>
        </section>
    }
}

/// Connects once the address has told which generations it answers, and so knows the key.
fn submitter(
    state: FormState,
    keep_key: RwSignal<bool>,
    connections: KeptConnections,
    next: Location,
) -> Submitter {
    let session = use_session();
    let origin = window().location().origin().unwrap_or_default();
    Box::new(move |draft| {
        let connection = connection::read(draft, &origin)?;
        let next = next.clone();
        let send = Box::pin(async move {
            let key = Key::new(&connection.key);
            let kept = connection.kept.clone();
            let transport = Fetch::new(&kept.address, key);
            let client = Client::new(transport, kept.zone.clone());
            let generations = client.generations(&kept.project).await;
            if let Some(error) = generations.failure() {
                return Err(error.clone());
            }
            let zone = kept.zone.clone();
            let mut said = t!("Connected to {zone}.");
            if !generations.is_whole() {
                said = format!("{said} {}", generations.words(&zone));
            }
            if !connections.keep(kept) {
                said.push_str(t!(" The browser would not keep its name."));
            }
            let keep_key = keep_key.try_get_untracked().unwrap_or(false);
            session.use_api(connection, keep_key, generations);
            let stands = state.draft.try_update(|draft| draft.set("key", "")).is_some();
            // The page alone would lose what the address says beside it.
            if stands && current().route != next.route {
                go_to(&next);
            }
            Ok(Saved { words: said, next })
        });
        Ok(Submission { send, look: None })
    })
}
