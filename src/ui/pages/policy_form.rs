//! The forms for a new and a stored policy.

use std::rc::Rc;

use leptos::prelude::*;

use super::editor::{Editing, Editor, change, creation};
use crate::forms::policy::{STARTING_DOWN, STARTING_UP, starting};
use crate::forms::steps::Step;
use crate::forms::{Draft, ResourceForm};
use crate::help::topic;
use crate::lab::{FormOf, words};
use crate::route::{Location, Route};
use crate::ui::kit::location::{Here, current};
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Form, FormState, Saved, Submitter};
use crate::ui::link::changes::{
    Changes, change_of, changes, creating_calls, creation_of, policy_risks,
};
use crate::ui::link::guided::steps;
use crate::ui::link::preview::{Previewed, beside_preview};
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{Action, Generation, Group, GroupId, ListQuery, Policy, PolicyId};

/// The parameter of the address that says which half of a pair a form begins.
const ACTION: &str = "with.action";

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

fn others_of(group: &GroupId) -> ListQuery {
    ListQuery { instance_group_id: Some(group.clone()), ..ListQuery::default() }
}

fn saved(policy: &Policy, words: String) -> Saved {
    Saved { words, next: Route::Group(policy.instance_group_id.clone()).into() }
}

#[component]
pub fn PolicyNew(group: GroupId) -> impl IntoView {
    // From one step to the next the page stays, and what its fields start with is another's.
    let asked = expect_context::<Here>().param(ACTION);
    live(move || {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        asked.get();
        view! { <NewPolicy group=group.clone() /> }
    })
}

#[component]
fn NewPolicy(group: GroupId) -> impl IntoView {
    let above = above(&group);
    let others = query(move |client| {
        let group = group.clone();
        async move {
            let policies = client.list::<Policy>(&others_of(&group)).await?;
            Ok((group, policies))
        }
    });
    view! {
        <Editor
            above title=t!("New policy") help=topic::POLICY what=t!("the group's policies")
            read=others form=new_form
        />
    }
}

fn new_form((group, others): (GroupId, Vec<Policy>)) -> AnyView {
    let session = use_session();
    let cancel = Route::Group(group.clone()).href();
    let here = current();
    let start = starting(&group, &others);
    let state = FormState::creating(place(&group, here.param(ACTION)), start);
    let of_group: Vec<_> = others.iter().map(|policy| policy.action.clone()).collect();
    let ids: Vec<_> = others.into_iter().map(|policy| policy.id).collect();
    // A group that has both halves is on no way any more.
    let is_step = here.leads_on() || Step::after_policy(&of_group).is_some();
    let sections = memo(move || state.draft.with(Policy::edit_sections));
    let (of, existing) = (group.clone(), of_group.clone());
    let submitter: Submitter = Box::new(move |draft| {
        let body = Policy::create_body(draft, &of)?;
        let next = next_step(&here, &of, &existing, &body.action);
        let told = Rc::new(move |policy: &Policy| {
            let saved = saved(policy, t!("Policy {} is created.", policy.name));
            Saved { next: next.clone().unwrap_or(saved.next), ..saved }
        });
        Ok(creation::<Policy>(session, body, others_of(&of), &ids, told))
    });
    let of = group.clone();
    let calls = creating_calls(state, move |draft| {
        Ok(vec![creation_of::<Policy>(session, &Policy::create_body(draft, &of)?)])
    });
    let previewed = previewed(&group, FormOf::NewPolicy, state);
    let before = Some((Step::Group, Route::Group(group.clone()).href()));
    let lead = view! { <InASentence state group /> }.into_any();
    let form = view! {
        <Form state sections verb=t!("Create policy") cancel submitter lead>{calls}</Form>
    };
    let is_done = move |step| {
        let mut has = of_group.iter().filter_map(Step::of_policy);
        matches!(step, Step::Template | Step::Group) || has.any(|own| own == step)
    };
    let steps = is_step.then(|| steps(Generation::V1alpha1, at_step(state), before, is_done));
    view! { {steps} {beside_preview(previewed, form.into_any())} }.into_any()
}

/// Where a new policy's form is kept: what was begun of one step is not gone on with in the other.
fn place(group: &GroupId, asked: &str) -> String {
    let path = Route::PolicyNew(group.clone()).path();
    if asked.is_empty() { path } else { format!("{path}?{ACTION}={asked}") }
}

/// The step that the form is: that of the chosen action.
fn at_step(state: FormState) -> Signal<Step> {
    memo(move || {
        let action = state.draft.with(|draft| Action::from(draft.get("action")));
        Step::of_policy(&action).unwrap_or(Step::ScaleUp)
    })
    .into()
}

/// The form of the step that follows, where the page is one of a way and a step is left.
fn next_step(
    here: &Location,
    group: &GroupId,
    of_group: &[Action],
    created: &Action,
) -> Option<Location> {
    let mut has = of_group.to_vec();
    has.push(created.clone());
    let fields: &[_] = match here.leads_on().then(|| Step::after_policy(&has))?? {
        Step::ScaleDown => &STARTING_DOWN,
        _ => &STARTING_UP,
    };
    Some(Location::filled(Route::PolicyNew(group.clone()), fields).leading_on())
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
    let (generation, group) = (Generation::V1alpha1, Some(group.clone()));
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
