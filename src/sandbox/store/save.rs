//! The state as text, so that it survives a reload.

use serde::{Deserialize, Serialize};

use super::ids::Ids;
use super::row::{Detached, StoredGroup, StoredPolicy, Table};
use super::tables::Store;
use crate::sandbox::options::CLOCK_RANGE_MS;
use crate::sandbox::world::{GroupState, GroupWorld};
use crate::wire::{DecodeError, Group, LoadBalancerId, Template, decode_value, parse};

/// The version of the text. Another one is refused, not guessed at.
const VERSION: u32 = 2;

/// Why a saved state cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The text is not a saved state at all.
    #[error("this is not a saved sandbox: {0}")]
    NotSaved(Box<DecodeError>),
    /// It was saved by another version.
    #[error("this sandbox was saved in version {0} of the format; only version {VERSION} is read")]
    Version(u32),
    /// A part of it contradicts another.
    #[error("this saved sandbox is damaged: {0}")]
    Damaged(String),
}

/// Read first, so that another version is named as such, whatever else it holds.
#[derive(Deserialize)]
struct Header {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct Saved {
    version: u32,
    seed: u64,
    now_ms: i64,
    drawn: u64,
    requests: u64,
    stamp_nanos: i64,
    templates: Table<Template>,
    groups: Vec<SavedGroup>,
    policies: Table<StoredPolicy>,
    #[serde(rename = "orphans")]
    detached: Vec<Detached>,
    gone_balancers: Vec<(LoadBalancerId, i64)>,
}

#[derive(Serialize, Deserialize)]
struct SavedGroup {
    #[serde(rename = "row")]
    group: Group,
    #[serde(rename = "record")]
    state: GroupState,
    cooldown_from_ms: Option<i64>,
}

/// The state as JSON. A scaler is not part of it: it is made anew from its samples, which can
/// be computed for any instant.
pub fn save(store: &Store) -> String {
    let group = |StoredGroup { group, world }: &StoredGroup| SavedGroup {
        group: group.clone(),
        state: world.state().clone(),
        cooldown_from_ms: world.cooldown_from_ms(),
    };
    let saved = Saved {
        version: VERSION,
        seed: store.ids.seed,
        now_ms: store.now_ms,
        drawn: store.ids.drawn,
        requests: store.ids.requests,
        stamp_nanos: store.ids.stamp_nanos,
        templates: store.templates.clone(),
        groups: store.groups.0.iter().map(group).collect(),
        policies: store.policies.clone(),
        detached: store.detached.clone(),
        gone_balancers: store.gone_balancers.clone(),
    };
    // Only a map whose keys are not text fails to be written, and the state holds none.
    serde_json::to_string(&saved).unwrap_or_default()
}

/// The state that `text` holds.
pub fn load(text: &str) -> Result<Store, LoadError> {
    let value = parse(text.as_bytes()).map_err(LoadError::NotSaved)?;
    let header: Header = decode_value(&value).map_err(LoadError::NotSaved)?;
    if header.version != VERSION {
        return Err(LoadError::Version(header.version));
    }
    let saved: Saved = decode_value(&value).map_err(LoadError::NotSaved)?;
    let (first_ms, last_ms) = CLOCK_RANGE_MS;
    if !(first_ms..=last_ms).contains(&saved.now_ms) {
        return Err(LoadError::Damaged("its clock is out of range".to_owned()));
    }
    let mut store = Store {
        ids: Ids {
            seed: saved.seed,
            drawn: saved.drawn,
            requests: saved.requests,
            stamp_nanos: saved.stamp_nanos.clamp(0, last_ms * 1_000_000),
        },
        now_ms: saved.now_ms,
        templates: saved.templates,
        groups: Table::default(),
        policies: saved.policies,
        detached: saved.detached,
        gone_balancers: saved.gone_balancers,
    };
    for group in saved.groups {
        let row = restore(&store, group)?;
        store.groups.0.push(row);
    }
    Ok(store)
}

fn restore(store: &Store, saved: SavedGroup) -> Result<StoredGroup, LoadError> {
    let SavedGroup { group, state, cooldown_from_ms } = saved;
    let damaged = || LoadError::Damaged(format!("group “{}” cannot be", group.name));
    if !state.is_sound(store.now_ms) {
        return Err(damaged());
    }
    let rules = store.rules(&group).map_err(|_| damaged())?;
    let deps = store.deps(&group);
    let world = GroupWorld::restore(state, rules, cooldown_from_ms, store.now_ms, &deps);
    Ok(StoredGroup { group, world })
}
