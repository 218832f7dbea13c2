//! What a group is at the moment.

use leptos::prelude::*;

use super::instances::InstancesRead;
use crate::lab::{LogEntry, words};
use crate::route::Route;
use crate::ui::kit::view::{live, memo, text};
use crate::ui::link::BalancerName;
use crate::ui::link::query::Query;
use crate::ui::link::session::use_session;
use crate::wire::{Group, Template};

/// The group in a line: size, last change, cooldown, template, load balancer.
#[component]
pub fn Facts(
    row: Memo<Option<Group>>,
    log: Memo<Vec<LogEntry>>,
    instances: InstancesRead,
    template: Query<Option<Template>>,
) -> impl IntoView {
    let session = use_session();
    let size = move || {
        let size = instances.with(|read| read.map(|(_, servers)| words::size(servers)));
        size.unwrap_or_else(|| "–".to_owned())
    };
    let of = move |pick: fn(&Group) -> String| row.with(|row| row.as_ref().map(pick));
    let balancer = memo(move || {
        row.with(|row| {
            row.as_ref().map(|row| (row.project_id.clone(), row.loadbalancer.id.clone()))
        })
    });
    let fact = move |pick: fn(&Group) -> String| text(move || of(pick).unwrap_or_default());
    let last = move || log.with(|log| words::last_change(log, session.now_ms()));
    view! {
        <dl class="facts">
            <div class="wide">
                <dt>{t!("Size now")}</dt>
                <dd>
                    {text(size)} " " <small>{fact(words::bounds)}</small>
                </dd>
            </div>
            <div>
                <dt>{t!("Last change")}</dt>
                <dd>{live(move || match last() {
                    Some((change, ago)) => view! { {change} " " <small>{ago}</small> }.into_any(),
                    None => t!("none yet").into_any(),
                })}</dd>
            </div>
            <div><dt>{t!("Cooldown")}</dt><dd>{fact(words::cooldown)}</dd></div>
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
            <div>
                <dt>{t!("Load balancer")}</dt>
                <dd><BalancerName of=balancer /></dd>
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
