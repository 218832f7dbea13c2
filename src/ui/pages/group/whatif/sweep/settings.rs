//! What a sweep is asked for, folded: what advice may cost, and the values to try.

use leptos::prelude::*;

use super::state::Sweeping;
use crate::forms::sweep;
use crate::ui::kit::FieldView;
use crate::ui::kit::view::{Entry, list, memo, text};

/// What a fold is set to, beside its name.
fn said(words: Option<String>) -> String {
    words.unwrap_or_else(|| t!("A value cannot be read.").to_owned())
}

/// What overload and reversals are worth.
#[component]
pub fn Limits(sweeping: Sweeping) -> impl IntoView {
    let form = sweeping.typing();
    let section = sweep::limits();
    let fields =
        section.fields.into_iter().map(|field| view! { <FieldView field state=form /> }.into_any());
    view! {
        <details class="limits">
            <summary>
                <b>{t!("Limits")}</b> " " {text(move || said(sweeping.worth_words()))}
            </summary>
            <fieldset>
                <legend>{section.title.to_string()}</legend>
                {fields.collect::<Vec<_>>()}
            </fieldset>
        </details>
    }
}

/// The values to try.
#[component]
pub fn Tried(sweeping: Sweeping) -> impl IntoView {
    let form = sweeping.typing();
    let sections = memo(move || sweeping.sections());
    view! {
        <details class="tried">
            <summary>
                <b>{t!("What is swept")}</b> " " {text(move || said(sweeping.tried_words()))}
            </summary>
            <p class="help">
                {t!("A list such as 50, 60, 70, or a range such as 40 to 90 step 5.")}
            </p>
            {list(move || sections.get().into_iter().enumerate().map(
                move |(at, section)| {
                    // The help says where a value stays, which an edit changes.
                    let fields = section.fields.iter();
                    let fields = fields.map(|field| format!("{} {}", field.key(), field.help));
                    let key = format!("{at} {} {}", section.title, fields.collect::<String>());
                    Entry::new(key, move || {
                        let fields = section.fields.into_iter().map(|field| {
                            view! { <FieldView field state=form /> }.into_any()
                        });
                        view! {
                            <fieldset>
                                <legend>{section.title.to_string()}</legend>
                                {fields.collect::<Vec<_>>()}
                            </fieldset>
                        }
                    })
                },
            ))}
            <div class="actions">
                <button class="small" on:click=move |_| sweeping.suggest()>
                    {t!("Suggest values")}
                </button>
            </div>
        </details>
    }
}
