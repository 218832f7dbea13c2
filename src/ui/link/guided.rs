//! A form as a step on the way from nothing to a group that scales.

use leptos::prelude::*;

use super::cost::CostPanel;
use crate::forms::cost::Cost;
use crate::forms::steps::Step;
use crate::ui::kit::view::{flag, text, when};
use crate::wire::Generation;

/// The steps, of which the form is one. `before` are the pages of those before it, in order; one
/// that is empty leads nowhere. `are_done` says whether those are done.
pub fn steps(
    generation: Generation,
    at: Step,
    before: Vec<String>,
    are_done: Signal<bool>,
) -> AnyView {
    let mut before = before.into_iter();
    let step = move |(number, step): (usize, Step)| {
        let (name, what) = step.words(generation);
        let is_before = step < at;
        let is_done = move || is_before && are_done.get();
        let mark = move || if is_done() { "✓".to_owned() } else { number.to_string() };
        let href = before.next().filter(|page| is_before && !page.is_empty());
        let words = view! { <b>{name}</b> " " <small>{what}</small> };
        view! {
            <li class:done=flag(is_done) aria-current=(step == at).then_some("step")>
                <i aria-hidden="true">{text(mark)}</i>
                {match href {
                    Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                    None => view! { <span>{words}</span> }.into_any(),
                }}
                {when(is_done, || view! { <span class="sr-only">{t!("done")}</span> })}
            </li>
        }
    };
    let all = Step::all(generation).iter().copied();
    let all = (1..).zip(all).map(step).collect_view();
    view! { <nav class="steps" aria-label=t!("Setting up")><ol>{all}</ol></nav> }.into_any()
}

/// A form between the steps and what it comes to.
pub fn guided(steps: AnyView, form: AnyView, cost: Memo<Cost>) -> AnyView {
    view! { <div class="guided">{steps} {form} <CostPanel cost /></div> }.into_any()
}
