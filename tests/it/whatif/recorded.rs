//! The sizes behind a recording, from events, counts and orders.

use headroom::whatif::{serving_sizes, size_change, sizes_from_samples};
use headroom::wire::{Event, Timestamp};

use super::{at, sizes, sizes_text};

fn event(minute: i64, name: &str, details: Option<&str>) -> Event {
    Event {
        name: name.to_owned(),
        details: details.map(str::to_owned),
        created_at: Timestamp::from_millis(at(minute)),
        ..Event::default()
    }
}

#[test]
fn a_size_change_is_read_out_of_an_events_text() {
    let table = [
        ("Scaling event: added 2 instance(s)", None, Some(2)),
        ("Scaling event: removed 1 instance(s)", None, Some(-1)),
        ("added 1 instance", None, Some(1)),
        ("removed 12 instances", None, Some(-12)),
        ("Scaling", Some("removed 3 instance(s)"), Some(-3)),
        ("added 1 instance(s)", Some("removed 3 instance(s)"), Some(1)),
        ("Instance created", None, None),
        ("added two instance(s)", None, None),
        ("added -2 instance(s)", None, None),
        ("added 2 servers", None, None),
        ("added 2", None, None),
        ("added 99999999999 instance(s)", None, None),
        ("", None, None),
    ];
    for (name, details, expected) in table {
        assert_eq!(size_change(&event(0, name, details)), expected, "{name} {details:?}");
    }
}

#[test]
fn a_count_holds_from_the_sample_that_first_shows_it() {
    let times = [0, 1, 2, 3, 4].map(at);
    assert_eq!(sizes_text(&sizes_from_samples(&times, &[2.0, 2.0, 3.0, 3.0, 1.0])), "0:2 2:3 4:1");
    assert_eq!(sizes_text(&sizes_from_samples(&times, &[1.9, 2.1, 2.5, 0.0, -1.0])), "0:2 2:3 3:0");
    assert_eq!(sizes_from_samples(&[], &[]), []);
}

#[test]
fn ordered_instances_serve_a_boot_delay_later() {
    let table = [
        ("0:2", 90, "0:2"),
        ("0:2 5:4", 90, "0:2 6m30:4"),
        ("0:2 5:4 20:3", 90, "0:2 6m30:4 20:3"),
        ("0:2 5:4", 0, "0:2 5:4"),
        // Ordered one after the other, served one after the other.
        ("0:1 5:2 6:3", 300, "0:1 10:2 11:3"),
        // What goes before it serves never did, and the newest go first.
        ("0:2 5:4 7:3", 300, "0:2 10:3"),
        ("0:2 5:4 7:2", 300, "0:2"),
        ("0:2 5:4 7:1", 300, "0:2 7:1"),
        ("0:2 5:3 6:5 7:4", 300, "0:2 10:3 11:4"),
        // Gone in the very instant that it would have served: its place is taken by no one.
        ("0:2 5:3 10:2", 300, "0:2"),
        ("0:0 5:1", 60, "0:0 6:1"),
        ("0:3 5:3 6:3", 60, "0:3"),
        ("", 60, ""),
    ];
    for (ordered, boot_s, serving) in table {
        let found = serving_sizes(&sizes(ordered), boot_s * 1_000);
        assert_eq!(sizes_text(&found), serving, "{ordered} after {boot_s} s");
    }
    assert_eq!(serving_sizes(&sizes("0:1 5:2"), -1), sizes("0:1 5:2"));
}
