//! All groups: name, size, bounds, policies, last change, errors.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::lab::words;
use crate::route::Route;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{Entry, live, memo, text, when};
use crate::ui::kit::{Head, Loading, Rows, task};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::whatif::size_change;
use crate::wire::{Group, GroupId, ListQuery, Policy};

/// The last change is one call a group. In a list of more than so many it waits until the row has
/// stayed in sight for a moment, so that scrolling asks nothing.
const FEW: usize = 50;
/// That moment, in milliseconds.
const MOMENT_MS: u32 = 250;

/// What the list shows beside the groups' own rows.
#[derive(Clone, Copy)]
struct Facts {
    shown: Memo<Option<Vec<Group>>>,
    policies: Memo<BTreeMap<GroupId, usize>>,
    /// Instances now, counted from the Instance list; none while that cannot be read.
    sizes: Memo<Option<BTreeMap<GroupId, usize>>>,
}

impl Facts {
    fn len(self) -> usize {
        self.shown.with(|shown| shown.as_ref().map_or(0, Vec::len))
    }
}

/// What the page holds below its heading.
#[derive(Clone, Copy, PartialEq)]
enum Body {
    Nothing,
    Empty,
    Table,
}

fn count<T>(items: &[T], group: impl Fn(&T) -> Option<GroupId>) -> BTreeMap<GroupId, usize> {
    let mut counts = BTreeMap::new();
    for id in items.iter().filter_map(group) {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

#[component]
pub fn Groups() -> impl IntoView {
    let session = use_session();
    let here = use_here();
    let search = here.param("search");
    let groups = query(|client| async move { client.list::<Group>(&ListQuery::default()).await });
    let policies =
        query(|client| async move { client.list::<Policy>(&ListQuery::default()).await });
    let shown = memo(move || {
        let (project, search) = (session.project(), search.get().to_ascii_lowercase());
        let fits = |group: &Group| {
            (project.is_empty() || group.project_id.as_str() == project)
                && (group.name.to_ascii_lowercase().contains(&search)
                    || group.tags.iter().any(|tag| tag.to_ascii_lowercase().contains(&search)))
        };
        groups.with(|groups| {
            Some(groups?.iter().filter(|group| fits(group)).cloned().collect::<Vec<_>>())
        })
    });
    let servers = query(|client| async move { client.all_servers().await });
    let counts = memo(move || {
        policies.with(|policies| {
            count(policies.map_or(&[][..], Vec::as_slice), |policy| {
                Some(policy.instance_group_id.clone())
            })
        })
    });
    let sizes = memo(move || {
        servers.with(|servers| Some(count(servers?, |server| server.group().map(GroupId::from))))
    });
    let facts = Facts { shown, policies: counts, sizes };
    // A memo, so that typing in the search does not make the table and its field anew.
    let body = memo(move || match shown.with(|shown| shown.as_ref().map(Vec::is_empty)) {
        None => Body::Nothing,
        Some(true) if search.with(String::is_empty) => Body::Empty,
        Some(_) => Body::Table,
    });
    view! {
        <Head title="Groups">
            <a class="button primary" href=Route::GroupNew.href()>"New group"</a>
        </Head>
        // The same words stand in index.html, so that they are painted with the first bytes.
        <p class="lead">
            "What each group does now, and why it last changed. Open one to see its timeline and \
             to try its rules against its own history before you save them."
        </p>
        {live(move || groups.error().map(|error| view! {
            <ErrorNotice what="The groups could not be read." error />
        }))}
        {live(move || groups.is_waiting().then(|| view! { <Loading what="groups" /> }))}
        {live(move || match body.get() {
            Body::Nothing => ().into_any(),
            Body::Empty => view! { <Empty /> }.into_any(),
            Body::Table => view! { <GroupTable facts /> }.into_any(),
        })}
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <section class="card empty">
            <h2>"No groups yet"</h2>
            <p>
                "A group keeps a number of Instances of one template behind a load balancer, and \
                 its policies change that number. Start with a template, then create the group."
            </p>
            <div class="actions">
                <a class="button primary" href=Route::TemplateNew.href()>"New template"</a>
                <a class="button" href=Route::GroupNew.href()>"New group"</a>
            </div>
        </section>
    }
}

#[component]
fn GroupTable(facts: Facts) -> impl IntoView {
    let shown = facts.shown;
    let here = use_here();
    let search = here.param("search");
    let none = move || shown.with(|shown| shown.as_ref().is_some_and(Vec::is_empty));
    view! {
        <label class="search">
            <span>"Search by name or tag"</span>
            <input
                type="search"
                prop:value=search
                on:input=move |event| here.set_param("search", &event_target_value(&event))
            />
        </label>
        <div class="card table-wrap" tabindex="0" role="group" aria-label="Groups">
            <table aria-rowcount=text(move || (facts.len() + 1).to_string())>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" class="number">"Size"</th>
                        <th scope="col" class="number">"Bounds"</th>
                        <th scope="col" class="number">"Policies"</th>
                        <th scope="col">"Last change"</th>
                        <th scope="col">"State"</th>
                    </tr>
                </thead>
                <Rows
                    len=Signal::derive(move || facts.len())
                    entries=move |drawn| {
                        let ids = shown.with(|shown| {
                            let drawn = shown.as_deref().unwrap_or_default().get(drawn);
                            let ids = drawn.unwrap_or_default().iter().map(|g| g.id.clone());
                            ids.collect::<Vec<_>>()
                        });
                        let entry = |id: GroupId| Entry::new(id.to_string(), move || view! {
                            <GroupRow id facts />
                        });
                        ids.into_iter().map(entry).collect()
                    }
                />
            </table>
            {when(none, || view! { <p class="waiting">"No group matches the search."</p> })}
        </div>
    }
}

#[component]
fn GroupRow(id: GroupId, facts: Facts) -> impl IntoView {
    let session = use_session();
    let route = Route::Group(id.clone());
    let here = RwSignal::new(());
    let many = untrack(|| facts.len()) > FEW;
    let last_change = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move {
                if many {
                    task::pause(MOMENT_MS).await;
                }
                if here.try_get_untracked().is_none() {
                    return Ok(None);
                }
                let events = client.recent_events(&id).await?;
                Ok(events.into_iter().find(|event| size_change(event).is_some()))
            }
        })
    };
    let policies = {
        let id = id.clone();
        move || facts.policies.with(|counts| counts.get(&id).copied().unwrap_or(0)).to_string()
    };
    let size = {
        let id = id.clone();
        move || match facts.sizes.with(|s| s.as_ref().map(|s| s.get(&id).copied().unwrap_or(0))) {
            Some(size) => size.to_string(),
            None => "–".to_owned(),
        }
    };
    let group = memo(move || {
        facts.shown.with(|shown| shown.iter().flatten().find(|group| group.id == id).cloned())
    });
    let of =
        move |pick: fn(&Group) -> String| group.with(|g| g.as_ref().map(pick)).unwrap_or_default();
    let errors = move || group.with(|g| g.as_ref().map_or(0, |g| g.error_messages.len()));
    let last = move || match last_change.get().flatten() {
        Some(event) => {
            let change = size_change(&event).unwrap_or(0);
            let ago = words::ago(event.created_at.as_millis(), session.now_ms());
            format!("{change:+}, {ago}").replace('-', "−")
        }
        None => "–".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=route.href()>{text(move || of(|group| group.name.clone()))}</a>
            </th>
            <td class="number">{text(size)}</td>
            <td class="number">{text(move || of(|group| {
                format!("{} to {}", group.capacity.min_replicas, group.capacity.max_replicas)
            }))}</td>
            <td class="number">{text(policies)}</td>
            <td>{text(last)}</td>
            <td>{live(move || match errors() {
                0 => view! { <span class="pill good">"No errors"</span> }.into_any(),
                1 => view! { <span class="pill bad">"1 error"</span> }.into_any(),
                n => view! { <span class="pill bad">{format!("{n} errors")}</span> }.into_any(),
            })}</td>
        </tr>
    }
}
