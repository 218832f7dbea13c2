//! What is done with several groups at once: deleting them.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::days::key_of;
use super::watched::Watched;
use crate::lab::watch::Key;
use crate::lab::{Doomed, consequences, counted_groups, deleted_together, word_before};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::kit::{ConfirmDelete, Work};
use crate::ui::link::session::use_session;
use crate::wire::{Generation, Group, v1alpha2};

/// Begins to choose, and says what is chosen.
#[component]
pub fn BulkTools(watched: Watched) -> impl IntoView {
    let bulk = watched.bulk;
    let asks = RwSignal::new(false);
    view! {
        {when(move || !bulk.is_on.get(), move || view! {
            <button class="small" on:click=move |_| bulk.is_on.set(true)>
                {t!("Choose several…")}
            </button>
        })}
        {when(move || bulk.is_on.get(), move || view! { <Chosen watched asks /> })}
        <DeleteChosen watched asks />
    }
}

#[component]
fn Chosen(watched: Watched, asks: RwSignal<bool>) -> impl IntoView {
    let bulk = watched.bulk;
    let count = move || bulk.chosen.with(BTreeSet::len);
    let all = move |_| bulk.chosen.set(shown(watched));
    view! {
        <div class="chosen" role="group" aria-label=t!("Chosen groups")>
            <span role="status">{text(move || t!("{} chosen", counted_groups(count())))}</span>
            <button class="small" on:click=all>{t!("All that are shown")}</button>
            <button
                class="small danger" disabled=flag(move || count() == 0)
                on:click=move |_| asks.set(true)
            >
                {t!("Delete…")}
            </button>
            <button class="small" on:click=move |_| bulk.leave()>{t!("button" => "Done")}</button>
        </div>
    }
}

/// The groups that the list shows at the moment.
fn shown(watched: Watched) -> BTreeSet<Key> {
    untrack(|| {
        watched.plan.with(|plan| {
            watched.lines.with(|lines| {
                let places = plan.sections.iter().flat_map(|section| &section.lines);
                places.filter_map(|at| Some(key_of(&lines.get(*at)?.row))).collect()
            })
        })
    })
}

#[component]
fn DeleteChosen(watched: Watched, asks: RwSignal<bool>) -> impl IntoView {
    let (session, toasts, bulk) = (use_session(), use_toasts(), watched.bulk);
    let groups = memo(move || {
        let keys = bulk.chosen.get();
        keys.iter().filter_map(|key| Some(Doomed::from(&watched.line(key)?))).collect::<Vec<_>>()
    });
    let word = memo(move || groups.with(|groups| word_before(groups)));
    let gone = StoredValue::new(Vec::new());
    let delete = Callback::new(move |()| -> Work<()> {
        let (client, keys) = (session.client(), bulk.chosen.get_untracked());
        gone.set_value(Vec::new());
        Box::pin(async move {
            let mut failed = Ok(());
            // Each is tried, so that one that is refused does not keep the others; closing the
            // question ends it.
            for key in keys {
                if asks.try_get_untracked() != Some(true) {
                    break;
                }
                let (generation, id) = &key;
                let removed = match generation {
                    Generation::V1alpha1 => client.remove::<Group>(id).await,
                    Generation::V1alpha2 => client.remove::<v1alpha2::Group>(id).await,
                };
                match removed {
                    Ok(()) => {
                        gone.try_update_value(|gone| gone.push(*generation));
                        bulk.chosen.try_update(|chosen| chosen.remove(&key));
                    }
                    Err(error) => failed = Err(error),
                }
            }
            session.refresh();
            failed
        })
    });
    let done = Callback::new(move |()| {
        toasts.say(gone.with_value(|gone| deleted_together(gone)));
        bulk.leave();
    });
    view! {
        <ConfirmDelete
            open=asks word delete done
            title=Signal::derive(move || {
                t!("Delete {}?", groups.with(|groups| counted_groups(groups.len())))
            })
        >
            <p class="headline">{text(move || {
                groups.with(|groups| consequences(groups)).join(" ")
            })}</p>
            <ul class="servers">{live(move || groups.get().into_iter().map(|own| view! {
                <li>{own.name}</li>
            }).collect_view())}</ul>
            <p>
                {t!(
                    "Policies go with their group. Templates stay, and so do load balancers, IP \
                     addresses and volumes, which go on being billed."
                )}
            </p>
        </ConfirmDelete>
    }
}
