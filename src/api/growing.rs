//! Lists that grow at their head, read on from what is known of them.

use super::client::{Client, decode};
use super::error::ApiError;
use super::paging::query_text;
use crate::wire::v1alpha2::{Log, LogListQuery};
use crate::wire::{Envelope, Event, EventList, GroupId, ListQuery, Timestamp};

/// How far behind the newest known entry a list is read once more, in milliseconds. Nobody has
/// published whether an entry can be written later than its time says; so much is allowed for.
pub const OVERLAP_MS: i64 = 120_000;

impl Client {
    /// A group's events, the newest first, read on from those that are known. Where the list no
    /// longer holds these, all of it is read.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn events_since(
        &self,
        group: &GroupId,
        known: &[Event],
    ) -> Result<Vec<Event>, ApiError> {
        let Some(from) = overlap(known, |event| event.created_at) else {
            return self.events(group).await;
        };
        let Some(settled) = known.iter().position(|event| event.created_at <= from) else {
            return self.events(group).await;
        };
        let path = self.event_path(group);
        let address = |page| {
            let page_size = Some(Self::RECENT);
            let query = ListQuery { page: Some(page), page_size, ..ListQuery::default() };
            format!("{path}?{}", query_text(&query))
        };
        let (mut events, mut is_met) = (Vec::<Event>::new(), false);
        let mut take = |body: &[u8]| {
            let (page, total) = decode::<EventList>(body)?.unwrap();
            let is_last = page.is_empty() || (events.len() + page.len()) as u64 >= total;
            let met = page.iter().position(|event| event.id == known[settled].id);
            is_met = met.is_some();
            events.extend(page.into_iter().take(met.unwrap_or(usize::MAX)));
            Ok(is_met || is_last)
        };
        self.follow(&address, &mut take).await?;
        if is_met {
            events.extend_from_slice(&known[settled..]);
        }
        Ok(events)
    }

    /// The log entries that a query asks for, the newest first, read on from those that are known.
    /// Where the log no longer holds the newest of these, all of it is read.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn logs_since(
        &self,
        query: &LogListQuery,
        known: &[Log],
    ) -> Result<Vec<Log>, ApiError> {
        let Some(from) = overlap(known, |log| log.timestamp) else {
            return self.logs(query).await;
        };
        let asked = LogListQuery { start_time: Some(from), ..query.clone() };
        let mut logs = self.logs(&asked).await?;
        if !logs.contains(&known[0]) {
            return self.logs(query).await;
        }
        let is_wanted = |log: &&Log| {
            let is_older = log.timestamp < from || log.timestamp == from && !logs.contains(log);
            is_older && query.start_time.is_none_or(|start| log.timestamp >= start)
        };
        let older: Vec<Log> = known.iter().filter(is_wanted).cloned().collect();
        logs.extend(older);
        Ok(logs)
    }
}

/// From when on a list is read once more; nothing where nothing is known of it.
fn overlap<T>(known: &[T], time: impl Fn(&T) -> Timestamp) -> Option<Timestamp> {
    let newest = time(known.first()?);
    Some(Timestamp::from_millis(newest.as_millis() - OVERLAP_MS))
}
