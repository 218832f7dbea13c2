//! A target that is tried: at which loads it scales, and the way to rules of the other kind.

use leptos::prelude::*;

use super::state::Lab;
use super::tried::Tried;
use crate::lab::{Translated, translated, typed_points};
use crate::ui::kit::Typing;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{flag, live, memo};
use crate::whatif::{Variant, real_sizes};

/// At which loads the typed target grows and shrinks, at the sizes that the group has.
#[component]
pub fn TargetPoints(lab: Lab, form: Typing) -> impl IntoView {
    let words = memo(move || {
        lab.inputs.job.with(|job| {
            let job = job.as_deref().ok();
            let sizes = job.map(real_sizes).unwrap_or_default();
            let assumptions = job.map(|job| job.assumptions.target).unwrap_or_default();
            form.with(|text| typed_points(text, &sizes, &assumptions))
        })
    });
    view! {
        <div class="help points" role="status" aria-label=t!("When it scales")>
            {live(move || {
                words.get().into_iter().map(|said| view! { <p>{said}</p> }).collect_view()
            })}
        </div>
    }
}

/// The saved rules in terms of the other generation.
pub fn saved_translated(lab: Lab) -> Option<Result<Translated, String>> {
    let (group, job) = (lab.inputs.known.whole.get()?, lab.inputs.job.get().ok()?);
    Some(translated(&group.variant().rules, &job, group.load_balancer()))
}

/// Opens rules of the other kind beside the saved ones.
#[component]
pub fn OtherKind(lab: Lab) -> impl IntoView {
    let (tried, toasts) = (lab.tried, use_toasts());
    let ready = memo(move || lab.inputs.job.with(Result::is_ok));
    let has_target = memo(move || {
        tried.saved.with(|saved| saved.as_ref().map(|saved| saved.target().is_some()))
    });
    let try_it = move |_| match untrack(|| saved_translated(lab)) {
        Some(Ok(Translated { variant, .. })) => open(tried, &variant),
        Some(Err(why)) => toasts.say(why),
        None => {}
    };
    view! {
        <button class="small quiet" disabled=flag(move || !ready.get()) on:click=try_it>
            {live(move || match has_target.get() {
                Some(true) => t!("Try thresholds"),
                _ => t!("Try a target"),
            })}
        </button>
    }
}

/// Opens a variant of the other kind; one that is still as saved gives way to it.
fn open(tried: Tried, variant: &Variant) {
    tried.change(|drafts, saved| drafts.show(variant, saved));
}
