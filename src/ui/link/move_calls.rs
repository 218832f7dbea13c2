//! The calls of a move, and what they ask for first.

use leptos::prelude::*;

use super::calls::{SendCalls, Sender};
use crate::base::translated;
use crate::forms::Draft;
use crate::lab::moving::{Moving, Origin, move_fields};
use crate::ui::kit::download::download;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::{FieldView, FormState};
use crate::whatif::VariantRules;
use crate::wire::Generation;

/// The fields that a move may ask for.
const ASKED: [&str; 2] = ["image", "balancer"];

const NOTE: &str = text!(
    "Nothing old is changed or deleted. Delete the old group yourself once the new one serves; \
     until then both have Instances, and their cost."
);

/// The calls of a move, and what they ask for first.
#[component]
pub fn Calls(
    /// What is moved.
    origin: Origin,
    /// The image to boot, as far as it is known.
    image: String,
    /// The rules of the new group.
    #[prop(into)]
    rules: Signal<Option<VariantRules>>,
    /// What was begun of it, also while the dialog is shut.
    begun: RwSignal<Option<Moving>>,
    /// What shuts the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let asked = move_fields(&origin);
    let to = match origin.generation() {
        Generation::V1alpha1 => Generation::V1alpha2,
        Generation::V1alpha2 => Generation::V1alpha1,
    };
    let toasts = use_toasts();
    let origin = StoredValue::new(origin);
    let form = FormState::new(Draft::default().with("image", image));
    let sender = Sender::new(to, &ASKED, begun, move || {
        let rules = rules.get()?;
        let [image, balancer] =
            form.draft.with(|draft| ASKED.map(|path| draft.get(path).to_owned()));
        Some(origin.with_value(|origin| Moving::plan(origin, &rules, &image, &balancer)))
    });
    let keep = move |_| {
        let (name, file) =
            origin.with_value(|origin| (origin.stored().name().to_owned(), origin.to_file()));
        if !download(&format!("{name}-group.json"), file.as_bytes()) {
            toasts.say(t!("The browser did not take the file."));
        }
    };
    let typing = sender.typing(form);
    let asked = asked.into_iter().map(|field| view! { <FieldView field state=typing /> });
    view! {
        {asked.collect_view()}
        <SendCalls sender note=translated(NOTE)>
            <button on:click=keep>{t!("Save the old bodies to a file")}</button>
            <button on:click=move |_| close.run(())>{t!("Close")}</button>
        </SendCalls>
    }
}
