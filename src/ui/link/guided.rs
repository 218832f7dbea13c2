//! A form as a step on the way from nothing to a group that scales.

use leptos::prelude::*;

use super::cost::CostPanel;
use crate::forms::cost::Cost;
use crate::forms::steps::Step;
use crate::ui::kit::view::{attribute, flag, memo, text, when};
use crate::wire::Generation;

/// The steps, of which the form is the one `at`. `before` is the page of an earlier one, which may
/// be gone back to; `is_done` says which of the others are.
pub fn steps(
    generation: Generation,
    at: Signal<Step>,
    before: Option<(Step, String)>,
    is_done: impl Fn(Step) -> bool + Clone + Send + Sync + 'static,
) -> AnyView {
    let step = move |(number, step): (usize, Step)| {
        let (name, what) = step.words(generation);
        let is_at = move || at.get() == step;
        let done = is_done.clone();
        let is_done = memo(move || !is_at() && done(step));
        let mark = move || if is_done.get() { "✓".to_owned() } else { number.to_string() };
        let is_done = move || is_done.get();
        let current = attribute(move || is_at().then_some("step"));
        let href = before.clone().filter(|(own, _)| *own == step).map(|(_, page)| page);
        let words = view! { <b>{name}</b> " " <small>{what}</small> };
        view! {
            <li class:done=flag(is_done) aria-current=current>
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

/// A form between the steps that it is one of, if it is, and what it comes to.
pub fn guided(steps: Option<AnyView>, form: AnyView, cost: Memo<Cost>) -> AnyView {
    view! { <div class="guided">{steps} {form} <CostPanel cost /></div> }.into_any()
}
