//! What the worker found worth saying, as a list.

use leptos::prelude::*;

use crate::ui::kit::time::{self, Style};
use crate::whatif::Variant;
use crate::worker::replay::Remark;

/// The most that are listed; the rest is counted.
const MOST: usize = 100;

/// Remarks as a list: each with its moment to go to, and what could be done about it.
pub fn remark_list(remarks: &[Remark], go_to: Callback<i64>, take: Callback<Variant>) -> AnyView {
    let items = remarks.iter().take(MOST).cloned().map(|remark| item(remark, go_to, take));
    let rest = remarks.len().saturating_sub(MOST);
    let rest = (rest > 0).then(|| view! { <li>{t!("And {rest} more.")}</li> }.into_any());
    view! { <ul class="remarks">{items.collect::<Vec<_>>()} {rest}</ul> }.into_any()
}

fn item(remark: Remark, go_to: Callback<i64>, take: Callback<Variant>) -> AnyView {
    let Remark { kind, sentence, at_ms, proposal, leads_to, .. } = remark;
    let moment = at_ms.map(|at_ms| {
        view! {
            <button class="link says" on:click=move |_| go_to.run(at_ms)>
                {time::text(at_ms, Style::Short)}
            </button>
        }
        .into_any()
    });
    let take = leads_to.map(|variant| {
        let take = move |_| take.run(variant.clone());
        view! { <button class="small" on:click=take>{proposal}</button> }.into_any()
    });
    let kind = (!kind.is_empty()).then(|| view! { <b>{kind} ". "</b> }.into_any());
    view! { <li>{kind} {moment} " " {sentence} " " {take}</li> }.into_any()
}
