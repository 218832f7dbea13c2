//! Import of metric histories: what is accepted, and how it is read.

use std::path::Path;

use headroom::history::{
    Csv, EpochUnit, Finding, Format, Gap, ImportError, ImportOptions, Imported, LocalZone, Sample,
    Series, SeriesError, Severity, Span, TimeForm, import,
};

mod asked;
mod bad_input;
mod cases;
mod clocks;
mod columns;
mod dashboards;
mod dialects;

mod order;
mod prometheus;
mod properties;
mod several;
mod suggestions;

/// 2014-02-14 14:27:00 UTC.
const START: i64 = 1_392_388_020_000;
const STEP: i64 = 300_000;

fn read(text: &str) -> Imported {
    import(text.as_bytes(), ImportOptions::default()).unwrap()
}

/// Local times this many minutes east of UTC.
fn zoned(offset_min: i32) -> ImportOptions {
    ImportOptions { zone: Some(LocalZone::fixed(offset_min)), ..ImportOptions::default() }
}

fn refuse(text: &str) -> ImportError {
    import(text.as_bytes(), ImportOptions::default()).unwrap_err()
}

fn pairs(imported: &Imported) -> Vec<(i64, f64)> {
    pairs_of(&imported.series[0].series)
}

/// How the table is written.
#[track_caller]
fn table(imported: &Imported) -> &Csv {
    match &imported.report.format {
        Format::Table(csv) => csv,
        other => panic!("{other}"),
    }
}

fn pairs_of(series: &Series) -> Vec<(i64, f64)> {
    series.samples().iter().map(|sample| (sample.at_ms, sample.value)).collect()
}

/// Name, samples and sentences of a series.
type Expected<'a> = (&'a str, &'a [(i64, f64)], &'a [&'a str]);

/// A file of several series: each with its name, samples and sentences.
#[track_caller]
fn check_all(text: &str, said: &[&str], expected: &[Expected<'_>]) {
    let imported = read(text);
    let findings = imported.report.findings.iter().map(Finding::to_string);
    assert_eq!(findings.collect::<Vec<_>>(), said, "{text}");
    assert_eq!(imported.series.len(), expected.len(), "{text}");
    for (one, (name, samples, said)) in imported.series.iter().zip(expected) {
        let found: Vec<String> = one.findings.iter().map(Finding::to_string).collect();
        assert_eq!((one.name.as_str(), pairs_of(&one.series)), (*name, samples.to_vec()), "{text}");
        assert_eq!(found, *said, "{text}");
    }
}

/// What is said about the file and its first series.
fn findings(imported: &Imported) -> impl Iterator<Item = &Finding> {
    imported.report.findings.iter().chain(&imported.series[0].findings)
}

fn sentences(imported: &Imported) -> Vec<String> {
    findings(imported).map(Finding::to_string).collect()
}

/// The text reads as exactly these samples, and exactly these sentences are said about it.
#[track_caller]
fn check(text: &str, samples: &[(i64, f64)], said: &[&str]) {
    let imported = read(text);
    assert_eq!(pairs(&imported), samples, "{text}");
    assert_eq!(sentences(&imported), said, "{text}");
}

/// Every way to write two samples, 51.5 and 44.25, five minutes apart, with its delimiter and form
/// of time.
#[test]
fn reads_every_format_as_the_same_two_samples() {
    let cases = [
        (
            "timestamp,value\n2014-02-14 14:27:00,51.5\n2014-02-14 14:32:00,44.25\n",
            ',',
            TimeForm::Zoneless,
        ),
        ("2014-02-14 14:27:00,51.5\n2014-02-14 14:32:00,44.25", ',', TimeForm::Zoneless),
        (
            "time,value\r\n2014-02-14T14:27:00Z,51.5\r\n2014-02-14T14:32:00Z,44.25\r\n",
            ',',
            TimeForm::Zoned,
        ),
        (
            "time,value\r2014-02-14T14:27:00Z,51.5\r2014-02-14T14:32:00Z,44.25\r",
            ',',
            TimeForm::Zoned,
        ),
        ("2014-02-14T16:27:00+02:00,51.5\n2014-02-14T09:02:00-0530,44.25\n", ',', TimeForm::Zoned),
        ("2014-02-14 14:27:00 UTC,51.5\n2014-02-14 16:32:00 +02,44.25\n", ',', TimeForm::Zoned),
        ("2014-02-14 14:27:00 +0000 UTC,51.5\n2014-02-14t14:32:00z,44.25\n", ',', TimeForm::Zoned),
        ("2014/02/14 14:27,51.5\n2014/02/14 14:32,44.25\n", ',', TimeForm::Zoneless),
        (
            "2014-02-14T14:27:00.000,51.5\n2014-02-14T14:32:00.000999999,44.25\n",
            ',',
            TimeForm::Zoneless,
        ),
        ("1392388020,51.5\n1392388320,44.25\n", ',', TimeForm::Epoch),
        ("1392388020.0,51.5\n1392388320.000,44.25\n", ',', TimeForm::Epoch),
        ("1392388020000,51.5\n1392388320000,44.25\n", ',', TimeForm::Epoch),
        ("1392388020000000,51.5\n1392388320000000,44.25\n", ',', TimeForm::Epoch),
        ("1392388020000000000,51.5\n1392388320000000000,44.25\n", ',', TimeForm::Epoch),
        ("\u{feff}timestamp,value\n1392388020,51.5\n1392388320,44.25\n", ',', TimeForm::Epoch),
        (
            "\u{feff}\"timestamp\",\"value\"\n\"1392388020\",\"51.5\"\n1392388320,44.25\n",
            ',',
            TimeForm::Epoch,
        ),
        ("\u{feff}1392388020,51.5\n1392388320,44.25\n", ',', TimeForm::Epoch),
        (
            "# a comment, \"with a quote\n\nt,v\n\n1392388020,51.5\n  # \
             more\n1392388320,44.25\n,\n",
            ',',
            TimeForm::Epoch,
        ),
        ("ts ; cpu\n 1392388020 ; 51.5 \n1392388320;\u{a0}44.25\t\n;;\n", ';', TimeForm::Epoch),
        ("date\tcpu load\n1392388020\t51.5\n1392388320\t 44.25\n", '\t', TimeForm::Epoch),
        ("sep=;\ntime;v\n1392388020;51.5\n1392388320;44.25\n", ';', TimeForm::Epoch),
        ("Value,Date/Time\n51.5,1392388020\n4425e-2,1392388320\n", ',', TimeForm::Epoch),
        ("_value,@timestamp\n+51.5,1392388020\n44.25,1392388320\n", ',', TimeForm::Epoch),
        (",cpu\n1392388020,51.5\n1392388320,44.25\n", ',', TimeForm::Epoch),
    ];
    for (text, delimiter, form) in cases {
        let imported = read(text);
        assert_eq!(pairs(&imported), [(START, 51.5), (START + STEP, 44.25)], "{text}");
        assert_eq!(table(&imported).delimiter, delimiter, "{text}");
        assert_eq!(table(&imported).time_form, form, "{text}");
        assert!(
            findings(&imported).all(|finding| finding.severity() == Severity::Note),
            "{text}: {:?}",
            sentences(&imported)
        );
    }
}

#[test]
fn keeps_fractions_of_seconds() {
    for text in [
        "2014-02-14T14:27:00.25Z,1\n2014-02-14T14:27:01.5Z,2\n",
        "\"2014-02-14 14:27:00,25 Z\",1\n\"2014-02-14 14:27:01,5 Z\",2\n",
        "1392388020.25,1\n1392388021.5,2\n",
        "1392388020250,1\n1392388021500,2\n",
        "1392388020250999,1\n1392388021500000,2\n",
        "1.392388020250999e15,1\n1.3923880215e15,2\n",
    ] {
        check(text, &[(START + 250, 1.0), (START + 1500, 2.0)], &[]);
    }
}

#[test]
fn reads_a_leap_second_as_the_next_minute() {
    let imported = read("2016-12-31T23:59:60Z,1\n2017-01-01T00:00:01Z,2\n");
    assert_eq!(pairs(&imported)[0].0, 1_483_228_800_000);
}

#[test]
fn says_in_which_zone_times_without_one_were_read() {
    let text = "2014-02-14 14:27:00,1\n2014-02-14 14:32:00,2\n";
    check(
        text,
        &[(START, 1.0), (START + STEP, 2.0)],
        &["2 times without a zone (first at line 1): read as UTC."],
    );
    for (offset_min, said) in [(120, "UTC+02:00"), (-210, "UTC-03:30")] {
        let options = zoned(offset_min);
        let imported = import(text.as_bytes(), options).unwrap();
        assert_eq!(pairs(&imported)[0].0, START - i64::from(offset_min) * 60_000);
        assert!(sentences(&imported)[0].ends_with(&format!("read as {said}.")), "{said}");
    }
}

#[test]
fn an_offset_does_not_move_times_with_a_zone() {
    let options = zoned(120);
    let imported = import(b"2014-02-14T14:27:00Z,1\n1392388320,2\n", options).unwrap();
    assert_eq!(pairs(&imported), [(START, 1.0), (START + STEP, 2.0)]);
}

#[test]
fn reads_a_decimal_comma_between_semicolons_and_says_so() {
    check(
        "time;value\n1392388020;51,5\n1392388320;44.25\n1392388620;7\n",
        &[(START, 51.5), (START + STEP, 44.25), (START + 2 * STEP, 7.0)],
        &["1 value with a decimal comma (first at line 2): read as a decimal point."],
    );
}

#[test]
fn tells_the_unit_of_epoch_numbers_by_the_first() {
    let cases = [
        ("0,1\n300,2\n", EpochUnit::Seconds, 300_000),
        ("99999999999,1\n1392388020,1\n1392388021,2\n", EpochUnit::Seconds, 1000),
        ("100000000000,1\n100000000300,2\n", EpochUnit::Milliseconds, 300),
        ("1772438400000000,1\n1772438400300000,2\n", EpochUnit::Microseconds, 300),
        ("100000000000000,1\n100000000300000,2\n", EpochUnit::Microseconds, 300),
        ("1772438400000000000,1\n1772438400300000000,2\n", EpochUnit::Nanoseconds, 300),
    ];
    for (text, unit, step_ms) in cases {
        let imported = read(text);
        assert_eq!(table(&imported).epoch_unit, Some(unit), "{text}");
        assert_eq!(imported.series[0].series.step_ms(), step_ms, "{text}");
    }
}

#[test]
fn renders_the_format_as_a_sentence() {
    let cases = [
        (
            "t;v\n2014-02-14T14:27:00Z;1\n2014-02-14T14:32:00Z;1\n",
            "Columns separated by semicolons, a header, times with a zone.",
        ),
        (
            "2014-02-14 14:27,1\n2014-02-14 14:32,1\n",
            "Columns separated by commas, no header, times without a zone.",
        ),
        (
            "1392388020000\t1\n1392388320000\t1\n",
            "Columns separated by tabs, no header, times in epoch milliseconds.",
        ),
        (
            "t,v\n1392388020000000,1\n1392388320000000,1\n",
            "Columns separated by commas, a header, times in epoch microseconds.",
        ),
    ];
    for (text, said) in cases {
        assert_eq!(read(text).report.format.to_string(), said);
    }
}

#[test]
fn a_series_knows_its_step_span_and_gaps() {
    let at = |steps: i64, value| Sample { at_ms: START + steps * STEP, value };
    let series =
        Series::new(vec![at(0, 1.0), at(1, 2.0), at(2, 3.0), at(5, 4.0), at(6, 5.0)]).unwrap();
    assert_eq!(series.step_ms(), STEP);
    assert_eq!(series.span(), Span { from_ms: START - STEP, until_ms: START + 6 * STEP });
    assert_eq!(series.gaps(), [Gap { after_ms: START + 2 * STEP, until_ms: START + 5 * STEP }]);
}

#[test]
fn a_distance_of_one_and_a_half_steps_is_not_yet_a_gap() {
    let series = |last| {
        let stamps = [0, 300, 600, last];
        Series::new(stamps.map(|at_ms| Sample { at_ms, value: 0.0 }).to_vec()).unwrap()
    };
    assert_eq!(series(1050).gaps(), []);
    assert_eq!(series(1051).gaps(), [Gap { after_ms: 600, until_ms: 1051 }]);
}

#[test]
fn a_series_refuses_what_is_not_clean() {
    let cases: [(&[(i64, f64)], SeriesError); 6] = [
        (&[], SeriesError::TooFew { count: 0 }),
        (&[(1, 1.0)], SeriesError::TooFew { count: 1 }),
        (&[(1, 1.0), (1, 1.0)], SeriesError::NotAscending { index: 1 }),
        (&[(1, 1.0), (2, 1.0), (0, 1.0)], SeriesError::NotAscending { index: 2 }),
        (&[(1, 1.0), (2, f64::NAN)], SeriesError::BadValue { index: 1 }),
        (&[(1, -1.0), (2, 1.0)], SeriesError::BadValue { index: 0 }),
    ];
    for (samples, error) in cases {
        let samples = samples.iter().map(|(at_ms, value)| Sample { at_ms: *at_ms, value: *value });
        assert_eq!(Series::new(samples.collect()), Err(error));
    }
}

#[test]
fn a_series_crosses_the_wire_as_a_list_and_is_checked_on_arrival() {
    let json = r#"[{"at_ms":1000,"value":1.5},{"at_ms":2000,"value":2.0}]"#;
    let series: Series = serde_json::from_str(json).unwrap();
    assert_eq!(series.step_ms(), 1000);
    assert_eq!(serde_json::to_string(&series).unwrap(), json);
    let wrong = r#"[{"at_ms":2000,"value":1.5},{"at_ms":1000,"value":2.0}]"#;
    let error = serde_json::from_str::<Series>(wrong).unwrap_err();
    assert!(error.to_string().contains("Sample 1 is not later"), "{error}");
}

/// The recording that the examples are made of, where it is at hand.
#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn reads_a_real_recording() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/traces/ec2_cpu_utilization_5f5533.csv");
    let bytes = std::fs::read(path).unwrap();
    let imported = import(&bytes, ImportOptions::default()).unwrap();
    let series = &imported.series[0].series;
    assert_eq!(series.samples().len(), 4032);
    assert_eq!(series.samples()[0], Sample { at_ms: START, value: 51.846_000_000_000_004 });
    assert_eq!((series.step_ms(), series.gaps().len()), (STEP, 0));
    assert_eq!(
        sentences(&imported),
        ["4,032 times without a zone (first at line 2): read as UTC."]
    );
}
