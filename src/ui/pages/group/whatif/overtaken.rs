//! What somebody else has saved meanwhile of what an edit changes, and the choice which of the two
//! stands.

use leptos::prelude::*;

use super::tried::Tried;
use crate::lab::Conflict;
use crate::ui::kit::view::{live, memo, text, when};

/// What stands where two have changed the same.
#[derive(Clone, Copy)]
pub struct Choice {
    tried: Tried,
    conflicts: Memo<Vec<Conflict>>,
    /// Those that are to be overwritten.
    agreed: RwSignal<Vec<Conflict>>,
}

impl Choice {
    /// The choice for the edited variant.
    pub fn of(tried: Tried) -> Self {
        let conflicts = memo(move || tried.conflicts());
        Self { tried, conflicts, agreed: RwSignal::new(Vec::new()) }
    }

    /// Whether there is something to choose.
    pub fn is_open(self) -> bool {
        let agreed = self.agreed.get();
        self.conflicts.with(|conflicts| !conflicts.is_empty() && *conflicts != agreed)
    }

    /// Whether two have changed the same, chosen or not.
    pub fn is_any(self) -> bool {
        self.conflicts.with(|conflicts| !conflicts.is_empty())
    }

    /// What is to be overwritten.
    pub fn agreed(self) -> Vec<Conflict> {
        self.agreed.get_untracked()
    }

    /// Forgets what was chosen.
    pub fn forget(self) {
        self.agreed.try_set(Vec::new());
    }

    fn overwrite(self) {
        self.agreed.set(self.conflicts.get_untracked());
    }

    fn give_way(self) {
        let conflicts = self.conflicts.get_untracked();
        self.tried.change_edited(|draft, saved| draft.give_way(&conflicts, saved));
    }
}

/// What was changed elsewhere, and the choice; nothing where nobody has.
#[component]
pub fn Overtaken(
    choice: Choice,
    /// What was there was kept.
    kept: Callback<()>,
) -> impl IntoView {
    let Choice { conflicts, .. } = choice;
    let is_agreed = move || !choice.is_open();
    when(
        move || choice.is_any(),
        move || {
            view! {
                <div class="notice bad overtaken" role="alert">
                    <p>{t!("This was changed elsewhere since you began to edit it.")}</p>
                    {live(move || Some(conflicts.with(|conflicts| table(conflicts))))}
                    <div class="actions">
                        <button
                            class="small" aria-pressed=text(move || is_agreed().to_string())
                            on:click=move |_| choice.overwrite()
                        >
                            {t!("Overwrite it with yours")}
                        </button>
                        <button
                            class="small"
                            on:click=move |_| {
                                choice.give_way();
                                kept.run(());
                            }
                        >
                            {t!("Keep what is there now")}
                        </button>
                    </div>
                </div>
            }
        },
    )
}

fn table(conflicts: &[Conflict]) -> AnyView {
    let rows = conflicts.iter().flat_map(|Conflict { place, fields, .. }| {
        fields.iter().map(move |field| {
            view! {
                <tr>
                    <th scope="row">{place.clone()}</th>
                    <td data-label=t!("Field")>{field.label}</td>
                    <td data-label=t!("When you began")>{field.was.clone()}</td>
                    <td data-label=t!("There now")>{field.is.clone()}</td>
                    <td data-label=t!("Yours") class="edited">{field.mine.clone()}</td>
                </tr>
            }
            .into_any()
        })
    });
    view! {
        <table class="stacked">
            <caption>{t!("Changed elsewhere")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("Where")}</th>
                    <th scope="col">{t!("Field")}</th>
                    <th scope="col">{t!("When you began")}</th>
                    <th scope="col">{t!("There now")}</th>
                    <th scope="col">{t!("Yours")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}
