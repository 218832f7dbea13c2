//! Deleting a group of either generation, with what that does to its Instances.

use leptos::prelude::*;

use crate::api::{ApiError, Client};
use crate::base::is_one;
use crate::lab::{Deletion, deleted};
use crate::route::Route;
use crate::ui::kit::location::{Opening, navigate};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, text, when};
use crate::ui::kit::{ConfirmDelete, Work};
use crate::ui::link::query::{Query, query};
use crate::ui::link::server_row::server_row;
use crate::ui::link::session::use_session;
use crate::ui::link::shadow::forget_shadow;
use crate::ui::link::termination::Termination;
use crate::wire::{Generation, Group, GroupId, v1alpha2};

/// Which group, and what is asked of its Instances.
#[derive(Clone, Copy)]
struct Asked {
    generation: Generation,
    id: StoredValue<GroupId>,
    /// None while it is not asked for, or being read.
    read: Query<Option<Deletion>>,
    /// Whether the Instances of the first generation are terminated, which leaves them otherwise.
    terminate: RwSignal<bool>,
    /// Whether the group is gone, and the rest is about its Instances.
    is_gone: StoredValue<bool>,
    termination: Termination,
}

/// Asks before a group is deleted.
#[component]
pub fn DeleteGroup(
    open: Opening,
    generation: Generation,
    id: GroupId,
    name: Memo<String>,
) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let is_open = memo(move || open.is_open());
    let id = StoredValue::new(id);
    let read = query(move |client| {
        let (asks, id) = (is_open.get(), id.get_value());
        async move { Ok(if asks { Some(read(&client, generation, &id).await) } else { None }) }
    });
    let asked = Asked {
        generation,
        id,
        read,
        terminate: RwSignal::new(false),
        is_gone: StoredValue::new(false),
        termination: Termination::default(),
    };
    let delete = Callback::new(move |()| -> Work<()> {
        let client = session.client();
        Box::pin(async move {
            let carried_out = asked.carry_out(&client).await;
            asked.termination.tell_left(toasts);
            carried_out
        })
    });
    let done = Callback::new(move |()| {
        let terminated = asked.termination.done();
        forget_shadow(session, &untrack(|| asked.id.get_value()));
        toasts.wrote(deleted(generation, untrack(|| asked.count()).unwrap_or(1), terminated));
        match generation {
            Generation::V1alpha1 => navigate(&Route::Groups),
            // It is there until its Instances are gone.
            Generation::V1alpha2 => session.refresh(),
        }
    });
    let is_harmless = move || asked.with(|own| own.is_some_and(|own| !own.is_grave()));
    let word = memo(move || match is_harmless() {
        true => String::new(),
        false => name.get(),
    });
    view! {
        <ConfirmDelete
            open word delete done
            title=Signal::derive(move || t!("Delete group {}?", name.get()))
            ready=Signal::derive(move || asked.with(|own| own.is_some()))
        >
            <Consequences asked />
        </ConfirmDelete>
    }
}

impl Asked {
    /// What deleting would do, once that was read.
    fn with<R>(self, look: impl FnOnce(Option<&Deletion>) -> R) -> R {
        self.read.with(|own| look(own.and_then(Option::as_ref)))
    }

    /// How many Instances the group has; none while that is not known.
    fn count(self) -> Option<usize> {
        self.with(|own| Some(own?.servers.as_ref()?.len()))
    }

    /// Deletes the group, and terminates its Instances where that is asked for.
    async fn carry_out(self, client: &Client) -> Result<(), ApiError> {
        if self.is_gone.get_value() {
            return self.termination.of_left(client).await;
        }
        let id = self.id.get_value();
        let servers = untrack(|| self.with(|own| own.and_then(|own| own.servers.clone())));
        let servers = servers.unwrap_or_default().into_iter().map(|server| server.id).collect();
        match self.generation {
            Generation::V1alpha1 => client.remove::<Group>(&id).await?,
            Generation::V1alpha2 => return client.remove::<v1alpha2::Group>(&id).await,
        }
        self.is_gone.try_set_value(true);
        if self.terminate.try_get_untracked() != Some(true) {
            return Ok(());
        }
        self.termination.of(client, servers).await
    }
}

/// Reads what deleting would do. What cannot be read is not known, and no reason not to delete.
async fn read(client: &Client, generation: Generation, id: &GroupId) -> Deletion {
    let servers = client.instances(generation, id).await.map(|(_, servers)| servers).ok();
    let types = client.server_types().await.unwrap_or_default();
    Deletion { generation, servers, types }
}

#[component]
fn Consequences(asked: Asked) -> impl IntoView {
    let headline = move || {
        let terminates = asked.terminate.get();
        asked.with(|own| match own {
            None => t!("Reading which Instances it has…").to_owned(),
            Some(own) => own.headline(terminates),
        })
    };
    let rest = move || {
        let terminates = asked.terminate.get();
        asked.with(|own| own.map_or("", |own| own.rest(terminates)))
    };
    let has_some = move || asked.count().is_some_and(|count| count > 0);
    let has_one = move || asked.count().is_some_and(is_one);
    let leaves = asked.generation == Generation::V1alpha1;
    view! {
        <p class="headline" role="status">{text(headline)}</p>
        <p>{text(rest)}</p>
        {when(has_some, move || view! {
            <Servers asked />
            {leaves.then(|| view! {
                <label class="toggle">
                    <input
                        type="checkbox"
                        prop:checked=asked.terminate
                        on:change=move |event| asked.terminate.set(event_target_checked(&event))
                    />
                    {text(move || match has_one() {
                        true => t!("Terminate it too, with the local volumes"),
                        false => t!("Terminate them too, with the local volumes"),
                    })}
                </label>
            })}
        })}
    }
}

#[component]
fn Servers(asked: Asked) -> impl IntoView {
    let rows = move || {
        let servers = asked.with(|own| own.and_then(|own| own.servers.clone()));
        servers.unwrap_or_default().into_iter().map(server_row).collect_view()
    };
    view! {
        <details>
            <summary>{text(move || match asked.count().is_some_and(is_one) {
                true => t!("Which Instance"),
                false => t!("Which Instances"),
            })}</summary>
            <ul class="servers" tabindex="0" aria-label=t!("Instances")>{live(rows)}</ul>
        </details>
    }
}
