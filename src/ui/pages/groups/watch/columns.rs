//! Which columns of the list are shown. The browser keeps it.

use leptos::prelude::*;

use crate::lab::watch::{Column, HiddenColumns};
use crate::ui::kit::view::flag;
use crate::ui::link::storage::BrowserStorage;

const KEPT: &str = "headroom.columns";

/// What was hidden here before.
pub fn kept() -> RwSignal<HiddenColumns> {
    RwSignal::new(HiddenColumns::parse(&BrowserStorage::Local.get(KEPT).unwrap_or_default()))
}

/// Hides and shows columns.
#[component]
pub fn Columns(hidden: RwSignal<HiddenColumns>) -> impl IntoView {
    let show = move |column: Column, is_shown: bool| {
        hidden.update(|own| *own = own.with(column, !is_shown));
        BrowserStorage::Local.set(KEPT, &hidden.with_untracked(HiddenColumns::text));
    };
    let toggle = move |column: Column| {
        view! {
            <label class="toggle">
                <input
                    type="checkbox"
                    prop:checked=flag(move || !hidden.with(|own| own.has(column)))
                    on:change=move |event| show(column, event_target_checked(&event))
                />
                {column.label()}
            </label>
        }
    };
    view! {
        <details class="columns">
            <summary>{t!("Columns")}</summary>
            <div>{Column::ALL.map(toggle).into_iter().collect_view()}</div>
        </details>
    }
}
