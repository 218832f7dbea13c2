//! The one place where reports become words. Each sentence says what was found, where, and what was
//! done.

use std::fmt::{Display, Formatter, Result};

use super::finding::{Finding, LeftOutReason, Skip};
use super::format::{Csv, Encoding, EpochUnit, Format, TimeForm, Tool};
use super::places::{Places, Source};
use super::quantity::Quantity;
use super::words::{length, moment, thousands};

impl Display for Places {
    /// `line 4`, `lines 4 and 9`, `lines 4, 9, 12, 15, 20 and 1,995 more`.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut items: Vec<String> =
            self.lines.iter().map(|line| thousands(u64::from(*line))).collect();
        let unlisted = u64::from(self.count).saturating_sub(self.lines.len() as u64);
        if unlisted > 0 {
            items.push(format!("{} more", thousands(unlisted)));
        }
        let Some((last, others)) = items.split_last() else { return f.write_str("nowhere") };
        let place = self.source.place();
        if others.is_empty() {
            return write!(f, "{place} {last}");
        }
        write!(f, "{place}s {} and {last}", others.join(", "))
    }
}

impl Source {
    fn place(self) -> &'static str {
        match self {
            Self::Table => "line",
            Self::Json => "sample",
        }
    }

    fn row(self) -> &'static str {
        match self {
            Self::Table => "row",
            Self::Json => "sample",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Table => "column",
            Self::Json => "series",
        }
    }
}

impl Display for Format {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Table(csv) => csv.fmt(f),
            Self::Json { tool: tool @ Tool::Prometheus, series } => {
                write!(f, "{}, {series} series, times in epoch seconds.", tool.answer())
            }
            Self::Json { tool, series } => write!(f, "{}, {series} series.", tool.answer()),
        }
    }
}

impl Display for Csv {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let delimiter = match self.delimiter {
            ';' => "semicolons",
            '\t' => "tabs",
            '|' => "bars",
            _ => "commas",
        };
        let header = if self.header { "a" } else { "no" };
        write!(f, "Columns separated by {delimiter}, {header} header, ")?;
        f.write_str(match (self.time_form, self.epoch_unit) {
            (TimeForm::Zoned, _) => "times with a zone.",
            (TimeForm::Zoneless, _) => "times without a zone.",
            (TimeForm::Epoch, None | Some(EpochUnit::Seconds)) => "times in epoch seconds.",
            (TimeForm::Epoch, Some(EpochUnit::Milliseconds)) => "times in epoch milliseconds.",
            (TimeForm::Epoch, Some(EpochUnit::Microseconds)) => "times in epoch microseconds.",
            (TimeForm::Epoch, Some(EpochUnit::Nanoseconds)) => "times in epoch nanoseconds.",
        })
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::ColumnsChosen { .. }
            | Self::LeftOut { .. }
            | Self::Surplus { .. }
            | Self::Elsewhere { .. }
            | Self::Units { .. } => columns(f, self),
            Self::Zoneless { places, zone } => zoneless(f, places, zone),
            Self::SkippedByZone { places, zone } => skipped_by_zone(f, places, zone),
            Self::Encoded { encoding } => f.write_str(match encoding {
                Encoding::Utf8 => "The text is UTF-8.",
                Encoding::Utf16 => "The text is UTF-16.",
                Encoding::Windows1252 => {
                    "The text is not UTF-8: read as Windows-1252, the code of western Europe."
                }
            }),
            Self::Preamble { places, example } => write!(
                f,
                "{} above the header ({places}, like \"{example}\"): taken for a title and left \
                 out.",
                amount(places, "line")
            ),
            Self::Warned { words } => {
                write!(f, "Samples may be missing: the metrics server warned “{words}”.")
            }
            Self::OtherGroup { found, expected } => write!(
                f,
                "The name speaks of the group {found}, and the group here is {expected}: check \
                 that this is the history you mean."
            ),
            Self::DecimalComma { places } => {
                let what = amount(places, "value");
                write!(
                    f,
                    "{what} with a decimal comma (first at line {}): read as a decimal point.",
                    first(places)
                )
            }
            Self::MixedForms { counts, line } => mixed(f, *counts, *line),
            Self::Skipped { reason, places, example } => skipped(f, *reason, places, example),
            Self::Reversed => {
                f.write_str("The rows run from the newest to the oldest: they were reversed.")
            }
            Self::Sorted { places } => {
                let what = rows(places);
                write!(f, "{what} out of order ({places}): sorted by time.")
            }
            Self::RepeatedHour { line, moved } => repeated_hour(f, *line, *moved),
            Self::SkippedHour { line, moved, hidden } => skipped_hour(f, *line, *moved, *hidden),
            Self::UnpairedClock { line } => write!(
                f,
                "Clocks were put back before line {} and at it, and no missing hour between shows \
                 when they were put forward: times between them may be off by an hour.",
                thousands(u64::from(*line))
            ),
            Self::Duplicates { places, .. } => {
                let (what, row) = (rows(places), places.source.row());
                write!(
                    f,
                    "{what} with the same time as a later {row} ({places}): dropped, the last \
                     {row} of a time counts."
                )
            }
            Self::MissingHour { .. } | Self::Gaps { .. } | Self::IrregularStep { .. } => {
                spacing(f, self)
            }
        }
    }
}

fn zoneless(f: &mut Formatter<'_>, places: &Places, zone: &impl Display) -> Result {
    let what = amount(places, "time");
    write!(f, "{what} without a zone (first at line {}): read as {zone}.", first(places))
}

fn skipped_by_zone(f: &mut Formatter<'_>, places: &Places, zone: &impl Display) -> Result {
    let what = amount(places, "time");
    write!(
        f,
        "{what} that the clocks of {zone} skip ({places}): read as if they had not been put \
         forward yet."
    )
}

fn columns(f: &mut Formatter<'_>, finding: &Finding) -> Result {
    match finding {
        Finding::ColumnsChosen { columns, time, time_name, values, labels } => {
            write!(
                f,
                "The file has {columns} columns: the time was taken from {} and the values from {}",
                column(Source::Table, *time, time_name),
                numbered(values)
            )?;
            match labels.as_slice() {
                [] => f.write_str("."),
                labels => write!(f, ", a series for each text of {}.", numbered(labels)),
            }
        }
        Finding::LeftOut { source, column: index, name, why } => {
            left_out(f, &column(*source, *index, name), why)
        }
        Finding::Surplus { places } => write!(
            f,
            "{} with more cells than there are columns ({places}): what is beyond was left out. \
             Where commas part the columns, a number must not have a decimal comma.",
            rows(places)
        ),
        Finding::Elsewhere { places } => write!(
            f,
            "{} with a value of another series only ({places}): taken as no sample of this one.",
            rows(places)
        ),
        Finding::Units { places, word, other, quantity } => {
            units(f, places, word, other.as_ref(), *quantity)
        }
        _ => Ok(()),
    }
}

fn left_out(f: &mut Formatter<'_>, column: &str, why: &LeftOutReason) -> Result {
    match why {
        LeftOutReason::NoValue => write!(f, "No value in {column}: left out."),
        LeftOutReason::NoNumber { example } => {
            write!(f, "No number in {column} (first \"{example}\"): left out.")
        }
        LeftOutReason::UnknownUnit { example } => write!(
            f,
            "The numbers in {column} have a unit that no metric here has (first \"{example}\"): \
             left out."
        ),
        LeftOutReason::OneSample => {
            write!(f, "Only one sample in {column}, and a history needs at least two: left out.")
        }
        LeftOutReason::AllDifferent { example } => write!(
            f,
            "The text in {column} is different in every row (first \"{example}\"), so it is no \
             label of a series: left out."
        ),
        LeftOutReason::Notes { example } => write!(
            f,
            "The text in {column} (first \"{example}\") does not tell series apart: left out."
        ),
        LeftOutReason::Times => {
            write!(f, "The times in {column} are not those of the samples: left out.")
        }
        LeftOutReason::Bookkeeping => {
            write!(f, "The tool's own bookkeeping in {column}: left out.")
        }
    }
}

fn units(
    f: &mut Formatter<'_>,
    places: &Places,
    word: &str,
    other: Option<&(u32, String)>,
    quantity: Quantity,
) -> Result {
    let base = match quantity {
        Quantity::Number => "plain numbers".to_owned(),
        _ => quantity.to_string(),
    };
    write!(f, "{} with a unit (first at line {}", amount(places, "value"), first(places))?;
    if !word.is_empty() {
        write!(f, ", in {word}")?;
    }
    if let Some((line, other)) = other {
        let other = if other.is_empty() { "no unit" } else { other };
        write!(f, "; {other} at line {}", thousands(u64::from(*line)))?;
    }
    write!(f, "): read as {base}.")
}

fn mixed(f: &mut Formatter<'_>, counts: [u32; 3], line: u32) -> Result {
    let [zoned, zoneless, epoch] = counts.map(|count| thousands(u64::from(count)));
    write!(
        f,
        "The times are written in different ways, first at line {} ({zoned} with a zone, \
         {zoneless} without, {epoch} as epoch numbers): each was read by its own.",
        thousands(u64::from(line))
    )
}

fn repeated_hour(f: &mut Formatter<'_>, line: u32, moved: u32) -> Result {
    write!(
        f,
        "The time falls back by an hour at line {}, as when clocks are put back: this row and all \
         later ones ({} in all) were moved on by one hour, so that time is continuous.",
        thousands(u64::from(line)),
        thousands(u64::from(moved))
    )
}

fn skipped_hour(f: &mut Formatter<'_>, line: u32, moved: u32, hidden: bool) -> Result {
    let (line, moved) = (thousands(u64::from(line)), thousands(u64::from(moved)));
    let what = if hidden {
        format!(
            "Clocks are put back twice in the file, so the gap up to line {line} hides the night \
             in which they are put forward"
        )
    } else {
        format!(
            "Exactly one hour of the night is missing up to line {line}, as when clocks are \
                 put forward"
        )
    };
    write!(
        f,
        "{what}: this row and all later ones ({moved} in all) were moved back by one hour, so \
         that time is continuous."
    )
}

fn skipped(f: &mut Formatter<'_>, reason: Skip, places: &Places, example: &str) -> Result {
    let what = rows(places);
    let like = if example.is_empty() { String::new() } else { format!(", like \"{example}\"") };
    match reason {
        Skip::TooFewColumns => {
            write!(f, "{what} with too few columns ({places}{like}): skipped.")
        }
        Skip::UnreadableTime => {
            write!(f, "{what} with a time that cannot be read ({places}{like}): skipped.")
        }
        Skip::NoSuchTime => {
            write!(f, "{what} with a time that does not exist ({places}{like}): skipped.")
        }
        Skip::FarTime => write!(
            f,
            "{what} with a time outside the years 1970 to 2099 ({places}{like}): skipped."
        ),
        Skip::NoValue => write!(
            f,
            "{what} without a value, that is empty, NaN or null ({places}): skipped, each leaves \
             a gap."
        ),
        Skip::InfiniteValue => {
            write!(f, "{what} with an infinite value ({places}{like}): skipped.")
        }
        Skip::NegativeValue => write!(
            f,
            "{what} with a negative value ({places}{like}): skipped, as managed metrics cannot be \
             negative."
        ),
        Skip::UnknownUnit => write!(
            f,
            "{what} with a number in a unit that no metric here has ({places}{like}): skipped."
        ),
        Skip::TextValue => {
            write!(f, "{what} with a value that is not a number ({places}{like}): skipped.")
        }
    }
}

fn spacing(f: &mut Formatter<'_>, finding: &Finding) -> Result {
    match finding {
        Finding::MissingHour { places, after_ms } => write!(
            f,
            "Exactly one hour is missing up to {places} (first after {}), which may be clocks \
             being put forward and not missing data: kept as a gap.",
            moment(*after_ms)
        ),
        Finding::Gaps { places, longest_ms, longest_after_ms, longest_line } => write!(
            f,
            "{} (up to {places}), the longest {} after {} (up to {} {}): kept, nothing was \
             filled in.",
            amount(places, "gap"),
            length(*longest_ms),
            moment(*longest_after_ms),
            places.source.place(),
            thousands(u64::from(*longest_line))
        ),
        Finding::IrregularStep { places, step_ms, shortest_ms } => write!(
            f,
            "{} not the usual {} after the row before ({places}), the shortest distance is {}: \
             kept as they are.",
            rows(places),
            length(*step_ms),
            length(*shortest_ms)
        ),
        _ => Ok(()),
    }
}

fn column(source: Source, index: usize, name: &str) -> String {
    let (kind, number) = (source.column(), index.saturating_add(1));
    if name.is_empty() {
        format!("{kind} {number}")
    } else {
        format!("{kind} {number} (\"{name}\")")
    }
}

/// `column 2`, `columns 2 to 7` or `columns 2, 4 and 5`.
fn numbered(columns: &[usize]) -> String {
    let number = |index: &usize| index.saturating_add(1);
    match columns {
        [] => "no column".to_owned(),
        [one] => format!("column {}", number(one)),
        [one, _, .., last] if columns.len() > 2 && last - one == columns.len() - 1 => {
            format!("columns {} to {}", number(one), number(last))
        }
        [others @ .., last] => {
            let others: Vec<String> = others.iter().map(|one| number(one).to_string()).collect();
            format!("columns {} and {}", others.join(", "), number(last))
        }
    }
}

/// The first line, where the rest is more of the same.
fn first(places: &Places) -> String {
    places.lines.first().map_or_else(String::new, |line| thousands(u64::from(*line)))
}

fn rows(places: &Places) -> String {
    amount(places, places.source.row())
}

/// `1 row`, `12,345 rows`.
fn amount(places: &Places, noun: &str) -> String {
    let plural = if places.count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(u64::from(places.count)))
}
