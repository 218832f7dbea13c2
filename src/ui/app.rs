//! The frame of every page: navigation, connection, the page itself.

use leptos::ev;
use leptos::prelude::*;

use super::kit::location::Here;
use super::kit::time::Utc;
use super::kit::toast::{ToastCorner, Toasts};
use super::kit::unsent;
use super::kit::view::{attribute, live, memo};
use super::link::WorkerNotices;
use super::link::clock::{Clock, ClockPanel};
use super::link::session::{Link, Session};
use super::link::storage::Shelf;
use super::link::worker::Replays;
use super::pages;
use crate::route::{Area, Route};
use crate::wire::ServedBy;

const UTC: &str = "headroom.utc";

/// The console.
#[component]
pub fn App() -> impl IntoView {
    let here = Here::provide();
    let toasts = Toasts::provide();
    let session = Session::provide();
    let clock = Clock::provide(session);
    Replays::provide();
    pages::provide_parts();
    let utc = RwSignal::new(Shelf::Local.get(UTC).is_some());
    provide_context(Utc(utc));
    let leaving = window_event_listener(ev::beforeunload, |event| {
        if unsent::is_any() {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
    let route = here.route();
    let locked = memo(move || session.locked());
    view! {
        <div class="app">
            <Rail route clock session utc />
            <main id="page" tabindex="-1">
                <WorkerNotices />
                {live(move || match (locked.get(), route.get()) {
                // Its own page offers every connection.
                (None, route) | (Some(_), route @ Route::Connect) => pages::page(&route),
                (Some(kept), route) => pages::unlock(kept, route),
                })}
            </main>
        </div>
        <ToastCorner toasts />
    }
}

#[component]
fn Rail(route: Memo<Route>, clock: Clock, session: Session, utc: RwSignal<bool>) -> impl IntoView {
    let current = move |own: Area| move || (route.with(Route::area) == Some(own)).then_some("page");
    view! {
        <nav class="rail" aria-label="Main">
            <a class="brand" href=Route::Groups.href()>
                <svg viewBox="0 0 18 18" aria-hidden="true">
                    <path class="steps" d="M1 15V11h4V8h4V4h4V1h4" />
                    <path class="ground" d="M1 17h16" />
                </svg>
                "Headroom"
            </a>
            <a href=Route::Groups.href() aria-current=attribute(current(Area::Groups))>
                "Groups"
            </a>
            <a href=Route::Templates.href() aria-current=attribute(current(Area::Templates))>
                "Templates"
            </a>
            <a href=Route::Connect.href() aria-current=attribute(current(Area::Connection))>
                "Connection"
            </a>
            <section class="connection" aria-label="Connection">
                <b>{live(move || match session.link() {
                    Link::Opening => String::new(),
                    Link::Sandbox => "Sandbox · fr-par-1".to_owned(),
                    Link::Served { by: ServedBy::Sandbox, zone, .. } => {
                        format!("Server's sandbox · {zone}")
                    }
                    Link::Served { zone, .. } | Link::Api { zone, .. } => format!("API · {zone}"),
                    Link::Locked(kept) => format!("No key · {}", kept.zone),
                })}</b>
                <ClockPanel clock />
                <label class="toggle">
                    <input
                        type="checkbox"
                        prop:checked=utc
                        on:change=move |event| {
                            let checked = event_target_checked(&event);
                            utc.set(checked);
                            if checked {
                                Shelf::Local.set(UTC, "1");
                            } else {
                                Shelf::Local.remove(UTC);
                            }
                        }
                    />
                    "Times in UTC"
                </label>
            </section>
        </nav>
    }
}
