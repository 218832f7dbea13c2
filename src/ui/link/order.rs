//! The order in which the list of groups was last seen, for the pages of its groups.

use leptos::prelude::*;

use crate::lab::watch::{Key, Position, SeenOrder};
use crate::route::Route;
use crate::ui::kit::Breadcrumb;
use crate::ui::kit::view::{live, memo};

/// As the list was left; it is empty until then.
#[derive(Clone, Copy)]
pub struct ListOrder(pub RwSignal<SeenOrder>);

impl ListOrder {
    /// Nothing was seen yet.
    pub fn provide() {
        provide_context(Self(RwSignal::new(SeenOrder::default())));
    }
}

/// Where a group's page hangs, with the groups beside it where the list was seen.
#[component]
pub fn GroupBreadcrumb(
    /// The group.
    group: Key,
) -> impl IntoView {
    let ListOrder(order) = expect_context();
    let place = memo(move || order.with(|order| order.position(&group)));
    let link = |name: &'static str, sign: &'static str, (generation, id): Key| {
        view! { <a href=Route::of_group(generation, id).href() aria-label=name>{sign}</a> }
    };
    view! {
        <div class="crumb-line">
            <Breadcrumb above=vec![(t!("Groups").to_owned(), Route::Groups)] />
            {live(move || place.get().map(|Position { words, before, after }| view! {
                <nav class="crumb" aria-label=t!("Groups beside it")>
                    "/ " {words} " "
                    {before.map(|key| link(t!("Previous group"), "‹", key))}
                    {after.map(|key| link(t!("Next group"), "›", key))}
                </nav>
            }))}
        </div>
    }
}
