//! What this browser wrote: each write with what became of it, from old to new, as a line for curl.

mod details;
mod filters;
mod list;
mod state;
mod tools;

use leptos::prelude::*;

use self::state::Page;
use crate::help::topic;
use crate::lab::activity::Writes;
use crate::route::Route;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Head, HelpLink};

#[component]
pub fn Activity() -> impl IntoView {
    let page = Page::new();
    details::take_back_named(page);
    let is_empty = memo(move || page.count() == 0);
    view! {
        <Head title=t!("Activity")>
            {when(move || !is_empty.get(), move || view! { <tools::Tools page /> })}
            <HelpLink topic=topic::ACTIVITY />
        </Head>
        <p class="lead">
            {t!(
                "What you changed from this browser, in all of its tabs: from what to what, what \
                 the API answered, and the call as a line for curl. It stays in this browser and \
                 holds no key."
            )}
        </p>
        {live(move || page.all.with(Writes::remarks).into_iter().map(|words| view! {
            <p class="notice warn" role="status">{words}</p>
        }).collect_view())}
        {live(move || match is_empty.get() {
            true => view! { <Empty /> }.into_any(),
            false => view! { <filters::Filters page /> <list::List page /> }.into_any(),
        })}
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <section class="card empty">
            <h2>{t!("Nothing written yet")}</h2>
            <p>
                {t!(
                    "Change a group, a policy or a template, and the change is listed here with \
                     its old and its new values, also when the API refused it or its answer was \
                     lost."
                )}
            </p>
            <a class="button primary" href=Route::Groups.href()>{t!("See your groups")}</a>
        </section>
    }
}
