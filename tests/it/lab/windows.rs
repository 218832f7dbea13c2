//! The visible stretch of time, as it stands in the address.

use headroom::chart::view::{Limits, View};
use headroom::lab::Window;
use headroom::whatif::Interval;

use super::{DAY, HOUR, START};

fn parsed(text: &str) -> Window {
    Window::parse(text, false)
}

#[test]
fn windows_are_read_and_written() {
    let cases = [
        ("all", Window::All),
        ("6h", Window::Last(6 * HOUR)),
        ("14d", Window::Last(14 * DAY)),
        ("1000-2000", Window::Fixed(1_000, 2_000)),
        ("-2000--1000", Window::Fixed(-2_000, -1_000)),
        ("-2000-1000", Window::Fixed(-2_000, 1_000)),
    ];
    for (text, window) in cases {
        assert_eq!(parsed(text), window, "{text}");
        assert_eq!(parsed(&window.text()), window, "{text}");
    }
}

#[test]
fn what_is_no_window_is_the_usual_one() {
    for text in ["", "h", "0h", "-3h", "6x", "2000-1000", "1-", "a-b", "99999999999999999999d"] {
        assert_eq!(parsed(text), Window::Last(48 * HOUR), "{text}");
        assert_eq!(Window::parse(text, true), Window::All, "{text} of a file");
    }
    assert!(matches!(parsed("9999999999999999h"), Window::Last(i64::MAX)), "it ends somewhere");
}

#[test]
fn a_window_is_a_view_within_the_data() {
    let limits = Limits { from_ms: START, to_ms: START + DAY };
    let base = View { from_ms: 0, to_ms: 0, width: 800.0 };
    let span = |window: Window| {
        let view = window.view(base, limits);
        (view.from_ms - START, view.to_ms - START)
    };
    assert_eq!(span(Window::All), (0, DAY));
    assert_eq!(span(Window::Last(HOUR)), (DAY - HOUR, DAY));
    assert_eq!(span(Window::Last(9 * DAY)), (0, DAY));
    assert_eq!(span(Window::Fixed(START + HOUR, START + 2 * HOUR)), (HOUR, 2 * HOUR));
    for (from_ms, to_ms) in [(-9 * DAY, -8 * DAY), (-HOUR, HOUR), (DAY - HOUR, 2 * DAY), (0, 600)] {
        let asked = Window::Fixed(START + from_ms, START + to_ms);
        assert_eq!(span(asked), (from_ms, to_ms), "shown as it was asked for");
    }
    assert_eq!(Window::fixed(View { from_ms: 1, to_ms: 2, ..base }), Window::Fixed(1, 2));
}

#[test]
fn a_stretch_is_shown_by_as_long_a_window_around_it() {
    let (hour, now) = (HOUR, 1_000 * HOUR);
    let stretch = |from, to| Interval { from_ms: from * hour, to_ms: to * hour };
    let six = Window::Last(6 * hour);
    assert_eq!(six.showing(stretch(995, 996), now), six);
    assert_eq!(Window::All.showing(stretch(1, 2), now), Window::All);
    assert_eq!(six.showing(stretch(100, 102), now), Window::Fixed(98 * hour, 104 * hour));
    assert_eq!(six.showing(stretch(993, 995), now), Window::Fixed(991 * hour, 997 * hour));
    // A longer one is shown whole, with what is beside it.
    assert_eq!(six.showing(stretch(100, 110), now), Window::Fixed(95 * hour, 115 * hour));
    let instant = stretch(50, 50);
    assert_eq!(six.showing(instant, now), Window::Fixed(47 * hour, 53 * hour));
}
