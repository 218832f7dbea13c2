//! Drafts and what was done to them.

use headroom::forms::{AllLeft, Draft, Left, left};

fn draft(texts: &[(&str, &str)]) -> Draft {
    super::typed(&Draft::default(), texts)
}

#[test]
fn edits_are_done_again_without_touching_the_rest() {
    let original = draft(&[("name", "web"), ("max", "5"), ("volumes.1.name", "data")]);
    let mut edited = original.clone().with("max", "9").with("volumes.2.name", "logs");
    edited.remove("volumes.1");
    let edits = edited.edits_of(&original);
    assert!(!edits.is_empty() && original.edits_of(&original).is_empty());
    assert_eq!(original.clone().edited(&edits), edited);
    // Somebody else has renamed it meanwhile: that name stays.
    let renamed = original.with("name", "shop");
    assert_eq!(renamed.edited(&edits), edited.with("name", "shop"));
}

#[test]
fn a_field_that_was_emptied_is_an_edit() {
    let original = draft(&[("tags", "a")]);
    let emptied = original.clone().with("tags", "");
    assert_eq!(original.clone().edited(&emptied.edits_of(&original)), emptied);
}

#[test]
fn later_edits_count_where_both_name_a_field() {
    let original = draft(&[("name", "web"), ("max", "5"), ("tags", "a")]);
    let mut typed = original.clone().with("name", "shop").with("max", "9");
    typed.remove("tags");
    let mut left = Left { edits: typed.edits_of(&original), ..Left::default() };
    let back = draft(&[("max", "4"), ("tags", "b")]).edits_of(&Draft::default());
    left.add(Left { edits: back, origin: "From elsewhere.".to_owned() });
    let expected = draft(&[("name", "shop"), ("max", "4"), ("tags", "b")]);
    assert_eq!(original.edited(&left.edits), expected);
    assert_eq!(left.origin, "From elsewhere.");
}

#[test]
fn some_of_the_edits_can_be_taken() {
    let original = draft(&[("name", "web"), ("max", "5"), ("tags", "a")]);
    let mut edited = original.clone().with("name", "shop").with("max", "9");
    edited.remove("tags");
    let edits = edited.edits_of(&original);
    let only = |wanted: &'static str| edits.clone().only(move |path| path == wanted);
    assert_eq!(original.clone().edited(&only("max")), original.clone().with("max", "9"));
    assert_eq!(original.clone().edited(&only("tags")), draft(&[("name", "web"), ("max", "5")]));
    assert!(only("zone").is_empty());
}

#[test]
fn what_was_left_outlasts_the_page_as_a_text() {
    let original = draft(&[("name", "web"), ("max", "5"), ("volumes.1.name", "data")]);
    let mut edited = original.clone().with("max", "9").with("tags", "é \"quoted\"\n");
    edited.remove("volumes.1");
    let typed = Left { edits: edited.edits_of(&original), ..Left::default() };
    let told = Left { origin: "From elsewhere.".to_owned(), ..typed.clone() };
    let all = AllLeft::from([("/a".to_owned(), typed), ("/b".to_owned(), told)]);
    let back = left::from_text(&left::to_text(all, "Typed before."));
    assert_eq!(back.keys().collect::<Vec<_>>(), ["/a", "/b"]);
    assert_eq!([&back["/a"].origin, &back["/b"].origin], ["Typed before.", "From elsewhere."]);
    for left in back.values() {
        assert_eq!(original.clone().edited(&left.edits), edited);
    }
}

#[test]
fn a_text_that_another_build_has_left_is_nothing_to_go_on_with() {
    for text in ["", "{", "[]", "{\"/a\":1}", "{\"/a\":{\"typed\":[]}}"] {
        assert!(left::from_text(text).is_empty(), "{text}");
    }
}

/// What was typed stays over somebody else's change, and what was not follows it.
#[test]
fn edits_go_on_over_what_took_the_place_of_what_they_edit() {
    let before = Draft::default().with("max", "5").with("min", "1").with("name", "web");
    let now = Draft::default().with("max", "6").with("min", "2").with("name", "web");
    let typed = before.clone().with("max", "7");
    let on = typed.rebased(&before, now.clone());
    assert_eq!((on.get("max"), on.get("min"), on.get("name")), ("7", "2", "web"));
    assert_eq!(before.rebased(&before, now.clone()), now, "no edit");
}
