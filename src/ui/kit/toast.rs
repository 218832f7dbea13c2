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
    way_on: Option<WayOn>,
}

/// Where a toast leads.
#[derive(Clone)]
pub struct WayOn {
    /// The words on the link.
    pub words: &'static str,
    /// Its address.
    pub href: String,
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
pub struct Toasts {
    said: RwSignal<Said>,
    undo: StoredValue<Option<Undo>>,
}

/// Where the writes lead that have not been told of yet.
type Undo = Box<dyn Fn() -> Option<WayOn> + Send + Sync>;

impl Toasts {
    /// Makes the place for them.
    pub fn provide() -> Self {
        let toasts = Self { said: RwSignal::new(Said::default()), undo: StoredValue::new(None) };
        provide_context(toasts);
        toasts
    }

    /// Has toasts of what was written lead on to where it is taken back.
    pub fn lead_by(self, undo: impl Fn() -> Option<WayOn> + Send + Sync + 'static) {
        self.undo.set_value(Some(Box::new(undo)));
    }

    /// Says something that stays until it is dismissed. What stands there already is not said
    /// twice.
    pub fn say(self, text: impl Into<String>) {
        self.add(text.into(), false, None);
    }

    /// Takes back what was said and is so no more.
    pub fn unsay(self, text: &str) {
        self.said.update(|said| said.shown.retain(|toast| toast.text != text));
    }

    /// Says what was done, for which a while is enough.
    pub fn done(self, text: impl Into<String>) {
        // What has a way back of its own needs no other.
        let _ = self.way_back();
        self.add(text.into(), true, None);
    }

    /// Says what was written, and leads on to where it is taken back.
    pub fn wrote(self, text: impl Into<String>) {
        let way_on = self.way_back();
        self.add(text.into(), true, way_on);
    }

    fn way_back(self) -> Option<WayOn> {
        self.undo.try_with_value(|undo| undo.as_ref().and_then(|undo| undo())).flatten()
    }

    fn add(self, text: String, passes: bool, way_on: Option<WayOn>) {
        // The page that asked may be gone; the toasts belong to the whole console.
        self.said.try_update(|Said { shown, count }| {
            *count += 1;
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { number: *count, text, passes, way_on });
            shown.drain(..shown.len().saturating_sub(MOST));
        });
    }

    /// The number of the latest, 0 before the first.
    pub fn latest(self) -> u32 {
        self.said.with(|said| said.count)
    }

    /// Lets go of what was done so long ago as the toast of a number, and before.
    pub fn let_go(self, until: u32) {
        let is_old = move |toast: &Toast| toast.passes && toast.number <= until;
        if self.said.with_untracked(|said| said.shown.iter().any(is_old)) {
            self.said.update(|said| said.shown.retain(|toast| !is_old(toast)));
        }
    }

    fn dismiss(self, number: u32) {
        self.said.update(|said| said.shown.retain(|toast| toast.number != number));
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
        let shown = toasts.said.with(|said| said.shown.clone());
        shown.into_iter().map(move |Toast { number, text, way_on, .. }| {
            Entry::new(number.to_string(), move || {
                view! {
                    <p>
                        <span>{text}</span>
                        {way_on.map(|WayOn { words, href }| view! {
                            <a href=href on:click=move |_| toasts.dismiss(number)>{words}</a>
                        })}
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
