//! What a group is at the moment.

use leptos::prelude::*;

use super::instances::InstancesRead;
use super::now_facts::NowFacts;
use super::whatif::Lab;
use crate::forms::neighbours::Kind;
use crate::lab::words;
use crate::route::Route;
use crate::ui::kit::view::{live, memo};
use crate::ui::link::named::Name;
use crate::ui::link::query::Query;
use crate::ui::link::session::use_session;
use crate::wire::{Group, Template};

/// The group in a line: size, load, cooldown, last change, template, load balancer.
#[component]
pub fn Facts(
    lab: Lab,
    row: Memo<Option<Group>>,
    instances: InstancesRead,
    template: Query<Option<Template>>,
    /// Whether what it has done is known.
    logged: Signal<bool>,
) -> impl IntoView {
    let session = use_session();
    let size = move || {
        let size = instances.with(|read| read.map(|(_, servers)| words::size(servers)));
        size.unwrap_or_else(|| "–".to_owned())
    };
    let balancer = memo(move || {
        row.with(|row| {
            row.as_ref().map(|row| (row.project_id.to_string(), row.loadbalancer.id.to_string()))
        })
    });
    let last = move || lab.log.with(|log| words::last_change(log, session.now_ms()));
    view! {
        <dl class="facts">
            <NowFacts lab size=Signal::derive(size) source=t!(", counted") logged />
            <div>
                <dt>{t!("Last change")}</dt>
                <dd>{live(move || match last() {
                    Some((change, ago)) => view! { {change} " " <small>{ago}</small> }.into_any(),
                    None if logged.get() => t!("none yet").into_any(),
                    None => "–".into_any(),
                })}</dd>
            </div>
            <div>
                <dt>{t!("Template")}</dt>
                <dd>{live(move || match (template.get().flatten(), template.error()) {
                    (Some(template), None) => view! {
                        <a href=Route::Template(template.id).href()>{template.name}</a>
                        " " <small>{template.commercial_type}</small>
                    }.into_any(),
                    (_, Some(error)) if error.is_not_found() => t!("gone").into_any(),
                    _ => "–".into_any(),
                })}</dd>
            </div>
            <div class="named">
                <dt>{t!("Load balancer")}</dt>
                <dd><Name kind=Kind::LoadBalancer of=balancer /></dd>
            </div>
        </dl>
    }
}

/// What the group itself reports as wrong.
#[component]
pub fn Troubles(row: Memo<Option<Group>>) -> impl IntoView {
    let messages = memo(move || {
        row.with(|group| {
            group.as_ref().map(|group| group.error_messages.clone()).unwrap_or_default()
        })
    });
    live(move || {
        let messages = messages.get();
        (!messages.is_empty()).then(|| {
            view! {
                <div class="notice bad" role="alert">
                    <b>{t!("The group reports errors")}</b>
                    <ul>{messages.into_iter().map(|m| view! { <li>{m}</li> }).collect_view()}</ul>
                </div>
            }
        })
    })
}
