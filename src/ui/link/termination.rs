//! Terminating the Instances of groups that are deleted, one call each.

use leptos::prelude::*;

use crate::api::{ApiError, Client};
use crate::lab::not_terminated;
use crate::ui::kit::toast::Toasts;
use crate::wire::ServerId;

/// Instances that are terminated once their groups are gone; a second try goes on with those that
/// are left.
#[derive(Clone, Copy, Default)]
pub struct Termination(StoredValue<State>);

#[derive(Clone, Default)]
struct State {
    left: Vec<ServerId>,
    done: usize,
}

impl Termination {
    /// Forgets what was asked for before.
    pub fn restart(self) {
        self.0.set_value(State::default());
    }

    /// How many are terminated.
    pub fn done(self) -> usize {
        self.0.try_with_value(|state| state.done).unwrap_or_default()
    }

    /// Terminates Instances. Each is tried, so that one that is refused does not keep the others
    /// running.
    pub async fn of(self, client: &Client, servers: Vec<ServerId>) -> Result<(), ApiError> {
        let mut failed = Ok(());
        for server in servers {
            let refused = match client.terminate(&server).await {
                Err(error) if !error.is_not_found() => Some(error),
                _ => None,
            };
            self.0.try_update_value(|state| match refused {
                Some(_) => state.left.push(server),
                None => state.done += 1,
            });
            failed = refused.map_or(failed, Err);
        }
        failed
    }

    /// Terminates those that an earlier try has left.
    pub async fn of_left(self, client: &Client) -> Result<(), ApiError> {
        let left = self.0.try_update_value(|state| std::mem::take(&mut state.left));
        self.of(client, left.unwrap_or_default()).await
    }

    /// Says how many are left: the question may go with the page that asks it.
    pub fn tell_left(self, toasts: Toasts) {
        let left = self.0.try_with_value(|state| state.left.len()).unwrap_or_default();
        if left > 0 {
            toasts.say(not_terminated(left));
        }
    }
}
