use headroom::base::{
    Language, duration_text, filled, grouped, is_one, language, listed, speak, thousands,
    translated,
};

const CATALOGUE: &str = "\
Save
Enregistrer
days\u{4}d
j
state\u{4}Open
Ouvert
{count} of {all}, {count}
{all} dont {count}
{others} and {last}
{others} et {last}
{{braces}} of {x}
{{accolades}} de {x}
";

/// Each test has a thread of its own, and with it a language of its own.
fn speak_french() {
    speak(Language::French, CATALOGUE);
}

#[test]
fn english_is_spoken_until_another_language_is() {
    assert_eq!(language(), Language::English);
    assert_eq!(translated("Save"), "Save");
    assert_eq!(translated("state\u{4}Open"), "Open");
    assert_eq!(filled("{count} of {all}, {count}", &[&1, &2]), "1 of 2, 1");
    assert_eq!(filled("{{braces}} of {x}", &[&1]), "{braces} of 1");
    speak_french();
    assert_eq!(language(), Language::French);
    speak(Language::English, "");
    assert_eq!(translated("Save"), "Save");
}

#[test]
fn a_translation_places_the_values_as_it_likes() {
    speak_french();
    assert_eq!(translated("Save"), "Enregistrer");
    assert_eq!(translated("state\u{4}Open"), "Ouvert");
    assert_eq!(filled("{count} of {all}, {count}", &[&1, &2]), "2 dont 1");
    assert_eq!(filled("{{braces}} of {x}", &[&1]), "{accolades} de 1");
}

#[test]
fn what_a_catalogue_lacks_stays_english() {
    speak_french();
    assert_eq!(translated("Delete"), "Delete");
    assert_eq!(filled("state\u{4}{n} open", &[&3]), "3 open");
}

#[test]
fn numbers_counts_and_lists_follow_the_language() {
    assert_eq!((thousands(12_345), grouped(-12_345.6, 1)), ("12,345".into(), "-12,345.6".into()));
    assert_eq!([0, 1, 2].map(is_one), [false, true, false]);
    speak_french();
    let french = ("12\u{202f}345".into(), "-12\u{202f}345,6".into());
    assert_eq!((thousands(12_345), grouped(-12_345.6, 1)), french);
    assert_eq!([0, 1, 2].map(is_one), [true, true, false]);
    assert_eq!(duration_text(90_061_000), "1 j 1 h");
    assert_eq!(listed(&["a".into(), "b".into()]).as_deref(), Some("a et b"));
}

#[test]
fn numbers_are_written_as_a_tag_says_that_is_one() {
    let locale = |language: Language, tags: &[&str]| {
        language.locale(tags.iter().map(|tag| (*tag).to_owned()))
    };
    assert_eq!(locale(Language::English, &["en-GB", "fr"]), "en-GB");
    assert_eq!(locale(Language::English, &["de-CH", "en"]), "de-CH");
    assert_eq!(locale(Language::English, &["fr-FR", "en-US"]), "en-US");
    assert_eq!(locale(Language::French, &["en-GB", "fr-CH-u-nu-latn"]), "fr-CH");
    assert_eq!(locale(Language::English, &["zh-Hant-TW", "en"]), "zh-Hant-TW");
    // The tags of a machine without a locale, and others that are none.
    for none in ["C", "C.UTF-8", "POSIX", "", "-", "e", "é", "en_US"] {
        assert_eq!(locale(Language::English, &[none]), "en", "{none}");
    }
    assert_eq!(locale(Language::French, &["C"]), "fr");
    assert_eq!(locale(Language::English, &["en-US-GB-x"]), "en-US");
}

#[test]
fn a_language_is_known_by_its_tag_in_any_region() {
    assert_eq!(Language::of_tag("fr-CH"), Some(Language::French));
    assert_eq!(Language::of_tag("EN"), Some(Language::English));
    assert_eq!(Language::of_tag("fy"), None);
    assert_eq!(Language::of_tag("fra"), None);
}

#[test]
fn what_goes_from_right_to_left_turns_nothing_after_it() {
    let said = |name: &str| filled("Group {name} is changed.", &[&name]);
    assert_eq!(said("checkout-api é 日本"), "Group checkout-api é 日本 is changed.");
    for turning in ["\u{5e9}\u{5dc}", "مجموعة", "a\u{202e}b", "\u{2067}x"] {
        let kept = format!("Group \u{2068}{turning}\u{2069} is changed.");
        assert_eq!(said(turning), kept, "{turning:?}");
    }
}
