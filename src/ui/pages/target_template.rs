//! One template of the second generation.

use leptos::prelude::*;

use crate::base::translated;
use crate::forms::neighbours::{Kind, ids_of};
use crate::forms::server_template::{Stored, VOLUMES};
use crate::forms::{Draft, Field, ResourceForm, Section, rows};
use crate::lab::Exported;
use crate::route::{Location, Route};
use crate::ui::kit::location::navigate;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Breadcrumb, Head, Loading, Work};
use crate::ui::link::hold::use_holds;
use crate::ui::link::named::Named;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::ui::link::{DeleteTemplate, ErrorNotice, ExportTemplate};
use crate::wire::TemplateId;
use crate::wire::v1alpha2::{Group, GroupListQuery, GroupSummary, Template};

const CONSEQUENCE: &str = text!(
    "Running Instances stay as they are. A group that uses the template can no longer create \
     Instances, and opens an alert when it has to."
);

#[component]
pub fn TargetTemplatePage(id: TemplateId) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let read = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move {
                let template = client.get::<Template>(&id).await?;
                let cloud_init = client.cloud_init(&id).await?;
                let query = GroupListQuery {
                    project_id: Some(template.project_id.clone()),
                    template_id: Some(id),
                    ..GroupListQuery::default()
                };
                let groups = client.list::<Group>(&query).await?;
                Ok((Stored { template, cloud_init }, groups))
            }
        })
    };
    let name = memo(move || {
        read.with(|read| {
            read.map_or(t!("Template").to_owned(), |(own, _)| own.template.name.clone())
        })
    });
    let found = Signal::derive(move || {
        read.with(|read| {
            let (own, _) = read?;
            Some(Exported::TargetTemplate(own.template.clone(), own.cloud_init.clone()))
        })
    });
    let deleting = RwSignal::new(false);
    let gone = memo(move || read.error().is_some_and(|error| error.is_not_found()));
    let users = Signal::derive(move || {
        let of = |own: &GroupSummary| (own.name.clone(), Route::TargetGroup(own.id.clone()));
        read.with(|read| Some(read?.1.iter().map(of).collect::<Vec<_>>()))
    });
    let waiting = Signal::derive(move || read.is_waiting());
    let edit = Route::TargetTemplateEdit(id.clone()).href();
    let group = Location::filled(Route::TargetGroupNew, &[("template_id", id.as_str())]).href();
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
                <ExportTemplate name found error=Signal::derive(move || read.error()) />
                <button class="danger" on:click=move |_| deleting.set(true)>{t!("Delete…")}</button>
            })}
        </Head>
        {live(move || read.error().map(|error| view! {
            <ErrorNotice what=t!("The template could not be read.") error />
        }))}
        {live(move || read.get().map(|(own, groups)| view! { <Facts own groups /> }))}
        {live(move || read.is_waiting().then(|| view! { <Loading what=t!("the template") /> }))}
        <DeleteTemplate
            open=deleting name consequence=translated(CONSEQUENCE) users waiting delete done
        />
    }
}

/// What a field holds, by its name where it is an id.
fn value(field: &Field, draft: &Draft) -> AnyView {
    let ids = ids_of(draft.get(&field.path));
    match Kind::of(&field.path).filter(|(kind, _)| kind.takes_ids() && !ids.is_empty()) {
        Some((kind, _)) => {
            let ids = ids.into_iter().map(str::to_owned).collect();
            let project = draft.get("project_id").to_owned();
            view! { <Named kind ids project /> }.into_any()
        }
        None => field.shown(draft).into_any(),
    }
}

/// All that its form shows, and who uses it.
#[component]
fn Facts(own: Stored, groups: Vec<GroupSummary>) -> impl IntoView {
    let (draft, holds) = (own.draft(), use_holds());
    let at = |at_ms| time::text(at_ms, Style::Long);
    let created = at(own.template.created_at.as_millis());
    let changed = at(own.template.updated_at.as_millis());
    let has_fields = |section: &Section| !section.fields.is_empty();
    let sections = Stored::edit_sections(&draft).into_iter().filter(has_fields);
    let sections = sections.map(|section| {
        let fields = section.fields.into_iter().filter(|field| field.path != "cloud_init");
        let pairs = fields.map(|field| {
            view! { <div><dt>{field.label}</dt><dd>{value(&field, &draft)}</dd></div> }
        });
        view! {
            <section class="card" aria-label=section.title.to_string()>
                <h2>{section.title.to_string()}</h2>
                <dl class="pairs">{pairs.collect_view()}</dl>
            </section>
        }
        .into_any()
    });
    view! {
        {sections.collect::<Vec<_>>()}
        {(rows::count(&draft, VOLUMES) == 0).then(|| view! {
            <p class="notice warn">{t!("It has no volume: nothing can boot from it.")}</p>
        })}
        {own.cloud_init.map(|document| view! {
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
                    <ul>{groups.into_iter().map(|group| {
                        let GroupSummary { id, name, minimum_size, maximum_size, .. } = group;
                        let badge = holds.badge(&id, (minimum_size, maximum_size));
                        view! { <li><a href=Route::TargetGroup(id).href()>{name}</a> {badge}</li> }
                    }).collect_view()}</ul>
                }.into_any()
            }}
            <p class="help">
                {t!("Created {created}, changed {changed}. ")}
                {t!(
                    "Changes to the template apply to new Instances only. Those that run are \
                     renewed on the page of each group: “Replace…” at its Instances."
                )}
                " "
                {t!(
                    "A change of its volumes or networks alone does not move the time of the last \
                     change."
                )}
            </p>
        </section>
    }
}
