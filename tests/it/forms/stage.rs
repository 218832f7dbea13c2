//! What becomes of a form that is sent.

use headroom::forms::Stage;

#[test]
fn a_form_can_be_sent_while_it_is_edited_alone() {
    let unknown = Stage::Unknown("no answer".to_owned());
    let stages = [Stage::Editing, Stage::Sending, Stage::Looking, unknown];
    assert_eq!(stages.each_ref().map(Stage::is_editing), [true, false, false, false]);
    let words = stages.each_ref().map(|stage| stage.button("Save group"));
    assert_eq!(words, ["Save group", "Saving…", "Looking…", "Save group"]);
    assert_eq!(stages.map(|stage| stage.unknown()), [None, None, None, Some("no answer".into())]);
}
