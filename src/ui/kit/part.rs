//! A part of the console that is a file of its own (`tools/split.mjs`): it is fetched when a page
//! needs it, or ahead of that while the page is idle.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
pub use wasm_split_helpers::SplitLoaderError as NotFetched;

use super::task;
use super::view::{Live, live};
use crate::ui::kit::{Head, Loading, LoadingPage, reason};

/// How long it is left alone where the browser does not say when it is idle.
const AHEAD: Duration = Duration::from_secs(1);

/// Fetches the file unless it is there, and tells what it brings.
type Fetch<T> = fn() -> Pin<Box<dyn Future<Output = Result<T, NotFetched>>>>;

#[derive(Clone, Copy)]
enum State<T> {
    Away,
    Coming,
    Here(T),
    Failed,
}

/// A part, of which `T` is what its file brings.
#[derive(Clone, Copy)]
pub struct Part<T: 'static> {
    fetch: Fetch<T>,
    state: RwSignal<State<T>>,
}

impl<T: Copy + Send + Sync + 'static> Part<T> {
    /// A part that nobody has needed yet.
    pub fn new(fetch: Fetch<T>) -> Self {
        Self { fetch, state: RwSignal::new(State::Away) }
    }

    /// Fetches it once the browser has nothing else to do, so that nobody waits for it later.
    pub fn fetch_ahead(self) {
        // Safari cannot tell.
        if request_idle_callback_with_handle(move || self.fetch()).is_err() {
            set_timeout(move || self.fetch(), AHEAD);
        }
    }

    /// A page that the part makes, and what stands for it until it is there.
    pub fn page(self, title: &'static str, make: impl Fn(T) -> AnyView + Send + 'static) -> Live {
        let head = move || view! { <Head title /> }.into_any();
        self.shown(make, head, || view! { <LoadingPage what=t!("the page") /> }.into_any())
    }

    /// A view that the part makes within a page, and what stands for it until it is there.
    pub fn within(self, what: &'static str, make: impl Fn(T) -> AnyView + Send + 'static) -> Live {
        self.shown(make, || ().into_any(), move || view! { <Loading what /> }.into_any())
    }

    /// A view that the part makes, and nothing until it is there: another view of the same part
    /// says that it comes.
    pub fn made(self, make: impl Fn(T) -> AnyView + Send + 'static) -> Live {
        self.fetch();
        live(move || self.brought().map(&make))
    }

    fn shown(
        self,
        make: impl Fn(T) -> AnyView + Send + 'static,
        head: impl Fn() -> AnyView + Send + 'static,
        waiting: impl Fn() -> AnyView + Send + 'static,
    ) -> Live {
        self.fetch();
        live(move || match self.state.get() {
            State::Here(brought) => make(brought),
            State::Away | State::Coming => waiting(),
            State::Failed => {
                let again = Callback::new(move |()| self.fetch());
                view! { {head()} <NotThere again /> }.into_any()
            }
        })
    }

    /// What it has brought, once it is there.
    pub fn brought(self) -> Option<T> {
        match self.state.get() {
            State::Here(brought) => Some(brought),
            State::Away | State::Coming | State::Failed => None,
        }
    }

    /// Whether the latest try to fetch it has failed.
    pub fn has_failed(self) -> bool {
        matches!(self.state.get(), State::Failed)
    }

    /// Fetches it, unless it is there or on its way. One that failed is asked for again: the
    /// network may be back.
    pub fn fetch(self) {
        if matches!(self.state.get_untracked(), State::Coming | State::Here(_)) {
            return;
        }
        self.state.set(State::Coming);
        task::spawn(async move {
            let state = (self.fetch)().await.map_or(State::Failed, State::Here);
            self.state.try_set(state);
        });
    }
}

#[component]
fn NotThere(again: Callback<()>) -> impl IntoView {
    view! {
        <div class="notice bad" role="alert">
            <p><b>{t!("A part of this page could not be loaded.")}</b> " " {reason("mend")}</p>
            <div class="actions">
                <button on:click=move |_| again.run(())>{t!("Try again")}</button>
            </div>
        </div>
    }
}
