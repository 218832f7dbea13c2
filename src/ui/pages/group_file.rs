//! A new group from a file that the export of one saved, of either generation.

use leptos::prelude::*;

use crate::api::{ApiError, Client};
use crate::base::translated;
use crate::forms::Draft;
use crate::lab::moving::{
    Anew, CREATED, Moving, Origin, There, USED, anew_fields, free_name, way_on,
};
use crate::route::Route;
use crate::ui::kit::location::navigate;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Breadcrumb, FieldView, FormState, Head, Loading, task};
use crate::ui::link::session::{Session, use_session};
use crate::ui::link::{FileButton, SendCalls, Sender, alert, read_origin};
use crate::wire::{Generation, Group, ListQuery, ProjectId, Template, TemplateId, v1alpha2};

/// The fields that say by themselves what is wrong with them.
const ASKED: [&str; 1] = ["name"];

const NOTE: &str = text!(
    "What is created stays when a later call fails; the rest can be sent again. Ids of networks, \
     images, snapshots and load balancers are those of the file."
);

/// A group in a file, and what there is already.
#[derive(Clone, PartialEq)]
struct Found {
    file: String,
    origin: Origin,
    /// The names of the groups that there are, or why they could not be read.
    taken: Result<Vec<String>, String>,
    there: There,
}

#[component]
pub fn GroupFile() -> impl IntoView {
    let session = use_session();
    let (found, failure) = (RwSignal::new(None::<Found>), RwSignal::new(None::<String>));
    let reading = RwSignal::new(false);
    let chosen = Callback::new(move |file: web_sys::File| {
        reading.set(true);
        found.set(None);
        task::spawn(async move {
            let read = match read_origin(&file).await {
                Ok(origin) => Ok(hold(session, file.name(), origin).await),
                Err(why) => Err(format!("{} {why}", file.name())),
            };
            reading.try_set(false);
            failure.try_set(read.as_ref().err().cloned());
            found.try_set(read.ok());
        });
    });
    view! {
        <Breadcrumb above=vec![(t!("Groups").to_owned(), Route::Groups)] />
        <Head title=t!("New group from a file") />
        <p class="lead">
            {t!(
                "Takes the JSON file that “Export…” on the page of a group saves, with its \
                 template and its rules. Nothing is created before you send it."
            )}
        </p>
        <div class="actions"><FileButton label=t!("Choose a file…") chosen /></div>
        {live(move || reading.get().then(|| view! { <Loading what=t!("the file") /> }))}
        {live(move || failure.get().map(|why| view! {
            {alert(why)}
            <p>
                {t!("To have such a file, open a group, press “Export…” and save it as JSON. ")}
                <a href=Route::Groups.href()>{t!("See your groups")}</a> {t!(", or ")}
                <a href=Route::TargetGroupNew.href()>{t!("create a group in a form")}</a> "."
            </p>
        }))}
        {live(move || found.get().map(|found| view! { <Contents found /> }))}
    }
}

/// Holds a group against what there is.
async fn hold(session: Session, file: String, origin: Origin) -> Found {
    let (client, project) = untrack(|| (session.client(), session.project()));
    let asks = untrack(|| Generation::ALL.map(|generation| session.asks(generation)));
    let taken = names(&client, asks, &project).await.map_err(|error| error.to_string());
    let there = match with_template_there(&client, origin.clone()).await {
        Ok(now) => origin.template_there(&now),
        Err(error) if error.is_not_found() => There::Gone,
        Err(error) => There::Unknown(error.to_string()),
    };
    Found { file, origin, taken, there }
}

/// The names of all groups.
async fn names(client: &Client, asks: [bool; 2], project: &str) -> Result<Vec<String>, ApiError> {
    let mut names = Vec::new();
    if asks[0] {
        let rows = client.list::<Group>(&ListQuery::default()).await?;
        names.extend(rows.into_iter().map(|row| row.name));
    }
    if asks[1] {
        names.extend(client.target_groups(project).await?.into_iter().map(|row| row.name));
    }
    Ok(names)
}

/// The same with the template that there is under the file's id.
async fn with_template_there(client: &Client, file: Origin) -> Result<Origin, ApiError> {
    Ok(match file {
        Origin::Thresholds { group, policies, template } => {
            let template = client.get::<Template>(&template.id).await?;
            Origin::Thresholds { group, policies, template }
        }
        Origin::Target { group, template, .. } => {
            let cloud_init = client.cloud_init(&template.id).await?;
            let template = client.get::<v1alpha2::Template>(&template.id).await?;
            Origin::Target { group, template, cloud_init }
        }
    })
}

#[component]
fn Contents(found: Found) -> impl IntoView {
    let session = use_session();
    let Found { file, origin, taken, there } = found;
    let unknown = taken.as_ref().err().map(|why| {
        alert(t!("The groups could not be listed: whether the name is free is open. {why}"))
    });
    let taken = taken.unwrap_or_default();
    let generation = origin.generation();
    let (zone, project) = untrack(|| (session.client().zone().clone(), session.project()));
    let pairs = origin.in_words();
    let remarks = origin.elsewhere(&zone, &project);
    let name = free_name(origin.stored().name(), &taken);
    let fields = anew_fields(&there);
    let of_file = TemplateId::from(origin.template_id());
    let starts = if there == There::Same { USED } else { CREATED };
    let form = FormState::new(Draft::default().with("name", name).with("template", starts));
    let begun = RwSignal::new(None::<Moving>);
    let project = (!project.is_empty()).then(|| ProjectId::from(project.as_str()));
    let sender = Sender::new(generation, &ASKED, begun, move || {
        let (name, choice) = form
            .draft
            .with(|draft| (draft.get("name").to_owned(), draft.get("template").to_owned()));
        let template = (choice == USED).then(|| of_file.clone());
        let anew = Anew { name, project: project.clone(), template };
        Some(Moving::anew(&origin, &anew, &taken))
    });
    let typing = sender.typing(form);
    follow(begun);
    view! {
        <section class="card" aria-label=t!("In the file")>
            <h2>{t!("In the file")}</h2>
            <p role="status">{t!("{file} holds this group:")}</p>
            <dl class="pairs">
                {pairs.into_iter().map(|(name, value)| view! {
                    <div><dt>{name}</dt><dd>{value}</dd></div>
                }).collect_view()}
            </dl>
            {remarks.into_iter().map(|said| view! {
                <p class="notice warn">{said}</p>
            }).collect_view()}
        </section>
        <section class="card" aria-label=t!("What is created")>
            <h2>{t!("What is created")}</h2>
            <p>{there.sentence()}</p>
            {unknown}
            {when(move || !session.asks(generation), move || view! {
                <p>
                    {way_on(generation)} " "
                    <a href=Route::TargetGroupNew.href()>{t!("New group")}</a>
                </p>
            })}
            {when(move || begun.with(Option::is_none), move || {
                let fields = fields.clone().into_iter();
                fields.map(|field| view! { <FieldView field state=typing /> }).collect_view()
            })}
            <SendCalls sender note=translated(NOTE)>
                <a class="button" href=Route::Groups.href()>{t!("Cancel")}</a>
            </SendCalls>
        </section>
    }
}

/// Goes to the new group once all of it is done.
fn follow(begun: RwSignal<Option<Moving>>) {
    let made = memo(move || begun.with(|own| own.as_ref().and_then(Moving::made)));
    Effect::new(move |_| {
        if let Some((generation, id)) = made.get() {
            navigate(&Route::of_group(generation, id));
        }
    });
}
