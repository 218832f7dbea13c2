//! The address: which page is shown, with which parameters.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::view::memo;
use crate::command::OPEN;
use crate::route::{Location, Route};

/// The page that is shown. Its parameters can be read and set by the page itself.
#[derive(Clone, Copy)]
pub struct Here(RwSignal<Location>);

impl Here {
    /// Follows the address bar from now on.
    pub fn provide() -> Self {
        let here = Self(RwSignal::new(current()));
        let handle = window_event_listener(ev::hashchange, move |_| here.0.set(current()));
        on_cleanup(move || handle.remove());
        provide_context(here);
        here
    }

    /// The page alone; changes of parameters do not notify.
    pub fn route(self) -> Memo<Route> {
        memo(move || self.0.with(|location| location.route.clone()))
    }

    /// One parameter.
    pub fn param(self, name: &'static str) -> Memo<String> {
        memo(move || self.0.with(|location| location.param(name).to_owned()))
    }

    /// Whether the address names this as what is open on the page, and how to open and close it.
    pub fn opening(self, what: &'static str) -> Opening {
        Opening { here: self, what, named: self.param(OPEN) }
    }

    /// The page with its parameters.
    pub fn location(self) -> Location {
        self.0.get()
    }

    /// This page's whole address with some parameters set, to hand on.
    pub fn link_with(self, params: &[(&str, &str)]) -> String {
        let here = self.0.get_untracked();
        let there = params.iter().fold(here, |there, (name, value)| there.with(name, value));
        let address = window().location().href().unwrap_or_default();
        let page = address.split('#').next().unwrap_or_default();
        format!("{page}{}", there.href())
    }

    /// Sets a parameter of this page without another entry in the browser's history; nothing once
    /// the address bar names another page, which would be dragged back before it is followed.
    pub fn set_param(self, name: &str, value: &str) {
        let location = self.0.get_untracked().with(name, value);
        if current().route != location.route {
            return;
        }
        let replaced = window().history().and_then(|history| {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&location.href()))
        });
        // Where the address bar cannot follow, the page still does.
        let _ = replaced;
        self.0.set(location);
    }
}

/// Something that is open while the address names it.
#[derive(Clone, Copy)]
pub struct Opening {
    here: Here,
    what: &'static str,
    named: Memo<String>,
}

impl Opening {
    /// Opens it.
    pub fn open(self) {
        self.here.set_param(OPEN, self.what);
    }

    /// Closes it, unless something else is open by now.
    pub fn close(self) {
        if self.named.try_get_untracked().is_some_and(|named| named == self.what) {
            self.here.set_param(OPEN, "");
        }
    }

    /// Whether it is open.
    pub fn is_open(self) -> bool {
        self.named.with(|named| named == self.what)
    }
}

/// The address as the page last followed it.
pub fn use_here() -> Here {
    expect_context::<Here>()
}

/// Goes to a page with its parameters.
pub fn go_to(location: &Location) {
    // Setting the hash cannot fail for a fragment that we encoded.
    let _ = window().location().set_hash(location.href().trim_start_matches('#'));
}

/// Goes to a page. One that is shown already keeps its parameters.
pub fn navigate(route: &Route) {
    if current().route != *route {
        go_to(&Location::at(route.clone()));
    }
}

/// What the address bar names.
pub fn current() -> Location {
    Location::parse(&window().location().hash().unwrap_or_default())
}
