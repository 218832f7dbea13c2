//! Numbers and spans of time in sentences.

use headroom::base::{duration_text, grouped, shortened, thousands};

#[test]
fn spans_of_time_are_short() {
    let table = [
        (i64::MIN, "0 s"),
        (0, "0 s"),
        (1, "1 ms"),
        (999, "999 ms"),
        (1_000, "1 s"),
        (1_500, "1 s"),
        (59_999, "59 s"),
        (60_000, "1 min"),
        (150_000, "2 min 30 s"),
        (3_600_000, "1 h"),
        (3_900_000, "1 h 5 min"),
        (3_630_000, "1 h"),
        (90_000_000, "1 d 1 h"),
        (86_460_000, "1 d"),
    ];
    for (ms, text) in table {
        assert_eq!(duration_text(ms), text, "{ms}");
    }
}

#[test]
fn digits_stand_in_groups_of_three() {
    for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
        assert_eq!(thousands(number), text);
    }
    assert_eq!(thousands(u64::MAX), "18,446,744,073,709,551,615");
}

#[test]
fn a_sign_is_no_digit_of_a_group() {
    let table = [
        (1_234.56, 1, "1,234.6"),
        (-123.0, 0, "-123"),
        (-123_456.78, 2, "-123,456.78"),
        (f64::INFINITY, 0, "inf"),
        (f64::NAN, 1, "NaN"),
    ];
    for (value, decimals, text) in table {
        assert_eq!(grouped(value, decimals), text);
    }
}

#[test]
fn foreign_text_is_cut_short_and_without_control_characters() {
    assert_eq!(shortened("short", 5), "short");
    assert_eq!(shortened("longer", 5), "longe…");
    assert_eq!(shortened("a\nb\u{1b}[0m", 10), "ab[0m");
    assert_eq!(shortened("größer", 3), "grö…");
}
