//! A group's last change of size: from how many to how many Instances, and why.

use super::{Day, watched_metric};
use crate::base::{Language, language};
use crate::lab::{LogEntry, read_then};

/// A change of a group's size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// By how many Instances.
    pub by: i64,
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// Why, in the API's words, where it tells it.
    pub reason: Option<String>,
}

/// The latest change of size; `log` is the newest first. `None` where it tells of none.
#[must_use]
pub fn last_change(log: &[LogEntry]) -> Option<Change> {
    log.iter().find_map(|entry| {
        let by = entry.change?;
        let reason = entry.details.clone().filter(|text| !text.is_empty());
        Some(Change { by, at_ms: entry.at_ms, reason })
    })
}

impl Change {
    /// From how many Instances to how many, where what is known of the sizes agrees with the log;
    /// it has to be the latest change.
    #[must_use]
    pub fn ends(&self, day: &Day) -> Option<(u32, u32)> {
        let sizes = &day.sizes;
        let at = sizes.partition_point(|own| own.at_ms < self.at_ms);
        let to = match (sizes.get(at), at) {
            // It was before all that is known, and nothing has changed in between.
            (Some(first), 0) => first.size,
            (Some(own), _) if own.at_ms == self.at_ms => own.size,
            (Some(_), _) | (None, 0) => return None,
            // The samples do not count it yet.
            (None, _) => day.size?,
        };
        let from = u32::try_from(i64::from(to) - self.by).ok()?;
        let before = at.checked_sub(1).and_then(|before| sizes.get(before));
        before.is_none_or(|before| before.size == from).then_some((from, to))
    }

    /// By how much the size changed: both ends, or the difference where those are not known.
    #[must_use]
    pub fn words(&self, ends: Option<(u32, u32)>) -> String {
        let by = || format!("{:+}", self.by).replace('-', "−");
        ends.map_or_else(by, |(from, to)| format!("{from} → {to}"))
    }

    /// Why, in the API's words, without the ends that are said before it; where it tells none, and
    /// for who does not read English, what the metric that the rules watch read then.
    #[must_use]
    pub fn why(&self, day: &Day, ends: Option<(u32, u32)>) -> Option<String> {
        let own = self.reason.as_deref().map(|reason| {
            let said = ends.map(|(from, to)| format!("{from} to {to}. "));
            said.and_then(|said| reason.strip_prefix(&said)).unwrap_or(reason).to_owned()
        });
        let read = || {
            let (rules, samples) = (day.rules.as_ref()?, day.samples.as_ref()?);
            let metric = watched_metric(rules)?;
            read_then(rules, samples, (self.by, self.at_ms), (metric, Day::STEP_MS))
        };
        match language() {
            Language::English => own.or_else(read),
            Language::French => read().or(own),
        }
    }
}
