//! The address: which page is shown, with which parameters.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::History;

use super::task;
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
        self.write(name, value, |history, there, _| {
            let state = history.state().unwrap_or(JsValue::NULL);
            history.replace_state_with_url(&state, "", Some(&there.href()))
        });
    }

    /// Sets a parameter as a step of its own, which the browser's way back undoes. Its entry in
    /// the history remembers the address that it was taken from.
    pub fn step(self, name: &str, value: &str) {
        self.write(name, value, |history, there, from| {
            history.push_state_with_url(&from.href().into(), "", Some(&there.href()))
        });
    }

    /// Clears a parameter. Where that is all that has changed since its step, the step goes from
    /// the history too: its entry would be the one below it once more, and a way back that leads
    /// nowhere.
    pub fn step_back(self, name: &str) {
        self.set_param(name, "");
        // Whoever goes elsewhere at once goes on from this entry.
        task::spawn(async move {
            let Ok(history) = window().history() else { return };
            let from = history.state().ok().and_then(|state| state.as_string());
            if from.is_some_and(|from| from == current().href()) {
                // Fails only in a page that is gone.
                let _ = history.back();
            }
        });
    }

    fn write(
        self,
        name: &str,
        value: &str,
        write: impl FnOnce(&History, &Location, &Location) -> Result<(), JsValue>,
    ) {
        let from = self.0.get_untracked();
        let there = from.clone().with(name, value);
        if current().route != there.route || there == from {
            return;
        }
        // Where the address bar cannot follow, the page still does.
        let _ = window().history().and_then(|history| write(&history, &there, &from));
        self.0.set(there);
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
    /// Opens it, as a step that the browser's way back undoes.
    pub fn open(self) {
        self.here.step(OPEN, self.what);
    }

    /// Closes it, unless something else is open by now.
    pub fn close(self) {
        if self.is_there() {
            self.here.step_back(OPEN);
        }
    }

    /// Whether it is open on a page that may be gone, without following that.
    pub fn is_there(self) -> bool {
        self.named.try_get_untracked().is_some_and(|named| named == self.what)
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
