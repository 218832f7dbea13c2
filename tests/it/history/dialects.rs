//! Random exports whose truth is known: each is read right, asked about, or refused, and none is
//! silently wrong.

use std::fmt::Write;

use chrono::{DateTime, Datelike, Timelike};
use headroom::history::{
    DateOrder, DecimalMark, ImportOptions, Imported, LocalZone, Question, import,
};

use crate::chance::Chance;

/// How times are written: dates whose order is open, then those that say it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Dates {
    DayFirst,
    MonthFirst,
    MonthFirstOfTwelve,
    Dotted,
    Iso,
    Zoned,
    Zulu,
    Named,
    Browser,
    Kibana,
    Seconds,
    Millis,
    Micros,
    Nanos,
    Exponent,
    Apart,
}

const DATES: [Dates; 16] = [
    Dates::DayFirst,
    Dates::MonthFirst,
    Dates::MonthFirstOfTwelve,
    Dates::Dotted,
    Dates::Iso,
    Dates::Zoned,
    Dates::Zulu,
    Dates::Named,
    Dates::Browser,
    Dates::Kibana,
    Dates::Seconds,
    Dates::Millis,
    Dates::Micros,
    Dates::Nanos,
    Dates::Exponent,
    Dates::Apart,
];

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Numbers {
    Plain,
    English,
    German,
    French,
    Swiss,
}

/// How series stand in the table.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Layout {
    Wide,
    Long,
}

/// A file and what it truly holds.
struct Export {
    text: String,
    /// The samples of each series.
    truth: Vec<Vec<(i64, f64)>>,
    /// Minutes east of UTC of its local times.
    offset_min: i32,
    order: DateOrder,
    mark: DecimalMark,
    what: String,
}

fn digits(value: f64, numbers: Numbers, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (group, mark) = match numbers {
        Numbers::Plain => ("", "."),
        Numbers::English => (",", "."),
        Numbers::German => (".", ","),
        Numbers::French => ("\u{202f}", ","),
        Numbers::Swiss => ("'", "."),
    };
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push_str(group);
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { format!("{grouped}{mark}{fraction}") }
}

/// A time as it is written, in two cells where date and time stand apart.
fn stamp(at_ms: i64, dates: Dates, offset_min: i32) -> Vec<String> {
    let at = DateTime::from_timestamp_millis(at_ms + i64::from(offset_min) * 60_000).unwrap();
    let utc = DateTime::from_timestamp_millis(at_ms).unwrap();
    let (y, mo, d, h, mi, s) =
        (at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second());
    let (sign, size) = (if offset_min < 0 { '-' } else { '+' }, offset_min.abs());
    let (oh, om) = (size / 60, size % 60);
    let twelve = at.format("%-I:%M:%S %p");
    vec![match dates {
        Dates::DayFirst => format!("{d:02}/{mo:02}/{y} {h:02}:{mi:02}:{s:02}"),
        Dates::MonthFirst => format!("{mo:02}/{d:02}/{y} {h:02}:{mi:02}:{s:02}"),
        Dates::MonthFirstOfTwelve => format!("{mo}/{d}/{y} {twelve}"),
        Dates::Dotted => format!("{d:02}.{mo:02}.{y} {h:02}:{mi:02}:{s:02}"),
        Dates::Iso => format!("{y}-{mo:02}-{d:02} {h:02}:{mi:02}:{s:02}"),
        Dates::Zoned => {
            format!("{y}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}{sign}{oh:02}:{om:02}")
        }
        Dates::Zulu => utc.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Dates::Named => at.format("%d-%b-%Y %H:%M:%S").to_string(),
        Dates::Browser => {
            format!("{} GMT{sign}{oh:02}{om:02} (Some Zone)", at.format("%a %b %d %Y %H:%M:%S"))
        }
        Dates::Kibana => at.format("%b %-d, %Y @ %H:%M:%S.000").to_string(),
        Dates::Seconds => (at_ms / 1_000).to_string(),
        Dates::Millis => at_ms.to_string(),
        Dates::Micros => format!("{at_ms}000"),
        Dates::Nanos => format!("{at_ms}000000"),
        Dates::Exponent => {
            let number = at_ms.to_string();
            format!("{}.{}e12", &number[..1], &number[1..])
        }
        Dates::Apart => {
            return vec![format!("{y}-{mo:02}-{d:02}"), format!("{h:02}:{mi:02}:{s:02}")];
        }
    }]
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains(delimiter) { format!("\"{cell}\"") } else { cell.to_owned() }
}

/// How a file is written.
#[derive(Clone, Copy)]
struct Style {
    dates: Dates,
    numbers: Numbers,
    layout: Layout,
    delimiter: char,
    decimals: usize,
    offset_min: i32,
    header: bool,
}

impl Style {
    fn write(self, text: &mut String, truth: &[Vec<(i64, f64)>], reversed: bool) {
        let head = if self.dates == Dates::Apart { vec!["Date", "Time"] } else { vec!["Time"] };
        let head: Vec<String> = head.into_iter().map(str::to_owned).collect();
        match self.layout {
            Layout::Wide => self.wide(text, truth, head, reversed),
            Layout::Long => self.long(text, truth, head),
        }
    }

    fn line(self, text: &mut String, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<_> = cells.into_iter().map(|cell| quoted(&cell, self.delimiter)).collect();
        let _ = writeln!(text, "{}", cells.join(&self.delimiter.to_string()));
    }

    fn row(self, text: &mut String, at_ms: i64, own: impl IntoIterator<Item = String>) {
        self.line(text, stamp(at_ms, self.dates, self.offset_min).into_iter().chain(own));
    }

    fn digits(self, value: f64) -> String {
        digits(value, self.numbers, self.decimals)
    }

    fn wide(self, text: &mut String, truth: &[Vec<(i64, f64)>], head: Vec<String>, reversed: bool) {
        if self.header {
            let names = (0..truth.len()).map(|index| format!("load {index}"));
            self.line(text, head.into_iter().chain(names));
        }
        let rows = truth[0].len();
        for row in 0..rows {
            let row = if reversed { rows - 1 - row } else { row };
            self.row(text, truth[0][row].0, truth.iter().map(|one| self.digits(one[row].1)));
        }
    }

    fn long(self, text: &mut String, truth: &[Vec<(i64, f64)>], head: Vec<String>) {
        self.line(text, head.into_iter().chain(["host".to_owned(), "load".to_owned()]));
        for (index, one) in truth.iter().enumerate() {
            for (at_ms, value) in one {
                self.row(text, *at_ms, [format!("web-{index}"), self.digits(*value)]);
            }
        }
    }
}

impl Export {
    fn draw(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let dates = chance.pick(&DATES);
        let numbers = chance.pick(&[
            Numbers::Plain,
            Numbers::English,
            Numbers::German,
            Numbers::French,
            Numbers::Swiss,
        ]);
        let layout = chance.pick(&[Layout::Wide, Layout::Long]);
        let delimiter = chance.pick(&[',', ';', '\t', '|']);
        let has_zone = matches!(dates, Dates::Zoned | Dates::Browser);
        let is_epoch = matches!(
            dates,
            Dates::Seconds | Dates::Millis | Dates::Micros | Dates::Nanos | Dates::Exponent
        );
        let offset_min = if is_epoch { 0 } else { chance.pick(&[0, 60, -300, 330]) };
        let step_ms = i64::from(chance.pick(&[60_u32, 300, 900])) * 1_000;
        let decimals = usize::try_from(chance.within(0, 3)).unwrap();
        // Whole months of the two years, away from the nights in which clocks change.
        let start_ms =
            1_735_689_600_000 + i64::from(chance.within(0, 600)) * 86_400_000 + 7 * 3_600_000;
        let most = if chance.once_in(20) { 40 } else { 8 };
        let (rows, series) = (chance.within(5, most), chance.within(1, 3));
        let header = layout == Layout::Long || dates == Dates::Apart || !chance.once_in(4);
        let largest = chance.pick(&[90_u32, 9_000, 9_000_000]);
        let value = |chance: &mut Chance| {
            let scale = 10_f64.powi(i32::try_from(decimals).unwrap());
            let text = format!("{:.decimals$}", f64::from(chance.within(0, largest)) / scale);
            text.parse::<f64>().unwrap()
        };
        let mut one_series = || -> Vec<(i64, f64)> {
            let at = |row: u32| start_ms + i64::from(row) * step_ms;
            (0..rows).map(|row| (at(row), value(&mut chance))).collect()
        };
        let truth: Vec<_> = (0..series).map(|_| one_series()).collect();
        let mut text = String::new();
        if chance.once_in(5) {
            text.push('\u{feff}');
        }
        if header && chance.once_in(6) {
            text.push_str("Report of the week\n\n");
        }
        let reversed = chance.once_in(5);
        let style = Style { dates, numbers, layout, delimiter, decimals, offset_min, header };
        style.write(&mut text, &truth, reversed);
        let order = match dates {
            Dates::MonthFirst | Dates::MonthFirstOfTwelve => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        };
        let mark = match numbers {
            Numbers::German | Numbers::French => DecimalMark::Comma,
            _ => DecimalMark::Point,
        };
        let offset_min = if has_zone || dates == Dates::Zulu { 0 } else { offset_min };
        let what =
            format!("seed {seed}: {dates:?} {numbers:?} {layout:?} {delimiter:?} {decimals}");
        Self { text, truth, offset_min, order, mark, what }
    }

    /// What the importer asks is answered truly.
    fn answers(&self, imported: &Imported) -> ImportOptions {
        let mut options = ImportOptions::default();
        for question in &imported.questions {
            match question {
                Question::DateOrder { .. } => options.date_order = Some(self.order),
                Question::Decimal { .. } => options.decimal = Some(self.mark),
                Question::Zone { .. } => options.zone = Some(LocalZone::fixed(self.offset_min)),
                _ => {}
            }
        }
        options
    }

    fn is_true(&self, imported: &Imported) -> bool {
        let bits = |at_ms: i64, value: f64| (at_ms, value.to_bits());
        let read = imported.series.iter().map(|one| {
            let samples = one.series.samples().iter();
            samples.map(|sample| bits(sample.at_ms, sample.value)).collect::<Vec<_>>()
        });
        let truth = self
            .truth
            .iter()
            .map(|one| one.iter().map(|(at_ms, value)| bits(*at_ms, *value)).collect::<Vec<_>>());
        read.eq(truth)
    }
}

/// What became of a file.
#[derive(Debug, PartialEq)]
enum Fate {
    Right,
    Asked,
    Refused,
    Wrong,
}

/// Reads a file, and once more with what it asked answered.
fn fate(export: &Export, read: impl Fn(&str, ImportOptions) -> Option<Imported>) -> Fate {
    let Some(imported) = read(&export.text, ImportOptions::default()) else { return Fate::Refused };
    let options = export.answers(&imported);
    let asked = options != ImportOptions::default();
    let Some(answered) = read(&export.text, options) else { return Fate::Refused };
    match (export.is_true(&answered), asked) {
        (true, false) => Fate::Right,
        (true, true) => Fate::Asked,
        (false, _) => Fate::Wrong,
    }
}

fn honest(text: &str, options: ImportOptions) -> Option<Imported> {
    import(text.as_bytes(), options).ok()
}

#[test]
fn of_20_000_random_exports_none_is_silently_wrong() {
    const PARTS: u64 = 4;
    let part = |first: u64| {
        let mut counts = [0_u32; 3];
        for seed in (first..20_000).step_by(usize::try_from(PARTS).unwrap()) {
            let export = Export::draw(seed);
            let index = match fate(&export, honest) {
                Fate::Right => 0,
                Fate::Asked => 1,
                Fate::Refused => 2,
                Fate::Wrong => panic!("{}\n{}", export.what, export.text),
            };
            counts[index] += 1;
        }
        counts
    };
    let counts = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..PARTS).map(|first| scope.spawn(move || part(first))).collect();
        let parts = parts.into_iter().map(|part| part.join().unwrap());
        parts.fold([0, 0, 0], |sum, own| [sum[0] + own[0], sum[1] + own[1], sum[2] + own[2]])
    });
    let [right, asked, refused] = counts;
    assert!(right > 4_000 && asked > 8_000, "{counts:?}");
    assert!(refused < 200, "{counts:?}");
}

/// A reader with one mistake is caught, so that the check above can fail.
#[test]
fn a_reader_with_a_mistake_is_caught() {
    type Mistake = fn(&mut ImportOptions);
    let mistakes: [Mistake; 3] = [
        |options| options.date_order = options.date_order.map(|_| DateOrder::DayFirst),
        |options| options.decimal = options.decimal.map(|_| DecimalMark::Point),
        |options| options.zone = options.zone.take().map(|_| LocalZone::fixed(0)),
    ];
    for mistake in mistakes {
        let mistaken = |text: &str, mut options: ImportOptions| {
            mistake(&mut options);
            honest(text, options)
        };
        let caught = (0..2_000).any(|seed| fate(&Export::draw(seed), mistaken) == Fate::Wrong);
        assert!(caught);
    }
}
