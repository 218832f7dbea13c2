//! One question at a time, of those that wait only the latest.

use headroom::lab::Asking;

#[test]
fn the_first_question_is_asked_at_once() {
    let mut asking = Asking::default();
    assert!(asking.ask("a"), "nobody asks yet");
    assert_eq!(asking.take_next(), Some("a"));
    assert_eq!(asking.take_next(), None);
}

#[test]
fn of_the_questions_that_come_meanwhile_only_the_latest_is_asked() {
    let mut asking = Asking::default();
    assert!(asking.ask(1));
    assert_eq!(asking.take_next(), Some(1));
    assert!(!asking.ask(2), "an answer is awaited");
    assert!(!asking.ask(3));
    assert_eq!(asking.take_next(), Some(3));
    assert_eq!(asking.take_next(), None);
}

#[test]
fn a_question_after_the_last_answer_starts_anew() {
    let mut asking = Asking::default();
    assert!(asking.ask(1));
    assert_eq!((asking.take_next(), asking.take_next()), (Some(1), None));
    assert!(asking.ask(2));
    assert_eq!(asking.take_next(), Some(2));
}
