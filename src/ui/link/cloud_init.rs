//! What cloud-init would make of a document, below the field in which it is typed.

use leptos::prelude::*;

use super::picks::below;
use crate::forms::Field;
use crate::forms::cloud_init::{Reading, read};
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Beside, FormState};

/// What stands below a field of a template: what a cloud-init document is, or what can be picked.
pub fn below_template_field(field: &Field, state: FormState) -> Option<Beside> {
    match field.path.as_ref() {
        "cloud_init" => Some(Beside::under(view! { <Read state /> })),
        _ => below(field, state),
    }
}

#[component]
fn Read(state: FormState) -> impl IntoView {
    let reading = memo(move || state.draft.with(|draft| read(draft.get("cloud_init"))));
    // What is wrong is said when it changes, the size is not: it does with every letter.
    let faults = memo(move || reading.get().map(|reading| reading.faults).unwrap_or_default());
    view! {
        {live(move || {
            let Reading { what, .. } = reading.get()?;
            Some(view! { <p class="help">{what}</p> })
        })}
        <div role="status">
            {live(move || {
                let said = |fault| view! { <p class="notice warn">{fault}</p> };
                faults.get().into_iter().map(said).collect_view()
            })}
        </div>
    }
}
