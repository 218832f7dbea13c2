//! All groups of both generations: which of them need somebody, and why.
//!
//! The first paint is what the lists tell ([`plain`]). What takes more calls, and the code for it,
//! comes behind it ([`watch`]).

mod lists;
mod plain;
pub mod watch;

use leptos::prelude::*;

use self::lists::Lists;
use self::plain::PlainTable;
use crate::route::Route;
use crate::ui::kit::location::use_here;
use crate::ui::kit::part::Part;
use crate::ui::kit::view::{live, memo, text, when};
use crate::ui::kit::{Head, Loading, reason};
use crate::ui::link::ErrorNotice;
use crate::ui::link::session::use_session;
use crate::wire::Generation;

/// The part that judges the groups.
pub type WatchPart = Part<watch::MakeWatch>;

/// What the page holds below its heading.
#[derive(Clone, Copy, PartialEq)]
enum Body {
    Nothing,
    Empty,
    Table,
}

#[component]
pub fn Groups() -> impl IntoView {
    let lists = Lists::read();
    // A memo, so that a row more or less does not make the table and its field anew.
    let body = memo(move || match lists.rows.with(|rows| rows.as_ref().map(Vec::is_empty)) {
        Some(false) => Body::Table,
        Some(true) if lists.are_read() => Body::Empty,
        Some(true) | None => Body::Nothing,
    });
    let waiting = memo(move || body.get() == Body::Nothing && lists.failures().is_empty());
    view! {
        <Head title=t!("Groups")>
            <p class="total">{text(move || {
                let total = lists.total.get();
                total.and_then(|total| total.try_get()).unwrap_or_default()
            })}</p>
            <NewGroup />
        </Head>
        // The same words stand in index.html, so that they are painted with the first bytes.
        <p class="lead">
            {t!(
                "What each group does now, why it last changed, and what other rules would have \
                 done."
            )}
        </p>
        {live(move || lists.failures().into_iter().map(|(what, error)| view! {
            <ErrorNotice what error />
        }).collect_view())}
        {live(move || waiting.get().then(|| view! {
            <Loading what=t!("loading" => "groups") />
        }))}
        {live(move || match body.get() {
            Body::Nothing => ().into_any(),
            Body::Empty => view! { <Empty /> }.into_any(),
            Body::Table => view! { <GroupList lists /> }.into_any(),
        })}
        <Invitation lists />
    }
}

/// Whoever looks at a server's sandbox in real time sees nothing scale for minutes. It comes below
/// the list once that is judged: before, the list would push it down, and it would be the largest
/// text of the page.
#[component]
fn Invitation(lists: Lists) -> impl IntoView {
    let session = use_session();
    let is_slow =
        memo(move || session.served_speed() == Some(1) && lists.total.with(Option::is_some));
    when(
        move || is_slow.get(),
        || {
            view! {
                <p class="help">
                    {t!(
                        "This sandbox runs in real time. To see its groups scale, move its clock \
                         on by an hour, or let it run 60 times as fast: its keys stand at the \
                         top of the page."
                    )}
                </p>
            }
        },
    )
}

/// A new group of the newest generation that the API answers. Its page leads to the other one, and
/// to one from a file.
#[component]
fn NewGroup() -> impl IntoView {
    let session = use_session();
    let href = memo(move || match session.asks(Generation::V1alpha2) {
        true => Route::TargetGroupNew.href(),
        false => Route::GroupNew.href(),
    });
    view! { <a class="button primary" href=text(move || href.get())>{t!("New group")}</a> }
}

#[component]
fn Empty() -> impl IntoView {
    let session = use_session();
    let template = memo(move || match session.asks(Generation::V1alpha2) {
        true => Route::TargetTemplateNew.href(),
        false => Route::TemplateNew.href(),
    });
    view! {
        <section class="card empty">
            <h2>{t!("No groups yet")}</h2>
            <p>
                {t!(
                    "A group keeps a number of Instances of one template, behind a load balancer \
                     where you want one, and its rules change that number. Start with a \
                     template, then create the group."
                )}
            </p>
            <div class="actions">
                <a class="button primary" href=template>{t!("New template")}</a>
                <a class="button" href=Route::GroupFromFile.href()>
                    {t!("New group from a file…")}
                </a>
            </div>
        </section>
    }
}

/// The search, and the list as far as its parts have come.
#[component]
fn GroupList(lists: Lists) -> impl IntoView {
    let here = use_here();
    let search = here.param("search");
    let part = expect_context::<WatchPart>();
    part.fetch();
    view! {
        // Before the part, so that what is typed meanwhile stays: the list only comes behind it.
        <div class="listing">
            <input
                type="search" aria-label=t!("Search by name, tag or state")
                placeholder=t!("Name, tag or state")
                prop:value=search
                on:input=move |event| here.set_param("search", &event_target_value(&event))
            />
            {when(move || part.has_failed(), move || view! { <Unjudged part /> })}
            {live(move || match part.brought() {
                Some(make) => make(lists),
                None => view! { <PlainTable lists /> }.into_any(),
            })}
        </div>
    }
}

/// Says that the part which judges has not come.
#[component]
fn Unjudged(part: WatchPart) -> impl IntoView {
    view! {
        <div class="notice warn" role="alert">
            <p>
                <b>{t!("The groups are not judged.")}</b>
                {t!(
                    " The part of Headroom that does it could not be loaded: the list shows only \
                     what the API says of each group by itself. "
                )} {reason("mend")}
            </p>
            <div class="actions">
                <button on:click=move |_| part.fetch()>{t!("Try again")}</button>
            </div>
        </div>
    }
}
