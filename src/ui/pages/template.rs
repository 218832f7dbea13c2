//! One template.

use leptos::prelude::*;

use crate::base::translated;
use crate::lab::Exported;
use crate::route::{Location, Route};
use crate::ui::kit::location::navigate;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Breadcrumb, Head, Loading, Work};
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::ui::link::{DeleteTemplate, ErrorNotice, ExportTemplate};
use crate::wire::{Group, ListQuery, Template, TemplateId, Volume};

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
        toasts.done(t!("The template is deleted."));
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
                <button on:click=move |_| deleting.set(true)>{t!("Delete…")}</button>
            })}
        </Head>
        {live(move || template.error().map(|error| view! {
            <ErrorNotice what=t!("The template could not be read.") error />
        }))}
        {live(move || template.get().map(|template| view! {
            <Facts template groups=groups.get().unwrap_or_default() />
        }))}
        {live(move || template.is_waiting().then(|| view! { <Loading what=t!("the template") /> }))}
        <DeleteTemplate
            open=deleting name consequence=translated(CONSEQUENCE) users waiting delete done
        />
    }
}

#[component]
fn Facts(template: Template, groups: Vec<Group>) -> impl IntoView {
    let or_default = |id: Option<String>| id.unwrap_or_else(|| t!("project's default").to_owned());
    let count = |count: Option<u32>| count.unwrap_or(0).to_string();
    let networks: Vec<String> =
        template.private_network_ids.iter().map(ToString::to_string).collect();
    let facts = [
        (t!("Instance type"), template.commercial_type.clone()),
        (t!("Image"), template.image_id.as_ref().map_or("–".to_owned(), ToString::to_string)),
        (t!("Private networks"), or_dash(networks.join(", "))),
        (t!("Public IPv4"), count(template.public_ips_v4_count)),
        (t!("Public IPv6"), count(template.public_ips_v6_count)),
        (t!("Security group"), or_default(template.security_group_id.map(|id| id.0))),
        (t!("Tags"), or_dash(template.tags.join(", "))),
        (t!("Project"), template.project_id.0.clone()),
        (t!("Created"), time::text(template.created_at.as_millis(), Style::Long)),
        (t!("Changed"), time::text(template.updated_at.as_millis(), Style::Long)),
    ];
    let volumes = template.volumes.into_iter().map(|(slot, volume)| volume_row(slot, volume));
    view! {
        <section class="card" aria-label=t!("Facts")>
            <dl class="pairs">
                {facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })}
            </dl>
        </section>
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
                <tbody>{volumes.collect_view()}</tbody>
            </table>
        </section>
        {template.cloud_init.map(|document| view! {
            <section class="card" aria-label=t!("Cloud-init")>
                <h2>{t!("Cloud-init")}</h2>
                <pre tabindex="0">{document.to_text()}</pre>
            </section>
        })}
        <section class="card" aria-label=t!("Groups")>
            <h2>{t!("Groups that use it")}</h2>
            {if groups.is_empty() {
                view! { <p>{t!("None yet.")}</p> }.into_any()
            } else {
                view! {
                    <ul>{groups.into_iter().map(|group| view! {
                        <li><a href=Route::Group(group.id).href()>{group.name}</a></li>
                    }).collect_view()}</ul>
                }.into_any()
            }}
            <p class="help">
                {t!(
                    "A change of the template reaches new Instances only. Those that run are \
                     renewed on the page of each group: “Replace…” at its Instances."
                )}
            </p>
        </section>
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

fn volume_row(slot: String, volume: Volume) -> impl IntoView {
    const GIGABYTE: u64 = 1_000_000_000;
    let starts = match (&volume.from_snapshot, &volume.from_empty) {
        (Some(snapshot), _) => t!("from snapshot {}", snapshot.snapshot_id),
        (None, Some(empty)) => t!("empty, {} GB", empty.size / GIGABYTE),
        (None, None) => "–".to_owned(),
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
