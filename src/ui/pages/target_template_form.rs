//! The forms for a new and a stored template of the second generation. Its cloud-init goes by a
//! call of its own, and may fail when the template itself is there.

use std::rc::Rc;

use leptos::prelude::*;

use super::editor::{Editing, Editor};
use crate::api::{ApiError, Client};
use crate::engine::FieldErrors;
use crate::forms::neighbours::Kind;
use crate::forms::server_template::{
    CloudInitChange, Known, New, Stored, add_volume, remove_volume,
};
use crate::forms::steps::Step;
use crate::forms::{Draft, Left, ResourceForm};
use crate::lab::Pending;
use crate::route::{Location, Route};
use crate::ui::kit::location::current;
use crate::ui::kit::unsent;
use crate::ui::kit::view::memo;
use crate::ui::kit::{Form, FormState, Growing, Saved, Submission, Submitter};
use crate::ui::link::changes::{Changes, change_of, changes, creating_calls, creation_of};
use crate::ui::link::cloud_init::below_template_field;
use crate::ui::link::cost::instance_cost;
use crate::ui::link::guided::{guided, steps};
use crate::ui::link::picks::provide_picks;
use crate::ui::link::project::project_of_new;
use crate::ui::link::query::{Query, if_read, query};
use crate::ui::link::session::{Session, use_session};
use crate::ui::link::template_changes::{User, template_effects};
use crate::wire::v1alpha2::{
    Group, GroupListQuery, GroupSummary, SetUserData, Template, TemplateListQuery, UpdateTemplate,
};
use crate::wire::{CloudInit, Generation, TemplateId};

/// What a template names by id or label.
const KINDS: [Kind; 7] = [
    Kind::Project,
    Kind::ServerType,
    Kind::ImageLabel,
    Kind::Snapshot,
    Kind::PrivateNetwork,
    Kind::SecurityGroup,
    Kind::PlacementGroup,
];

/// Its volumes.
const VOLUMES: Growing = Growing { noun: text!("volume"), add: add_volume, remove: remove_volume };

#[component]
pub fn TargetTemplateNew() -> impl IntoView {
    // Without the list the form still works; only the suggestions are missing.
    let session = use_session();
    let known = query(move |client| async move {
        let project = untrack(|| session.project());
        let templates = if_read(client.target_templates(&project).await)?;
        let project = project_of_new(&client, project, templates.is_empty()).await;
        Ok(Known { templates, project })
    });
    let above = vec![(t!("Templates").to_owned(), Route::Templates)];
    view! {
        <Editor above title=t!("New template") what=t!("the templates") read=known form=new_form />
    }
}

fn saved(template: &Template, words: String) -> Saved {
    Saved { words, next: Route::TargetTemplate(template.id.clone()).into() }
}

fn new_form(known: Known) -> AnyView {
    let session = use_session();
    let state = FormState::resuming(Route::TargetTemplateNew.path(), Stored::blank(&known));
    provide_picks(state, &KINDS);
    let (shown, depends) = (known.clone(), known.clone());
    let calls = creating_calls(state, move |draft| new_calls(session, draft, &depends));
    let sections = memo(move || state.draft.with(|draft| Stored::new_sections(draft, &shown)));
    let leads_on = current().leads_on();
    let submitter: Submitter = Box::new(move |draft| {
        let New { body, cloud_init } = Stored::create_body(draft, &known)?;
        let (client, ids) = (session.client(), known.templates.clone());
        let look = {
            let (client, body, cloud_init) = (client.clone(), body.clone(), cloud_init.clone());
            move || {
                let (client, body) = (client.clone(), body.clone());
                let (cloud_init, ids) = (cloud_init.clone(), ids.clone());
                Box::pin(async move {
                    let project_id = Some(body.project_id.clone());
                    let query = TemplateListQuery { project_id, ..TemplateListQuery::default() };
                    let known: Vec<_> = ids.into_iter().map(|template| template.id).collect();
                    let found = client.created_after_all::<Template>(&body, &query, &known).await?;
                    session.refresh();
                    Ok(match found {
                        Some(made) => Some(booted(&client, made, cloud_init, leads_on).await),
                        None => None,
                    })
                }) as _
            }
        };
        let send = async move {
            let made = client.create::<Template>(&body).await?;
            session.refresh();
            Ok(booted(&client, made, cloud_init, leads_on).await)
        };
        Ok(Submission { send: Box::pin(send), look: Some(Rc::new(look)) })
    });
    let cost = instance_cost(state);
    let form = view! {
        <Form
            state sections beside=below_template_field verb=t!("Create template")
            cancel=Route::Templates.href()
            growing=VOLUMES submitter
        >
            {calls}
        </Form>
    };
    // A template by itself leads nowhere.
    let steps = leads_on
        .then(|| steps(Generation::V1alpha2, Signal::stored(Step::Template), None, |_| false));
    guided(steps, form.into_any(), cost)
}

/// The calls that create a template and give it its cloud-init, under the id that the first one
/// answers.
fn new_calls(session: Session, draft: &Draft, known: &Known) -> Result<Vec<Pending>, FieldErrors> {
    let New { body, cloud_init } = Stored::create_body(draft, known)?;
    let path = session.client().cloud_init_path(&TemplateId::from("TEMPLATE_ID"));
    let put = cloud_init.map(|content| Pending::json("PUT", path, &SetUserData { content }));
    Ok([creation_of::<Template>(session, &body)].into_iter().chain(put).collect())
}

/// Gives a template that was just created its cloud-init. Where that fails, its form opens with
/// what was typed.
async fn booted(
    client: &Client,
    made: Template,
    cloud_init: Option<CloudInit>,
    leads_on: bool,
) -> Saved {
    let on = |saved: Saved| {
        let of = [("template_id", made.id.as_str())];
        let group = || Location::filled(Route::TargetGroupNew, &of).leading_on();
        if leads_on { Saved { next: group(), ..saved } } else { saved }
    };
    let Some(document) = cloud_init else {
        return on(saved(&made, t!("Template {} is created.", made.name)));
    };
    match client.set_cloud_init(&made.id, &document).await {
        Ok(()) => on(saved(&made, t!("Template {} is created, with its cloud-init.", made.name))),
        Err(error) => {
            let next = Route::TargetTemplateEdit(made.id.clone());
            let words = t!(
                "Template {} is created, but its cloud-init is not: its Instances would boot \
                 without it. Save it once more here. {error}",
                made.name
            );
            let bare = Stored { template: made, cloud_init: None }.draft();
            let typed = bare.clone().with("cloud_init", document.to_text());
            let edits = typed.edits_of(&bare);
            unsent::leave_at(next.path(), Left { edits, ..Left::default() });
            Saved { words, next: next.into() }
        }
    }
}

#[component]
pub fn TargetTemplateEdit(id: TemplateId) -> impl IntoView {
    let above = vec![
        (t!("Templates").to_owned(), Route::Templates),
        (t!("Template").to_owned(), Route::TargetTemplate(id.clone())),
    ];
    let stored = query(move |client| {
        let id = id.clone();
        async move { read(&client, &id).await }
    });
    view! {
        <Editor
            above title=t!("Edit template") what=t!("the template") read=stored form=edit_form
        />
    }
}

async fn read(client: &Client, id: &TemplateId) -> Result<Stored, ApiError> {
    let template = client.get::<Template>(id).await?;
    Ok(Stored { template, cloud_init: client.cloud_init(id).await? })
}

/// The groups that use a template.
fn users(template: &Template) -> Query<Vec<User>> {
    let (id, project) = (template.id.clone(), template.project_id.clone());
    query(move |client| {
        let (project_id, template_id) = (Some(project.clone()), Some(id.clone()));
        let of = GroupListQuery { project_id, template_id, ..GroupListQuery::default() };
        let user = |own: GroupSummary| {
            let size = Some(own.current_size);
            User { name: own.name, page: Route::TargetGroup(own.id), size }
        };
        async move { Ok(client.list::<Group>(&of).await?.into_iter().map(user).collect()) }
    })
}

fn edit_form(stored: Stored) -> AnyView {
    let session = use_session();
    let place = Route::TargetTemplateEdit(stored.template.id.clone()).path();
    let cancel = Route::TargetTemplate(stored.template.id.clone()).href();
    let state = FormState::editing(place, stored.draft());
    provide_picks(state, &KINDS);
    let sections = memo(move || state.draft.with(|draft: &Draft| Stored::edit_sections(draft)));
    let effects = template_effects(state, users(&stored.template));
    let calls = move |of: &Stored, draft: &Draft| {
        let (change, client) = (of.update_body(draft)?, session.client());
        let id = &of.template.id;
        let mut calls = change_of::<Template>(session, id, &change.body);
        calls.extend(match change.cloud_init {
            CloudInitChange::None => None,
            CloudInitChange::Put(content) => {
                Some(Pending::json("PUT", client.cloud_init_path(id), &SetUserData { content }))
            }
            CloudInitChange::Delete => Some(Pending::bare("DELETE", client.cloud_init_path(id))),
        });
        Ok(calls)
    };
    let editing = Editing { state, stored: RwSignal::new(stored) };
    let Changes { count, view: changes } = changes(state, editing.stored, calls, effects);
    let submitter: Submitter = Box::new(move |draft| {
        let stored = editing.stored.get_untracked();
        let change = stored.update_body(draft)?;
        let (client, draft) = (session.client(), draft.clone());
        // Every part of it sent twice does the same as once, so a lost answer is sent again.
        let send = async move {
            let template = &stored.template;
            let now = read(&client, &template.id).await?;
            editing.tell_overtaken(session, (&stored, now), &draft)?;
            let changed = match change.body == UpdateTemplate::default() {
                true => template.clone(),
                false => client.update::<Template>(&template.id, &change.body).await?,
            };
            let result = send_cloud_init(&client, &changed.id, &change.cloud_init).await;
            session.refresh();
            result.map(|()| {
                let name = &changed.name;
                let words =
                    t!("Template {name} is changed. Running Instances keep what they have.");
                saved(&changed, words)
            })
        };
        Ok(Submission { send: Box::pin(send), look: None })
    });
    view! {
        <Form
            state sections beside=below_template_field verb=t!("Save template") cancel
            growing=VOLUMES changed=count submitter
        >
            {changes}
        </Form>
    }
    .into_any()
}

async fn send_cloud_init(
    client: &Client,
    id: &TemplateId,
    change: &CloudInitChange,
) -> Result<(), ApiError> {
    match change {
        CloudInitChange::None => Ok(()),
        CloudInitChange::Put(document) => client.set_cloud_init(id, document).await,
        CloudInitChange::Delete => client.remove_cloud_init(id).await,
    }
}
