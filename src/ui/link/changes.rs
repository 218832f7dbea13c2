//! What saving a form changes, and the calls that do it, before anything is sent.

use leptos::prelude::*;

use crate::api::Editable;
use crate::base::translated;
use crate::engine::FieldErrors;
use crate::forms::apply::Stored;
use crate::forms::{Changed, Draft, ResourceForm, changed};
use crate::lab::{FormOf, Pending, typed_risks};
use crate::ui::kit::view::{flag, live, memo, when};
use crate::ui::kit::{CHANGES, FormState};
use crate::ui::link::copy_call::CopyCall;
use crate::ui::link::plan::risks_list;
use crate::ui::link::query::query;
use crate::ui::link::session::{Session, use_session};
use crate::wire::{ListQuery, Policy, v1alpha2};

/// The call that changes a resource; none where nothing differs.
pub fn change_of<R: Editable>(session: Session, id: &R::Id, body: &R::Update) -> Vec<Pending> {
    match *body == R::Update::default() {
        true => Vec::new(),
        false => vec![Pending::json("PATCH", session.client().item::<R>(id), body)],
    }
}

/// The call that creates a resource.
pub fn creation_of<R: Editable>(session: Session, body: &R::Create) -> Pending {
    Pending::json("POST", session.client().path::<R>(), body)
}

const UNREADABLE: &str = text!("A field cannot be read; saving says which, and sends nothing.");

const UNFINISHED: &str =
    text!("A field is missing or cannot be read; creating says which, and sends nothing.");

/// The calls that create what a form holds, as it is typed, before anything is sent.
pub fn creating_calls(
    state: FormState,
    calls: impl Fn(&Draft) -> Result<Vec<Pending>, FieldErrors> + Send + Sync + 'static,
) -> AnyView {
    let calls = memo(move || state.draft.with(|draft| calls(draft).ok()));
    view! { <Calls calls unreadable=UNFINISHED /> }.into_any()
}

/// What saving a form changes.
pub struct Changes {
    /// How many fields.
    pub count: Memo<usize>,
    /// All of it.
    pub view: AnyView,
}

/// What saving a form changes of what is stored, from old to new, and by which calls. It follows
/// what is typed, so that nobody saves what they have not seen. `else_does` tells what else saving
/// does.
pub fn changes<R, C>(state: FormState, stored: RwSignal<R>, calls: C, else_does: AnyView) -> Changes
where
    R: ResourceForm + Send + Sync + 'static,
    C: Fn(&R, &Draft) -> Result<Vec<Pending>, FieldErrors> + Send + Sync + 'static,
{
    let lines = memo(move || stored.with(|own| state.draft.with(|draft| changed(own, draft))));
    let calls = memo(move || stored.with(|own| state.draft.with(|draft| calls(own, draft).ok())));
    let count = memo(move || lines.with(Vec::len));
    let view = view! {
        <section
            class="changes" class:any=flag(move || count.get() > 0) id=CHANGES tabindex="-1"
            aria-label=t!("What saving changes")
        >
            <h2>{t!("What saving changes")}</h2>
            {live(move || match lines.get() {
                none if none.is_empty() => view! {
                    <p class="help">{t!("Nothing yet: every field says what is stored.")}</p>
                }.into_any(),
                lines => view! { <ul>{lines.into_iter().map(line).collect::<Vec<_>>()}</ul> }
                    .into_any(),
            })}
            {else_does}
            {when(move || count.get() > 0, move || view! { <Calls calls unreadable=UNREADABLE /> })}
        </section>
    };
    Changes { count, view: view.into_any() }
}

/// What saving a group's form does to its Instances and its rules, by its present size: the same
/// sentences as before a variant of the what-if is saved.
pub fn risks(state: FormState, stored: Signal<Stored>) -> AnyView {
    let (id, is_target) = stored.with_untracked(|own| (own.id().clone(), own.target().is_some()));
    let size = query(move |client| {
        let id = id.clone();
        // Where it cannot be read, it is said not to be known.
        async move {
            Ok(match is_target {
                true => client.get::<v1alpha2::Group>(&id).await.ok().map(|own| own.current_size),
                false => client.servers(&id).await.ok().and_then(|own| own.len().try_into().ok()),
            })
        }
    });
    let risks = memo(move || {
        let size = size.get();
        let draft = state.draft.read();
        let risks = |size| stored.with(|own| typed_risks(own, &FormOf::Group, size, &draft));
        size.map(risks).unwrap_or_default()
    });
    view! { <div aria-live="polite">{live(move || risks_list(&risks.read()))}</div> }.into_any()
}

/// What saving a policy's form does to the rules of its group: without it the group may have none
/// that adds.
pub fn policy_risks(state: FormState, policy: &Policy) -> AnyView {
    let (form, group) = (FormOf::Policy(policy.id.clone()), policy.instance_group_id.clone());
    let stored = query(move |client| {
        let of_group = ListQuery { instance_group_id: Some(group.clone()), ..ListQuery::default() };
        let group = group.clone();
        async move {
            let policies = client.list::<Policy>(&of_group).await?;
            Ok(Stored::Thresholds(client.get(&group).await?, policies))
        }
    });
    let risks = memo(move || {
        let draft = state.draft.read();
        let risks = |own: &Stored| typed_risks(own, &form, None, &draft);
        stored.with(|own| own.map(risks)).unwrap_or_default()
    });
    view! { <div aria-live="polite">{live(move || risks_list(&risks.read()))}</div> }.into_any()
}

fn line(Changed { label, from, to }: Changed) -> AnyView {
    // Text of several lines, such as a cloud-init, is compared below each other.
    let class = if from.contains('\n') || to.contains('\n') { "long" } else { "" };
    view! {
        <li class=class>
            <span class="name">{label}</span>
            <span class="sr-only">{t!(" from ")}</span> <span class="before">{from}</span>
            <span aria-hidden="true">" → "</span>
            <span class="sr-only">{t!(" to ")}</span> <b class="now">{to}</b>
        </li>
    }
    .into_any()
}

#[component]
fn Calls(
    calls: Memo<Option<Vec<Pending>>>,
    /// What is said where there are none to show.
    unreadable: &'static str,
) -> impl IntoView {
    let session = use_session();
    view! {
        <details class="calls">
            <summary>{t!("The calls")}</summary>
            {live(move || match calls.get() {
                None => view! { <p class="help">{translated(unreadable)}</p> }.into_any(),
                Some(calls) => {
                    let calls = calls.into_iter().map(|call| shown(session, call));
                    view! { <ol>{calls.collect::<Vec<_>>()}</ol> }.into_any()
                }
            })}
        </details>
    }
}

fn shown(session: Session, call: Pending) -> AnyView {
    let (text, sdk) = (call.text(), call.as_sdk());
    let as_curl = Callback::new(move |()| call.as_curl(&untrack(|| session.api_address())));
    view! {
        <li><pre tabindex="0">{text}</pre> <CopyCall curl=as_curl sdk /></li>
    }
    .into_any()
}
