//! How many Instances served: only the user of a file can know.

use leptos::prelude::*;

use crate::lab::import::{ImportDraft, SizeChoice, SizeOption};
use crate::ui::kit::view::{Entry, attribute, flag, list, live, text};

#[component]
pub fn Sizes(draft: RwSignal<Option<ImportDraft>>) -> impl IntoView {
    let options = move || {
        draft.with(|draft| draft.as_ref().map(ImportDraft::size_options).unwrap_or_default())
    };
    let open =
        move || draft.with(|draft| draft.as_ref().is_some_and(|own| own.size.choice.is_none()));
    view! {
        <fieldset class="sizes" class:open=flag(open)>
            <legend>{t!("How many Instances served this load?")}</legend>
            {list(move || options().into_iter().map(move |one| {
                let key = format!("{:?} {}", one.choice, one.label);
                Entry::new(key, move || option(draft, one))
            }))}
            <p class="help">
                {t!("Only you can know. Half the size here means half the load in every result.")}
            </p>
        </fieldset>
    }
}

fn option(draft: RwSignal<Option<ImportDraft>>, one: SizeOption) -> AnyView {
    let SizeOption { choice, label, .. } = one;
    let chosen = move || draft.with(|draft| draft.as_ref()?.size.choice) == Some(choice);
    let choose = move || {
        draft.update(|draft| draft.iter_mut().for_each(|own| own.size.choice = Some(choice)));
    };
    let detail = move || {
        let all = draft.with(|draft| draft.as_ref().map(ImportDraft::size_options));
        let own = all.unwrap_or_default().into_iter().find(|other| other.choice == choice);
        own.map(|own| own.detail).unwrap_or_default()
    };
    let number = (choice == SizeChoice::Constant).then(|| number(draft));
    view! {
        <div class="option" class:chosen=flag(chosen)>
            <label>
                <input
                    type="radio" name="recorded-size" prop:checked=flag(chosen)
                    on:change=move |_| choose()
                />
                {label}
            </label>
            {match number {
                Some(number) => number,
                None => view! { <span class="help">{text(detail)}</span> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn number(draft: RwSignal<Option<ImportDraft>>) -> AnyView {
    let typed = move || draft.with(|draft| draft.as_ref().map(|own| own.size.typed.clone()));
    let error = move || {
        draft.with(|draft| {
            let size = &draft.as_ref()?.size;
            let said = size.choice == Some(SizeChoice::Constant) && !size.typed.trim().is_empty();
            size.constant().err().filter(|_| said)
        })
    };
    let write = move |event| {
        let text = event_target_value(&event);
        draft.update(|draft| {
            if let Some(own) = draft {
                own.size.typed = text;
                own.size.choice = Some(SizeChoice::Constant);
            }
        });
    };
    view! {
        <input
            type="text" inputmode="numeric" class="number"
            aria-label=t!("Number of Instances served")
            prop:value=text(move || typed().unwrap_or_default())
            aria-invalid=attribute(move || error().map(|_| "true"))
            aria-describedby="recorded-size-error"
            on:input=write
        />
        <span id="recorded-size-error" class="error">{live(error)}</span>
    }
    .into_any()
}
