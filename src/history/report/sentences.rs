//! The one place where reports become words. Each sentence says what was found, where, and what was
//! done.

use std::fmt::{Display, Formatter, Result};

use super::finding::{Finding, LeftOutReason, Skip};
use super::format::{Csv, Encoding, EpochUnit, Format, TimeForm, Tool};
use super::places::{Places, Source};
use super::quantity::Quantity;
use super::words::{length, moment, thousands};
use crate::base::{is_one, listed};

impl Display for Places {
    /// `line 4`, `lines 4 and 9`, `lines 4, 9, 12, 15, 20 and 1,995 more`.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut items: Vec<String> =
            self.lines.iter().map(|line| thousands(u64::from(*line))).collect();
        let unlisted = u64::from(self.count).saturating_sub(self.lines.len() as u64);
        if unlisted > 0 {
            let count = thousands(unlisted);
            items.push(match unlisted {
                1 => t!("one" => "{count} more"),
                _ => t!("{count} more"),
            });
        }
        let several = items.len() > 1;
        match listed(&items) {
            None => f.write_str(t!("nowhere")),
            Some(places) => f.write_str(&match (self.source, several) {
                (source, false) => source.place(&places),
                (Source::Table, true) => t!("lines {places}"),
                (Source::Json, true) => t!("samples {places}"),
            }),
        }
    }
}

impl Source {
    /// `line 4`.
    fn place(self, number: &str) -> String {
        match self {
            Self::Table => t!("line {number}"),
            Self::Json => t!("sample {number}"),
        }
    }
}

impl Display for Format {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (tool, series) = match self {
            Self::Table(csv) => return csv.fmt(f),
            Self::Json { tool, series } => (*tool, *series),
        };
        let answer = tool.answer();
        let series = match is_one(series) {
            true => t!("one" => "{series} series"),
            false => t!("{series} series"),
        };
        f.write_str(&match tool {
            Tool::Prometheus => t!("{answer}, {series}, times in epoch seconds."),
            _ => t!("{answer}, {series}."),
        })
    }
}

impl Display for Csv {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let delimiter = match self.delimiter {
            ';' => t!("semicolons"),
            '\t' => t!("between columns" => "tabs"),
            '|' => t!("between columns" => "bars"),
            _ => t!("commas"),
        };
        let header = if self.header { t!("a header") } else { t!("no header") };
        let times = match (self.time_form, self.epoch_unit) {
            (TimeForm::Zoned, _) => t!("times with a zone."),
            (TimeForm::Zoneless, _) => t!("times without a zone."),
            (TimeForm::Epoch, None | Some(EpochUnit::Seconds)) => t!("times in epoch seconds."),
            (TimeForm::Epoch, Some(EpochUnit::Milliseconds)) => t!("times in epoch milliseconds."),
            (TimeForm::Epoch, Some(EpochUnit::Microseconds)) => t!("times in epoch microseconds."),
            (TimeForm::Epoch, Some(EpochUnit::Nanoseconds)) => t!("times in epoch nanoseconds."),
        };
        f.write_str(&t!("Columns separated by {delimiter}, {header}, {times}"))
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&match self {
            Self::ColumnsChosen { .. }
            | Self::LeftOut { .. }
            | Self::Surplus { .. }
            | Self::Elsewhere { .. }
            | Self::Units { .. } => of_columns(self),
            Self::Zoneless { .. }
            | Self::SkippedByZone { .. }
            | Self::MixedForms { .. }
            | Self::RepeatedHour { .. }
            | Self::SkippedHour { .. }
            | Self::UnpairedClock { .. } => of_clocks(self),
            Self::Encoded { encoding } => encoded(*encoding).to_owned(),
            Self::Preamble { places, example } => {
                let what = lines(places);
                t!("{what} above the header ({places}, like \"{example}\"): taken for a title and \
                     left out.")
            }
            Self::Warned { words } => {
                t!("Samples may be missing: the metrics server warned “{words}”.")
            }
            Self::OtherGroup { found, expected } => {
                t!("The name speaks of the group {found}, and the group here is {expected}: check \
                 that this is the history you mean.")
            }
            Self::DecimalComma { places } => {
                let (what, line) = (values(places), first(places));
                t!("{what} with a decimal comma (first at line {line}): read as a decimal point.")
            }
            Self::Skipped { reason, places, example } => skipped(*reason, places, example),
            Self::Reversed => {
                t!("The rows run from the newest to the oldest: they were reversed.").to_owned()
            }
            Self::Sorted { places } => {
                let what = rows(places);
                t!("{what} out of order ({places}): sorted by time.")
            }
            Self::Duplicates { places, .. } => duplicates(places),
            Self::MissingHour { .. } | Self::Gaps { .. } | Self::IrregularStep { .. } => {
                spacing(self)
            }
        })
    }
}

fn encoded(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => t!("The text is UTF-8."),
        Encoding::Utf16 => t!("The text is UTF-16."),
        Encoding::Windows1252 => {
            t!("The text is not UTF-8: read as Windows-1252, the code of western Europe.")
        }
    }
}

fn duplicates(places: &Places) -> String {
    let what = rows(places);
    match places.source {
        Source::Table => t!(
            "{what} with the same time as a later row ({places}): dropped, the last row of a time \
             counts."
        ),
        Source::Json => t!(
            "{what} with the same time as a later sample ({places}): dropped, the last sample of a \
             time counts."
        ),
    }
}

fn of_clocks(finding: &Finding) -> String {
    match finding {
        Finding::Zoneless { places, zone } => {
            let (what, line) = (stamps(places), first(places));
            t!("{what} without a zone (first at line {line}): read as {zone}.")
        }
        Finding::SkippedByZone { places, zone } => {
            let what = stamps(places);
            t!("{what} that the clocks of {zone} skip ({places}): read as if they had not been \
                 put forward yet.")
        }
        Finding::MixedForms { counts, line } => {
            let [zoned, zoneless, epoch] = counts.map(|count| thousands(u64::from(count)));
            let line = thousands(u64::from(*line));
            t!("The times are written in different ways, first at line {line} ({zoned} with a \
                 zone, {zoneless} without, {epoch} as epoch numbers): each was read by its own.")
        }
        Finding::RepeatedHour { line, moved } => {
            let [line, moved] = [line, moved].map(|count| thousands(u64::from(*count)));
            t!("The time falls back by an hour at line {line}, as when clocks are put back: this \
                 row and all later ones ({moved} in all) were moved on by one hour, so that time \
                 is continuous.")
        }
        Finding::SkippedHour { line, moved, hidden } => skipped_hour(*line, *moved, *hidden),
        Finding::UnpairedClock { line } => {
            let line = thousands(u64::from(*line));
            t!("Clocks were put back before line {line} and at it, and no missing hour between \
                 shows when they were put forward: times between them may be off by an hour.")
        }
        _ => String::new(),
    }
}

fn skipped_hour(line: u32, moved: u32, hidden: bool) -> String {
    let [line, moved] = [line, moved].map(|count| thousands(u64::from(count)));
    let what = if hidden {
        t!("Clocks are put back twice in the file, so the gap up to line {line} hides the night \
             in which they are put forward")
    } else {
        t!("Exactly one hour of the night is missing up to line {line}, as when clocks are put \
             forward")
    };
    t!("{what}: this row and all later ones ({moved} in all) were moved back by one hour, so that \
         time is continuous.")
}

fn of_columns(finding: &Finding) -> String {
    match finding {
        Finding::ColumnsChosen { columns, time, time_name, values, labels } => {
            let (time, values) = (column(Source::Table, *time, time_name), numbered(values));
            let labels = match labels.as_slice() {
                [] => String::new(),
                labels => {
                    let labels = numbered(labels);
                    t!(", a series for each text of {labels}")
                }
            };
            t!("The file has {columns} columns: the time was taken from {time} and the values \
                 from {values}{labels}.")
        }
        Finding::LeftOut { source, column: index, name, why } => {
            left_out(&column(*source, *index, name), why)
        }
        Finding::Surplus { places } => {
            let what = rows(places);
            t!("{what} with more cells than there are columns ({places}): what is beyond was left \
                 out. Where commas part the columns, a number must not have a decimal comma.")
        }
        Finding::Elsewhere { places } => {
            let what = rows(places);
            t!("{what} with a value of another series only ({places}): taken as no sample of this \
                 one.")
        }
        Finding::Units { places, word, other, quantity } => {
            units(places, word, other.as_ref(), *quantity)
        }
        _ => String::new(),
    }
}

fn left_out(column: &str, why: &LeftOutReason) -> String {
    match why {
        LeftOutReason::NoValue => t!("No value in {column}: left out."),
        LeftOutReason::NoNumber { example } => {
            t!("No number in {column} (first \"{example}\"): left out.")
        }
        LeftOutReason::UnknownUnit { example } => t!(
            "The numbers in {column} have a unit that no metric here has (first \"{example}\"): \
             left out."
        ),
        LeftOutReason::OneSample => {
            t!("Only one sample in {column}, and a history needs at least two: left out.")
        }
        LeftOutReason::AllDifferent { example } => {
            t!("The text in {column} is different in every row (first \"{example}\"), so it is no \
             label of a series: left out.")
        }
        LeftOutReason::Notes { example } => {
            t!("The text in {column} (first \"{example}\") does not tell series apart: left out.")
        }
        LeftOutReason::Times => {
            t!("The times in {column} are not those of the samples: left out.")
        }
        LeftOutReason::Bookkeeping => t!("The tool's own bookkeeping in {column}: left out."),
    }
}

fn units(places: &Places, word: &str, other: Option<&(u32, String)>, quantity: Quantity) -> String {
    let base = match quantity {
        Quantity::Number => t!("plain numbers"),
        _ => quantity.shown(),
    };
    let word = if word.is_empty() { String::new() } else { t!(", in {word}") };
    let other = other.map_or_else(String::new, |(line, unit)| {
        let unit = if unit.is_empty() { t!("no unit") } else { unit };
        let line = thousands(u64::from(*line));
        t!("; {unit} at line {line}")
    });
    let (what, line) = (values(places), first(places));
    t!("{what} with a unit (first at line {line}{word}{other}): read as {base}.")
}

fn skipped(reason: Skip, places: &Places, example: &str) -> String {
    let what = rows(places);
    let like = if example.is_empty() { String::new() } else { t!(", like \"{example}\"") };
    match reason {
        Skip::TooFewColumns => t!("{what} with too few columns ({places}{like}): skipped."),
        Skip::UnreadableTime => {
            t!("{what} with a time that cannot be read ({places}{like}): skipped.")
        }
        Skip::NoSuchTime => t!("{what} with a time that does not exist ({places}{like}): skipped."),
        Skip::FarTime => {
            t!("{what} with a time outside the years 1970 to 2099 ({places}{like}): skipped.")
        }
        Skip::NoValue => t!(
            "{what} without a value, that is empty, NaN or null ({places}): skipped, each leaves a \
             gap."
        ),
        Skip::InfiniteValue => t!("{what} with an infinite value ({places}{like}): skipped."),
        Skip::NegativeValue => t!(
            "{what} with a negative value ({places}{like}): skipped, as managed metrics cannot be \
             negative."
        ),
        Skip::UnknownUnit => {
            t!("{what} with a number in a unit that no metric here has ({places}{like}): skipped.")
        }
        Skip::TextValue => {
            t!("{what} with a value that is not a number ({places}{like}): skipped.")
        }
    }
}

fn spacing(finding: &Finding) -> String {
    match finding {
        Finding::MissingHour { places, after_ms } => {
            let after = moment(*after_ms);
            t!("Exactly one hour is missing up to {places} (first after {after}), which may be \
                 clocks being put forward and not missing data: kept as a gap.")
        }
        Finding::Gaps { places, longest_ms, longest_after_ms, longest_line } => {
            let (what, longest, after) =
                (gaps(places), length(*longest_ms), moment(*longest_after_ms));
            let end = places.source.place(&thousands(u64::from(*longest_line)));
            t!("{what} (up to {places}), the longest {longest} after {after} (up to {end}): kept, \
                 nothing was filled in.")
        }
        Finding::IrregularStep { places, step_ms, shortest_ms } => {
            let (what, step, shortest) = (rows(places), length(*step_ms), length(*shortest_ms));
            t!("{what} not the usual {step} after the row before ({places}), the shortest \
                 distance is {shortest}: kept as they are.")
        }
        _ => String::new(),
    }
}

/// `column 2 ("cpu")`.
fn column(source: Source, index: usize, name: &str) -> String {
    let number = index.saturating_add(1);
    match (source, name) {
        (Source::Table, "") => t!("column {number}"),
        (Source::Table, name) => t!("column {number} (\"{name}\")"),
        (Source::Json, "") => t!("series {number}"),
        (Source::Json, name) => t!("series {number} (\"{name}\")"),
    }
}

/// `column 2`, `columns 2 to 7` or `columns 2, 4 and 5`.
fn numbered(columns: &[usize]) -> String {
    let numbers: Vec<usize> = columns.iter().map(|index| index.saturating_add(1)).collect();
    match numbers.as_slice() {
        [] => t!("no column").to_owned(),
        [number] => t!("column {number}"),
        [first, _, .., last] if last - first == columns.len() - 1 => {
            t!("columns {first} to {last}")
        }
        numbers => {
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            let numbers = listed(&numbers).unwrap_or_default();
            t!("columns {numbers}")
        }
    }
}

/// The first line, where the rest is more of the same.
fn first(places: &Places) -> String {
    places.lines.first().map_or_else(String::new, |line| thousands(u64::from(*line)))
}

/// `1 row`, `12,345 rows`.
fn rows(places: &Places) -> String {
    let (count, one) = counted(places);
    match (places.source, one) {
        (Source::Table, true) => t!("{count} row"),
        (Source::Table, false) => t!("{count} rows"),
        (Source::Json, true) => t!("{count} sample"),
        (Source::Json, false) => t!("{count} samples"),
    }
}

fn lines(places: &Places) -> String {
    let (count, one) = counted(places);
    if one { t!("{count} line") } else { t!("{count} lines") }
}

fn values(places: &Places) -> String {
    let (count, one) = counted(places);
    if one { t!("{count} value") } else { t!("{count} values") }
}

fn stamps(places: &Places) -> String {
    let (count, one) = counted(places);
    if one { t!("stamps" => "{count} time") } else { t!("stamps" => "{count} times") }
}

fn gaps(places: &Places) -> String {
    let (count, one) = counted(places);
    if one { t!("{count} gap") } else { t!("{count} gaps") }
}

/// How many, and whether that is one.
fn counted(places: &Places) -> (String, bool) {
    (thousands(u64::from(places.count)), is_one(places.count as usize))
}
