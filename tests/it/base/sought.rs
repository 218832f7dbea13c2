//! What is searched for, against a search that allocates everything.

use headroom::base::{Sought, folded};
use proptest::prelude::*;

#[test]
fn a_search_asks_for_no_case_and_no_accent() {
    let found = [
        ("", ""),
        ("  ", "anything"),
        ("api", "checkout-API"),
        ("I", "i"),
        ("modele", "Modèle"),
        ("MODÈLE", "modele"),
        // A letter and its accent as macOS types them: apart.
        ("mode\u{300}le", "Modèle"),
        ("modèle", "MODE\u{300}LE"),
        ("ночь", "НОЧЬ"),
        ("a b", "a b c"),
    ];
    for (sought, text) in found {
        assert!(Sought::new(sought).is_in(text), "{sought:?} in {text:?}");
    }
    for (sought, text) in [("a", ""), ("abc", "ab"), ("ab", "ba"), ("a b", "ab"), ("ß", "s")] {
        assert!(!Sought::new(sought).is_in(text), "{sought:?} in {text:?}");
    }
}

proptest! {
    #[test]
    fn every_part_of_a_text_is_found_and_nothing_else(
        text in "[abABé ]{0,12}",
        sought in "[abABé]{0,4}",
    ) {
        let naive = folded(&text).contains(&folded(&sought));
        prop_assert_eq!(Sought::new(&sought).is_in(&text), naive);
    }
}
