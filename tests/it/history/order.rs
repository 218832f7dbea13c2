//! Time: order, duplicates, changes of the clocks, gaps.

use std::fmt::Write;

use headroom::history::{Finding, import};

use super::{START, STEP, check, pairs, read, sentences};

/// Rows in epoch seconds: START plus so many steps, and a value.
fn rows(steps: &[(i64, u32)]) -> String {
    steps.iter().fold("time,value\n".to_owned(), |mut text, (step, value)| {
        let _ = writeln!(text, "{},{value}", (START + step * STEP) / 1000);
        text
    })
}

/// Rows on one day without a zone: minutes after midnight, and a value.
fn local_rows(rows: impl Iterator<Item = (i64, u32)>) -> String {
    rows.fold("time,value\n".to_owned(), |mut text, (minute, value)| {
        let _ = writeln!(text, "2025-10-26 {:02}:{:02}:00,{value}", minute / 60, minute % 60);
        text
    })
}

fn minutes(from: i64, until: i64, value: u32) -> impl Iterator<Item = (i64, u32)> {
    let index = move |minute: i64| u32::try_from((minute - from) / 5).unwrap();
    (from..until).step_by(5).map(move |minute| (minute, value + index(minute)))
}

/// What is said, without the note on the zone.
fn warnings(text: &str) -> Vec<String> {
    let mut said = sentences(&read(text));
    said.retain(|sentence| !sentence.contains("without a zone"));
    said
}

fn distances_are_even(text: &str) -> bool {
    pairs(&read(text)).windows(2).all(|pair| pair[1].0 - pair[0].0 == STEP)
}

#[test]
fn sorts_rows_that_are_out_of_order() {
    check(
        &rows(&[(0, 1), (3, 4), (1, 2), (2, 3), (4, 5)]),
        &[
            (START, 1.0),
            (START + STEP, 2.0),
            (START + 2 * STEP, 3.0),
            (START + 3 * STEP, 4.0),
            (START + 4 * STEP, 5.0),
        ],
        &["2 rows out of order (lines 4 and 5): sorted by time."],
    );
}

#[test]
fn reverses_a_file_that_starts_with_the_newest() {
    check(
        &rows(&[(2, 3), (1, 2), (0, 1)]),
        &[(START, 1.0), (START + STEP, 2.0), (START + 2 * STEP, 3.0)],
        &["The rows run from the newest to the oldest: they were reversed."],
    );
}

#[test]
fn the_last_row_of_a_time_wins() {
    let said =
        "1 row with the same time as a later row (line 3): dropped, the last row of a time counts.";
    let kept = [(START, 1.0), (START + STEP, 9.0), (START + 2 * STEP, 3.0)];
    check(&rows(&[(0, 1), (1, 2), (1, 9), (2, 3)]), &kept, &[said]);
    let sorted = "1 row out of order (line 5): sorted by time.";
    check(&rows(&[(0, 1), (1, 2), (2, 3), (1, 9)]), &kept, &[sorted, said]);
    let reversed = "The rows run from the newest to the oldest: they were reversed.";
    check(&rows(&[(2, 3), (1, 2), (1, 9), (0, 1)]), &kept, &[reversed, said]);
}

#[test]
fn moves_the_rows_after_a_repeated_hour() {
    let text = local_rows(minutes(60, 180, 1).chain(minutes(120, 240, 50)));
    assert_eq!(
        warnings(&text),
        ["The time falls back by an hour at line 26, as when clocks are put back: this row and \
             all later ones (24 in all) were moved on by one hour, so that time is continuous."]
    );
    assert!(distances_are_even(&text));
    assert_eq!(read(&text).report.samples, 48);
}

#[test]
fn finds_a_repeated_hour_whatever_the_zone_and_the_direction() {
    let text = local_rows(minutes(60, 180, 1).chain(minutes(120, 240, 50)));
    let options = super::zoned(60);
    let imported = import(text.as_bytes(), options).unwrap();
    assert!(matches!(imported.report.findings[1], Finding::RepeatedHour { line: 26, moved: 24 }));

    let rows: Vec<_> = minutes(60, 180, 1).chain(minutes(120, 240, 50)).collect();
    let text = local_rows(rows.into_iter().rev());
    assert!(distances_are_even(&text));
    assert!(matches!(
        read(&text).report.findings[2],
        Finding::RepeatedHour { line: 25, moved: 24 }
    ));
}

#[test]
fn finds_a_repeated_hour_at_the_edges_and_with_holes() {
    let same_value = |minute: i64| (minute, 7);
    let cases: [Vec<(i64, u32)>; 4] = [
        // The file starts within the hour.
        minutes(150, 180, 1).chain(minutes(120, 240, 50)).collect(),
        // The file ends within the repeated hour.
        minutes(60, 180, 1).chain(minutes(120, 135, 50)).collect(),
        // Samples at odd minutes.
        minutes(63, 183, 1).chain(minutes(123, 243, 50)).collect(),
        // A value that never changes.
        (60..180).step_by(5).chain((120..240).step_by(5)).map(same_value).collect(),
    ];
    for rows in cases {
        let text = local_rows(rows.iter().copied());
        assert!(warnings(&text)[0].starts_with("The time falls back by an hour"), "{text}");
        assert_eq!(read(&text).report.samples as usize, rows.len(), "{text}");
    }
    let hole = minutes(60, 130, 1).chain(minutes(140, 180, 20)).chain(minutes(120, 240, 50));
    let said = warnings(&local_rows(hole));
    assert!(said[0].starts_with("The time falls back by an hour at line 24,"), "{said:?}");
    assert!(said[1].starts_with("1 gap (up to line 16)"), "{said:?}");
}

/// Like a repeated hour, but not one: sorted, and no row is moved.
#[test]
fn does_not_take_disorder_for_a_repeated_hour() {
    let cases: [(&str, Vec<(i64, u32)>); 5] = [
        ("falls back by a little more", minutes(60, 180, 1).chain(minutes(115, 240, 50)).collect()),
        ("falls back by two hours", minutes(60, 180, 1).chain(minutes(60, 240, 50)).collect()),
        (
            "one late row",
            minutes(60, 180, 1).chain([(120, 99)]).chain(minutes(180, 240, 50)).collect(),
        ),
        ("one late row at the end", minutes(60, 180, 1).chain([(120, 99)]).collect()),
        ("not on the hour", minutes(60, 210, 1).chain(minutes(150, 240, 50)).collect()),
    ];
    for (name, rows) in cases {
        let said = warnings(&local_rows(rows.into_iter()));
        assert!(said[0].contains("out of order"), "{name}: {said:?}");
        assert!(said[1].contains("with the same time as a later row"), "{name}: {said:?}");
        assert!(said.iter().all(|sentence| !sentence.contains("falls back")), "{name}: {said:?}");
    }
}

/// A copy of an hour is one, unless it is that of a night in which clocks are put back: whose two
/// hours may look alike.
#[test]
fn the_same_hour_again_is_a_copy_on_any_other_day() {
    let night = local_rows(minutes(60, 180, 1).chain(minutes(120, 240, 13)));
    assert!(distances_are_even(&night));
    assert_eq!(read(&night).report.samples, 48);
    let day = night.replace("2025-10-26", "2025-10-27");
    assert_eq!(read(&day).report.samples, 36);
}

/// In steps of an hour nothing falls back: the same time stands twice.
#[test]
fn moves_the_rows_after_a_repeated_hour_of_one_row() {
    let hours = [0, 1, 2, 2, 3, 4, 5];
    let rows = hours.iter().zip(1..).map(|(hour, value)| (hour * 60, value));
    let night = local_rows(rows);
    let stamps: Vec<i64> = pairs(&read(&night)).iter().map(|(at_ms, _)| *at_ms).collect();
    assert!(stamps.windows(2).all(|pair| pair[1] - pair[0] == 3_600_000));
    assert_eq!(stamps.len(), 7);
    let day = night.replace("2025-10-26", "2025-10-27");
    assert_eq!(read(&day).report.samples, 6);
    let spring = "time,v\n2026-03-29 00:00,1\n2026-03-29 01:00,2\n2026-03-29 03:00,3\n\
                  2026-03-29 04:00,4\n2026-03-29 05:00,5\n";
    let stamps: Vec<i64> = pairs(&read(spring)).iter().map(|(at_ms, _)| *at_ms).collect();
    assert!(stamps.windows(2).all(|pair| pair[1] - pair[0] == 3_600_000));
}

#[test]
fn a_time_with_a_zone_repeats_no_hour() {
    let text = local_rows(minutes(60, 180, 1).chain(minutes(120, 240, 50)));
    let zoned = text.replace(":00,", ":00Z,");
    assert!(sentences(&read(&zoned))[0].contains("out of order"));
}

#[test]
fn keeps_a_missing_hour_and_says_what_it_may_be() {
    let text = local_rows(minutes(60, 120, 1).chain(minutes(180, 240, 50)));
    assert_eq!(
        warnings(&text),
        [
            "Exactly one hour is missing up to line 14 (first after 2025-10-26 01:55 UTC), which \
             may be clocks being put forward and not missing data: kept as a gap.",
            "1 gap (up to line 14), the longest 1 h 5 min after 2025-10-26 01:55 UTC (up to line \
             14): kept, nothing was filled in.",
        ]
    );
    let zoned = text.replace(":00,", ":00Z,");
    assert_eq!(sentences(&read(&zoned)).len(), 1, "with a zone it is a gap and nothing else");
}

#[test]
fn tells_the_gaps_and_the_longest() {
    let text = rows(&[(0, 1), (1, 1), (2, 1), (3, 1), (6, 1), (7, 1), (300, 1), (301, 1)]);
    assert_eq!(
        sentences(&read(&text)),
        ["2 gaps (up to lines 6 and 8), the longest 1 d after 2014-02-14 15:02 UTC (up to line \
             8): kept, nothing was filled in."]
    );
}

#[test]
fn tells_an_irregular_step() {
    let text = "t,v\n0,1\n300,1\n600,1\n601,1\n900,1\n1200,1\n1501,1\n1801,1\n";
    assert_eq!(
        sentences(&read(text)),
        ["1 row not the usual 5 min after the row before (line 5), the shortest distance is 1 s: \
          kept as they are."]
    );
}
