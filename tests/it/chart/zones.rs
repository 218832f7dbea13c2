//! The time axis in zones that change their clocks.

use std::ops::RangeInclusive;

use super::{DAY, HOUR, MINUTE, style};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use headroom::chart::offsets::{Offsets, told_apart};
use headroom::chart::scale::TimeScale;
use headroom::chart::time_ticks::{TimeTick, time_ticks};
use proptest::prelude::*;

/// A zone as its law has it, year by year, apart from the code under test.
#[derive(Clone, Copy, Debug)]
struct Zone {
    name: &'static str,
    winter_min: i64,
    summer_min: i64,
    /// When summer time begins and ends in a year, in milliseconds since the Unix epoch.
    summer: fn(i32) -> (i64, i64),
}

const PARIS: Zone = Zone {
    name: "Europe/Paris",
    winter_min: 60,
    summer_min: 120,
    summer: |year| (at(last_sunday(year, 3), 60), at(last_sunday(year, 10), 60)),
};
const LOS_ANGELES: Zone = Zone {
    name: "America/Los_Angeles",
    winter_min: -480,
    summer_min: -420,
    summer: |year| (at(sunday(year, 3, 2), 600), at(sunday(year, 11, 1), 540)),
};
const KOLKATA: Zone = Zone {
    name: "Asia/Kolkata",
    winter_min: 330,
    summer_min: 330,
    summer: |year| (day(year, 4, 1), day(year, 10, 1)),
};
/// South of the equator, so that "summer" here is the middle of the year, when its clocks are put
/// back by half an hour.
const LORD_HOWE: Zone = Zone {
    name: "Australia/Lord_Howe",
    winter_min: 660,
    summer_min: 630,
    summer: |year| (at(sunday(year, 4, 1), -540), at(sunday(year, 10, 1), -510)),
};
/// Clocks are put forward at midnight and back at the midnight after the first Saturday of April.
const SANTIAGO: Zone = Zone {
    name: "America/Santiago",
    winter_min: -180,
    summer_min: -240,
    summer: |year| (at(sunday(year, 4, 1), 180), at(sunday(year, 9, 1), 240)),
};
const ZONES: [Zone; 5] = [PARIS, LOS_ANGELES, KOLKATA, LORD_HOWE, SANTIAGO];

fn sunday(year: i32, month: u32, number: u8) -> NaiveDate {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, number).expect("a Sunday")
}

fn last_sunday(year: i32, month: u32) -> NaiveDate {
    (22..=31)
        .rev()
        .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| date.weekday() == Weekday::Sun)
        .expect("a Sunday")
}

/// Minutes after a date's midnight in UTC.
fn at(date: NaiveDate, minutes: i64) -> i64 {
    date.and_time(NaiveTime::MIN).and_utc().timestamp_millis() + minutes * MINUTE
}

impl Zone {
    fn offset_ms(self, at_ms: i64) -> i64 {
        let year = DateTime::from_timestamp_millis(at_ms).expect("an instant").year();
        let (from, until) = (self.summer)(year);
        MINUTE * if (from..until).contains(&at_ms) { self.summer_min } else { self.winter_min }
    }

    fn offsets(self, from_ms: i64, to_ms: i64) -> Offsets {
        Offsets::between(from_ms, to_ms, |at_ms| self.offset_ms(at_ms))
    }

    fn ticks(self, from_ms: i64, span: i64, width: f64) -> Vec<TimeTick> {
        let to_ms = from_ms + span;
        let scale = TimeScale { from_ms, to_ms, left: 0.0, right: width };
        time_ticks(&scale, &style(&self.offsets(from_ms, to_ms)))
    }

    /// Date, hour and minute that local clocks show.
    fn local(self, at_ms: i64) -> (i64, u32, u32) {
        let local_ms = at_ms + self.offset_ms(at_ms);
        let local = DateTime::from_timestamp_millis(local_ms).expect("an instant");
        (local_ms.div_euclid(DAY), local.hour(), local.minute())
    }
}

fn day(year: i32, month: u32, day: u32) -> i64 {
    at(NaiveDate::from_ymd_opt(year, month, day).expect("a date"), 0)
}

fn labels(ticks: &[TimeTick]) -> Vec<&str> {
    ticks.iter().map(|tick| tick.label.as_str()).collect()
}

#[test]
fn both_sides_of_a_change_are_labelled_as_clocks_show_them() {
    // Midnight in Paris is 22:00 UTC before the change and 23:00 after it.
    let from = day(2026, 10, 23) + 22 * HOUR;
    let ticks = PARIS.ticks(from, 3 * DAY, 400.0);
    assert_eq!(labels(&ticks), ["24 Oct", "12:00", "25 Oct", "12:00", "26 Oct", "12:00"]);
    let at: Vec<i64> = ticks.iter().map(|tick| (tick.at_ms - from) / HOUR).collect();
    assert_eq!(at, [0, 12, 24, 37, 49, 61], "the 25th has 25 hours");
    let midnights: Vec<bool> = ticks.iter().map(|tick| tick.midnight).collect();
    assert_eq!(midnights, [true, false, true, false, true, false]);

    let from = day(2026, 3, 27) + 23 * HOUR;
    let at: Vec<i64> =
        PARIS.ticks(from, 3 * DAY, 400.0).iter().map(|tick| (tick.at_ms - from) / HOUR).collect();
    assert_eq!(at, [0, 12, 24, 35, 47, 59, 71], "the 29th has 23 hours");
}

#[test]
fn the_repeated_hour_is_told_apart() {
    let ticks = PARIS.ticks(day(2026, 10, 24) + 23 * HOUR, 4 * HOUR, 300.0);
    assert_eq!(labels(&ticks), ["01:00", "02:00 +2", "02:00 +1", "03:00", "04:00"]);
    let ticks = LOS_ANGELES.ticks(day(2026, 11, 1) + 7 * HOUR, 4 * HOUR, 300.0);
    assert_eq!(labels(&ticks), ["1 Nov", "01:00 -7", "01:00 -8", "02:00", "03:00"]);
    // Only half an hour is shown twice: 01:30 to 02:00.
    let ticks = LORD_HOWE.ticks(day(2026, 4, 4) + 14 * HOUR, 2 * HOUR, 640.0);
    assert_eq!(
        labels(&ticks),
        [
            "01:00",
            "01:15",
            "01:30 +11",
            "01:45 +11",
            "01:30 +10:30",
            "01:45 +10:30",
            "02:00",
            "02:15",
            "02:30"
        ]
    );
}

#[test]
fn the_skipped_hour_has_no_tick() {
    let ticks = PARIS.ticks(day(2026, 3, 29), 4 * HOUR, 300.0);
    assert_eq!(labels(&ticks), ["01:00", "03:00", "04:00", "05:00", "06:00"]);
}

/// Clocks go from 23:59 to 01:00: the day begins there.
#[test]
fn a_day_whose_midnight_is_skipped_begins_after_it() {
    let from = day(2026, 9, 5) + 4 * HOUR;
    let ticks = SANTIAGO.ticks(from, 2 * DAY, 300.0);
    assert_eq!(labels(&ticks), ["5 Sep", "12:00", "6 Sep", "12:00", "7 Sep"]);
    assert_eq!((ticks[2].at_ms - from) / HOUR, 24);
    let days = SANTIAGO.ticks(day(2026, 9, 2), 9 * DAY, 300.0);
    assert_eq!(labels(&days), ["2 Sep", "4 Sep", "6 Sep", "8 Sep", "10 Sep"]);
    assert!(days.iter().all(|tick| tick.midnight));
}

#[test]
fn a_view_that_begins_or_ends_at_a_change_reads_as_a_longer_one_does() {
    // The 6th begins at the change, at 01:00.
    let (_, change) = (SANTIAGO.summer)(2026);
    let ticks = SANTIAGO.ticks(change, HOUR, 60.0);
    assert_eq!(labels(&ticks)[0], "6 Sep");
    assert!(ticks[0].midnight);
    // 02:00 to 03:00 comes twice; the view holds one of the two.
    let (_, change) = (PARIS.summer)(2026);
    assert_eq!(labels(&PARIS.ticks(change - HOUR, HOUR / 2, 200.0))[0], "02:00 +2");
    assert_eq!(labels(&PARIS.ticks(change, HOUR / 2, 200.0))[0], "02:00 +1");
}

#[test]
fn an_instant_is_told_apart_as_the_axis_does() {
    let (_, change) = (PARIS.summer)(2026);
    let paris = |at_ms: i64| PARIS.offsets(change - 9 * DAY, change + 9 * DAY).at(at_ms);
    let told = |at_ms| told_apart(at_ms, &paris);
    assert_eq!(told(change - 25 * MINUTE).as_deref(), Some(" +2"));
    assert_eq!(told(change + 35 * MINUTE).as_deref(), Some(" +1"));
    for at_ms in [change - HOUR - 1, change + HOUR, change - DAY, change + DAY] {
        assert_eq!(told(at_ms), None);
    }
    let (back, forward) = (LORD_HOWE.summer)(2026);
    let howe = |at_ms: i64| LORD_HOWE.offsets(back - 9 * DAY, forward + 9 * DAY).at(at_ms);
    assert_eq!(told_apart(back - 1, &howe).as_deref(), Some(" +11"));
    assert_eq!(told_apart(back, &howe).as_deref(), Some(" +10:30"));
    assert_eq!(told_apart(back - 31 * MINUTE, &howe), None, "half an hour comes twice");
    // What is skipped is shown once at most.
    assert!(told_apart(forward - 1, &howe).is_none() && told_apart(forward, &howe).is_none());
}

#[test]
fn changes_are_found_to_the_millisecond() {
    let offsets = PARIS.offsets(day(2026, 1, 1), day(2027, 1, 1));
    let (from, until) = (PARIS.summer)(2026);
    for (at_ms, hours) in [(from - 1, 1), (from, 2), (until - 1, 2), (until, 1)] {
        assert_eq!(offsets.at(at_ms), hours * HOUR);
    }
    assert_eq!(offsets.first_at(day(2026, 7, 1)), day(2026, 7, 1) - 2 * HOUR);
    assert!(offsets.is_repeated(until - 1) && offsets.is_repeated(until));
    assert!(!offsets.is_repeated(until - HOUR - 1) && !offsets.is_repeated(until + HOUR));
    assert!(!offsets.is_repeated(from) && !offsets.is_repeated(from - 1));
    assert_eq!(KOLKATA.offsets(0, day(2026, 1, 1)), Offsets::fixed(330 * MINUTE));
}

fn zone() -> impl Strategy<Value = Zone> {
    prop::sample::select(ZONES.as_slice())
}

const YEARS: RangeInclusive<i32> = 2020..=2030;

proptest! {
    /// Every label is what local clocks show at that instant, and no two can be taken for one.
    #[test]
    fn labels_agree_with_local_clocks(
        zone in zone(),
        year in YEARS,
        hours_before in 0..600_i64,
        span in prop_oneof![HOUR..3 * DAY, DAY..60 * DAY],
        width in 60.0..2_000.0_f64,
        forward in any::<bool>(),
    ) {
        let (from, until) = (zone.summer)(year);
        let change_ms = if forward { from } else { until };
        let from_ms = change_ms - hours_before * HOUR / 4;
        let ticks = zone.ticks(from_ms, span, width);
        for tick in &ticks {
            let (day, hour, minute) = zone.local(tick.at_ms);
            let clock = format!("{hour:02}:{minute:02}");
            let before = zone.local(tick.at_ms - 1).0;
            prop_assert_eq!(tick.midnight, before < day, "{} in {}", &tick.label, zone.name);
            let is_clock = tick.label.starts_with(&clock);
            prop_assert!(tick.midnight || is_clock, "{} {}", &tick.label, clock);
        }
        for two in ticks.windows(2) {
            prop_assert!(two[0].at_ms < two[1].at_ms);
            prop_assert!(two[0].label != two[1].label, "{} twice in {}", &two[0].label, zone.name);
            let label_px = (two[0].label.len() + two[1].label.len()) as f64 / 2.0 * 6.5;
            prop_assert!(two[1].x - two[0].x >= label_px, "{:?}", two);
        }
    }

    /// The first instant at which clocks have reached a time is the first that shows it or more.
    #[test]
    fn local_times_are_found(zone in zone(), year in YEARS, quarter in 0..35_000_i64) {
        let offsets = zone.offsets(day(year, 1, 1) - DAY, day(year + 1, 1, 1) + DAY);
        let local_ms = day(year, 1, 1) + quarter * 15 * MINUTE;
        let at_ms = offsets.first_at(local_ms);
        let shown = |at_ms: i64| at_ms + zone.offset_ms(at_ms);
        prop_assert!(shown(at_ms) >= local_ms);
        for earlier in 1..12_i64 {
            prop_assert!(shown(at_ms - earlier * 15 * MINUTE) < local_ms);
        }
        prop_assert!(shown(at_ms - 1) < local_ms);
    }
}
