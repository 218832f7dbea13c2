//! What is read of a group of either generation, and what a what-if knows by it.

use leptos::prelude::*;

use super::whatif::Known;
use crate::forms::apply::Stored;
use crate::lab::{Recording, Why, entries};
use crate::ui::kit::view::memo;
use crate::ui::link::query::{Query, growing, query};
use crate::ui::link::session::use_session;
use crate::whatif::Variant;
use crate::wire::v1alpha2::{self, Alert, AlertScope, Log, LogListQuery};
use crate::wire::{Event, Group, GroupId, Policy, Timestamp};

/// A group with thresholds.
#[derive(Clone, Copy)]
pub struct ThresholdReads {
    pub group: Query<Group>,
    pub policies: Query<Vec<Policy>>,
    pub events: Query<Vec<Event>>,
}

impl ThresholdReads {
    pub fn of(id: &GroupId) -> Self {
        let (own, of_policies, of_events) = (id.clone(), id.clone(), id.clone());
        let group = query(move |client| {
            let id = own.clone();
            async move { client.get::<Group>(&id).await }
        });
        let policies = query(move |client| {
            let id = of_policies.clone();
            async move { client.policies(&id).await }
        });
        let events = growing(move |client, known: Vec<Event>| {
            let id = of_events.clone();
            async move { client.events_since(&id, &known).await }
        });
        Self { group, policies, events }
    }

    /// `size` is the group's size now, of which its own answer tells nothing.
    pub fn known(self, size: Memo<Option<u32>>) -> Known {
        let Self { group, policies, events } = self;
        let so_far = move || policies.get().unwrap_or_default();
        let log = memo(move || events.with(|events| entries(events.map_or(&[], Vec::as_slice))));
        let whole = memo(move || Some(Stored::Thresholds(group.get()?, policies.get()?)));
        Known {
            group: memo(move || Some(Stored::Thresholds(group.get()?, so_far()))),
            whole,
            rules: rules_of(whole),
            unread: memo(move || policies.with(|own| policies.error().filter(|_| own.is_none()))),
            log,
            // Its Instances are counted in samples: events date their changes, and can be missed.
            unlogged: memo(move || events.is_waiting().then_some(Why::Reading)),
            alerts: memo(|| None),
            size,
        }
    }
}

/// A group with a target.
#[derive(Clone, Copy)]
pub struct TargetReads {
    pub group: Query<v1alpha2::Group>,
    pub logs: Query<Vec<Log>>,
    pub alerts: Query<Vec<Alert>>,
}

impl TargetReads {
    pub fn of(id: &GroupId) -> Self {
        let session = use_session();
        let (own, of_logs, of_alerts) = (id.clone(), id.clone(), id.clone());
        let group = query(move |client| {
            let id = own.clone();
            async move { client.get::<v1alpha2::Group>(&id).await }
        });
        let logs = growing(move |client, known: Vec<Log>| {
            let from_ms = untrack(|| session.now_ms()) - Recording::SPAN_MS;
            let asked = LogListQuery {
                group_id: of_logs.clone(),
                start_time: Some(Timestamp::from_millis(from_ms)),
                ..LogListQuery::default()
            };
            async move { client.logs_since(&asked, &known).await }
        });
        let alerts = query(move |client| {
            let scope = AlertScope::Group(of_alerts.clone());
            async move { client.alerts(scope).await }
        });
        Self { group, logs, alerts }
    }

    pub fn known(self) -> Known {
        let Self { group, logs, alerts } = self;
        let whole = memo(move || group.get().map(Stored::Target));
        Known {
            group: whole,
            whole,
            rules: rules_of(whole),
            unread: memo(|| None),
            log: memo(move || logs.with(|logs| entries(logs.map_or(&[], Vec::as_slice)))),
            unlogged: memo(move || {
                let why = || logs.error().map_or(Why::Reading, |e| Why::NoLog(e.to_string()));
                logs.with(|logs| logs.is_none().then(why))
            }),
            alerts: memo(move || Some(alerts.get().unwrap_or_default())),
            size: memo(move || group.with(|group| Some(group?.current_size))),
        }
    }
}

fn rules_of(whole: Memo<Option<Stored>>) -> Memo<Option<Variant>> {
    memo(move || whole.with(|group| group.as_ref().map(Stored::variant)))
}
