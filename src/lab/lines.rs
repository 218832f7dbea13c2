//! A log as it is read: one line a change with what belongs to it, repeated lines folded.

use super::LogEntry;
use crate::base::Sought;
use crate::chart::timeline::Level;
use crate::wire::Timestamp;

/// How long after a change what the group says of its Instances still belongs to it, in
/// milliseconds: they boot, and are put behind the load balancer.
const BELONGS_MS: i64 = 600_000;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Its entry, of those that say the same the newest.
    pub entry: LogEntry,
    /// What the group said of carrying it out, the oldest first.
    pub parts: Vec<LogEntry>,
    /// How often it was said in a row.
    pub times: usize,
    /// When it was said first, in milliseconds since the Unix epoch.
    pub since_ms: i64,
}

/// What a log can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Everything.
    All,
    /// Changes of size.
    Changes,
    /// Warnings and errors.
    Troubles,
}

impl Kind {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Changes, Self::Troubles];

    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => t!("All"),
            Self::Changes => t!("Changes"),
            Self::Troubles => t!("Warnings and errors"),
        }
    }

    /// As it stands in the address; nothing for everything.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Changes => "changes",
            Self::Troubles => "troubles",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::All)
    }

    fn has(self, line: &LogLine) -> bool {
        match self {
            Self::All => true,
            Self::Changes => line.entry.change.is_some(),
            Self::Troubles => matches!(line.entry.level, Level::Warning | Level::Error),
        }
    }
}

/// A log, the newest first, as lines in the same order.
#[must_use]
pub fn log_lines(log: &[LogEntry]) -> Vec<LogLine> {
    let mut lines: Vec<LogLine> = Vec::new();
    // From the oldest, since what belongs to a change follows it.
    for entry in log.iter().rev() {
        match lines.last_mut() {
            Some(last) if last.is_repeated_by(entry) => {
                last.times += 1;
                last.entry = entry.clone();
            }
            Some(last) if last.is_carried_out_by(entry) => last.parts.push(entry.clone()),
            _ => lines.push(LogLine::of(entry)),
        }
    }
    lines.reverse();
    lines
}

/// Where the lines of a kind stand that have what is searched for anywhere in them.
pub fn lines_with(lines: &[LogLine], kind: Kind, sought: &Sought) -> impl Iterator<Item = usize> {
    let fits =
        move |(at, line): (usize, &LogLine)| (kind.has(line) && line.has(sought)).then_some(at);
    lines.iter().enumerate().filter_map(fits)
}

/// A log as comma-separated values, in its own order: UTC time, level, source, text, details.
#[must_use]
pub fn log_table(log: &[LogEntry]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |entry: &LogEntry| {
        let at = Timestamp::from_millis(entry.at_ms).to_string();
        let details = entry.details.as_deref().unwrap_or_default();
        let cells = [&at, entry.level.key(), &entry.source, &entry.text, details];
        cells.map(quoted).join(",")
    };
    let rows = log.iter().map(row);
    let head = std::iter::once("time,level,source,what,details".to_owned());
    head.chain(rows).map(|row| row + "\r\n").collect()
}

impl LogLine {
    fn of(entry: &LogEntry) -> Self {
        Self { entry: entry.clone(), parts: Vec::new(), times: 1, since_ms: entry.at_ms }
    }

    /// Each change is one of its own, however alike they are.
    fn is_repeated_by(&self, entry: &LogEntry) -> bool {
        let own = &self.entry;
        entry.change.is_none()
            && self.parts.is_empty()
            && (own.level, &own.source, &own.text) == (entry.level, &entry.source, &entry.text)
            && own.details == entry.details
    }

    fn is_carried_out_by(&self, entry: &LogEntry) -> bool {
        self.entry.change.is_some()
            && entry.change.is_none()
            && entry.level == Level::Success
            && entry.at_ms - self.entry.at_ms <= BELONGS_MS
    }

    fn has(&self, sought: &Sought) -> bool {
        let says = |entry: &LogEntry| {
            let details = entry.details.as_deref().unwrap_or_default();
            [&entry.text, &entry.source, details].iter().any(|own| sought.is_in(own))
        };
        says(&self.entry) || self.parts.iter().any(says)
    }
}
