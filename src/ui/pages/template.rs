//! One template.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::base::translated;
use crate::forms::neighbours::Kind;
use crate::lab::Exported;
use crate::route::{Location, Route};
use crate::ui::kit::location::navigate;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Breadcrumb, Head, Loading, Work};
use crate::ui::link::hold::use_holds;
use crate::ui::link::named::Named;
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::ui::link::{DeleteTemplate, ErrorNotice, ExportTemplate};
use crate::wire::{Group, ListQuery, Template, TemplateId, Timestamp, Volume};

const CONSEQUENCE: &str = text!(
    "Running Instances stay as they are. A group that uses the template keeps it by its id and \
     can no longer create Instances."
);

#[component]
pub fn TemplatePage(id: TemplateId) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let template = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.get::<Template>(&id).await }
        })
    };
    let groups = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move {
                let groups = client.list::<Group>(&ListQuery::default()).await?;
                Ok(groups.into_iter().filter(|g| g.instance_template_id == id).collect::<Vec<_>>())
            }
        })
    };
    let name =
        memo(move || template.with(|t| t.map_or(t!("Template").to_owned(), |t| t.name.clone())));
    let found = Signal::derive(move || template.get().map(Exported::Template));
    let deleting = RwSignal::new(false);
    let gone = memo(move || template.error().is_some_and(|error| error.is_not_found()));
    let users = Signal::derive(move || {
        let of = |own: &Group| (own.name.clone(), Route::Group(own.id.clone()));
        groups.with(|groups| Some(groups?.iter().map(of).collect::<Vec<_>>()))
    });
    let waiting = Signal::derive(move || groups.is_waiting());
    let edit = Route::TemplateEdit(id.clone()).href();
    let group = Location::filled(Route::GroupNew, &[("template_id", id.as_str())]).href();
    let delete = Callback::new(move |()| -> Work<()> {
        let (client, id) = (session.client(), id.clone());
        Box::pin(async move { client.remove::<Template>(&id).await })
    });
    let done = Callback::new(move |()| {
        toasts.wrote(t!("The template is deleted."));
        navigate(&Route::Templates);
    });
    view! {
        <Breadcrumb above=vec![(t!("Templates").to_owned(), Route::Templates)] />
        <Head title=name>
            // With a template that is not there, nothing can be done.
            {when(move || !gone.get(), move || view! {
                <a class="button" href=group.clone()>{t!("New group")}</a>
                <a class="button" href=edit.clone()>{t!("Edit")}</a>
                <ExportTemplate name found error=Signal::derive(move || template.error()) />
                <button class="danger" on:click=move |_| deleting.set(true)>{t!("Delete…")}</button>
            })}
        </Head>
        {live(move || template.error().map(|error| view! {
            <ErrorNotice what=t!("The template could not be read.") error />
        }))}
        {live(move || template.get().map(|template| view! {
            <Facts template groups />
        }))}
        {live(move || template.is_waiting().then(|| view! { <Loading what=t!("the template") /> }))}
        <DeleteTemplate
            open=deleting name consequence=translated(CONSEQUENCE) users waiting delete done
        />
    }
}

#[component]
fn Facts(template: Template, groups: Query<Vec<Group>>) -> impl IntoView {
    let project = template.project_id.0.clone();
    view! {
        <section class="card" aria-label=t!("Facts")>
            <dl class="pairs">
                {facts(&template).map(|(name, value)| view! {
                    <div><dt>{name}</dt><dd>{value}</dd></div>
                })}
            </dl>
        </section>
        <Volumes volumes=template.volumes project />
        {template.cloud_init.map(|document| view! {
            <section class="card" aria-label=t!("Cloud-init")>
                <h2>{t!("Cloud-init")}</h2>
                <pre tabindex="0">{document.to_text()}</pre>
            </section>
        })}
        <Users groups />
    }
}

/// What it says of each Instance, beside its volumes.
fn facts(template: &Template) -> [(&'static str, AnyView); 11] {
    let count = |count: Option<u32>| count.unwrap_or(0).to_string().into_any();
    let project = template.project_id.0.clone();
    let named = |kind: Kind, ids: Vec<String>, none: &'static str| match ids.is_empty() {
        true => none.into_any(),
        false => view! { <Named kind ids project=project.clone() /> }.into_any(),
    };
    let image = template.image_id.iter().map(ToString::to_string).collect();
    let networks = template.private_network_ids.iter().map(ToString::to_string).collect();
    let security = template.security_group_id.iter().map(ToString::to_string).collect();
    let placement = template.placement_group_id.iter().map(ToString::to_string).collect();
    let time = |at: Timestamp| time::text(at.as_millis(), Style::Long).into_any();
    [
        (t!("Instance type"), template.commercial_type.clone().into_any()),
        (t!("Image"), named(Kind::Image, image, "–")),
        (t!("Private networks"), named(Kind::PrivateNetwork, networks, "–")),
        (t!("Public IPv4"), count(template.public_ips_v4_count)),
        (t!("Public IPv6"), count(template.public_ips_v6_count)),
        (t!("Security group"), named(Kind::SecurityGroup, security, t!("project's default"))),
        (t!("Placement group"), named(Kind::PlacementGroup, placement, "–")),
        (t!("Tags"), or_dash(template.tags.join(", ")).into_any()),
        (t!("Project"), named(Kind::Project, vec![project.clone()], "–")),
        (t!("Created"), time(template.created_at)),
        (t!("Changed"), time(template.updated_at)),
    ]
}

#[component]
fn Volumes(volumes: BTreeMap<String, Volume>, project: String) -> impl IntoView {
    let rows = volumes.into_iter();
    let rows = rows.map(|(slot, volume)| volume_row(slot, volume, project.clone()));
    view! {
        <section class="card table-wrap" aria-label=t!("Volumes") tabindex="0">
            <table>
                <caption>{t!("Volumes")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("Slot")}</th>
                        <th scope="col">{t!("Name")}</th>
                        <th scope="col">{t!("Storage")}</th>
                        <th scope="col">{t!("Starts")}</th>
                        <th scope="col">{t!("Boot")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

/// The groups that use it.
#[component]
fn Users(groups: Query<Vec<Group>>) -> impl IntoView {
    let holds = use_holds();
    let rows = move |groups: Vec<Group>| match groups.is_empty() {
        true => view! { <p>{t!("None yet.")}</p> }.into_any(),
        false => view! {
            <ul>{groups.into_iter().map(|group| {
                let Group { id, name, capacity, .. } = group;
                let badge = holds.badge(&id, (capacity.min_replicas, capacity.max_replicas));
                view! { <li><a href=Route::Group(id).href()>{name}</a> {badge}</li> }
            }).collect_view()}</ul>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-label=t!("Groups")>
            <h2>{t!("Groups that use it")}</h2>
            {live(move || match (groups.get(), groups.error()) {
                (Some(groups), _) => rows(groups),
                (None, Some(error)) => view! {
                    <ErrorNotice what=t!("The groups could not be read.") error />
                }.into_any(),
                (None, None) => view! { <Loading what=t!("the groups") /> }.into_any(),
            })}
            <p class="help">
                {t!(
                    "Changes to the template apply to new Instances only. Those that run are \
                     renewed on the page of each group: “Replace…” at its Instances."
                )}
            </p>
        </section>
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

fn volume_row(slot: String, volume: Volume, project: String) -> impl IntoView {
    const GIGABYTE: u64 = 1_000_000_000;
    let starts = match (&volume.from_snapshot, &volume.from_empty) {
        (Some(snapshot), _) => {
            let ids = vec![snapshot.snapshot_id.to_string()];
            view! { {t!("from snapshot")} <Named kind=Kind::Snapshot ids project /> }.into_any()
        }
        (None, Some(empty)) => t!("empty, {}\u{a0}GB", empty.size / GIGABYTE).into_any(),
        (None, None) => "–".into_any(),
    };
    view! {
        <tr>
            <th scope="row">{slot}</th>
            <td>{volume.name}</td>
            <td>{volume.volume_type.to_string()}</td>
            <td>{starts}</td>
            <td>{if volume.boot { t!("yes") } else { t!("no") }}</td>
        </tr>
    }
}
