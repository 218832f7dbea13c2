//! A form as a step on the way from nothing to a group that scales.

use leptos::prelude::*;

use super::cost::CostPanel;
use crate::forms::cost::Cost;
use crate::forms::steps::Step;
use crate::wire::Generation;

/// The steps, of which the form is one. `before` are the pages of those before it, in order; one
/// that is empty leads nowhere.
pub fn steps(generation: Generation, at: Step, before: Vec<String>) -> AnyView {
    let mut before = before.into_iter();
    let step = move |(number, step): (usize, Step)| {
        let (name, what) = step.words(generation);
        let is_done = step < at;
        let mark = if is_done { "✓".to_owned() } else { number.to_string() };
        let href = before.next().filter(|page| is_done && !page.is_empty());
        let words = view! { <b>{name}</b> " " <small>{what}</small> };
        view! {
            <li class:done=is_done aria-current=(step == at).then_some("step")>
                <i aria-hidden="true">{mark}</i>
                {match href {
                    Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                    None => view! { <span>{words}</span> }.into_any(),
                }}
                {is_done.then(|| view! { <span class="sr-only">{t!("done")}</span> })}
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
