//! What the list of groups is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::{ApiError, Client};
use crate::base::sort_by_key;
use crate::lab::{GroupRow, count_by_group};
use crate::ui::kit::view::memo;
use crate::ui::link::hold::{Holds, use_holds};
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::wire::{Generation, Group, GroupId, ListQuery, Policy, v1alpha2};

/// The groups of both generations, and what counts their policies and Instances.
#[derive(Clone, Copy)]
pub struct Lists {
    /// The groups of the first generation.
    pub thresholds: Query<Vec<Group>>,
    /// Those of the second.
    pub targets: Query<Vec<v1alpha2::GroupSummary>>,
    /// The policies of all groups of the first generation.
    pub policies: Query<Vec<Policy>>,
    /// The rows of the project, the newest group first; none before any list has come.
    pub rows: Memo<Option<Vec<Arc<GroupRow>>>>,
    /// What the judged list says of all of them together, once it stands.
    pub total: RwSignal<Option<Memo<String>>>,
    /// What this browser keeps of them.
    pub holds: Holds,
    /// How many policies each group has.
    counts: Memo<BTreeMap<GroupId, u32>>,
    /// Instances now of groups that do not tell it, counted from the Instance list; none while
    /// that cannot be read.
    sizes: Memo<Option<BTreeMap<GroupId, u32>>>,
}

impl Lists {
    /// Reads them.
    pub fn read() -> Self {
        let session = use_session();
        let thresholds =
            of_first(|client| async move { client.list::<Group>(&ListQuery::default()).await });
        let targets = query(move |client| {
            let (asks, project) = (session.asks(Generation::V1alpha2), session.project());
            async move { if asks { client.target_groups(&project).await } else { Ok(Vec::new()) } }
        });
        let policies =
            of_first(|client| async move { client.list::<Policy>(&ListQuery::default()).await });
        let servers = of_first(|client| async move { client.all_servers().await });
        let counts = memo(move || {
            policies.with(|policies| {
                let policies = policies.into_iter().flatten();
                count_by_group(policies.map(|policy| policy.instance_group_id.clone()))
            })
        });
        let sizes = memo(move || {
            servers.with(|servers| {
                let groups = servers?.iter().filter_map(|server| server.group());
                Some(count_by_group(groups.map(GroupId::from)))
            })
        });
        let rows = memo(move || {
            let project = session.project();
            let mut rows = rows(thresholds, targets)?;
            rows.retain(|row| project.is_empty() || row.project_id.as_str() == project);
            sort_by_key(&mut rows, |row| std::cmp::Reverse(row.created_ms));
            Some(rows.into_iter().map(Arc::new).collect())
        });
        let total = RwSignal::new(None);
        let holds = use_holds();
        Self { thresholds, targets, policies, rows, total, holds, counts, sizes }
    }

    /// Whether every list of groups has come.
    pub fn are_read(self) -> bool {
        self.thresholds.with(|own| own.is_some()) && self.targets.with(|own| own.is_some())
    }

    /// How many groups there are.
    pub fn len(self) -> usize {
        self.rows.with(|rows| rows.as_ref().map_or(0, Vec::len))
    }

    /// Why lists of groups could not be read.
    pub fn failures(self) -> Vec<(&'static str, ApiError)> {
        let failures = [
            (t!("The groups with a target could not be read."), self.targets.error()),
            (t!("The groups with thresholds could not be read."), self.thresholds.error()),
        ];
        failures.into_iter().filter_map(|(what, error)| Some((what, error?))).collect()
    }

    /// How many Instances a group has, where that is known.
    pub fn size(self, row: &GroupRow) -> Option<u32> {
        let counted =
            || self.sizes.with(|sizes| Some(sizes.as_ref()?.get(&row.id).copied().unwrap_or(0)));
        row.size.or_else(counted)
    }

    /// What a group scales by, in words.
    pub fn rules(self, row: &GroupRow) -> String {
        let count = || self.counts.with(|counts| counts.get(&row.id).copied().unwrap_or(0));
        row.rules(self.policies.with(|read| read.is_some()).then(|| count() as usize))
    }
}

/// The rows of both lists, as far as they have come.
fn rows(
    thresholds: Query<Vec<Group>>,
    targets: Query<Vec<v1alpha2::GroupSummary>>,
) -> Option<Vec<GroupRow>> {
    let old: Option<Vec<_>> =
        thresholds.with(|own| Some(own?.iter().map(GroupRow::from).collect()));
    let new: Option<Vec<_>> = targets.with(|own| Some(own?.iter().map(GroupRow::from).collect()));
    if old.is_none() && new.is_none() {
        return None;
    }
    let mut rows = new.unwrap_or_default();
    rows.extend(old.unwrap_or_default());
    Some(rows)
}

/// A list of the first generation; nothing is asked where that is retired.
fn of_first<T, F, R>(ask: F) -> Query<Vec<T>>
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Client) -> R + Copy + 'static,
    R: Future<Output = Result<Vec<T>, ApiError>> + 'static,
{
    let session = use_session();
    query(move |client| {
        let asks = session.asks(Generation::V1alpha1);
        async move { if asks { ask(client).await } else { Ok(Vec::new()) } }
    })
}
