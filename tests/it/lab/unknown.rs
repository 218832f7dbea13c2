//! What an address asks of a group's page in vain.

use std::collections::BTreeMap;

use headroom::lab::{not_known, not_known_words};

fn asked(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn what_is_not_known_is_told_as_it_stands() {
    let all = asked(&[
        ("at", "abc"),
        ("do", "nonsense"),
        ("marked", "5-5"),
        ("range", "zzz"),
        ("variant", "99"),
        ("whatif", "1"),
        ("zone", "fr-par-1"),
    ]);
    assert_eq!(not_known(&all), ["at=abc", "do=nonsense", "marked=5-5", "range=zzz", "variant=99"]);
    assert_eq!(
        not_known_words(&all).as_deref(),
        Some(
            "The address has what this page does not know, and goes without: at=abc, do=nonsense, \
             marked=5-5, range=zzz, variant=99."
        ),
    );
    for range in ["9-1", "0h", "-5", "6"] {
        assert_eq!(not_known(&asked(&[("range", range)])), [format!("range={range}")]);
    }
}

#[test]
fn what_is_known_needs_no_words() {
    for own in [
        &[("at", "1772438400000"), ("range", "100-200")][..],
        &[("do", "hold"), ("range", "all")],
        &[("run", "x"), ("variant", "edited 2")],
        &[("range", ""), ("do", "")],
    ] {
        assert_eq!(not_known_words(&asked(own)), None);
    }
}
