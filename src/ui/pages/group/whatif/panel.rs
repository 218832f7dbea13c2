//! The controls: every field of every policy, the bounds, the settings; save or discard.

use leptos::prelude::*;

use super::history::SourcePicker;
use super::inputs::Inputs;
use super::lints::Lints;
use super::review::Review;
use super::share::Share;
use super::state::Lab;
use super::sweep::HEADING;
use super::tried::Tried;
use super::variants::VariantTabs;
use crate::forms::{Field, group, load, settings};
use crate::lab::{Drafts, Part, Row, VariantDraft, policy_fields};
use crate::ui::kit::location::use_here;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::ui::kit::{FieldView, FormState, Typing, focus};

#[component]
pub fn Panel(lab: Lab) -> impl IntoView {
    let (here, reviewing) = (use_here(), RwSignal::new(false));
    let tried = lab.tried;
    let edited = move || tried.is_edited();
    let blocked = memo(move || tried.has_errors());
    view! {
        <section class="card lab" aria-label="What if">
            <div class="card-head">
                <h2>"What if"</h2>
                <span class="pill edited" class:hidden=flag(move || !edited())>"Edited"</span>
            </div>
            <SourcePicker inputs=lab.inputs />
            <VariantTabs tried />
            <Rules tried />
            <Lints lab />
            <Bounds tried />
            <Assumed inputs=lab.inputs />
            <LoadControls form=lab.inputs.load />
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
                    on:click=move |_| tried.change_edited(|draft, _| draft.reset())
                >
                    "Discard"
                </button>
            </div>
            <Review lab open=reviewing />
        </section>
    }
}

/// The fields of the edited variant's policies.
#[component]
fn Rules(tried: Tried) -> impl IntoView {
    let rows = memo(move || tried.rows());
    let none = move || rows.with(Vec::is_empty);
    view! {
        {list(move || rows.get().into_iter().map(move |(number, row)| {
            Entry::new(format!("{number} {}", row.key()), move || {
                view! { <RowControls tried number row /> }
            })
        }))}
        {when(none, move || view! {
            <p class="help">"The group has no policies yet. Add one below the timeline."</p>
        })}
        {when(move || !none(), move || view! {
            <div class="actions">
                <button
                    class="small"
                    on:click=move |_| tried.change_edited(VariantDraft::add_copy)
                >
                    "Add a policy to try"
                </button>
            </div>
        })}
    }
}

#[component]
fn RowControls(tried: Tried, number: u32, row: Row) -> impl IntoView {
    let form = tried.typing(number, row.part.clone());
    let label = row.base.name.clone();
    let remove = move |_| tried.change_edited(|draft, _| draft.remove(&row.part));
    let fields = move |first| memo(move || form.with(|text| policy_fields(text, first)));
    view! {
        <fieldset>
            <legend>
                {text(move || form.text("name"))}
                <small>{text(move || format!("priority {}", form.text("priority")))}</small>
            </legend>
            <Fields fields=fields(true) form />
            <details>
                <summary>"All fields"</summary>
                <Fields fields=fields(false) form />
                <button class="small" aria-label=format!("Leave out {label}") on:click=remove>
                    "Leave this policy out"
                </button>
            </details>
        </fieldset>
    }
}

/// The fields of the edited variant's bounds and cooldown.
#[component]
fn Bounds(tried: Tried) -> impl IntoView {
    let number = memo(move || {
        let known = tried.saved.with(Option::is_some);
        known.then(|| tried.drafts.with(Drafts::active))
    });
    list(move || {
        number.get().map(|number| {
            Entry::new(number.to_string(), move || {
                let form = tried.typing(number, Part::Capacity);
                let fields = Signal::stored(group::capacity_section().fields);
                view! {
                    <fieldset>
                        <legend>"Group"</legend>
                        <Fields fields form />
                    </fieldset>
                }
            })
        })
    })
}

#[component]
fn Assumed(inputs: Inputs) -> impl IntoView {
    let fields = Signal::derive(move || settings::section(inputs.is_imported()).fields);
    view! {
        <details class="assumed">
            <summary>"Assumed"</summary>
            <Fields fields form=inputs.settings />
            {live(move || inputs.offer.with(|offer| {
                let said = offer.words(|at_ms| time::text(at_ms, Style::Short));
                said.map(|said| view! { <p class="help">{said}</p> }.into_any())
            }))}
        </details>
    }
}

#[component]
fn LoadControls(form: FormState) -> impl IntoView {
    let fields = memo(move || form.draft.with(load::section).fields);
    view! {
        <details class="assumed">
            <summary>"Load"</summary>
            <Fields fields form />
        </details>
    }
}

#[component]
fn Fields(#[prop(into)] fields: Signal<Vec<Field>>, #[prop(into)] form: Typing) -> impl IntoView {
    view! {
        {list(move || fields.get().into_iter().map(move |field| {
            Entry::new(field.key(), move || view! {
                <FieldView field state=form slider=true compact=true />
            })
        }))}
    }
}
