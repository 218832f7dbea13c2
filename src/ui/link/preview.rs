//! The replay beside a form: the pages of forms ask for it, and the group's part makes it.

use leptos::prelude::*;

use super::cost::CostPanel;
use crate::forms::cost::Cost;
use crate::forms::{Draft, Note};
use crate::lab::FormOf;
use crate::wire::{Generation, GroupId};

/// What is replayed: a group's rules as a form would leave them.
#[derive(Clone)]
pub struct Previewed {
    /// The group's generation.
    pub generation: Generation,
    /// The group; none where it is yet to be created.
    pub group: Option<GroupId>,
    /// Which part of its rules the form has.
    pub form: FormOf,
    /// What is typed.
    pub draft: RwSignal<Draft>,
    /// Where the replay tells what stands out about the form's fields.
    pub notes: RwSignal<Option<Memo<Vec<Note>>>>,
}

/// Makes the replay.
#[derive(Clone, Copy)]
pub struct MakePreview(pub fn(Previewed) -> AnyView);

/// A form, and what its rules would have done to the group beside it.
pub fn beside_preview(previewed: Previewed, form: AnyView) -> AnyView {
    view! { <div class="with-preview">{form} {preview(previewed)}</div> }.into_any()
}

/// The same of a step on a way, with what the form comes to over the replay.
pub fn guided_beside(
    steps: AnyView,
    previewed: Previewed,
    form: AnyView,
    cost: Memo<Cost>,
) -> AnyView {
    view! {
        {steps}
        <div class="with-preview">
            {form} <div class="comes-to"><CostPanel cost /> {preview(previewed)}</div>
        </div>
    }
    .into_any()
}

fn preview(previewed: Previewed) -> AnyView {
    let MakePreview(make) = expect_context::<MakePreview>();
    make(previewed)
}
