//! Times of local clocks over several changes of them.

use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, Weekday};
use headroom::history::{Finding, import};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;

/// A zone: its winter offset in hours, and when its summer starts and ends: month, first day of
/// the seven that hold the Sunday, and the hour in UTC from that Sunday's midnight.
type Zone = (i64, (u32, u32, i64), (u32, u32, i64));

const ZONES: [Zone; 6] = [
    // Paris, London, Helsinki, New York, Sydney, Auckland.
    (1, (3, 25, 1), (10, 25, 1)),
    (0, (3, 25, 1), (10, 25, 1)),
    (2, (3, 25, 1), (10, 25, 1)),
    (-5, (3, 8, 7), (11, 1, 6)),
    (10, (10, 1, -8), (4, 1, -8)),
    (12, (9, 24, -10), (4, 1, -10)),
];

fn change_ms(year: i32, (month, first, hour): (u32, u32, i64)) -> i64 {
    let mut days = (first..first + 7).filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
    let sunday = days.find(|day| day.weekday() == Weekday::Sun).unwrap();
    sunday.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp_millis() + hour * HOUR
}

/// The offset of local clocks, by the definition: the last change at or before the moment counts.
fn offset_ms(at_ms: i64, (winter, start, end): Zone) -> i64 {
    let changes = (2018..2028)
        .flat_map(|year| [(change_ms(year, start), winter + 1), (change_ms(year, end), winter)]);
    let last = changes.filter(|change| change.0 <= at_ms).max_by_key(|change| change.0);
    last.unwrap().1 * HOUR
}

fn local_file(times: &[i64], zone: Zone) -> String {
    times.iter().enumerate().fold("time,value\n".to_owned(), |mut text, (index, at_ms)| {
        let local = DateTime::from_timestamp_millis(at_ms + offset_ms(*at_ms, zone)).unwrap();
        let _ = writeln!(text, "{},{index}", local.format("%Y-%m-%d %H:%M:%S"));
        text
    })
}

fn read_times(text: &str, offset_ms: i64) -> (Vec<i64>, Vec<Finding>) {
    let offset_min = i32::try_from(offset_ms / 60_000).unwrap();
    let options = super::zoned(offset_min);
    let imported = import(text.as_bytes(), options).unwrap();
    let times = imported.series[0].series.samples().iter().map(|sample| sample.at_ms).collect();
    (times, super::findings(&imported).cloned().collect())
}

fn regular(from_ms: i64, days: i64, step_ms: i64) -> Vec<i64> {
    (0..days * 24 * HOUR / step_ms).map(|index| from_ms + index * step_ms).collect()
}

/// 2021-01-01 00:00 UTC.
const NEW_YEAR: i64 = 1_609_459_200_000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_regular_series_keeps_its_times_over_years_of_changes(
        zone in 0_usize..ZONES.len(), start_day in 0_i64..365, days in 2_i64..900,
        step_min in prop_oneof![Just(15_i64), Just(20), Just(30)], reversed: bool,
    ) {
        let zone = ZONES[zone];
        let times = regular(NEW_YEAR + start_day * 24 * HOUR, days, step_min * 60_000);
        let text = local_file(&times, zone);
        let text = if reversed {
            let mut lines: Vec<&str> = text.lines().collect();
            lines[1..].reverse();
            lines.join("\n")
        } else {
            text
        };
        let (read, findings) = read_times(&text, offset_ms(times[0], zone));
        prop_assert_eq!(read, times);
        use Finding::{Gaps, UnpairedClock};
        let is_bad = |f: &Finding| matches!(f, Gaps { .. } | UnpairedClock { .. });
        let gap = findings.iter().any(is_bad);
        prop_assert!(!gap, "{findings:?}");
    }
}

#[test]
fn a_change_within_a_gap_is_told_by_the_changes_around_it() {
    let zone = ZONES[0];
    let all = regular(NEW_YEAR + 240 * 24 * HOUR, 500, 1_800_000);
    let spring = change_ms(2022, zone.1);
    let times: Vec<i64> = all.into_iter().filter(|at| (at - spring).abs() > 6 * HOUR).collect();
    let (read, findings) = read_times(&local_file(&times, zone), offset_ms(times[0], zone));
    assert_eq!(read, times);
    let hidden = |f: &&Finding| matches!(f, Finding::SkippedHour { hidden: true, .. });
    let said = findings.iter().find(hidden).unwrap().to_string();
    assert!(said.contains("hides the night in which they are put forward"), "{said}");
}

#[test]
fn an_hour_that_is_missing_by_day_is_a_gap() {
    let times = regular(NEW_YEAR + 80 * 24 * HOUR, 3, 600_000);
    let noon = NEW_YEAR + 81 * 24 * HOUR + 12 * HOUR;
    let left: Vec<i64> = times.into_iter().filter(|at| !(noon..noon + HOUR).contains(at)).collect();
    let (read, findings) = read_times(&local_file(&left, ZONES[1]), 0);
    assert_eq!(read, left);
    assert!(findings.iter().any(|f| matches!(f, Finding::MissingHour { .. })));
}
