//! The forms for a new and a stored template.

use std::rc::Rc;

use leptos::prelude::*;

use super::editor::{Editing, Editor, change, creation};
use crate::forms::neighbours::Kind;
use crate::forms::steps::Step;
use crate::forms::template::{self, Known};
use crate::forms::{Draft, ResourceForm};
use crate::route::{Location, Route};
use crate::ui::kit::location::current;
use crate::ui::kit::view::memo;
use crate::ui::kit::{Form, FormState, Growing, Saved, Submitter};
use crate::ui::link::changes::{Changes, change_of, changes, creating_calls, creation_of};
use crate::ui::link::cloud_init::below_template_field;
use crate::ui::link::cost::instance_cost;
use crate::ui::link::guided::{guided, steps};
use crate::ui::link::picks::provide_picks;
use crate::ui::link::project::project_of_new;
use crate::ui::link::query::{Query, if_read, query};
use crate::ui::link::session::use_session;
use crate::ui::link::template_changes::{User, template_effects};
use crate::wire::{Generation, Group, ListQuery, Server, Template, TemplateId};

/// What a template names by id.
const KINDS: [Kind; 7] = [
    Kind::Project,
    Kind::ServerType,
    Kind::Image,
    Kind::Snapshot,
    Kind::PrivateNetwork,
    Kind::SecurityGroup,
    Kind::PlacementGroup,
];

/// Its volumes.
const VOLUMES: Growing =
    Growing { noun: text!("volume"), add: template::add_volume, remove: template::remove_volume };

#[component]
pub fn TemplateNew() -> impl IntoView {
    // Without the list the form still works; only the suggestions are missing.
    let session = use_session();
    let known = query(move |client| async move {
        let templates = if_read(client.list::<Template>(&ListQuery::default()).await)?;
        let chosen = untrack(|| session.project());
        let project = project_of_new(&client, chosen, templates.is_empty()).await;
        Ok(Known { templates, project })
    });
    let above = vec![(t!("Templates").to_owned(), Route::Templates)];
    view! {
        <Editor above title=t!("New template") what=t!("the templates") read=known form=new_form />
    }
}

fn saved(template: &Template, words: String) -> Saved {
    Saved { words, next: Route::Template(template.id.clone()).into() }
}

fn new_form(known: Known) -> AnyView {
    let session = use_session();
    let state = FormState::resuming(Route::TemplateNew.path(), Template::blank(&known));
    provide_picks(state, &KINDS);
    let ids: Vec<_> = known.templates.iter().map(|template| template.id.clone()).collect();
    let leads_on = current().leads_on();
    let submitter: Submitter = Box::new(move |draft| {
        let body = Template::create_body(draft, &Known::default())?;
        let told = Rc::new(move |template: &Template| {
            let of = [("template_id", template.id.as_str())];
            let group = || Location::filled(Route::GroupNew, &of).leading_on();
            let saved = saved(template, t!("Template {} is created.", template.name));
            if leads_on { Saved { next: group(), ..saved } } else { saved }
        });
        Ok(creation::<Template>(session, body, ListQuery::default(), &ids, told))
    });
    let calls = creating_calls(state, move |draft| {
        let body = Template::create_body(draft, &Known::default())?;
        Ok(vec![creation_of::<Template>(session, &body)])
    });
    let sections = memo(move || state.draft.with(|draft| Template::new_sections(draft, &known)));
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
        .then(|| steps(Generation::V1alpha1, Signal::stored(Step::Template), None, |_| false));
    guided(steps, form.into_any(), cost)
}

#[component]
pub fn TemplateEdit(id: TemplateId) -> impl IntoView {
    let above = vec![
        (t!("Templates").to_owned(), Route::Templates),
        (t!("Template").to_owned(), Route::Template(id.clone())),
    ];
    let stored = query(move |client| {
        let id = id.clone();
        async move { client.get::<Template>(&id).await }
    });
    view! {
        <Editor
            above title=t!("Edit template") what=t!("the template") read=stored form=edit_form
        />
    }
}

/// The groups that use a template.
fn users(id: TemplateId) -> Query<Vec<User>> {
    query(move |client| {
        let id = id.clone();
        async move {
            let groups = client.list::<Group>(&ListQuery::default()).await?;
            // Where they may not be listed, the groups alone are told.
            let servers = client.all_servers().await.ok();
            let size = |group: &Group| {
                let is_own = |server: &&Server| server.group() == Some(group.id.as_str());
                servers.as_ref()?.iter().filter(is_own).count().try_into().ok()
            };
            let used = groups.into_iter().filter(|group| group.instance_template_id == id);
            let user = |group: Group| {
                let size = size(&group);
                User { name: group.name, page: Route::Group(group.id), size }
            };
            Ok(used.map(user).collect())
        }
    })
}

fn edit_form(stored: Template) -> AnyView {
    let session = use_session();
    let place = Route::TemplateEdit(stored.id.clone()).path();
    let cancel = Route::Template(stored.id.clone()).href();
    let state = FormState::editing(place, stored.draft());
    provide_picks(state, &KINDS);
    let id = stored.id.clone();
    let effects = template_effects(state, users(stored.id.clone()));
    let editing = Editing { state, stored: RwSignal::new(stored) };
    let calls = move |of: &Template, draft: &Draft| {
        Ok(change_of::<Template>(session, &id, &of.update_body(draft)?))
    };
    let Changes { count, view: changes } = changes(state, editing.stored, calls, effects);
    let submitter: Submitter = Box::new(move |draft| {
        let body = editing.stored.with_untracked(|own| own.update_body(draft))?;
        let told = |template: &Template| {
            let name = &template.name;
            let words = t!("Template {name} is changed. Running Instances keep what they have.");
            saved(template, words)
        };
        Ok(change(session, editing, draft, body, Rc::new(told)))
    });
    let sections = memo(move || state.draft.with(Template::edit_sections));
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
