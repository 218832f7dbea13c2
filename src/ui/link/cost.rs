//! What a form's draft comes to, beside the form or in it.

use leptos::prelude::*;

use super::picks::known;
use crate::forms::cost::{Cost, of_group, of_instance};
use crate::forms::neighbours::Kind;
use crate::ui::kit::FormState;
use crate::ui::kit::view::{live, memo};

/// What an Instance of a template's form costs.
pub fn instance_cost(state: FormState) -> Memo<Cost> {
    let known = known();
    memo(move || of_instance(&known.read(), &state.draft.read()))
}

/// What the group of a form costs, which lists the templates of its generation.
pub fn group_cost(state: FormState) -> Memo<Cost> {
    let known = known();
    memo(move || {
        let (known, draft) = (known.read(), state.draft.read());
        let id = draft.get("template_id");
        let of = |kind| known.offer(kind, id).map(|offer| offer.makes.as_str());
        let makes = of(Kind::Template).or_else(|| of(Kind::ServerTemplate));
        of_group(&known, &draft, makes.unwrap_or_default())
    })
}

/// The whole of it, beside a form.
#[component]
pub fn CostPanel(cost: Memo<Cost>) -> impl IntoView {
    let said = move || {
        let Cost { headline, amounts, notes, faults } = cost.get();
        let amount = |(what, eur): (&'static str, String)| {
            view! { <div><dt>{t!("€\u{a0}{what}")}</dt> <dd>{eur}</dd></div> }
        };
        let note = |note| view! { <p class="help">{note}</p> };
        let fault = |fault| view! { <p class="notice warn">{fault}</p> };
        view! {
            <p>{headline}</p>
            {(!amounts.is_empty()).then(|| view! {
                <dl>{amounts.into_iter().map(amount).collect_view()}</dl>
            })}
            {faults.into_iter().map(fault).collect_view()}
            {notes.into_iter().map(note).collect_view()}
        }
    };
    view! {
        <section class="card cost" aria-label=t!("What it costs")>
            <div class="card-head"><h2>{t!("What it costs")}</h2></div>
            {live(said)}
        </section>
    }
}

/// The answer alone, in a form that has something else beside it.
#[component]
pub fn CostLine(cost: Memo<Cost>) -> impl IntoView {
    view! { <p>{live(move || cost.with(|cost| cost.headline.clone()))}</p> }
}
