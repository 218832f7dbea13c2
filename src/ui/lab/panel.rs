//! The controls: every field of every policy, the bounds, the settings; save or discard.

use leptos::prelude::*;

use super::review::Review;
use super::source::SourcePicker;
use super::state::Lab;
use crate::forms::{Field, group, policy, settings};
use crate::ui::components::{FieldView, FormState};
use crate::ui::live::{Entry, flag, list, live, memo, when};
use crate::wire::order::sort_by_key;
use crate::wire::{Group, Policy};

/// The fields that stand in front; the others open on demand.
const FRONT: [&str; 3] = ["metric.threshold", "metric.sampling_range_min", "value"];

#[component]
pub fn Panel(lab: Lab) -> impl IntoView {
    let reviewing = RwSignal::new(false);
    let edited = move || lab.edited.with(Option::is_some);
    let blocked = memo(move || lab.has_errors());
    view! {
        <section class="card lab" aria-label="What if">
            <div class="card-head">
                <h2>"What if"</h2>
                <span class="pill edited" class:hidden=flag(move || !edited())>"Edited"</span>
            </div>
            <SourcePicker lab />
            {list(move || lab.policies.get().into_iter().map(move |saved| {
                Entry::new(saved.id.to_string(), move || view! { <PolicyControls lab saved /> })
            }))}
            {when(move || lab.policies.with(Vec::is_empty), move || view! {
                <p class="help">"The group has no policies yet. Add one below the timeline."</p>
            })}
            {live(move || {
                let saved = lab.group.get();
                saved.map(|saved| view! { <CapacityControls lab saved /> })
            })}
            <Assumed lab />
            <p class="waiting" class:hidden=flag(move || !blocked.get())>
                "The preview shows the last values that could be read."
            </p>
            <div class="actions">
                <button
                    class="primary"
                    disabled=flag(move || blocked.get() || !edited())
                    on:click=move |_| reviewing.set(true)
                >
                    "Review and save…"
                </button>
                <button
                    disabled=flag(move || !edited() && !blocked.get())
                    on:click=move |_| lab.discard()
                >
                    "Discard"
                </button>
            </div>
            <Review lab open=reviewing />
        </section>
    }
}

#[component]
fn PolicyControls(lab: Lab, saved: Policy) -> impl IntoView {
    let form = lab.policy_form(&saved);
    let id = saved.id.clone();
    let title = memo(move || {
        lab.policies.with(|all| {
            let row = all.iter().find(|policy| policy.id == id);
            row.map(|row| (row.name.clone(), row.priority))
        })
    });
    let name = move || title.get().map(|(name, _)| name);
    let fields = memo(move || {
        let sections = form.draft.with(policy::sections);
        sections.into_iter().flat_map(|section| section.fields).collect::<Vec<_>>()
    });
    let of = move |front: bool| {
        move || {
            let is_front = |field: &Field| FRONT.contains(&field.path.as_ref());
            let mut fields = fields.get();
            fields.retain(|field| is_front(field) == front);
            sort_by_key(&mut fields, |field| FRONT.iter().position(|path| *path == field.path));
            fields
        }
    };
    view! {
        <fieldset>
            <legend>
                {name}
                <small>{live(move || title.get().map(|(_, n)| format!("priority {n}")))}</small>
            </legend>
            <Fields fields=Signal::derive(of(true)) form />
            <details>
                <summary>"All fields"</summary>
                <Fields fields=Signal::derive(of(false)) form />
            </details>
        </fieldset>
    }
}

#[component]
fn CapacityControls(lab: Lab, saved: Group) -> impl IntoView {
    let form = lab.capacity_form(&saved);
    let fields = group::capacity_section().fields;
    view! {
        <fieldset>
            <legend>"Group"</legend>
            <Fields fields=Signal::stored(fields) form />
        </fieldset>
    }
}

#[component]
fn Assumed(lab: Lab) -> impl IntoView {
    let fields = Signal::derive(move || settings::section(lab.file.with(Option::is_some)).fields);
    view! {
        <details class="assumed">
            <summary>"Assumed"</summary>
            <Fields fields form=lab.settings />
        </details>
    }
}

#[component]
fn Fields(#[prop(into)] fields: Signal<Vec<Field>>, form: FormState) -> impl IntoView {
    view! {
        {list(move || fields.get().into_iter().map(move |field| {
            Entry::new(field.key(), move || view! {
                <FieldView field state=form slider=true compact=true />
            })
        }))}
    }
}
