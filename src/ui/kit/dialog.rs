//! Questions that must be answered first, in the browser's own modal dialog.

use leptos::html;
use leptos::prelude::*;

use super::form_state::Work;
use super::help_link::HelpLink;
use super::location::Opening;
use super::page::EnvironmentBadge;
use super::task;
use super::toast::{Toasts, use_toasts};
use super::view::{flag, live, memo, when};
use crate::help::Topic;

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

impl From<Opening> for Opened {
    fn from(opening: Opening) -> Self {
        let close = Callback::new(move |()| opening.close());
        Self { is_open: memo(move || opening.is_open()), close }
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
    /// Whether what it asks changes something: it then says where.
    #[prop(optional)]
    writes: bool,
    /// What of the help it is about.
    #[prop(optional)]
    help: Option<Topic>,
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
    // The browser tells that it has closed one only later, when it may be open again.
    let closed = move || {
        if dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
            open.close.run(());
        }
    };
    // Escape is told at once, and a picker of files inside tells its own.
    let cancelled = move |event: web_sys::Event| {
        if event.target() == event.current_target() {
            event.prevent_default();
            open.close.run(());
        }
    };
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=dialog aria-label=title on:cancel=cancelled on:close=move |_| closed()
        >
            <div class="dialog-head">
                <h2>{title}</h2>
                {writes.then(|| view! { <EnvironmentBadge /> })}
            </div>
            {live(move || {
                open.is_open.get().then(|| children.with_value(|children| children()))
            })}
            // Last, so that what is asked has the first focus.
            {help.map(|topic| view! { <HelpLink topic aside=true /> })}
        </dialog>
    }
}

/// Asks before deleting, says what will be left, and stays open when the API refuses.
#[component]
pub fn ConfirmDelete(
    /// What opens it; closing it clears that.
    #[prop(into)]
    open: Opened,
    /// The heading, as in `Delete group checkout-api?`
    #[prop(into)]
    title: Signal<String>,
    /// The words on its button: before, and while it is done.
    #[prop(default = (t!("Delete"), t!("Deleting…")))]
    verbs: (&'static str, &'static str),
    /// What deleting does and does not do, in a sentence.
    #[prop(optional)]
    consequence: &'static str,
    /// What has to be typed before; nothing for what can be made again.
    #[prop(optional, into)]
    word: Option<Signal<String>>,
    /// Whether what it does is known by now.
    #[prop(optional, into)]
    ready: Option<Signal<bool>>,
    /// Deletes; what is gone already counts as deleted.
    delete: Callback<(), Work<()>>,
    /// What happens when it is done.
    done: Callback<()>,
    /// What it does beyond a sentence.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let word = memo(move || word.map(|word| word.get()).unwrap_or_default());
    let may = memo(move || {
        let is_ready = ready.is_none_or(|ready| ready.get());
        let is_typed = word.with(|word| word.is_empty() || *word == typed.get().trim());
        is_ready && is_typed
    });
    let children = StoredValue::new(children);
    let removal = Removal {
        pending: RwSignal::new(false),
        failure: RwSignal::new(None),
        open,
        delete,
        done,
        verb: verbs.0,
        toasts: use_toasts(),
    };
    view! {
        <Dialog open title writes=true>
            {(!consequence.is_empty()).then(|| view! { <p>{consequence}</p> })}
            {children.with_value(|children| children.as_ref().map(|children| children()))}
            {when(move || word.with(|word| !word.is_empty()), move || view! {
                <TypedWord word typed />
            })}
            {live(move || removal.failure.get().map(|why| view! {
                <p class="notice bad" role="alert">{why}</p>
            }))}
            <div class="actions">
                // The first focus is never on what destroys.
                <button autofocus=true on:click=move |_| open.close.run(())>{t!("Cancel")}</button>
                <button
                    class="danger"
                    disabled=flag(move || removal.pending.get() || !may.get())
                    on:click=move |_| if may.get_untracked() { removal.start() }
                >
                    {live(move || if removal.pending.get() { verbs.1 } else { verbs.0 })}
                </button>
            </div>
        </Dialog>
    }
}

/// The word without which nothing is deleted.
#[component]
fn TypedWord(word: Memo<String>, typed: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="field">
            <span>{t!("Type ")} <b>{live(move || word.get())}</b> {t!(" to delete")}</span>
            <input
                autocomplete="off" spellcheck="false"
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </label>
    }
}

/// A deletion on its way.
#[derive(Clone, Copy)]
struct Removal {
    pending: RwSignal<bool>,
    /// Why the last try failed.
    failure: RwSignal<Option<String>>,
    open: Opened,
    delete: Callback<(), Work<()>>,
    done: Callback<()>,
    verb: &'static str,
    toasts: Toasts,
}

impl Removal {
    fn start(self) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.failure.set(None);
        let work = self.delete.run(());
        task::spawn(async move {
            let result = work.await;
            self.pending.try_set(false);
            match result {
                Ok(()) => {
                    self.open.close.try_run(());
                    if self.done.try_run(()).is_none() {
                        let verb = self.verb;
                        self.toasts.say(t!("“{verb}” was done after you left the page."));
                    }
                }
                Err(error) => {
                    let why = error.to_string();
                    if self.failure.try_set(Some(why.clone())).is_some() {
                        let verb = self.verb;
                        self.toasts.say(t!("“{verb}” failed after you left the page. {why}"));
                    }
                }
            }
        });
    }
}
