//! One group: facts, timeline, what-if, policies, events.

use leptos::prelude::*;

use crate::engine::duration_text;
use crate::route::Route;
use crate::ui::components::{Breadcrumb, ConfirmDelete, ErrorNotice, Head, Loading};
use crate::ui::lab::{Lab, Panel};
use crate::ui::location::{navigate, use_here};
use crate::ui::query::query;
use crate::ui::session::use_session;
use crate::ui::time::{self, Style};
use crate::ui::timeline::Timeline;
use crate::ui::toast::use_toasts;
use crate::whatif::size_change;
use crate::wire::{
    Action, AdjustmentType, Event, Group, GroupId, Level, ListQuery, OrderBy, Policy, Server,
    Template,
};

const CONSEQUENCE: &str = "Its policies go with it. Its Instances keep running, and keep being \
    billed, until you terminate them in the Instance product. The load balancer stays as it is.";

#[component]
pub fn GroupPage(id: GroupId) -> impl IntoView {
    let here = use_here();
    let group = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.get::<Group>(&id).await }
        })
    };
    let policies = {
        let id = id.clone();
        query(move |client| {
            // Oldest first: the engine breaks ties by age.
            let query = ListQuery {
                order_by: OrderBy::CreatedAtAsc,
                instance_group_id: Some(id.clone()),
                ..ListQuery::default()
            };
            async move { client.list::<Policy>(&query).await }
        })
    };
    let events = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.events(&id).await }
        })
    };
    let row = Memo::new(move |_| group.with(|group| group.value.clone()));
    let rules = Memo::new(move |_| policies.with(|p| p.value.clone().unwrap_or_default()));
    let log = Memo::new(move |_| events.with(|events| events.value.clone().unwrap_or_default()));
    let lab = Lab::new(id.clone(), row, rules, log);
    let (own_id, kept) = (id.clone(), StoredValue::new(id));
    let name = Memo::new(move |_| row.with(|g| g.as_ref().map_or("Group".into(), |g| g.name.clone())));
    view! {
        <Breadcrumb above=vec![("Groups".to_owned(), Route::Groups)] />
        <Head title=name>
            <Actions id=own_id.clone() name lab />
        </Head>
        {move || group.get().error.map(|error| view! {
            <ErrorNotice what="The group could not be read." error />
        })}
        {move || policies.get().error.map(|error| view! {
            <ErrorNotice what="The policies could not be read." error />
        })}
        <Show when=move || group.with(|group| group.is_waiting())>
            <Loading what="the group" />
        </Show>
        <Show when=move || row.with(Option::is_some)>
            <Facts id=kept.get_value() row log />
            <Troubles row />
            <div class="split" class:open=move || lab.open.get()>
                <Timeline lab />
                <Show when=move || lab.open.get()>
                    <Panel lab />
                </Show>
            </div>
            <Show when=move || !lab.open.get()>
                <p class="invite">
                    "What would other thresholds have done? "
                    <button on:click=move |_| here.set_param("whatif", "1")>"Open the what-if"</button>
                </p>
            </Show>
            <Policies group=kept.get_value() rules />
            <Events log />
        </Show>
    }
}

#[component]
fn Actions(id: GroupId, name: Memo<String>, lab: Lab) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let here = use_here();
    let deleting = RwSignal::new(false);
    let edit = Route::GroupEdit(id.clone()).href();
    let delete = move || {
        let (client, id) = (session.client(), id.clone());
        async move { client.delete::<Group>(&id).await }
    };
    let done = Callback::new(move |()| {
        toasts.say("The group is deleted. Its Instances keep running.");
        session.refresh();
        navigate(&Route::Groups);
    });
    let toggle = move |_| {
        let flag = if lab.open.get_untracked() { "" } else { "1" };
        here.set_param("whatif", flag);
    };
    view! {
        <button
            class="primary"
            aria-pressed=move || lab.open.get().to_string()
            on:click=toggle
        >
            "What if"
        </button>
        <a class="button" href=edit>"Edit"</a>
        <button on:click=move |_| deleting.set(true)>"Delete…"</button>
        <ConfirmDelete
            open=deleting
            title=Signal::derive(move || format!("Delete group {}?", name.get()))
            consequence=CONSEQUENCE
            delete
            done
        />
    }
}

#[component]
fn Facts(id: GroupId, row: Memo<Option<Group>>, log: Memo<Vec<Event>>) -> impl IntoView {
    let session = use_session();
    let servers = query(move |client| {
        let id = id.clone();
        async move { client.servers(&id).await }
    });
    let template_id = Memo::new(move |_| row.with(|g| g.as_ref().map(|g| g.instance_template_id.clone())));
    let template = query(move |client| {
        let id = template_id.get();
        async move {
            match id {
                Some(id) => client.get::<Template>(&id).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let size = move || match servers.with(|servers| servers.value.as_deref().map(count)) {
        Some((all, 0)) => format!("{all}"),
        Some((all, booting)) => format!("{all}, {booting} booting"),
        None => "–".to_owned(),
    };
    let bounds = move || row.with(|g| g.as_ref().map(|g| {
        format!("of {} to {}, from the Instance list", g.capacity.min_replicas, g.capacity.max_replicas)
    }));
    let last = move || {
        log.with(|events| {
            let event = events.iter().find(|event| size_change(event).is_some())?;
            let change = size_change(event)?;
            let word = if change > 0 { "added" } else { "removed" };
            let ago = time::ago(event.created_at.as_millis(), session.now_ms());
            Some((format!("{} {word}", change.abs()), ago))
        })
    };
    let cooldown = move || row.with(|g| {
        let delay = g.as_ref().and_then(|g| g.capacity.cooldown_delay);
        delay.map_or("none".to_owned(), |delay| duration_text(delay.as_millis()))
    });
    view! {
        <dl class="facts">
            <div><dt>"Size now"</dt><dd>{size} " " <small>{bounds}</small></dd></div>
            <div>
                <dt>"Last change"</dt>
                <dd>{move || match last() {
                    Some((change, ago)) => view! { {change} " " <small>{ago}</small> }.into_any(),
                    None => "none yet".into_any(),
                }}</dd>
            </div>
            <div><dt>"Cooldown"</dt><dd>{cooldown}</dd></div>
            <div>
                <dt>"Template"</dt>
                <dd>{move || {
                    let loaded = template.get();
                    match (loaded.value.flatten(), loaded.error) {
                        (Some(template), None) => view! {
                            <a href=Route::Template(template.id).href()>{template.name}</a>
                            " " <small>{template.commercial_type}</small>
                        }.into_any(),
                        (_, Some(error)) if error.is_not_found() => "gone".into_any(),
                        _ => "–".into_any(),
                    }
                }}</dd>
            </div>
            <div>
                <dt>"Load balancer"</dt>
                <dd class="id">{move || row.with(|g| g.as_ref().map(|g| g.loadbalancer.id.to_string()))}</dd>
            </div>
        </dl>
    }
}

/// All Instances, and those of them that still boot.
fn count(servers: &[Server]) -> (usize, usize) {
    let booting = servers.iter().filter(|server| server.state_detail.contains("booting")).count();
    (servers.len(), booting)
}

#[component]
fn Troubles(row: Memo<Option<Group>>) -> impl IntoView {
    let messages =
        Memo::new(move |_| row.with(|g| g.as_ref().map_or_else(Vec::new, |g| g.error_messages.clone())));
    view! {
        <Show when=move || messages.with(|messages| !messages.is_empty())>
            <div class="notice bad" role="alert">
                <b>"The group reports errors"</b>
                <ul>{move || messages.get().into_iter().map(|message| view! {
                    <li>{message}</li>
                }).collect_view()}</ul>
            </div>
        </Show>
    }
}

#[component]
fn Policies(group: GroupId, rules: Memo<Vec<Policy>>) -> impl IntoView {
    let new = Route::PolicyNew(group).href();
    let sorted = move || {
        let mut rows = rules.get();
        rows.sort_by_key(|policy| policy.priority);
        rows
    };
    view! {
        <section class="card" aria-label="Policies">
            <div class="card-head">
                <h2>"Policies"</h2>
                <a class="button push" href=new>"Add a policy"</a>
            </div>
            <Show
                when=move || rules.with(|rules| !rules.is_empty())
                fallback=|| view! {
                    <p class="waiting">
                        "No policies: the group stays at its minimum. Add at least two, one that \
                         scales up and one that scales down."
                    </p>
                }
            >
                <div class="table-wrap">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col" class="number">"Priority"</th>
                                <th scope="col">"Name"</th>
                                <th scope="col">"When"</th>
                                <th scope="col">"Then"</th>
                                <th scope="col"><span class="sr-only">"Actions"</span></th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=sorted
                                key=|policy| (policy.id.clone(), format!("{policy:?}"))
                                children=|policy| view! { <PolicyRow policy /> }
                            />
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn PolicyRow(policy: Policy) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let deleting = RwSignal::new(false);
    let edit = Route::PolicyEdit(policy.instance_group_id.clone(), policy.id.clone()).href();
    let (when, then) = (condition(&policy), action(&policy));
    let name = policy.name.clone();
    let title = format!("Delete policy {name}?");
    let delete = move || {
        let (client, id) = (session.client(), policy.id.clone());
        async move { client.delete::<Policy>(&id).await }
    };
    let done = Callback::new(move |()| {
        toasts.say("The policy is deleted.");
        session.refresh();
    });
    view! {
        <tr>
            <td class="number">{policy.priority}</td>
            <th scope="row">{name.clone()}</th>
            <td>{when}</td>
            <td>{then}</td>
            <td class="actions">
                <a class="button small" href=edit aria-label=format!("Edit {name}")>"Edit"</a>
                <button
                    class="small"
                    aria-label=format!("Delete {name}")
                    on:click=move |_| deleting.set(true)
                >"Delete…"</button>
                <ConfirmDelete
                    open=deleting
                    title=Signal::stored(title)
                    consequence="The group no longer reacts to what it watched. Its size stays."
                    delete
                    done
                />
            </td>
        </tr>
    }
}

/// `CPU, average over 5 min, over 70 %`.
fn condition(policy: &Policy) -> String {
    let draft = crate::forms::policy::draft(policy);
    let fields = crate::forms::policy::sections(&draft);
    let shown = |path: &str| {
        let mut all = fields.iter().flat_map(|section| &section.fields);
        all.find(|field| field.path == path).map(|f| f.shown(&draft)).unwrap_or_default()
    };
    let metric = policy.metric.managed_metric.as_ref().and_then(crate::engine::Metric::from_wire);
    let label = metric.map_or_else(|| shown("metric.managed_metric"), |m| m.label().to_owned());
    format!(
        "{label}, {} of {}, {} {}",
        shown("metric.aggregate").to_lowercase(),
        shown("metric.sampling_range_min"),
        shown("metric.operator"),
        shown("metric.threshold"),
    )
}

/// `add 1 Instance`.
fn action(policy: &Policy) -> String {
    let up = policy.action == Action::ScaleUp;
    let verb = if up { "add" } else { "remove" };
    match (&policy.adjustment, policy.value) {
        (AdjustmentType::FlatCount, 1) => format!("{verb} 1 Instance"),
        (AdjustmentType::FlatCount, n) => format!("{verb} {n} Instances"),
        (AdjustmentType::PercentOfTotalGroup, n) => format!("{verb} {n} % of the group"),
        (AdjustmentType::SetTotalGroup, n) => format!("set the total to {n}"),
        (other, n) => format!("{other} {n}"),
    }
}

#[component]
fn Events(log: Memo<Vec<Event>>) -> impl IntoView {
    const FIRST: usize = 20;
    let all = RwSignal::new(false);
    let total = move || log.with(Vec::len);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        log.with(|events| events.iter().take(most).cloned().collect::<Vec<_>>())
    };
    view! {
        <section class="card" aria-label="Events">
            <div class="card-head"><h2>"Events"</h2></div>
            <Show
                when=move || { total() > 0 }
                fallback=|| view! { <p class="waiting">"Nothing has happened yet."</p> }
            >
                <div class="table-wrap" class:scroll=move || all.get()>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Time"</th>
                                <th scope="col">"Level"</th>
                                <th scope="col">"Source"</th>
                                <th scope="col">"What happened"</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=shown key=|event| event.id.clone() children=event_row />
                        </tbody>
                    </table>
                </div>
                <Show when=move || { total() > FIRST }>
                    <div class="actions">
                        <button on:click=move |_| all.update(|all| *all = !*all)>
                            {move || match all.get() {
                                true => format!("Show the latest {FIRST}"),
                                false => format!("Show all {}", total()),
                            }}
                        </button>
                    </div>
                </Show>
            </Show>
        </section>
    }
}

fn event_row(event: Event) -> impl IntoView {
    let pill = match event.level {
        Level::Error => "pill bad",
        Level::Success => "pill good",
        Level::Info | Level::Other(_) => "pill plain",
    };
    view! {
        <tr>
            <td class="nowrap">
                {move || time::text(event.created_at.as_millis(), Style::Short)}
            </td>
            <td><span class=pill>{event.level.to_string()}</span></td>
            <td>{event.source.to_string().replace('_', " ")}</td>
            <td>
                {event.name}
                {event.details.map(|details| view! { <p class="help">{details}</p> })}
            </td>
        </tr>
    }
}
