//! The state as text, so that it survives a reload.

use serde::{Deserialize, Serialize};

use super::Sandbox;
use super::fleet::Orphan;
use super::options::CLOCK_RANGE_MS;
use super::record::Record;
use super::store::{GroupRow, PolicyRow, Store};
use super::world::World;
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
    templates: Vec<Template>,
    groups: Vec<SavedGroup>,
    policies: Vec<PolicyRow>,
    orphans: Vec<Orphan>,
    gone_balancers: Vec<(LoadBalancerId, i64)>,
}

#[derive(Serialize, Deserialize)]
struct SavedGroup {
    row: Group,
    record: Record,
    cooldown_from_ms: Option<i64>,
}

/// The state as JSON. A scaler is not part of it: it is made anew from its samples, which can
/// be computed for any instant.
pub(super) fn save(sandbox: &Sandbox) -> String {
    let store = &sandbox.store;
    let group = |kept: &GroupRow| SavedGroup {
        row: kept.row.clone(),
        record: kept.world.record.clone(),
        cooldown_from_ms: kept.world.cooldown_from_ms(),
    };
    let saved = Saved {
        version: VERSION,
        seed: sandbox.seed,
        now_ms: sandbox.now_ms,
        drawn: sandbox.drawn,
        requests: sandbox.requests,
        stamp_nanos: sandbox.stamp_nanos,
        templates: store.templates.clone(),
        groups: store.groups.iter().map(group).collect(),
        policies: store.policies.clone(),
        orphans: store.orphans.clone(),
        gone_balancers: store.gone_balancers.clone(),
    };
    // Only a map whose keys are not text fails to be written, and the state holds none.
    serde_json::to_string(&saved).unwrap_or_default()
}

/// The sandbox that `text` holds.
pub(super) fn load(text: &str) -> Result<Sandbox, LoadError> {
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
    let store = Store {
        templates: saved.templates,
        groups: Vec::with_capacity(saved.groups.len()),
        policies: saved.policies,
        orphans: saved.orphans,
        gone_balancers: saved.gone_balancers,
    };
    let mut sandbox = Sandbox {
        seed: saved.seed,
        now_ms: saved.now_ms,
        drawn: saved.drawn,
        requests: saved.requests,
        stamp_nanos: saved.stamp_nanos.clamp(0, last_ms * 1_000_000),
        store,
    };
    for group in saved.groups {
        let kept = restore(&sandbox, group)?;
        sandbox.store.groups.push(kept);
    }
    Ok(sandbox)
}

fn restore(sandbox: &Sandbox, saved: SavedGroup) -> Result<GroupRow, LoadError> {
    let SavedGroup { row, record, cooldown_from_ms } = saved;
    let (store, now_ms) = (&sandbox.store, sandbox.now_ms);
    let damaged = || LoadError::Damaged(format!("group “{}” cannot be", row.name));
    if !record.is_sound(now_ms) {
        return Err(damaged());
    }
    let rules = store.rules(&row).ok_or_else(damaged)?;
    let around = store.around(&row);
    let world = World::restore(record, rules, cooldown_from_ms, now_ms, &around);
    Ok(GroupRow { row, world })
}
