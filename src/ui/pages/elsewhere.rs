//! The zone in the address: written there while an API is shown, and said where it is that of
//! another one.

use leptos::prelude::*;

use crate::route::{Location, PROJECT, Route, Spot, ZONE};
use crate::ui::kit::Head;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::live;
use crate::ui::link::session::{Link, Session, use_session};

/// Has every address of an API's groups and templates tell the zone and the project, so that who
/// is handed it sees the same or is told. However a page was come to, this is the one place.
pub fn keep_in_address() {
    let (here, session) = (use_here(), use_session());
    Effect::new(move |_| {
        let location = here.location();
        if let Some(spot) = session.spot().filter(|spot| location.lacks(spot)) {
            here.set_param(ZONE, &spot.zone);
            here.set_param(PROJECT, &spot.project);
        }
    });
}

/// What stands in a page's place where its address is of another zone or project than the
/// console's: nothing of another place is shown under it.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let (here, session) = (use_here(), use_session());
    view! {
        <Head title=t!("Somewhere else") />
        {live(move || Some(notice(session, here.location(), &session.spot()?)))}
    }
}

fn notice(session: Session, there: Location, here: &Spot) -> impl IntoView + use<> {
    let asked = there.spot();
    view! {
        <div class="notice warn" role="alert">
            <p>{asked.elsewhere_than(here)}</p>
            <div class="actions">
                {way_on(session, there, asked)}
                <a class="button" href=Route::Groups.href()>{t!("See the groups here")}</a>
            </div>
        </div>
    }
}

/// The way there: at once with the key that is at hand, and else by the connection's page.
fn way_on(session: Session, there: Location, asked: Spot) -> AnyView {
    let words = asked.words();
    let is_open = match session.link() {
        Link::Api(_) => true,
        Link::Served { .. } => session.spot().is_some_and(|here| !here.zone.is_empty()),
        Link::Opening | Link::Sandbox | Link::Locked(_) => false,
    };
    if !is_open {
        let href = there.to_connect().href();
        let label = t!("Connect to {}…", words);
        return view! { <a class="button primary" href=href>{label}</a> }.into_any();
    }
    let switch = move |_| session.go_to_spot(&asked);
    let label = t!("Switch to {}", words);
    view! { <button class="primary" on:click=switch>{label}</button> }.into_any()
}
