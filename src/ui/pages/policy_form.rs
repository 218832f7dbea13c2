//! The forms for a new and a stored policy.

use std::rc::Rc;

use leptos::prelude::*;

use super::editor::{Editing, Editor, change, creation};
use crate::forms::steps::Step;
use crate::forms::{Draft, ResourceForm};
use crate::help::topic;
use crate::lab::{FormOf, words};
use crate::route::Route;
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Form, FormState, Saved, Submitter};
use crate::ui::link::changes::{
    Changes, change_of, changes, creating_calls, creation_of, policy_risks,
};
use crate::ui::link::guided::steps;
use crate::ui::link::preview::{Previewed, beside_preview};
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{Generation, Group, GroupId, ListQuery, Policy, PolicyId};

/// The pages above, of which the group's has its name once that is read.
fn above(group: &GroupId) -> Signal<Vec<(String, Route)>> {
    let (id, own) = (group.clone(), group.clone());
    let read = query(move |client| {
        let id = id.clone();
        async move { client.get::<Group>(&id).await }
    });
    Signal::derive(move || {
        let name = read.with(|group| group.map(|group| group.name.clone()));
        let name = name.unwrap_or_else(|| t!("Group").to_owned());
        vec![(t!("Groups").to_owned(), Route::Groups), (name, Route::Group(own.clone()))]
    })
}

fn of_group(group: &GroupId) -> ListQuery {
    ListQuery { instance_group_id: Some(group.clone()), ..ListQuery::default() }
}

fn saved(policy: &Policy, words: String) -> Saved {
    Saved { words, next: Route::Group(policy.instance_group_id.clone()).into() }
}

#[component]
pub fn PolicyNew(group: GroupId) -> impl IntoView {
    let above = above(&group);
    let others = query(move |client| {
        let group = group.clone();
        async move {
            let policies = client.list::<Policy>(&of_group(&group)).await?;
            Ok((group, policies.into_iter().map(|policy| policy.id).collect::<Vec<_>>()))
        }
    });
    view! {
        <Editor
            above title=t!("New policy") help=topic::POLICY what=t!("the group's policies")
            read=others form=new_form
        />
    }
}

fn new_form((group, others): (GroupId, Vec<PolicyId>)) -> AnyView {
    let session = use_session();
    let cancel = Route::Group(group.clone()).href();
    let state = FormState::creating(Route::PolicyNew(group.clone()).path(), Policy::blank(&group));
    let sections = memo(move || state.draft.with(Policy::edit_sections));
    let of = group.clone();
    let submitter: Submitter = Box::new(move |draft| {
        let body = Policy::create_body(draft, &of)?;
        let told =
            Rc::new(|policy: &Policy| saved(policy, t!("Policy {} is created.", policy.name)));
        Ok(creation::<Policy>(session, body, of_group(&of), &others, told))
    });
    let of = group.clone();
    let calls = creating_calls(state, move |draft| {
        Ok(vec![creation_of::<Policy>(session, &Policy::create_body(draft, &of)?)])
    });
    let previewed = previewed(&group, FormOf::NewPolicy, state);
    let before = vec![String::new(), Route::Group(group.clone()).href()];
    let lead = view! { <InASentence state group /> }.into_any();
    let form = view! {
        <Form state sections verb=t!("Create policy") cancel submitter lead>{calls}</Form>
    };
    let steps = steps(Generation::V1alpha1, Step::Rules, before, Signal::stored(true));
    view! { {steps} {beside_preview(previewed, form.into_any())} }.into_any()
}

#[component]
pub fn PolicyEdit(group: GroupId, id: PolicyId) -> impl IntoView {
    let stored = query(move |client| {
        let id = id.clone();
        async move { client.get::<Policy>(&id).await }
    });
    let above = above(&group);
    let title = Signal::derive(move || {
        let name = stored.with(|policy| policy.map(|policy| policy.name.clone()));
        name.map_or_else(|| t!("Edit policy").to_owned(), |name| t!("Edit policy {name}"))
    });
    view! {
        <Editor
            above title help=topic::POLICY what=t!("the policy") read=stored
            form=edit_form
        />
    }
}

fn edit_form(stored: Policy) -> AnyView {
    let session = use_session();
    let group = stored.instance_group_id.clone();
    let place = Route::PolicyEdit(group.clone(), stored.id.clone()).path();
    let state = FormState::editing(place, stored.draft());
    let sections = memo(move || state.draft.with(Policy::edit_sections));
    let previewed = previewed(&group, FormOf::Policy(stored.id.clone()), state);
    let (id, risks) = (stored.id.clone(), policy_risks(state, &stored));
    let editing = Editing { state, stored: RwSignal::new(stored) };
    let calls = move |of: &Policy, draft: &Draft| {
        Ok(change_of::<Policy>(session, &id, &of.update_body(draft)?))
    };
    let Changes { count, view: changes } = changes(state, editing.stored, calls, risks);
    let submitter: Submitter = Box::new(move |draft| {
        let body = editing.stored.with_untracked(|own| own.update_body(draft))?;
        let told =
            Rc::new(|policy: &Policy| saved(policy, t!("Policy {} is changed.", policy.name)));
        Ok(change(session, editing, draft, body, told))
    });
    let cancel = Route::Group(group.clone()).href();
    let lead = view! { <InASentence state group /> }.into_any();
    let form = view! {
        <Form state sections verb=t!("Save policy") cancel changed=count submitter lead>
            {changes}
        </Form>
    };
    beside_preview(previewed, form.into_any())
}

fn previewed(group: &GroupId, form: FormOf, state: FormState) -> Previewed {
    let (generation, group) = (Generation::V1alpha1, group.clone());
    Previewed { generation, group, form, draft: state.draft, notes: state.notes }
}

/// The policy as one reads it aloud, which tells a slip that no single field shows.
#[component]
fn InASentence(state: FormState, group: GroupId) -> impl IntoView {
    let sentence = memo(move || state.draft.with(|draft| words::policy_sentence(draft, &group)));
    let said =
        move || sentence.get().unwrap_or_else(|| t!("A field cannot be read yet.").to_owned());
    view! { <p class="headline" role="status" aria-label=t!("In a sentence")>{live(said)}</p> }
}
