//! What a key may read, in words.

use headroom::lab::{
    Access, Checked, access_key_fault, clock_words, key_words, latency_words, unwritten_words,
};
use headroom::wire::ApiKey;
use headroom::wire::Timestamp;

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
fn a_key_tells_when_it_ends_and_who_holds_it() {
    const NOW: i64 = 1_780_000_000_000;
    let said = |key: &ApiKey| key_words(key, NOW, |at_ms| format!("@{}", at_ms - NOW));
    let (access_key, none) = ("SCW0123456789ABCDEFG".to_owned(), ApiKey::default());
    let own = ApiKey { access_key, user_id: Some("u".to_owned()), ..none };
    let person = "It is a person's.";
    let endless = "SCW0123456789ABCDEFG has no end: it works until somebody deletes it.";
    assert_eq!(said(&own), format!("{endless} {person}"));
    let ends_in =
        |ms: i64| ApiKey { expires_at: Some(Timestamp::from_millis(NOW + ms)), ..own.clone() };
    let until = "SCW0123456789ABCDEFG works until @";
    let (soon, late) = (3 * 86_400_000, 30 * 86_400_000);
    assert_eq!(
        said(&ends_in(soon)),
        format!("{until}{soon}, 3\u{a0}d from now. Make another before then. {person}"),
    );
    assert_eq!(said(&ends_in(late)), format!("{until}{late}, 30\u{a0}d from now. {person}"));
    let over = "SCW0123456789ABCDEFG ended on @0: nothing works with it.";
    let application_id = Some("a".to_owned());
    let programs = ApiKey { application_id, description: "ci".to_owned(), ..ends_in(0) };
    assert_eq!(said(&programs), format!("{over} It is an application's. It is described as “ci”."));
}

/// It stands in the address of a call, where a secret must never come.
#[test]
fn only_an_access_key_is_asked_about() {
    for good in ["", "  ", "SCW0123456789ABCDEFG", " SCWSANDBOX0000000000\n"] {
        assert_eq!(access_key_fault(good), None, "{good}");
    }
    let secret = "11111111-2222-4333-8444-555555555555";
    for bad in [secret, "scw0123456789abcdefg", "SCW", "SCW0123456789ABCDEF/"] {
        let fault = access_key_fault(bad).unwrap();
        assert!(fault.contains("SCW and 17") && fault.contains("secret key does not"), "{fault}");
    }
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
