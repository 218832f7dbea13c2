//! Short words about what was just done.

use leptos::prelude::*;

use super::view::{Entry, list};

/// How many are shown at once; older ones go.
const MOST: usize = 4;

/// One of them.
#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    /// Whether it leaves by itself.
    passes: bool,
}

/// All of them.
#[derive(Default)]
struct Said {
    shown: Vec<Toast>,
    /// How many there have been.
    count: u32,
}

/// What was lately said; each stays until it is dismissed or pushed out, and what was just done
/// until it is old as well.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Said>);

impl Toasts {
    /// Makes the place for them.
    pub fn provide() -> Self {
        let toasts = Self(RwSignal::new(Said::default()));
        provide_context(toasts);
        toasts
    }

    /// Says something that stays until it is dismissed. What stands there already is not said
    /// twice.
    pub fn say(self, text: impl Into<String>) {
        self.add(text.into(), false);
    }

    /// Takes back what was said and is so no more.
    pub fn unsay(self, text: &str) {
        self.0.update(|said| said.shown.retain(|toast| toast.text != text));
    }

    /// Says what was done, for which a while is enough.
    pub fn done(self, text: impl Into<String>) {
        self.add(text.into(), true);
    }

    fn add(self, text: String, passes: bool) {
        // The page that asked may be gone; the toasts belong to the whole console.
        self.0.try_update(|Said { shown, count }| {
            *count += 1;
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { number: *count, text, passes });
            shown.drain(..shown.len().saturating_sub(MOST));
        });
    }

    /// The number of the latest, 0 before the first.
    pub fn latest(self) -> u32 {
        self.0.with(|said| said.count)
    }

    /// Lets go of what was done so long ago as the toast of a number, and before.
    pub fn let_go(self, until: u32) {
        let is_old = move |toast: &Toast| toast.passes && toast.number <= until;
        if self.0.with_untracked(|said| said.shown.iter().any(is_old)) {
            self.0.update(|said| said.shown.retain(|toast| !is_old(toast)));
        }
    }

    fn dismiss(self, number: u32) {
        self.0.update(|said| said.shown.retain(|toast| toast.number != number));
    }
}

/// The console's toasts.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// The corner where toasts appear.
#[component]
pub fn ToastCorner(toasts: Toasts) -> impl IntoView {
    let entries = move || {
        let shown = toasts.0.with(|said| said.shown.clone());
        shown.into_iter().map(move |Toast { number, text, .. }| {
            Entry::new(number.to_string(), move || {
                view! {
                    <p>
                        <span>{text}</span>
                        <button class="quiet" on:click=move |_| toasts.dismiss(number)>
                            {t!("Dismiss")}
                        </button>
                    </p>
                }
            })
        })
    };
    view! { <div class="toast" role="status" aria-live="polite">{list(entries)}</div> }
}
