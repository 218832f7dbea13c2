//! What a group with a target is at the moment.

use leptos::prelude::*;

use super::now_facts::NowFacts;
use super::whatif::Lab;
use crate::forms::neighbours::Kind;
use crate::lab::{Standing, status, target_words, words};
use crate::route::Route;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::link::named::Name;
use crate::ui::link::query::Query;
use crate::ui::link::session::use_session;
use crate::wire::v1alpha2::{Group, Status, Template};

/// The group in a line.
#[component]
pub fn Facts(
    lab: Lab,
    row: Memo<Option<Group>>,
    template: Query<Option<Template>>,
    /// Whether what it has done is known.
    logged: Signal<bool>,
) -> impl IntoView {
    let session = use_session();
    let size = move || row.with(|row| row.as_ref().map(target_words::size)).unwrap_or_default();
    let last = move || lab.log.with(|log| words::last_change(log, session.now_ms()));
    view! {
        <dl class="facts">
            <NowFacts lab size=Signal::derive(size) logged />
            <div>
                <dt>{t!("Last change")}</dt>
                <dd>{live(move || match last() {
                    Some((change, ago)) => view! { {change} " " <small>{ago}</small> }.into_any(),
                    None if logged.get() => t!("none in its log").into_any(),
                    None => "–".into_any(),
                })}</dd>
            </div>
            <TemplateFact template />
            <BalancerFact row />
            <div>
                <dt>{t!("API status")}</dt>
                <dd>{live(move || row.with(|row| row.as_ref().map(|row| told(&row.status))))}</dd>
            </div>
        </dl>
        <p class="help">
            {t!("Its size over time is what its log tells, back from the present size.")}
        </p>
        {when(move || row.with(|row| row.as_ref().is_some_and(by_memory)), || view! {
            <p class="help">
                {t!("Memory is measured only where scaleway-vmagent runs in each Instance. Without \
                     it no value comes, the group is left as it is, and no alert says so.")}
            </p>
        })}
    }
}

fn by_memory(group: &Group) -> bool {
    group.scaling_policy.memory_target.is_some()
}

/// What the API says of the group. Only a failure stands out: how the group fares stands below its
/// title.
fn told(of: &Status) -> AnyView {
    let (words, standing) = status(of);
    let words = words.to_lowercase();
    match standing {
        Standing::Good | Standing::Busy | Standing::Leaving => words.into_any(),
        Standing::Bad => view! { <span class="pill bad">{words}</span> }.into_any(),
    }
}

#[component]
fn TemplateFact(template: Query<Option<Template>>) -> impl IntoView {
    view! {
        <div>
            <dt>{t!("Template")}</dt>
            <dd>{live(move || match (template.get().flatten(), template.error()) {
                (Some(template), None) => view! {
                    <a href=Route::TargetTemplate(template.id).href()>{template.name}</a>
                    " " <small>{template.server_type}</small>
                }.into_any(),
                (_, Some(error)) if error.is_not_found() => t!("gone").into_any(),
                _ => "–".into_any(),
            })}</dd>
        </div>
    }
}

#[component]
fn BalancerFact(row: Memo<Option<Group>>) -> impl IntoView {
    let configuration =
        memo(move || row.with(|row| row.as_ref()?.load_balancer_configuration.clone()));
    let balancer = memo(move || {
        let project = row.with(|row| row.as_ref().map(|row| row.project_id.to_string()))?;
        configuration.with(|own| Some((project, own.as_ref()?.load_balancer_id.to_string())))
    });
    view! {
        <div class="named">
            <dt>{t!("Load balancer")}</dt>
            <dd>{live(move || match configuration.get() {
                Some(own) => view! {
                    <Name kind=Kind::LoadBalancer of=balancer />
                    " " <small>{target_words::healing(&own)}</small>
                }.into_any(),
                None => t!("load balancer" => "none").into_any(),
            })}</dd>
        </div>
    }
}
