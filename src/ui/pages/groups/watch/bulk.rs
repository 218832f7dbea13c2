//! What is done with several groups at once: deleting them.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::chosen::Bulk;
use super::days::key_of;
use super::watched::Watched;
use crate::api::{ApiError, Client};
use crate::lab::watch::Key;
use crate::lab::{Doomed, consequences, counted_groups, deleted_together, word_before};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::ui::kit::{ConfirmDelete, Loading, Work};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::server_row::server_row;
use crate::ui::link::session::{Session, use_session};
use crate::ui::link::shadow::forget_shadow;
use crate::ui::link::termination::Termination;
use crate::wire::{Generation, Group, v1alpha2};

/// Begins to choose, and says what is chosen.
#[component]
pub fn BulkTools(watched: Watched) -> impl IntoView {
    let bulk = watched.bulk;
    let asked = Asked {
        session: use_session(),
        asks: RwSignal::new(false),
        bulk,
        terminates: RwSignal::new(false),
        gone: StoredValue::default(),
        termination: Termination::default(),
    };
    view! {
        {when(move || !bulk.is_on.get(), move || view! {
            <button class="small" on:click=move |_| bulk.is_on.set(true)>
                {t!("Choose several…")}
            </button>
        })}
        {when(move || bulk.is_on.get(), move || view! { <Chosen watched asked /> })}
        <DeleteChosen watched asked />
    }
}

#[component]
fn Chosen(watched: Watched, asked: Asked) -> impl IntoView {
    let bulk = watched.bulk;
    let count = move || bulk.chosen.with(BTreeSet::len);
    let all = move |_| bulk.chosen.set(shown(watched));
    view! {
        <div class="chosen" role="group" aria-label=t!("Chosen groups")>
            <span role="status">{text(move || t!("{} chosen", counted_groups(count())))}</span>
            <button class="small" on:click=all>{t!("All that are shown")}</button>
            <button
                class="small danger" disabled=flag(move || count() == 0)
                on:click=move |_| asked.open()
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
fn DeleteChosen(watched: Watched, asked: Asked) -> impl IntoView {
    let (toasts, Asked { session, bulk, asks, .. }) = (use_toasts(), asked);
    let groups = memo(move || {
        let keys = bulk.chosen.get();
        keys.iter().filter_map(|key| Some(Doomed::from(&watched.line(key)?))).collect::<Vec<_>>()
    });
    let word = memo(move || groups.with(|groups| word_before(groups)));
    let delete = Callback::new(move |()| -> Work<()> {
        let client = session.client();
        Box::pin(async move {
            let carried_out = asked.carry_out(&client).await;
            asked.termination.tell_left(toasts);
            session.refresh();
            carried_out
        })
    });
    let done = Callback::new(move |()| {
        let terminated = asked.termination.done();
        toasts.wrote(asked.gone.with_value(|gone| deleted_together(gone, terminated)));
        bulk.leave();
    });
    // The second generation takes them along.
    let leaves = memo(move || {
        groups.with(|groups| {
            let has_some = |own: &Doomed| own.size != Some(0);
            groups.iter().any(|own| own.generation == Generation::V1alpha1 && has_some(own))
        })
    });
    view! {
        <ConfirmDelete
            open=asks word delete done
            title=Signal::derive(move || {
                match groups.with(Vec::len) {
                    0 => t!("Terminate the Instances that are left?").to_owned(),
                    count => t!("Delete {}?", counted_groups(count)),
                }
            })
        >
            <p class="headline" role="status">{text(move || {
                groups.with(|groups| consequences(groups, asked.terminates.get())).join(" ")
            })}</p>
            <ul class="servers">{list(move || bulk.chosen.get().into_iter().map(move |key| {
                let name = watched.line(&key).map(|line| line.row.name.clone()).unwrap_or_default();
                Entry::new(format!("{} {name}", key.1), move || chosen_group(key, name))
            }))}</ul>
            {when(move || leaves.get(), move || view! {
                <label class="toggle">
                    <input
                        type="checkbox"
                        prop:checked=asked.terminates
                        on:change=move |event| asked.terminates.set(event_target_checked(&event))
                    />
                    {t!("Terminate the Instances that would keep running too, with the local \
                         volumes")}
                </label>
            })}
            <p>
                {t!(
                    "Policies go with their group. Templates stay, and so do load balancers, IP \
                     addresses and volumes, which go on being billed."
                )}
            </p>
        </ConfirmDelete>
    }
}

/// A chosen group, which opens to its Instances: they are read once somebody wants to know.
fn chosen_group(key: Key, name: String) -> AnyView {
    let opened = RwSignal::new(false);
    view! {
        <li>
            <details on:toggle=move |_| opened.set(true)>
                <summary>{name}</summary>
                {when(move || opened.get(), move || view! { <Servers key=key.clone() /> })}
            </details>
        </li>
    }
    .into_any()
}

#[component]
fn Servers(key: Key) -> impl IntoView {
    let read = query(move |client| {
        let (generation, id) = key.clone();
        async move { Ok(client.instances(generation, &id).await?.1) }
    });
    live(move || match (read.get(), read.error()) {
        (Some(servers), _) if servers.is_empty() => {
            view! { <p class="help">{t!("It has no Instances.")}</p> }.into_any()
        }
        (Some(servers), _) => {
            let rows = servers.into_iter().map(server_row).collect_view();
            view! { <ul>{rows}</ul> }.into_any()
        }
        (None, Some(error)) => view! {
            <ErrorNotice what=t!("The Instances could not be read.") error />
        }
        .into_any(),
        (None, None) => view! { <Loading what=t!("the Instances") /> }.into_any(),
    })
}

/// What is asked for.
#[derive(Clone, Copy)]
struct Asked {
    session: Session,
    asks: RwSignal<bool>,
    bulk: Bulk,
    /// Whether the Instances of the first generation are terminated, which leaves them otherwise.
    terminates: RwSignal<bool>,
    /// The generations of the groups that are gone.
    gone: StoredValue<Vec<Generation>>,
    termination: Termination,
}

impl Asked {
    /// Asks anew.
    fn open(self) {
        self.gone.update_value(Vec::clear);
        self.termination.restart();
        self.terminates.set(false);
        self.asks.set(true);
    }

    /// Deletes the groups. Each is tried, so that one that is refused does not keep the others;
    /// closing the question ends it.
    async fn carry_out(self, client: &Client) -> Result<(), ApiError> {
        let mut failed = self.termination.of_left(client).await;
        for key in self.bulk.chosen.get_untracked() {
            if self.asks.try_get_untracked() != Some(true) {
                break;
            }
            if let Err(error) = self.delete(client, &key).await {
                failed = Err(error);
            }
        }
        failed
    }

    async fn delete(self, client: &Client, key: &Key) -> Result<(), ApiError> {
        let (generation, id) = key;
        // Which they are is not known any more once the group is gone.
        let terminates = *generation == Generation::V1alpha1
            && self.terminates.try_get_untracked().unwrap_or_default();
        let servers = match terminates {
            true => client.instances(*generation, id).await?.0,
            false => Vec::new(),
        };
        match generation {
            Generation::V1alpha1 => client.remove::<Group>(id).await?,
            Generation::V1alpha2 => client.remove::<v1alpha2::Group>(id).await?,
        }
        forget_shadow(self.session, id);
        self.gone.try_update_value(|gone| gone.push(*generation));
        self.bulk.chosen.try_update(|chosen| chosen.remove(key));
        self.termination.of(client, servers).await
    }
}
