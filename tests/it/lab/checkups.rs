//! What a key may read, in words.

use headroom::lab::{Access, Checked, clock_words, latency_words, unwritten_words};

fn checked(access: Access, took_ms: i64) -> Checked {
    Checked { name: "Images", without: "Type their ids.", access, took_ms }
}

#[test]
fn what_is_refused_says_what_follows() {
    let read = checked(Access::Read, 1);
    assert_eq!((read.verdict(), read.consequence()), ("Can be read", String::new()));
    let refused = checked(Access::Refused("Permission denied.".to_owned()), 1);
    assert_eq!(refused.verdict(), "Refused");
    assert_eq!(refused.consequence(), "Permission denied. Type their ids.");
    assert_eq!(checked(Access::Unknown(String::new()), 1).verdict(), "No answer");
    let absent = checked(Access::Absent, 1);
    assert_eq!((absent.verdict(), absent.consequence()), ("Not offered here", String::new()));
}

#[test]
fn the_latency_is_that_of_the_answers_that_came() {
    let none = Access::Unknown(String::new());
    assert_eq!(latency_words(&[checked(none.clone(), 20_000)]), None);
    let all = [
        checked(Access::Read, 40),
        checked(none, 20_000),
        checked(Access::Refused(String::new()), 30),
        checked(Access::Read, 1_500),
    ];
    let said = latency_words(&all).unwrap();
    assert_eq!(said, "An answer takes 40 ms (the middle of 3; the slowest 1 s).");
}

#[test]
fn what_was_not_tried_is_said_with_its_reason() {
    let said = unwritten_words();
    assert!(said.contains("was not tried: ") && said.contains("could change something"), "{said}");
}

#[test]
fn clocks_that_part_are_said_with_what_is_wrong_then() {
    assert!(clock_words(None).contains("not compared"));
    for ahead in [-5_000, 0, 4_999] {
        assert!(clock_words(Some(ahead)).contains("agrees"), "{ahead}");
    }
    assert!(clock_words(Some(300_000)).starts_with("This computer's clock is 5 min ahead of"));
    assert!(clock_words(Some(-7_200_000)).contains("2 h behind the API's"));
}
