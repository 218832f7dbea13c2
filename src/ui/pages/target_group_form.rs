//! The forms for a new and a stored group with a target.

use std::rc::Rc;

use leptos::prelude::*;

use super::editor::{Editing, Editor, change, creation};
use crate::command::other_ways;
use crate::engine::TargetAssumptions;
use crate::forms::apply::Stored;
use crate::forms::neighbours::Kind;
use crate::forms::scaling_group::{Known, POLICY, add_backend, remove_backend};
use crate::forms::scaling_policy::TARGET;
use crate::forms::steps::Step;
use crate::forms::{Draft, Field, ResourceForm};
use crate::help::topic;
use crate::lab::{FormOf, typed_points};
use crate::route::{Location, Route};
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Beside, Form, FormState, Growing, Saved, Submitter};
use crate::ui::link::changes::{Changes, change_of, changes, creating_calls, creation_of, risks};
use crate::ui::link::cost::{CostLine, group_cost};
use crate::ui::link::guided::steps;
use crate::ui::link::hold::use_holds;
use crate::ui::link::picks::{below, provide_picks};
use crate::ui::link::preview::{Previewed, beside_preview, guided_beside};
use crate::ui::link::project::project_of_new;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::v1alpha2::{Group, GroupListQuery};
use crate::wire::{Generation, GroupId};

/// What a group names by id, and what it costs.
const KINDS: [Kind; 7] = [
    Kind::Project,
    Kind::ServerTemplate,
    Kind::LoadBalancer,
    Kind::Backend,
    Kind::PrivateNetwork,
    Kind::AttachedNetwork,
    Kind::ServerType,
];

/// Its backends.
const BACKENDS: Growing =
    Growing { noun: text!("backend"), add: add_backend, remove: remove_backend };

#[component]
pub fn TargetGroupNew() -> impl IntoView {
    let session = use_session();
    let known = query(move |client| async move {
        let project = untrack(|| session.project());
        let groups = client.target_groups(&project).await?;
        let project = project_of_new(&client, project, groups.is_empty()).await;
        Ok(Known { groups, project })
    });
    let above = vec![(t!("Groups").to_owned(), Route::Groups)];
    let ways = other_ways(Generation::V1alpha2, |own| session.asks(own));
    view! {
        <Editor
            above title=t!("New group with a target") ways help=topic::TARGET
            what=t!("the groups") read=known form=new_form
        />
    }
}

fn saved(group: &Group, words: String) -> Saved {
    Saved { words, next: Route::TargetGroup(group.id.clone()).into() }
}

fn new_form(known: Known) -> AnyView {
    let session = use_session();
    let state = FormState::creating(Route::TargetGroupNew.path(), Group::blank(&known));
    provide_picks(state, &KINDS);
    let cost = group_cost(state);
    let ids: Vec<_> = known.groups.iter().map(|group| group.id.clone()).collect();
    let (shown, depends) = (known.clone(), known.clone());
    let calls = creating_calls(state, move |draft| {
        Ok(vec![creation_of::<Group>(session, &Group::create_body(draft, &depends)?)])
    });
    let sections = memo(move || state.draft.with(|draft| Group::new_sections(draft, &shown)));
    let submitter: Submitter = Box::new(move |draft| {
        let body = Group::create_body(draft, &known)?;
        let told = Rc::new(|group: &Group| {
            let name = &group.name;
            saved(group, t!("Group {name} is created; its first Instances come within a minute."))
        });
        let project_id = Some(body.project_id.clone());
        let query = GroupListQuery { project_id, ..GroupListQuery::default() };
        Ok(creation::<Group>(session, body, query, &ids, told))
    });
    let form = view! {
        <Form
            state sections beside=beside verb=t!("Create group") cancel=Route::Groups.href()
            growing=BACKENDS submitter
        >
            {calls}
        </Form>
    };
    let has_template = memo(move || state.draft.with(|draft| !draft.get("template_id").is_empty()));
    let is_done = move |step| step == Step::Template && has_template.get();
    let before = Some((Step::Template, Location::step(Route::TargetTemplateNew).href()));
    let steps = steps(Generation::V1alpha2, Signal::stored(Step::Group), before, is_done);
    let FormState { draft, notes, .. } = state;
    let (generation, form_of) = (Generation::V1alpha2, FormOf::NewGroup);
    let previewed = Previewed { generation, group: None, form: form_of, draft, notes };
    guided_beside(steps, previewed, form.into_any(), cost)
}

/// When the target scales, below the field of it; the names to pick from, below an id's.
fn beside(field: &Field, state: FormState) -> Option<Beside> {
    if field.path.ends_with(TARGET) {
        return Some(Beside::under(view! { <Points state /> }));
    }
    below(field, state)
}

#[component]
fn Points(state: FormState) -> impl IntoView {
    let points = memo(move || {
        let assumed = TargetAssumptions::default();
        state.draft.with(|draft| typed_points(&draft.inside(POLICY), &[], &assumed))
    });
    view! {
        <div class="help points" role="status" aria-label=t!("When it scales")>
            {live(move || {
                let said = points.get();
                (!said.is_empty()).then(|| view! {
                    {said.into_iter().map(|said| view! { <p>{said}</p> }).collect_view()}
                    <p>
                        {t!(
                            "Assumed, since nobody has published the rule: the needed size is \
                             rounded up, and within 10\u{a0}% of the target nothing changes. The \
                             what-if shows it over the group’s own history."
                        )}
                    </p>
                })
            })}
        </div>
    }
}

#[component]
pub fn TargetGroupEdit(id: GroupId) -> impl IntoView {
    let own = id.clone();
    let stored = query(move |client| {
        let id = id.clone();
        async move { client.get::<Group>(&id).await }
    });
    let above = Signal::derive(move || {
        let name = stored.with(|read| read.map(|group| group.name.clone()));
        let name = name.unwrap_or_else(|| t!("Group").to_owned());
        vec![(t!("Groups").to_owned(), Route::Groups), (name, Route::TargetGroup(own.clone()))]
    });
    view! {
        <Editor
            above title=t!("Edit group") help=topic::TARGET what=t!("the group") read=stored
            form=edit_form
        />
    }
}

fn edit_form(stored: Group) -> AnyView {
    let session = use_session();
    let place = Route::TargetGroupEdit(stored.id.clone()).path();
    let cancel = Route::TargetGroup(stored.id.clone()).href();
    let state = FormState::editing(place, stored.draft());
    let page = Route::TargetGroup(stored.id.clone());
    let held = use_holds().notice(&Stored::Target(stored.clone()), &page);
    let (generation, group) = (Generation::V1alpha2, stored.id.clone());
    let FormState { draft, notes, .. } = state;
    let previewed = Previewed { generation, group: Some(group), form: FormOf::Group, draft, notes };
    provide_picks(state, &KINDS);
    let cost = group_cost(state);
    let sections = memo(move || state.draft.with(Group::edit_sections));
    let editing = Editing { state, stored: RwSignal::new(stored.clone()) };
    let id = stored.id.clone();
    let calls = move |of: &Group, draft: &Draft| {
        Ok(change_of::<Group>(session, &id, &of.update_body(draft)?))
    };
    let risks = risks(state, Signal::derive(move || Stored::Target(editing.stored.get())));
    let Changes { count, view: changes } = changes(state, editing.stored, calls, risks);
    let submitter: Submitter = Box::new(move |draft| {
        let body = editing.stored.with_untracked(|own| own.update_body(draft))?;
        let told = Rc::new(|group: &Group| saved(group, t!("Group {} is changed.", group.name)));
        Ok(change(session, editing, draft, body, told))
    });
    let form = view! {
        <Form
            state sections beside=beside verb=t!("Save group") cancel growing=BACKENDS
            changed=count submitter
        >
            <CostLine cost />
            {changes}
        </Form>
    };
    view! { {held} {beside_preview(previewed, form.into_any())} }.into_any()
}
