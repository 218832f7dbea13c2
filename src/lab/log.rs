//! What a group tells of what happened to it: events of the first generation, logs of the second.

use crate::chart::timeline::Level;
use crate::whatif::{SizeAt, logged_size_change, size_change};
use crate::wire::{self, v1alpha2};

/// An entry of either generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// How serious it is.
    pub level: Level,
    /// Who tells it; empty where the API does not say.
    pub source: String,
    /// What happened.
    pub text: String,
    /// More about it; `None` where there is no more.
    pub details: Option<String>,
    /// By how many Instances the size changed, as its text tells; `None` where it tells none.
    pub change: Option<i64>,
}

impl From<&wire::Event> for LogEntry {
    fn from(event: &wire::Event) -> Self {
        let level = match event.level {
            wire::Level::Error => Level::Error,
            wire::Level::Success => Level::Success,
            wire::Level::Info | wire::Level::Other(_) => Level::Info,
        };
        Self {
            at_ms: event.created_at.as_millis(),
            level,
            source: event.source.to_string().replace('_', " "),
            text: event.name.clone(),
            details: event.details.clone(),
            change: size_change(event),
        }
    }
}

impl From<&v1alpha2::Log> for LogEntry {
    fn from(log: &v1alpha2::Log) -> Self {
        let level = match log.level {
            v1alpha2::LogLevel::Error => Level::Error,
            v1alpha2::LogLevel::Warning => Level::Warning,
            v1alpha2::LogLevel::Info
            | v1alpha2::LogLevel::Unknown
            | v1alpha2::LogLevel::Other(_) => Level::Info,
        };
        Self {
            at_ms: log.timestamp.as_millis(),
            level,
            source: String::new(),
            text: log.message.clone(),
            details: None,
            change: logged_size_change(log),
        }
    }
}

/// The entries of either generation's log.
pub fn entries<'a, T>(log: &'a [T]) -> Vec<LogEntry>
where
    LogEntry: From<&'a T>,
{
    log.iter().map(LogEntry::from).collect()
}

/// The size over time that a log tells, back from the present one: one entry a change, and one for
/// `from_ms`. `log` is the newest first. What the log does not tell is taken not to have happened.
#[must_use]
pub fn sizes_from_log(log: &[LogEntry], size: u32, from_ms: i64) -> Vec<SizeAt> {
    let mut size = i64::from(size);
    let mut sizes = Vec::new();
    let whole = |size: i64| u32::try_from(size).unwrap_or(0);
    for (entry, change) in log.iter().filter_map(|entry| Some((entry, entry.change?))) {
        if entry.at_ms <= from_ms {
            break;
        }
        sizes.push(SizeAt { at_ms: entry.at_ms, size: whole(size) });
        size -= change;
    }
    sizes.push(SizeAt { at_ms: from_ms, size: whole(size) });
    sizes.reverse();
    sizes
}
