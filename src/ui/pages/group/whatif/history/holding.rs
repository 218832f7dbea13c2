//! The choice of what a series holds.

use leptos::prelude::*;

use crate::lab::import::Holds;
use crate::ui::kit::view::{flag, text};

/// What a series holds, or that it is left out; while nobody has said, it asks.
pub fn choice(
    id: String,
    options: Vec<Holds>,
    holds: impl Fn() -> Holds + Copy + Send + Sync + 'static,
    set: impl Fn(Holds) + 'static,
) -> AnyView {
    let option = move |own: Holds| {
        let selected = flag(move || holds() == own);
        let value = if own == Holds::Open { "" } else { own.label() };
        view! { <option value=value selected=selected>{own.label()}</option> }.into_any()
    };
    let shown = options.iter().copied().map(option).collect::<Vec<_>>();
    let is_open = move || holds() == Holds::Open;
    let open = untrack(is_open).then(|| option(Holds::Open));
    let chosen = move |event| {
        let chosen = event_target_value(&event);
        if let Some(found) = options.iter().find(|own| own.label() == chosen) {
            set(*found);
        }
    };
    view! {
        <select
            id=id class:open=flag(is_open) aria-required=text(move || is_open().to_string())
            on:change=chosen
        >
            {open}
            {shown}
        </select>
    }
    .into_any()
}
