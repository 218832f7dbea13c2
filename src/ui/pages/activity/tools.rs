//! Taking the list elsewhere, and emptying it.

use leptos::prelude::*;

use super::state::Page;
use crate::lab::activity::{Filter, export, file_name};
use crate::ui::kit::Dialog;
use crate::ui::kit::download::download;
use crate::ui::kit::time;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{flag, text};

#[component]
pub fn Tools(page: Page) -> impl IntoView {
    let toasts = use_toasts();
    let clearing = RwSignal::new(false);
    let save = move |_| {
        let (shown, dropped) =
            (page.shown.get_untracked(), page.all.with_untracked(|all| all.dropped));
        let text = export(shown.iter().map(AsRef::as_ref), dropped);
        if !download(&file_name(time::now_ms()), text.as_bytes()) {
            toasts.say(t!("The browser did not take the file."));
        }
    };
    let clear = move |_| {
        clearing.set(false);
        page.session.audit_log().clear();
        toasts.done(t!("The activity is cleared."));
    };
    let words = move || match page.filter.with(Filter::is_any) {
        true => t!("Export as JSON").to_owned(),
        false => t!("Export {} as JSON", page.shown.with(Vec::len)),
    };
    view! {
        <button disabled=flag(move || page.shown.with(Vec::is_empty)) on:click=save>
            {text(words)}
        </button>
        <button on:click=move |_| clearing.set(true)>{t!("Clear…")}</button>
        <Dialog open=clearing title=Signal::stored(t!("Clear the activity?").to_owned())>
            <p>
                {text(move || t!(
                    "The list goes ({} in it), in every tab of this browser, and nothing brings \
                     it back. The groups, policies and templates stay as they are.",
                    page.count()
                ))}
            </p>
            <div class="actions">
                // The first focus is never on what destroys.
                <button autofocus=true on:click=move |_| clearing.set(false)>
                    {t!("Keep it")}
                </button>
                <button class="danger" on:click=clear>{t!("Clear")}</button>
            </div>
        </Dialog>
    }
}
