//! Several series in one table.

use std::fmt::Write;

use chrono::DateTime;
use headroom::history::{
    Finding, ImportError, ImportOptions, MAX_SERIES, NamedSeries, Severity, import,
};
use proptest::prelude::*;

use super::{START, STEP, check, check_all, findings, pairs_of, read, refuse};

const THREE_COLUMNS: &str = "The file has 3 columns: the time was taken from column 1 (\"time\") \
    and the values from columns 2 and 3.";

#[test]
fn every_column_but_the_time_is_a_series() {
    check_all(
        "cpu,time,\"net, \"\"in\"\"\"\n1,1392388020,7\n2,1392388320,8\n",
        &["The file has 3 columns: the time was taken from column 2 (\"time\") and the values \
           from columns 1 and 3."],
        &[
            ("cpu", &[(START, 1.0), (START + STEP, 2.0)], &[]),
            ("net, \"in\"", &[(START, 7.0), (START + STEP, 8.0)], &[]),
        ],
    );
    check_all(
        "1392388020,1,9,5\n1392388320,2,9,6\n",
        &["The file has 4 columns: the time was taken from column 1 and the values from columns \
           2 to 4."],
        &[
            ("", &[(START, 1.0), (START + STEP, 2.0)], &[]),
            ("", &[(START, 9.0), (START + STEP, 9.0)], &[]),
            ("", &[(START, 5.0), (START + STEP, 6.0)], &[]),
        ],
    );
    let titles: Vec<_> =
        read("1392388020,1,9\n1392388320,2,9\n").series.iter().map(NamedSeries::title).collect();
    assert_eq!(titles, ["Column 2", "Column 3"]);
}

#[test]
fn a_column_without_a_series_is_left_out_and_told() {
    check_all(
        "host,when,cpu,spare,once\na,1392388020,1,,\n\"b\nb\",1392388320,2,,3\n",
        &[
            "The file has 5 columns: the time was taken from column 2 (\"when\") and the values \
             from column 3.",
            "Only one sample in column 5 (\"once\"), and a history needs at least two: left out.",
            "The text in column 1 (\"host\") is different in every row (first \"a\"), so it is no \
             label of a series: left out.",
            "No value in column 4 (\"spare\"): left out.",
        ],
        &[("cpu", &[(START, 1.0), (START + STEP, 2.0)], &[])],
    );
}

/// A cell that is empty beside a value is no loss; a missing value that is written is one.
#[test]
fn a_cell_that_is_empty_beside_a_value_is_a_note() {
    let text = "time,a,b\n1392388020,1,7\n1392388320,2,\n1392388620,3,undefined\n\
        1392388920,4,NaN\n1392389220,,\n1392389520,6,8\n";
    let imported = read(text);
    let severities: Vec<_> = imported.series[1].findings.iter().map(Finding::severity).collect();
    assert_eq!(severities[..2], [Severity::Note, Severity::Warning]);
    check_all(
        text,
        &[THREE_COLUMNS],
        &[
            (
                "a",
                &[
                    (START, 1.0),
                    (START + STEP, 2.0),
                    (START + 2 * STEP, 3.0),
                    (START + 3 * STEP, 4.0),
                    (START + 5 * STEP, 6.0),
                ],
                &[
                    "1 row without a value, that is empty, NaN or null (line 6): skipped, each \
                     leaves a gap.",
                    "1 gap (up to line 7), the longest 10 min after 2014-02-14 14:42 UTC (up to \
                     line 7): kept, nothing was filled in.",
                ],
            ),
            (
                "b",
                &[(START, 7.0), (START + 5 * STEP, 8.0)],
                &[
                    "2 rows with a value of another series only (lines 3 and 4): taken as no \
                     sample of this one.",
                    "2 rows without a value, that is empty, NaN or null (lines 5 and 6): skipped, \
                     each leaves a gap.",
                ],
            ),
        ],
    );
}

#[test]
fn series_of_different_steps_share_a_table() {
    let mut text = "time,fine,coarse\n".to_owned();
    for minute in 0..20 {
        let coarse = if minute % 5 == 0 { minute.to_string() } else { String::new() };
        let _ = writeln!(text, "{},{minute},{coarse}", 1_392_388_020 + minute * 60);
    }
    let imported = read(&text);
    let steps: Vec<_> = imported.series.iter().map(|one| one.series.step_ms()).collect();
    assert_eq!(steps, [60_000, 300_000]);
    assert!(imported.series.iter().all(|one| one.series.gaps().is_empty()));
}

#[test]
fn a_row_with_more_cells_than_columns_is_told() {
    check(
        "time,value\n1392388020,51,5\n1392388320,44,25\n1392388620,7,\n",
        &[(START, 51.0), (START + STEP, 44.0), (START + 2 * STEP, 7.0)],
        &["2 rows with more cells than there are columns (lines 2 and 3): what is beyond was \
           left out. Where commas part the columns, a number must not have a decimal comma."],
    );
}

#[test]
fn duplicates_are_dropped_in_each_column() {
    check_all(
        "time,a,b\n1392388020,1,7\n1392388020,,8\n1392388320,2,9\n",
        &[THREE_COLUMNS],
        &[
            (
                "a",
                &[(START, 1.0), (START + STEP, 2.0)],
                &["1 row with a value of another series only (line 3): taken as no sample of \
                   this one."],
            ),
            (
                "b",
                &[(START, 8.0), (START + STEP, 9.0)],
                &["1 row with the same time as a later row (line 2): dropped, the last row of \
                   a time counts."],
            ),
        ],
    );
}

#[test]
fn refuses_more_series_than_the_limit() {
    let file = |columns: usize| {
        let row = |at: i64| format!("{at}{}\n", ",1".repeat(columns));
        format!("{}{}", row(1_392_388_020), row(1_392_388_320))
    };
    assert_eq!(read(&file(MAX_SERIES)).series.len(), MAX_SERIES);
    let error = refuse(&file(MAX_SERIES + 1));
    assert_eq!(error, ImportError::TooManySeries { series: MAX_SERIES + 1 });
}

#[test]
fn the_limit_of_samples_counts_all_series() {
    let row = format!("1{}\n", ",1".repeat(MAX_SERIES));
    let error = refuse(&row.repeat(20_001));
    assert_eq!(error, ImportError::TooManySamples { line: 20_001 });
}

#[test]
fn says_why_when_no_column_makes_a_series() {
    assert_eq!(
        refuse("time,a,b\n1392388020,x,y\n1392388320,1,z\n").to_string(),
        "Only one sample could be used (2 read), and a history needs at least two. 1 row with a \
         value that is not a number (line 2, like \"x\"): skipped. The text in column 3 (\"b\") is \
         different in every row (first \"y\"), so it is no label of a series: left out. Export a \
         longer time range and import it again."
    );
}

/// Rows of local time around the night in which clocks are put back in Paris, newest or oldest
/// first, with values of several columns.
fn table(values: &[Vec<u32>], reversed: bool) -> Vec<String> {
    /// 2025-10-25 22:00 UTC: clocks go from UTC+2 to UTC+1 three hours later.
    const FROM: i64 = 1_761_429_600_000;
    let row = |(at_ms, values): (i64, &Vec<u32>)| {
        let offset = if at_ms < FROM + 3 * 3_600_000 { 7_200_000 } else { 3_600_000 };
        let local = DateTime::from_timestamp_millis(at_ms + offset).unwrap();
        let cells = values.iter().map(|value| format!(",{value}")).collect::<String>();
        format!("{}{cells}", local.format("%Y-%m-%d %H:%M:%S"))
    };
    let mut rows: Vec<String> =
        (0..).map(|index| FROM + index * STEP).zip(values).map(row).collect();
    if reversed {
        rows.reverse();
    }
    rows
}

proptest! {
    /// The clocks are settled once: each column has the times of a file of its own.
    #[test]
    fn each_column_is_what_it_is_alone(
        values in proptest::collection::vec(proptest::collection::vec(0_u32..50, 3), 60..120),
        reversed: bool,
    ) {
        let all = import(table(&values, reversed).join("\n").as_bytes(), ImportOptions::default());
        let all = all.unwrap();
        for column in 0..3 {
            let own: Vec<Vec<u32>> = values.iter().map(|row| vec![row[column]]).collect();
            let text = table(&own, reversed).join("\n");
            let alone = import(text.as_bytes(), ImportOptions::default()).unwrap();
            prop_assert_eq!(
                pairs_of(&all.series[column].series), pairs_of(&alone.series[0].series)
            );
        }
        prop_assert!(findings(&all).any(|f| f.to_string().contains("clocks are put back")));
    }
}
