//! Stretches of time as people type them.

use headroom::lab::{Calendar, Window};

use super::{DAY, HOUR, MINUTE, START};
use crate::chance::Chance;

/// 12 April 2026, 14:30 UTC.
const NOW: i64 = START + 14 * HOUR + 30 * MINUTE;

/// When clocks in Paris are put forward and back in 2026.
const SUMMER: i64 = 1_774_746_000_000;
const WINTER: i64 = 1_792_890_000_000;

/// What Paris adds to UTC in 2026: two hours from 29 March, 01:00 UTC, to 25 October, 01:00 UTC.
fn paris(at_ms: i64) -> i64 {
    if (SUMMER..WINTER).contains(&at_ms) { 2 * HOUR } else { HOUR }
}

fn utc(typed: &str) -> Result<Window, String> {
    Calendar { now_ms: NOW, offset_ms_at: &|_| 0 }.window(typed)
}

fn in_paris(now_ms: i64) -> Calendar<'static> {
    Calendar { now_ms, offset_ms_at: &paris }
}

#[test]
fn a_range_is_typed_in_many_ways() {
    let day = |days: i64| START + days * DAY;
    let cases = [
        ("6h", Window::Last(6 * HOUR)),
        (" Last 90 min ", Window::Last(90 * MINUTE)),
        ("2 weeks", Window::Last(14 * DAY)),
        ("all", Window::All),
        ("now - 6h", Window::Last(6 * HOUR)),
        ("now-90m", Window::Last(90 * MINUTE)),
        ("now - 6h to now", Window::Last(6 * HOUR)),
        ("now-2d - now - 1d", Window::Fixed(NOW - 2 * DAY, NOW - DAY)),
        ("today", Window::Since(START)),
        ("yesterday", Window::Fixed(day(-1), START)),
        ("since 10 Apr", Window::Since(day(-2))),
        ("since 13:00", Window::Since(START + 13 * HOUR)),
        ("10 Apr", Window::Fixed(day(-2), day(-1))),
        ("April 10", Window::Fixed(day(-2), day(-1))),
        ("10 Apr - 11 April", Window::Fixed(day(-2), START)),
        ("2026-04-10", Window::Fixed(day(-2), day(-1))),
        ("10 Apr 14:00 - 15:00", Window::Fixed(day(-2) + 14 * HOUR, day(-2) + 15 * HOUR)),
        ("10 Apr 23:00 – 01:30", Window::Fixed(day(-2) + 23 * HOUR, day(-1) + 90 * MINUTE)),
        ("9:00-10:15", Window::Fixed(START + 9 * HOUR, START + 10 * HOUR + 15 * MINUTE)),
        ("yesterday 14:00 to now", Window::Since(day(-1) + 14 * HOUR)),
        ("1775952000 - 1775955600", Window::Fixed(START, START + HOUR)),
        ("1775952000000-1775955600000", Window::Fixed(START, START + HOUR)),
        ("1775952000", Window::Fixed(START - HOUR / 2, START + HOUR / 2)),
        ("2026-04-12T02:00:00+02:00 to 2026-04-12T01:00:00Z", Window::Fixed(START, START + HOUR)),
        ("2026-04-12T00:00Z to 2026-04-12T01:00Z", Window::Fixed(START, START + HOUR)),
        // As other tools and this console write it.
        ("2026-04-12T00:00:00Z/2026-04-12T01:00:00Z", Window::Fixed(START, START + HOUR)),
        ("1775952000,1775955600", Window::Fixed(START, START + HOUR)),
        ("10 Apr 2pm - 3:30 PM", Window::Fixed(day(-2) + 14 * HOUR, day(-2) + 31 * HOUR / 2)),
        ("10 Apr 12am + 1h", Window::Fixed(day(-2), day(-2) + HOUR)),
        ("2h ago - 1h ago", Window::Fixed(NOW - 2 * HOUR, NOW - HOUR)),
        (
            "Fri, 10 Apr 2026, 14:00 - 15:00",
            Window::Fixed(day(-2) + 14 * HOUR, day(-2) + 15 * HOUR),
        ),
        ("since Friday 10 April", Window::Since(day(-2))),
        ("since ven. 10 April 2026", Window::Since(day(-2))),
        ("on 10 Apr", Window::Fixed(day(-2), day(-1))),
        ("10 Apr 14h - 15h30", Window::Fixed(day(-2) + 14 * HOUR, day(-2) + 31 * HOUR / 2)),
        // What has not come yet this year is last year's.
        ("13 Apr", Window::Fixed(day(1) - 365 * DAY, day(2) - 365 * DAY)),
        ("16:00 - 17:00", Window::Fixed(day(-1) + 16 * HOUR, day(-1) + 17 * HOUR)),
    ];
    for (typed, window) in cases {
        assert_eq!(utc(typed), Ok(window), "{typed}");
    }
}

#[test]
fn what_is_shown_can_be_typed_again() {
    let calendar = Calendar { now_ms: NOW, offset_ms_at: &|_| 0 };
    let to_the_second = Window::Fixed(START - 26_000, START + 17_000);
    for window in [Window::Since(START - DAY), Window::Since(START + 1_000), to_the_second] {
        let text = calendar.text(window);
        assert_eq!(calendar.window(&text), Ok(window), "{text}");
        assert_eq!(Window::read(&window.text()), Some(window), "{text}");
    }
}

#[test]
fn a_leap_day_is_the_latest_one() {
    assert_eq!(utc("29 Feb"), utc("2024-02-29"));
}

#[test]
fn what_is_no_range_says_what_one_looks_like() {
    let typed = ["", "soon", "6x", "0h", "32 Apr", "25:00", "since", "11 Apr - 10 Apr", "1 - 2"];
    for typed in typed {
        let why = utc(typed).expect_err(typed);
        assert!(why.contains("1 Jun 14:00 - 15:00"), "{typed}: {why}");
    }
    for typed in ["999999d", "99999999999999999d", "now - 99999999w", "now-999999d to now"] {
        let why = utc(typed).expect_err(typed);
        assert!(why.starts_with("No history is as long as that"), "{typed}: {why}");
    }
    // It is quoted as it was typed.
    assert!(utc(" 31 Feb ").expect_err("no day").contains("“31 Feb”"));
    assert!(utc("since 13 Apr 2030").expect_err("no past").starts_with("The range ends before"));
    let long = utc(&"x".repeat(500)).expect_err("no time");
    assert!(long.contains("xxx…") && long.len() < 250, "{long}");
}

#[test]
fn times_are_those_of_the_shown_zone() {
    let calendar = in_paris(NOW);
    let of = |typed: &str| calendar.window(typed).expect(typed);
    assert_eq!(of("10 Apr"), Window::Fixed(START - 2 * DAY - 2 * HOUR, START - DAY - 2 * HOUR));
    // The day on which the clocks go forward has 23 hours, and shows no 02:30.
    let Window::Fixed(from_ms, to_ms) = of("29 Mar 2026") else { panic!("a day") };
    assert_eq!(to_ms - from_ms, 23 * HOUR);
    let Window::Fixed(skipped_ms, _) = of("29 Mar 2026 02:30 - 29 Mar 2026 05:00") else {
        panic!("a range")
    };
    assert_eq!(skipped_ms, from_ms + 2 * HOUR + 30 * MINUTE);
    // The day on which they go back has 25, and shows 02:30 twice: the first is meant.
    let autumn = in_paris(NOW + 220 * DAY);
    let Ok(Window::Fixed(from_ms, to_ms)) = autumn.window("25 Oct 2026") else { panic!("a day") };
    assert_eq!(to_ms - from_ms, 25 * HOUR);
    let repeated = autumn.window("25 Oct 2026 02:30 - 04:00");
    let Ok(Window::Fixed(first_ms, last_ms)) = repeated else { panic!("a range") };
    assert_eq!(first_ms, from_ms + 2 * HOUR + 30 * MINUTE);
    assert_eq!(last_ms, from_ms + 5 * HOUR);
}

#[test]
fn both_showings_of_a_repeated_hour_have_their_own_words() {
    // 25 October 2026, 03:00 in Paris, where clocks then show 02:00 again.
    let change_ms = WINTER;
    let calendar = in_paris(change_ms + 30 * DAY);
    let minutes = [-90, -60, -59, -25, -1, 0, 1, 35, 59, 60, 90];
    for (from, to) in minutes.iter().flat_map(|from| minutes.map(|to| (*from, to))) {
        if from < to {
            let window = Window::Fixed(change_ms + from * MINUTE, change_ms + to * MINUTE);
            let text = calendar.text(window);
            assert_eq!(calendar.window(&text), Ok(window), "{text}");
        }
    }
    let hour = Window::Fixed(change_ms - 25 * MINUTE, change_ms + 35 * MINUTE);
    assert_eq!(calendar.text(hour), "25 Oct 02:35 +2 - 02:35 +1");
    let day = Window::Fixed(change_ms - 2 * HOUR, change_ms + 35 * MINUTE);
    assert_eq!(calendar.text(day), "25 Oct 01:00 - 02:35 +1");
    // Whoever names it is taken at their word in any zone, and a dash of a range stays one.
    assert_eq!(utc("10 Apr 14:00 +2 - 15:00 +2"), utc("10 Apr 12:00 - 13:00"));
    assert_eq!(utc("10 Apr 02:00 -10:30 - 13:00"), utc("10 Apr 12:30 - 13:00"));
    assert_eq!(utc("9:00 -10:15"), utc("9:00 - 10:15"));
    assert!(utc("10 Apr +2").is_err() && utc("9:00 +99").is_err());
}

#[test]
fn a_window_is_written_as_it_can_be_typed_again() {
    let mut chance = Chance(7);
    for _ in 0..20_000 {
        let calendar = in_paris(NOW + i64::from(chance.within(0, 600)) * DAY);
        let from_ms = calendar.now_ms - i64::from(chance.within(0, 500 * 24 * 60)) * MINUTE;
        let window =
            Window::Fixed(from_ms, from_ms + i64::from(chance.within(1, 4 * 24 * 60)) * MINUTE);
        let text = calendar.text(window);
        let again = calendar.window(&text);
        assert_eq!(again, Ok(window), "{text}");
    }
    for typed in ["6h", "90m", "24h", "48h", "49h", "3d", "14d", "all"] {
        let window = utc(typed).expect(typed);
        assert_eq!(in_paris(NOW).text(window), typed);
    }
}
