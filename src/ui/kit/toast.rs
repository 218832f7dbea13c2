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
}

/// What was lately done; each stays until it is dismissed or pushed out.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<Toast>>);

impl Toasts {
    /// Makes the place for them.
    pub fn provide() -> Self {
        let toasts = Self(RwSignal::new(Vec::new()));
        provide_context(toasts);
        toasts
    }

    /// Says something. What stands there already is not said twice.
    pub fn say(self, text: impl Into<String>) {
        let text = text.into();
        // The page that asked may be gone; the toasts belong to the whole console.
        self.0.try_update(|all| {
            let number = all.last().map_or(0, |last| last.number.wrapping_add(1));
            all.retain(|toast| toast.text != text);
            all.push(Toast { number, text });
            all.drain(..all.len().saturating_sub(MOST));
        });
    }

    fn dismiss(self, number: u32) {
        self.0.update(|all| all.retain(|toast| toast.number != number));
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
        toasts.0.get().into_iter().map(move |Toast { number, text }| {
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
