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
        // What keeps a number and its unit on one line is a space to whoever types.
        ("60 %", "CPU 60\u{a0}%"),
        ("60\u{a0}%", "CPU 60 %"),
        ("fait : 1 min", "fait\u{a0}: 1\u{a0}min"),
        ("vrai ?", "Vrai\u{202f}?"),
    ];
    for (sought, text) in found {
        assert!(Sought::new(sought).is_in(text), "{sought:?} in {text:?}");
    }
    for (sought, text) in [("a", ""), ("abc", "ab"), ("ab", "ba"), ("a b", "ab"), ("ß", "s")] {
        assert!(!Sought::new(sought).is_in(text), "{sought:?} in {text:?}");
    }
}

#[test]
fn latin_greek_and_cyrillic_letters_are_those_of_the_standard_library() {
    // Without the accents that are folded: by the letter beside them.
    let is_plain = |letter: &char| !"àâäçéèêëîïôöùûü".contains(*letter);
    let scripts = [0..0x180, 0x386..0x3cf, 0x400..0x530, 0x1e00..0x1f00];
    let letters = scripts.into_iter().flatten().filter_map(char::from_u32);
    for letter in letters.filter(|own| !"İӀ\u{a0}".contains(*own)) {
        let known: Vec<char> = letter.to_lowercase().filter(is_plain).collect();
        if known.len() == 1 {
            let own: Vec<char> = folded(&letter.to_string()).chars().collect();
            assert_eq!(own, known, "{letter} U+{:04x}", u32::from(letter));
        }
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
