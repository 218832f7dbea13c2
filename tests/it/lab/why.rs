//! Whose decision is told, and which are told as one.

use headroom::lab::decided;
use headroom::worker::replay::Explanation;

fn one(variant: &str, headline: &str) -> Explanation {
    let (variant, headline) = (variant.to_owned(), headline.to_owned());
    Explanation { variant, summary: headline.clone(), headline, ..Explanation::default() }
}

fn told(all: &[Explanation]) -> Vec<(String, bool)> {
    decided(all).into_iter().map(|one| (one.whose, one.is_edited)).collect()
}

#[test]
fn what_the_saved_rules_and_the_group_did_alike_is_told_once() {
    let all = [one("saved", "Stayed at 6"), one("edited", "6 to 7"), one("", "Stayed at 6")];
    let merged = ("Saved and actual: ".to_owned(), false);
    assert_eq!(told(&all), [merged, ("Edited: ".to_owned(), true)]);
}

#[test]
fn what_they_did_otherwise_or_by_other_rules_is_told_of_each() {
    let (saved, real) = ("Saved, replayed: ".to_owned(), "Actual: ".to_owned());
    let apart = [(saved, false), (real.clone(), false)];
    assert_eq!(told(&[one("saved", "Stayed at 6"), one("", "6 to 7")]), apart);
    let before = Explanation { replaced_ms: Some(1), ..one("", "Stayed at 6") };
    assert_eq!(told(&[one("saved", "Stayed at 6"), before]), apart);
    assert_eq!(told(&[one("", "Stayed at 6")]), [(real, false)]);
    assert_eq!(told(&[]), []);
}
