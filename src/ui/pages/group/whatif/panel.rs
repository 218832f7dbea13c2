//! The controls: every field of every policy, the bounds, the settings; save or discard.

use leptos::prelude::*;

use super::lints::Lints;
use super::review::Review;
use super::share::Share;
use super::source::SourcePicker;
use super::state::Lab;
use super::sweep::HEADING;
use super::trial::{Row, Trial};
use super::variants::VariantTabs;
use crate::forms::{Field, group, load, policy, settings};
use crate::ui::kit::location::use_here;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::ui::kit::{FieldView, FormState, focus};
use crate::wire::order::sort_by_key;
use crate::wire::{Group, Policy};

/// The fields that stand in front; the others open on demand.
const FRONT: [&str; 3] = ["metric.threshold", "metric.sampling_range_min", "value"];

#[component]
pub fn Panel(lab: Lab) -> impl IntoView {
    let (here, reviewing) = (use_here(), RwSignal::new(false));
    let edited = move || lab.edited.with(Option::is_some);
    let blocked = memo(move || lab.has_errors());
    view! {
        <section class="card lab" aria-label="What if">
            <div class="card-head">
                <h2>"What if"</h2>
                <span class="pill edited" class:hidden=flag(move || !edited())>"Edited"</span>
            </div>
            <SourcePicker lab />
            <VariantTabs lab />
            {list(move || lab.trial().into_iter().flat_map(move |trial| {
                let rows = trial.rows().into_iter();
                rows.map(move |row| Entry::new(format!("{} {}", trial.id, row.key), move || {
                    view! { <RowControls trial row /> }
                }))
            }))}
            <AddPolicy lab />
            <Lints lab />
            {list(move || {
                let both = lab.trial().zip(lab.group.get());
                both.into_iter().map(|(trial, saved)| Entry::new(trial.id.to_string(), move || {
                    view! { <CapacityControls trial saved /> }
                }))
            })}
            <Assumed lab />
            <LoadControls lab />
            <Share lab />
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
                <button on:click=move |_| {
                    here.set_param("sweep", "1");
                    focus(HEADING);
                }>
                    "Sweep…"
                </button>
                <button
                    disabled=flag(move || !edited() && !blocked.get())
                    on:click=move |_| {
                        if let Some(trial) = untrack(|| lab.trial()) {
                            trial.reset();
                        }
                    }
                >
                    "Discard"
                </button>
            </div>
            <Review lab open=reviewing />
        </section>
    }
}

/// Adds a policy to the variant: a copy of its last one, to start from.
#[component]
fn AddPolicy(lab: Lab) -> impl IntoView {
    let add = move |_| {
        let Some(trial) = untrack(|| lab.trial()) else { return };
        if let Some(last) = untrack(|| trial.rows()).pop() {
            trial.add(&Policy { name: format!("{} copy", last.base.name), ..last.base });
        }
    };
    let none = move || lab.trial().is_none_or(|trial| trial.rows().is_empty());
    view! {
        {when(none, move || view! {
            <p class="help">"The group has no policies yet. Add one below the timeline."</p>
        })}
        {when(move || !none(), move || view! {
            <div class="actions">
                <button class="small" on:click=add>"Add a policy to try"</button>
            </div>
        })}
    }
}

#[component]
fn RowControls(trial: Trial, row: Row) -> impl IntoView {
    let form = row.form;
    let typed = move |field: &'static str| form.draft.with(|draft| draft.get(field).to_owned());
    let label = row.base.name.clone();
    let removed = move |_| trial.remove(&row);
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
                {text(move || typed("name"))}
                <small>{text(move || format!("priority {}", typed("priority")))}</small>
            </legend>
            <Fields fields=Signal::derive(of(true)) form />
            <details>
                <summary>"All fields"</summary>
                <Fields fields=Signal::derive(of(false)) form />
                <button class="small" aria-label=format!("Leave out {label}") on:click=removed>
                    "Leave this policy out"
                </button>
            </details>
        </fieldset>
    }
}

#[component]
fn CapacityControls(trial: Trial, saved: Group) -> impl IntoView {
    let form = trial.capacity_form(&saved.capacity);
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
            {live(move || lab.offer.with(|offer| {
                let said = offer.words(|at_ms| time::text(at_ms, Style::Short));
                said.map(|said| view! { <p class="help">{said}</p> }.into_any())
            }))}
        </details>
    }
}

#[component]
fn LoadControls(lab: Lab) -> impl IntoView {
    let fields = memo(move || lab.load.draft.with(load::section).fields);
    view! {
        <details class="assumed">
            <summary>"Load"</summary>
            <Fields fields=Signal::derive(move || fields.get()) form=lab.load />
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
