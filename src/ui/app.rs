//! The frame of every page: navigation, connection, the page itself.

use leptos::ev;
use leptos::prelude::*;

use super::kit::location::Here;
use super::kit::toast::{ToastCorner, Toasts};
use super::kit::unsent;
use super::kit::view::{attribute, live, memo};
use super::kit::width::{WIDE, window_is};
use super::kit::{Environment, keep_focus};
use super::link::WorkerNotices;
use super::link::clock::{Clock, ClockFace, ClockKeys};
use super::link::hold::Holds;
use super::link::keys::KeysOff;
use super::link::language::{Drawn, LanguageSwitch};
use super::link::order::ListOrder;
use super::link::session::{Link, Session};
use super::link::undo::offer_undo;
use super::link::utc::{UtcToggle, provide_utc};
use super::link::worker::Replays;
use super::pages;
use crate::forms::connection::{FIRST_ZONE, Kept};
use crate::route::{Area, Route};

/// The console.
#[component]
pub fn App() -> impl IntoView {
    let here = Here::provide();
    let toasts = Toasts::provide();
    let session = Session::provide();
    Holds::provide(session);
    offer_undo(toasts, session);
    let clock = Clock::provide(session);
    Replays::provide();
    pages::provide_parts(untrack(|| here.route().get()));
    provide_utc();
    KeysOff::provide();
    keep_focus();
    ListOrder::provide();
    let leaving = window_event_listener(ev::beforeunload, |event| {
        if unsent::is_any() {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
    // It counts on when the language changes.
    let drawn = RwSignal::new(0_u32);
    provide_context(Drawn(drawn));
    provide_context(memo(move || {
        drawn.track();
        environment(session)
    }));
    view! {
        {live(move || {
            drawn.track();
            view! { <Frame clock session /> }
        })}
        <ToastCorner toasts />
    }
}

/// What is drawn again when the language changes: everything but the toasts.
#[component]
fn Frame(clock: Clock, session: Session) -> impl IntoView {
    let here = expect_context::<Here>();
    let route = here.route();
    let barred = memo(move || session.bars(&here.location()));
    let palette = RwSignal::new(false);
    view! {
        <div class="app">
            <Bar route clock session palette />
            <main id="page" tabindex="-1">
                <WorkerNotices />
                {live(move || match (barred.get(), route.get()) {
                    (true, _) => pages::barred(),
                    (false, route) => pages::page(&route),
                })}
            </main>
        </div>
        {pages::palette(palette)}
    }
}

#[component]
fn Bar(
    route: Memo<Route>,
    clock: Clock,
    session: Session,
    /// Whether the command palette is open.
    palette: RwSignal<bool>,
) -> impl IntoView {
    let current = move |own: Area| move || (route.with(Route::area) == Some(own)).then_some("page");
    view! {
        <nav class="bar" aria-label=t!("Main")>
            <a class="brand" href=Route::Groups.href()>
                <svg viewBox="0 0 18 18" aria-hidden="true">
                    <path class="steps" d="M1 15V11h4V8h4V4h4V1h4" />
                    <path class="ground" d="M1 17h16" />
                </svg>
                "Headroom"
            </a>
            <a href=Route::Groups.href() aria-current=attribute(current(Area::Groups))>
                {t!("Groups")}
            </a>
            <a href=Route::Templates.href() aria-current=attribute(current(Area::Templates))>
                {t!("Templates")}
            </a>
            <a href=Route::Activity.href() aria-current=attribute(current(Area::Activity))>
                {t!("Activity")}
            </a>
            <a href=Route::Connect.href() aria-current=attribute(current(Area::Connection))>
                {t!("Connection")}
            </a>
            <a href=Route::Help.href() aria-current=attribute(current(Area::Help))>{t!("Help")}</a>
            <button class="small" aria-keyshortcuts="Control+K" on:click=move |_| palette.set(true)>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M11 6.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0m-1 3.5 4 4" />
                </svg>
                <span>{t!("Go to, or do…")}</span> " " <kbd>{t!("Ctrl K")}</kbd>
            </button>
            <section class="connection" aria-label=t!("Connection")>
                // On a phone it takes one place in the bar until somebody wants more.
                <details open=window_is(WIDE)>
                    <summary>
                        <b>{live(move || environment(session).map_or_else(
                            || t!("Opening…").to_owned(),
                            |own| format!("{} · {}", own.word, own.zone),
                        ))}</b>
                        <ClockFace clock />
                    </summary>
                    <ClockKeys clock />
                    <UtcToggle />
                    <LanguageSwitch />
                </details>
            </section>
        </nav>
    }
}

/// What a connection is to; none before that is known.
fn environment(session: Session) -> Option<Environment> {
    let is_served_sandbox = session.is_served_sandbox();
    let (is_real, word) = match is_served_sandbox {
        true => (false, t!("Server's sandbox")),
        false => (true, t!("Production")),
    };
    let zone = match session.link() {
        Link::Opening => return None,
        Link::Sandbox => {
            let (word, zone) = (t!("Sandbox"), FIRST_ZONE.to_owned());
            return Some(Environment { is_real: false, word, zone });
        }
        Link::Locked(kept) => {
            return Some(Environment { is_real, word: t!("No key"), zone: named(&kept) });
        }
        Link::Served { zone, .. } => zone.to_string(),
        Link::Api(kept) => named(&kept),
    };
    Some(Environment { is_real, word, zone })
}

/// An API's zone, by what the user calls it.
fn named(Kept { name, zone, .. }: &Kept) -> String {
    if name.is_empty() { zone.to_string() } else { format!("{name}, {zone}") }
}
