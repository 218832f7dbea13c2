//! The way into the shadow, beside the edited rules.

use leptos::prelude::*;

use super::super::state::Lab;
use crate::base::translated;
use crate::lab::{Shadow, same_rules};
use crate::ui::kit::show;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{flag, live};

/// The heading of the shadow's card.
pub const SHADOW: &str = "shadow";

const REFUSED: &str =
    text!("The browser keeps nothing, so no shadow can run. Allow this site its storage.");

/// Lets the edited rules run in the shadow, or leads to those that do.
#[component]
pub fn RunInShadow(
    lab: Lab,
    /// Whether a field cannot be read.
    blocked: Memo<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let runs = move || lab.shadow.runs();
    let can = move || !blocked.get() && lab.tried.is_edited();
    view! {
        <button
            class="small"
            disabled=flag(move || !runs() && !can())
            on:click=move |_| {
                if !untrack(runs) {
                    begin(lab, toasts);
                }
                show(SHADOW);
            }
        >
            {live(move || if runs() { t!("See the shadow") } else { t!("Run in the shadow") })}
        </button>
    }
}

/// Lets the edited rules run from now on, in place of what did.
pub fn begin(lab: Lab, toasts: Toasts) {
    let (inputs, tried) = (lab.inputs, lab.tried);
    let rules = tried.edited.get_untracked().zip(tried.saved.get_untracked());
    let Some((edited, saved)) = rules else { return };
    let job = match inputs.job.get_untracked() {
        Ok(job) => job,
        Err(why) => return toasts.say(why.to_string()),
    };
    let now_ms = untrack(|| lab.shadow.session.now_ms());
    let own = Shadow::begin(&job, (&edited, &saved), now_ms);
    toasts.say(match lab.shadow.kept.set(&own) {
        true => t!("The edited rules run in the shadow. Nothing of the group is changed."),
        false => translated(REFUSED),
    });
}

/// Whether other rules are edited than those that run.
pub fn is_edited_beside(lab: Lab) -> bool {
    let edited = lab.tried.edited.get();
    lab.shadow.own.with(|own| {
        own.as_ref()
            .zip(edited.as_ref())
            .is_some_and(|(own, edited)| !same_rules(own.rules(), edited))
    })
}
