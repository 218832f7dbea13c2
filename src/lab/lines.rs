//! A log as it is read: one line a change with what belongs to it, repeated lines folded.

use std::collections::{BTreeMap, BTreeSet};

use super::{LogEntry, Reasons};
use crate::base::{Language, Sought, language};
use crate::chart::timeline::Level;
use crate::whatif::SizeAt;
use crate::wire::Timestamp;

/// How long after a change what the group says of its Instances still belongs to it, in
/// milliseconds: they boot, and are put behind the load balancer.
const BELONGS_MS: i64 = 600_000;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Its entry.
    pub entry: LogEntry,
    /// What the group said of carrying it out, the oldest first.
    pub parts: Vec<LogEntry>,
    /// The size before and after it, of a change where that is known.
    pub sizes: Option<(u32, u32)>,
    /// Why it was made, of a change of which the history tells that.
    pub read: Option<String>,
}

/// Why a size changed, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because<'a> {
    /// The group itself.
    Told(&'a str),
    /// The metric and the rules of that time.
    Read(&'a str),
}

/// Lines that say the same and stand next to each other among those that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Where the newest of them stands.
    pub at: usize,
    /// How many they are.
    pub times: usize,
    /// When it was said first, in milliseconds since the Unix epoch.
    pub since_ms: i64,
}

/// Which lines of a log are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// Those of a kind.
    pub kind: Kind,
    /// Those of who tells them; empty for anybody.
    pub source: String,
    /// Those that have what is searched for anywhere in them.
    pub sought: Sought,
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
    /// Errors alone.
    Errors,
}

impl Kind {
    /// All of them, as they are offered.
    pub const ALL: [Self; 4] = [Self::All, Self::Changes, Self::Troubles, Self::Errors];

    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => t!("All"),
            Self::Changes => t!("Changes"),
            Self::Troubles => t!("Warnings and errors"),
            Self::Errors => t!("Errors"),
        }
    }

    /// As it stands in the address; nothing for everything.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Changes => "changes",
            Self::Troubles => "troubles",
            Self::Errors => "errors",
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
            Self::Errors => line.entry.level == Level::Error,
        }
    }
}

impl Narrowed {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.kind == Kind::All && self.source.is_empty() && self.sought.is_empty()
    }

    /// The lines that are shown.
    fn of<'a>(&self, lines: &'a [LogLine]) -> impl Iterator<Item = (usize, &'a LogLine)> {
        let is_from = |line: &LogLine| {
            self.source.is_empty() || line.entries().any(|entry| entry.source == self.source)
        };
        let fits =
            move |line: &LogLine| self.kind.has(line) && is_from(line) && line.has(&self.sought);
        lines.iter().enumerate().filter(move |(_, line)| fits(line))
    }
}

/// A log, the newest first, as lines in the same order. `sizes` is the size over time, ascending: a
/// change that it does not show as the log tells it has none. `reasons` are those of the changes.
#[must_use]
pub fn log_lines(log: &[LogEntry], sizes: &[SizeAt], reasons: &Reasons) -> Vec<LogLine> {
    let mut lines: Vec<LogLine> = Vec::new();
    // From the oldest, since what belongs to a change follows it.
    for entry in log.iter().rev() {
        match lines.last_mut() {
            Some(last) if last.is_carried_out_by(entry) => last.parts.push(entry.clone()),
            _ => {
                let sizes = sizes_of(entry, sizes);
                let reason = entry.change.and_then(|_| reasons.at(entry.at_ms));
                let read = reason.map(str::to_owned);
                lines.push(LogLine { entry: entry.clone(), parts: Vec::new(), sizes, read });
            }
        }
    }
    lines.reverse();
    lines
}

fn sizes_of(entry: &LogEntry, sizes: &[SizeAt]) -> Option<(u32, u32)> {
    let by = entry.change?;
    let at = sizes.binary_search_by_key(&entry.at_ms, |own| own.at_ms).ok()?;
    let (before, after) = (sizes.get(at.checked_sub(1)?)?.size, sizes[at].size);
    (i64::from(after) - i64::from(before) == by).then_some((before, after))
}

/// What is shown of a log: what is said again is folded. A warning or an error is one line at its
/// newest time, whatever else was said in between; any other entry only beside its like.
#[must_use]
pub fn folds(lines: &[LogLine], narrowed: &Narrowed) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    let mut troubles = BTreeMap::new();
    for (at, line) in narrowed.of(lines) {
        let next = folds.len();
        let own = match Kind::Troubles.has(line) && line.entry.change.is_none() {
            true => *troubles.entry(line.entry.said()).or_insert(next),
            false if folds.last().is_some_and(|last| lines[last.at].repeats(line)) => next - 1,
            false => next,
        };
        match folds.get_mut(own) {
            Some(fold) => {
                fold.times += 1;
                fold.since_ms = line.entry.at_ms;
            }
            None => folds.push(Fold { at, times: 1, since_ms: line.entry.at_ms }),
        }
    }
    folds
}

/// How often what is shown of a log happened, however it is folded.
#[must_use]
pub fn occurrences(lines: &[LogLine], narrowed: &Narrowed) -> usize {
    narrowed.of(lines).count()
}

/// Who tells a log, in the order of their names.
#[must_use]
pub fn sources(log: &[LogEntry]) -> Vec<String> {
    let all: BTreeSet<&String> = log.iter().map(|entry| &entry.source).collect();
    all.into_iter().filter(|source| !source.is_empty()).cloned().collect()
}

/// What is shown of a log as comma-separated values, each entry for itself, in the log's own order:
/// UTC time, level, source, text, details.
#[must_use]
pub fn log_table(lines: &[LogLine], narrowed: &Narrowed) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |entry: &LogEntry| {
        let at = Timestamp::from_millis(entry.at_ms).to_string();
        let details = entry.details.as_deref().unwrap_or_default();
        let cells = [&at, entry.level.key(), &entry.source, &entry.text, details];
        cells.map(quoted).join(",")
    };
    let rows = narrowed.of(lines).flat_map(|(_, line)| line.entries()).map(row);
    let head = std::iter::once("time,level,source,what,details".to_owned());
    head.chain(rows).map(|row| row + "\r\n").collect()
}

impl LogEntry {
    /// What it says, as far as another entry can say the same.
    fn said(&self) -> (&str, &str, &str, Option<&str>) {
        (self.level.key(), &self.source, &self.text, self.details.as_deref())
    }

    /// Its details as its text goes on with them: `: Load balancer lb-1 was not found.`, which ends
    /// in since when it is repeated.
    #[must_use]
    pub fn more(&self, since: Option<&str>) -> String {
        let details = self.details.as_deref().filter(|details| !details.is_empty());
        let details = details.map(|details| t!(": {details}")).unwrap_or_default();
        match since {
            None => details,
            Some(since) => t!("{}, since {since}", details.trim_end_matches('.')),
        }
    }
}

impl Because<'_> {
    /// In a sentence; what the group does not tell itself says where it is from.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Told(text) => (*text).to_owned(),
            Self::Read(text) => t!("{}, by its metric.", text.trim_end_matches('.')),
        }
    }
}

impl LogLine {
    /// What a change did to the size: `4 → 5`, or `+1` where the size is not known; none of what is
    /// no change.
    #[must_use]
    pub fn course(&self) -> Option<String> {
        let by = self.entry.change?;
        Some(match self.sizes {
            Some((before, after)) => format!("{before} → {after}"),
            None if by < 0 => format!("\u{2212}{}", by.unsigned_abs()),
            None => format!("+{by}"),
        })
    }

    /// Why the size changed, without what the course says already: as the group tells it, or else
    /// as its history does; the other way round for who does not read the API's English.
    #[must_use]
    pub fn reason(&self) -> Option<Because<'_>> {
        self.entry.change?;
        let read = || self.read.as_deref().map(Because::Read);
        match language() {
            Language::English => self.told().or_else(read),
            Language::French => read().or_else(|| self.told()),
        }
    }

    fn told(&self) -> Option<Because<'_>> {
        let details = self.entry.details.as_deref().filter(|text| !text.is_empty())?;
        let course = self.sizes.map(|(before, after)| format!("{before} to {after}. "));
        let without = course.and_then(|course| details.strip_prefix(&course)).unwrap_or(details);
        Some(Because::Told(without))
    }

    /// All that it holds, the newest first.
    fn entries(&self) -> impl Iterator<Item = &LogEntry> {
        self.parts.iter().rev().chain([&self.entry])
    }

    /// Whether it says what another one said. Each change is one of its own, however alike they
    /// are.
    fn repeats(&self, before: &Self) -> bool {
        let (own, other) = (&self.entry, &before.entry);
        own.change.is_none() && other.change.is_none() && own.said() == other.said()
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
        self.entries().any(says) || self.read.as_ref().is_some_and(|own| sought.is_in(own))
    }
}
