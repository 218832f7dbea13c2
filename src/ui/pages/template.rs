//! One template.

use leptos::prelude::*;

use crate::lab::Exported;
use crate::route::{Location, Route};
use crate::ui::kit::location::navigate;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Breadcrumb, ConfirmDelete, Head, Loading, Work};
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::ui::link::{ErrorNotice, ExportTemplate};
use crate::wire::{Group, ListQuery, Template, TemplateId, Volume};

const CONSEQUENCE: &str = "Running Instances stay as they are. A group that uses the template \
    keeps it by its id and can no longer create Instances.";

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
    let name = memo(move || template.with(|t| t.map_or("Template".to_owned(), |t| t.name.clone())));
    let found = Signal::derive(move || template.get().map(Exported::Template));
    let deleting = RwSignal::new(false);
    let edit = Route::TemplateEdit(id.clone()).href();
    let group = Location::filled(Route::GroupNew, &[("template_id", id.as_str())]).href();
    let delete = Callback::new(move |()| -> Work<()> {
        let (client, id) = (session.client(), id.clone());
        Box::pin(async move { client.remove::<Template>(&id).await })
    });
    let done = Callback::new(move |()| {
        toasts.say("The template is deleted.");
        navigate(&Route::Templates);
    });
    view! {
        <Breadcrumb above=vec![("Templates".to_owned(), Route::Templates)] />
        <Head title=name>
            <a class="button" href=group>"New group"</a>
            <a class="button" href=edit>"Edit"</a>
            <ExportTemplate name found error=Signal::derive(move || template.error()) />
            <button on:click=move |_| deleting.set(true)>"Delete…"</button>
        </Head>
        {live(move || template.error().map(|error| view! {
            <ErrorNotice what="The template could not be read." error />
        }))}
        {live(move || template.get().map(|template| view! {
            <Facts template groups=groups.get().unwrap_or_default() />
        }))}
        {live(move || template.is_waiting().then(|| view! { <Loading what="the template" /> }))}
        <ConfirmDelete
            open=deleting
            title=Signal::derive(move || format!("Delete template {}?", name.get()))
            consequence=CONSEQUENCE
            delete
            done
        />
    }
}

#[component]
fn Facts(template: Template, groups: Vec<Group>) -> impl IntoView {
    let or_default = |id: Option<String>| id.unwrap_or_else(|| "project's default".to_owned());
    let count = |count: Option<u32>| count.unwrap_or(0).to_string();
    let networks: Vec<String> =
        template.private_network_ids.iter().map(ToString::to_string).collect();
    let facts = [
        ("Instance type", template.commercial_type.clone()),
        ("Image", template.image_id.as_ref().map_or("–".to_owned(), ToString::to_string)),
        ("Private networks", or_dash(networks.join(", "))),
        ("Public IPv4", count(template.public_ips_v4_count)),
        ("Public IPv6", count(template.public_ips_v6_count)),
        ("Security group", or_default(template.security_group_id.map(|id| id.0))),
        ("Tags", or_dash(template.tags.join(", "))),
        ("Project", template.project_id.0.clone()),
        ("Created", time::text(template.created_at.as_millis(), Style::Long)),
        ("Changed", time::text(template.updated_at.as_millis(), Style::Long)),
    ];
    let volumes = template.volumes.into_iter().map(|(slot, volume)| volume_row(slot, volume));
    view! {
        <section class="card" aria-label="Facts">
            <dl class="pairs">
                {facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })}
            </dl>
        </section>
        <section class="card table-wrap" aria-label="Volumes" tabindex="0">
            <table>
                <caption>"Volumes"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Slot"</th>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Storage"</th>
                        <th scope="col">"Starts"</th>
                        <th scope="col">"Boot"</th>
                    </tr>
                </thead>
                <tbody>{volumes.collect_view()}</tbody>
            </table>
        </section>
        {template.cloud_init.map(|document| view! {
            <section class="card" aria-label="Cloud-init">
                <h2>"Cloud-init"</h2>
                <pre tabindex="0">{document.to_text()}</pre>
            </section>
        })}
        <section class="card" aria-label="Groups">
            <h2>"Groups that use it"</h2>
            {if groups.is_empty() {
                view! { <p>"None yet."</p> }.into_any()
            } else {
                view! {
                    <ul>{groups.into_iter().map(|group| view! {
                        <li><a href=Route::Group(group.id).href()>{group.name}</a></li>
                    }).collect_view()}</ul>
                }.into_any()
            }}
            <p class="help">
                "A change of the template reaches new Instances only. To renew a running Instance, \
                 terminate it: the group replaces it from the changed template."
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
        (Some(snapshot), _) => format!("from snapshot {}", snapshot.snapshot_id),
        (None, Some(empty)) => format!("empty, {} GB", empty.size / GIGABYTE),
        (None, None) => "–".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">{slot}</th>
            <td>{volume.name}</td>
            <td>{volume.volume_type.to_string()}</td>
            <td>{starts}</td>
            <td>{if volume.boot { "yes" } else { "no" }}</td>
        </tr>
    }
}
