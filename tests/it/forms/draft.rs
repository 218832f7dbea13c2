//! Drafts and what was done to them.

use headroom::forms::Draft;

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
