//! Rules as sentences, and the rules of a group with a target.

use leptos::prelude::*;

use crate::lab::{pieces, target_words};
use crate::route::Route;
use crate::ui::kit::view::{live, memo};
use crate::wire::GroupId;
use crate::wire::v1alpha2::Group;

/// A sentence in which what is set stands out.
pub fn sentence(rule: &str) -> AnyView {
    let piece = |(text, is_strong): (&str, bool)| match is_strong {
        true => view! { <b>{text.to_owned()}</b> }.into_any(),
        false => text.to_owned().into_any(),
    };
    view! { <p>{pieces(rule).map(piece).collect_view()}</p> }.into_any()
}

/// What holds beside the rules, with the way to the form that sets it.
pub fn limits(rule: Memo<Option<String>>, edit: String, label: &'static str) -> AnyView {
    view! {
        <li>
            {live(move || rule.with(|rule| rule.as_deref().map(sentence)))}
            <div class="actions push">
                <a class="button small quiet" href=edit aria-label=label>{t!("Edit")}</a>
            </div>
        </li>
    }
    .into_any()
}

/// The rules of a group with a target: what it keeps to, and what bounds that.
#[component]
pub fn TargetRules(group: GroupId, row: Memo<Option<Group>>) -> impl IntoView {
    let said = move |rule: fn(&_) -> String| {
        memo(move || row.with(|row| row.as_ref().map(|row| rule(&row.scaling_policy))))
    };
    let edit = Route::TargetGroupEdit(group).href();
    view! {
        <section class="card" aria-label=t!("Rules")>
            <div class="card-head"><h2>{t!("Rules")}</h2></div>
            <ul class="rules">
                {limits(said(target_words::rule), edit.clone(), t!("Edit the target"))}
                {limits(said(target_words::limits_rule), edit, t!("Edit the bounds"))}
            </ul>
        </section>
    }
}
