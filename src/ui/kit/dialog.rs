//! Questions that must be answered first, in the browser's own modal dialog.

use leptos::html;
use leptos::prelude::*;

use super::form_state::Work;
use super::task;
use super::toast::use_toasts;
use super::view::{live, memo};

/// What a dialog is opened and closed by: a flag, or the thing that it is about, which is there
/// while it is open.
#[derive(Clone, Copy)]
pub struct Opened {
    is_open: Memo<bool>,
    close: Callback<()>,
}

impl From<RwSignal<bool>> for Opened {
    fn from(open: RwSignal<bool>) -> Self {
        let close = Callback::new(move |()| open.set(false));
        Self { is_open: memo(move || open.get()), close }
    }
}

impl<T: Send + Sync + 'static> From<RwSignal<Option<T>>> for Opened {
    fn from(about: RwSignal<Option<T>>) -> Self {
        let close = Callback::new(move |()| about.set(None));
        Self { is_open: memo(move || about.with(Option::is_some)), close }
    }
}

impl From<(Signal<bool>, Callback<()>)> for Opened {
    fn from((open, close): (Signal<bool>, Callback<()>)) -> Self {
        Self { is_open: memo(move || open.get()), close }
    }
}

/// A modal dialog. The browser keeps the focus inside, and Escape closes it.
#[component]
pub fn Dialog(
    /// What opens it; closing it clears that.
    #[prop(into)]
    open: Opened,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What it asks.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.is_open.get(), dialog.open()) {
            // Both only fail on an element that left the page, where nothing needs showing.
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog node_ref=dialog aria-label=title on:close=move |_| open.close.run(())>
            <h2>{title}</h2>
            {live(move || {
                open.is_open.get().then(|| children.with_value(|children| children()))
            })}
        </dialog>
    }
}

/// Asks before deleting, says what will be left, and stays open when the API refuses.
#[component]
pub fn ConfirmDelete(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The heading, as in `Delete group checkout-api?`
    #[prop(into)]
    title: Signal<String>,
    /// What deleting does and does not do.
    consequence: &'static str,
    /// Deletes; what is gone already counts as deleted.
    delete: Callback<(), Work<()>>,
    /// What happens when it is done.
    done: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let confirm = move || {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        failure.set(None);
        let work = delete.run(());
        task::spawn(async move {
            let result = work.await;
            pending.try_set(false);
            match result {
                Ok(()) => {
                    open.try_set(false);
                    if done.try_run(()).is_none() {
                        toasts.say("What you deleted before you left the page is gone.");
                    }
                }
                Err(error) => {
                    let why = error.to_string();
                    if failure.try_set(Some(why.clone())).is_some() {
                        toasts.say(format!("Deleting failed after you left the page. {why}"));
                    }
                }
            }
        });
    };
    view! {
        <Dialog open title>
            <p>{consequence}</p>
            {live(move || failure.get().map(|why| view! {
                <p class="notice bad" role="alert">{why}</p>
            }))}
            <div class="actions">
                // The first focus is never on what destroys.
                <button autofocus=true on:click=move |_| open.set(false)>"Cancel"</button>
                <button
                    class="danger"
                    disabled=pending
                    on:click=move |_| confirm()
                >
                    {live(move || if pending.get() { "Deleting…" } else { "Delete" })}
                </button>
            </div>
        </Dialog>
    }
}
