//! The forms for a new and a stored group.

use std::rc::Rc;

use leptos::prelude::*;

use super::editor::{Editing, Editor, change, creation};
use crate::command::other_ways;
use crate::forms::apply::Stored;
use crate::forms::group::Known;
use crate::forms::neighbours::Kind;
use crate::forms::policy::STARTING_UP;
use crate::forms::steps::Step;
use crate::forms::{Draft, ResourceForm};
use crate::lab::FormOf;
use crate::route::{Location, Route};
use crate::ui::kit::location::current;
use crate::ui::kit::view::memo;
use crate::ui::kit::{Form, FormState, Saved, Submitter};
use crate::ui::link::changes::{Changes, change_of, changes, creating_calls, creation_of, risks};
use crate::ui::link::cost::{CostLine, group_cost};
use crate::ui::link::guided::{guided, steps};
use crate::ui::link::hold::use_holds;
use crate::ui::link::picks::{below, provide_picks};
use crate::ui::link::preview::{Previewed, beside_preview};
use crate::ui::link::project::project_of_new;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{Generation, Group, GroupId, ListQuery};

#[component]
pub fn GroupNew() -> impl IntoView {
    let session = use_session();
    let known = query(move |client| async move {
        let groups = client.list::<Group>(&ListQuery::default()).await?;
        let chosen = untrack(|| session.project());
        let project = project_of_new(&client, chosen, groups.is_empty()).await;
        Ok(Known { groups, project })
    });
    let above = vec![(t!("Groups").to_owned(), Route::Groups)];
    let ways = other_ways(Generation::V1alpha1, |own| session.asks(own));
    view! {
        <Editor
            above title=t!("New group") ways what=t!("the groups") read=known form=new_form
        />
    }
}

fn saved(group: &Group, words: String) -> Saved {
    Saved { words, next: Route::Group(group.id.clone()).into() }
}

fn new_form(known: Known) -> AnyView {
    let session = use_session();
    let state = FormState::creating(Route::GroupNew.path(), Group::blank(&known));
    provide_picks(
        state,
        &[
            Kind::Project,
            Kind::Template,
            Kind::LoadBalancer,
            Kind::Backend,
            Kind::PrivateNetwork,
            Kind::AttachedNetwork,
            Kind::ServerType,
        ],
    );
    let sections = Signal::stored(Group::new_sections(&Draft::default(), &known));
    let cost = group_cost(state);
    let leads_on = current().leads_on();
    let ids: Vec<_> = known.groups.iter().map(|group| group.id.clone()).collect();
    let depends = known.clone();
    let calls = creating_calls(state, move |draft| {
        Ok(vec![creation_of::<Group>(session, &Group::create_body(draft, &depends)?)])
    });
    let submitter: Submitter = Box::new(move |draft| {
        let body = Group::create_body(draft, &known)?;
        let told = Rc::new(move |group: &Group| {
            let rules = Location::filled(Route::PolicyNew(group.id.clone()), &STARTING_UP);
            let words = t!("Group {} is created and fills to its minimum.", group.name);
            let saved = saved(group, words);
            if leads_on { Saved { next: rules.leading_on(), ..saved } } else { saved }
        });
        Ok(creation::<Group>(session, body, ListQuery::default(), &ids, told))
    });
    let form = view! {
        <Form
            state sections beside=below verb=t!("Create group") cancel=Route::Groups.href()
            submitter
        >
            {calls}
        </Form>
    };
    let has_template = memo(move || state.draft.with(|draft| !draft.get("template_id").is_empty()));
    let is_done = move |step| step == Step::Template && has_template.get();
    let before = Some((Step::Template, Location::step(Route::TemplateNew).href()));
    let steps = steps(Generation::V1alpha1, Signal::stored(Step::Group), before, is_done);
    guided(Some(steps), form.into_any(), cost)
}

#[component]
pub fn GroupEdit(id: GroupId) -> impl IntoView {
    let own = id.clone();
    let stored = query(move |client| {
        let id = id.clone();
        async move { client.get::<Group>(&id).await }
    });
    let above = Signal::derive(move || {
        let name = stored.with(|read| read.map(|group| group.name.clone()));
        let name = name.unwrap_or_else(|| t!("Group").to_owned());
        vec![(t!("Groups").to_owned(), Route::Groups), (name, Route::Group(own.clone()))]
    });
    view! {
        <Editor above title=t!("Edit group") what=t!("the group") read=stored form=edit_form />
    }
}

fn edit_form(stored: Group) -> AnyView {
    let session = use_session();
    let place = Route::GroupEdit(stored.id.clone()).path();
    let cancel = Route::Group(stored.id.clone()).href();
    let state = FormState::editing(place, stored.draft());
    let page = Route::Group(stored.id.clone());
    let held = use_holds().notice(&Stored::Thresholds(stored.clone(), Vec::new()), &page);
    let (generation, group) = (Generation::V1alpha1, stored.id.clone());
    let FormState { draft, notes, .. } = state;
    let previewed = Previewed { generation, group: Some(group), form: FormOf::Group, draft, notes };
    let editing = Editing { state, stored: RwSignal::new(stored.clone()) };
    let id = stored.id.clone();
    let calls = move |of: &Group, draft: &Draft| {
        Ok(change_of::<Group>(session, &id, &of.update_body(draft)?))
    };
    // Its form leaves the policies alone, so that none is needed to tell what it does.
    let of = move || Stored::Thresholds(editing.stored.get(), Vec::new());
    let risks = risks(state, Signal::derive(of));
    let Changes { count, view: changes } = changes(state, editing.stored, calls, risks);
    let submitter: Submitter = Box::new(move |draft| {
        let body = editing.stored.with_untracked(|own| own.update_body(draft))?;
        let told = Rc::new(|group: &Group| saved(group, t!("Group {} is changed.", group.name)));
        Ok(change(session, editing, draft, body, told))
    });
    provide_picks(
        state,
        &[
            Kind::Template,
            Kind::LoadBalancer,
            Kind::Backend,
            Kind::PrivateNetwork,
            Kind::AttachedNetwork,
            Kind::ServerType,
        ],
    );
    let cost = group_cost(state);
    let sections = Signal::stored(Group::edit_sections(&Draft::default()));
    let form = view! {
        <Form state sections beside=below verb=t!("Save group") cancel changed=count submitter>
            <CostLine cost />
            {changes}
        </Form>
    };
    view! { {held} {beside_preview(previewed, form.into_any())} }.into_any()
}
