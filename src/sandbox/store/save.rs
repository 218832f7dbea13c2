//! The state as text, so that it survives a reload.

use serde::{Deserialize, Serialize};

use super::ids::Ids;
use super::row::{Detached, StoredGroup, StoredPolicy, Table};
use super::scaling_row::{StoredScalingGroup, StoredServerTemplate, scaling_deps, scaling_rules};
use super::tables::Store;
use crate::engine::CooldownFrom;
use crate::sandbox::options::{CLOCK_RANGE_MS, SandboxOptions};
use crate::sandbox::world::{GroupState, GroupWorld};
use crate::wire::{
    DecodeError, Group, LoadBalancerId, Template, Zone, decode_value, parse, v1alpha2,
};

/// The version of the text. One of [`EARLIER`], which knew the first generation alone, is read too;
/// any other one is refused, not guessed at.
const VERSION: u32 = 3;
const EARLIER: u32 = 2;

/// Why a saved state cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The text is not a saved state at all.
    #[error("this is not a saved sandbox: {0}")]
    NotSaved(Box<DecodeError>),
    /// It was saved by another version.
    #[error(
        "this sandbox was saved in version {0} of the format; only versions {EARLIER} and \
         {VERSION} are read"
    )]
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
    #[serde(default)]
    scaling_groups: Vec<SavedScalingGroup>,
    #[serde(default)]
    server_templates: Table<StoredServerTemplate>,
    #[serde(default)]
    rate: (i64, u32),
}

#[derive(Serialize, Deserialize)]
struct SavedGroup {
    #[serde(rename = "row")]
    group: Group,
    #[serde(rename = "record")]
    state: GroupState,
    cooldown_from_ms: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct SavedScalingGroup {
    zone: Zone,
    #[serde(rename = "row")]
    group: v1alpha2::Group,
    #[serde(rename = "record")]
    state: GroupState,
    /// From when on the cooldowns count: that of a scale-out, and that of a scale-in.
    cooldown_from_ms: [Option<i64>; 2],
}

/// The state as JSON. A scaler is not part of it: it is made anew from its samples, which can
/// be computed for any instant.
pub fn save(store: &Store) -> String {
    let group = |StoredGroup { group, world }: &StoredGroup| SavedGroup {
        group: group.clone(),
        state: world.state().clone(),
        cooldown_from_ms: world.cooldown_from().latest_ms(),
    };
    let scaling_group = |row: &StoredScalingGroup| {
        let CooldownFrom { out_ms, in_ms } = row.world.cooldown_from();
        SavedScalingGroup {
            zone: row.zone.clone(),
            group: row.group.clone(),
            state: row.world.state().clone(),
            cooldown_from_ms: [out_ms, in_ms],
        }
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
        scaling_groups: store.scaling_groups.0.iter().map(scaling_group).collect(),
        server_templates: store.server_templates.clone(),
        rate: store.rate,
    };
    // Only a map whose keys are not text fails to be written, and the state holds none.
    serde_json::to_string(&saved).unwrap_or_default()
}

/// The state that `text` holds.
pub fn load(text: &str) -> Result<Store, LoadError> {
    let value = parse(text.as_bytes()).map_err(LoadError::NotSaved)?;
    let header: Header = decode_value(&value).map_err(LoadError::NotSaved)?;
    if ![EARLIER, VERSION].contains(&header.version) {
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
        scaling_groups: Table::default(),
        server_templates: saved.server_templates,
        gone_balancers: saved.gone_balancers,
        rate: saved.rate,
        options: SandboxOptions::default(),
    };
    for group in saved.groups {
        let row = restore(&store, group)?;
        store.groups.0.push(row);
    }
    for group in saved.scaling_groups {
        let row = restore_scaling_group(&store, group)?;
        store.scaling_groups.0.push(row);
    }
    Ok(store)
}

fn restore(store: &Store, saved: SavedGroup) -> Result<StoredGroup, LoadError> {
    let SavedGroup { group, state, cooldown_from_ms } = saved;
    let damaged = || damaged(&group.name);
    if !state.is_sound(store.now_ms) {
        return Err(damaged());
    }
    let rules = store.rules(&group).map_err(|_| damaged())?;
    let deps = store.deps(&group);
    let world = GroupWorld::restore(state, rules, cooldown_from_ms.into(), store.now_ms, &deps);
    Ok(StoredGroup { group, world })
}

fn restore_scaling_group(
    store: &Store,
    saved: SavedScalingGroup,
) -> Result<StoredScalingGroup, LoadError> {
    let SavedScalingGroup { zone, group, state, cooldown_from_ms: [out_ms, in_ms] } = saved;
    if !state.is_sound(store.now_ms) || state.scaling.is_none() {
        return Err(damaged(&group.name));
    }
    let rules = scaling_rules(&group).map_err(|_| damaged(&group.name))?;
    let templates = &store.server_templates.0;
    let deps = scaling_deps((&zone, &group), 1, templates, &store.gone_balancers);
    let cooldown_from = CooldownFrom { out_ms, in_ms };
    let world = GroupWorld::restore(state, rules, cooldown_from, store.now_ms, &deps);
    Ok(StoredScalingGroup { zone, group, world })
}

fn damaged(name: &str) -> LoadError {
    LoadError::Damaged(format!("group “{name}” cannot be"))
}
