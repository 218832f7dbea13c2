//! The help: where its links lead, what a search finds, and that every topic has its heading.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use headroom::help::topic::TOPICS;
use headroom::help::{Book, Found, Leads, Node, Tag, found, found_words};
use headroom::route::Location;

/// The file of a page, in `docs/`.
fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{name}.md"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The anchor of a heading, as far as those of the topics need it; `tests/docs` holds every link
/// against the usual renderers' own rule.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_topic_leads_to_a_heading() {
    for topic in TOPICS {
        let text = page(topic.page);
        let anchors: Vec<String> =
            text.lines().filter(|line| line.starts_with("##")).map(anchor).collect();
        let is_there = topic.anchor.is_empty() || anchors.iter().any(|own| own == topic.anchor);
        assert!(is_there, "{topic:?}: docs/{}.md has {anchors:?}", topic.page);
    }
}

#[test]
fn no_topic_stands_twice() {
    let words: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.words).collect();
    let places: BTreeSet<_> = TOPICS.iter().map(|topic| (topic.page, topic.anchor)).collect();
    assert_eq!((words.len(), places.len()), (TOPICS.len(), TOPICS.len()));
}

#[test]
fn a_link_leads_to_known_places_alone() {
    for (to, leads) in [
        ("whatif", Leads::Page("whatif", "")),
        ("whatif#what-goes-in", Leads::Page("whatif", "what-goes-in")),
        (
            "./help-sweep-light-0123456789abcdef.png",
            Leads::Picture("./help-sweep-light-0123456789abcdef.png"),
        ),
        ("https://docs.ray.io", Leads::Web("https://docs.ray.io")),
        ("http://docs.ray.io", Leads::Nowhere),
        ("javascript:alert(1)", Leads::Nowhere),
        ("//a.example/x", Leads::Nowhere),
        ("./help-../../x", Leads::Nowhere),
        ("../README.md", Leads::Nowhere),
        ("#whatif", Leads::Nowhere),
        ("", Leads::Nowhere),
    ] {
        assert_eq!(Leads::of(to), leads, "{to}");
    }
}

#[test]
fn a_heading_of_the_help_has_an_address() {
    assert_eq!(Location::in_help("whatif", "").href(), "#/help/whatif");
    assert_eq!(Location::in_help("whatif", "from-here").href(), "#/help/whatif?at=from-here");
}

const BOOK: &str = r#"{
  "sections": [{"title": "Using it", "entries": [{"question": "What is it?", "page": "one"}]}],
  "pages": [
    {"name": "one", "title": "The first", "content": [
      {"tag": "p", "children": [{"text": "It tells of "}, {"tag": "code", "text": "cooldown"},
        {"text": "s and of the"}, {"tag": "strong", "children": [{"text": " size"}]}]},
      {"tag": "h2", "to": "on-size", "children": [{"text": "On size"}]},
      {"tag": "table", "children": [{"tag": "tr", "children": [
        {"tag": "td", "children": [{"text": "left"}]},
        {"tag": "td", "children": [{"text": "right"}]}]}]},
      {"tag": "h3", "to": "more", "children": [{"text": "More"}]},
      {"tag": "pre", "text": "make size\nmake run"}]},
    {"name": "two", "title": "Size of all things", "content": [
      {"tag": "p", "children": [{"text": "Nothing."}]}]}]}"#;

fn book() -> Book {
    Book::parse(BOOK.as_bytes()).expect("it is a book")
}

/// Where a search leads: page, anchor, heading.
fn places<'a>(book: &'a Book, text: &str) -> Vec<(&'a str, &'a str, String)> {
    let place = |own: Found<'a>| (own.page.name.as_str(), own.anchor, own.heading);
    found(book, text, 100).0.into_iter().map(place).collect()
}

#[test]
fn the_words_of_a_node_are_one_line() {
    let book = book();
    let content = &book.page("one").expect("it is there").content;
    let words: Vec<String> = content.iter().map(Node::words).collect();
    assert_eq!(
        words,
        [
            "It tells of cooldowns and of the size",
            "On size",
            "left right",
            "More",
            "make size make run"
        ]
    );
    assert_eq!(book.page("three"), None);
    let headings: Vec<Tag> = book.pages[0].headings().map(|node| node.tag).collect();
    assert_eq!(headings, [Tag::H2]);
}

#[test]
fn a_search_finds_headings_first_and_wants_every_word() {
    let book = book();
    assert_eq!(
        places(&book, "SIZE"),
        [
            ("one", "on-size", "On size".to_owned()),
            ("two", "", String::new()),
            ("one", "", String::new()),
            ("one", "more", "More".to_owned()),
        ]
    );
    assert_eq!(places(&book, "size left"), [("one", "on-size", "On size".to_owned())]);
    assert_eq!(places(&book, "size absent"), []);
    assert_eq!(places(&book, "sîze LEFT"), [("one", "on-size", "On size".to_owned())]);
    assert_eq!(places(&book, "  "), []);
}

#[test]
fn a_search_tells_how_much_it_found() {
    let book = book();
    let (found, count) = found(&book, "size", 3);
    assert_eq!((found.len(), count), (3, 4));
    assert_eq!(found_words(3, 4), "The first 3 of 4 places");
    assert_eq!(found_words(4, 4), "4 places");
    assert_eq!(found_words(1, 1), "1 place");
    assert!(found_words(0, 0).starts_with("No page has all of these words"));
}

#[test]
fn an_excerpt_stands_around_the_first_word_and_cuts_none() {
    let mut book = book();
    let long = |before: usize, after: usize| {
        format!("{}needle{}", "größer ".repeat(before), " größer".repeat(after))
    };
    let excerpt = |text: String, book: &mut Book| {
        book.pages[1].content = vec![Node { text, ..Node::default() }];
        found(book, "needle", 1).0.remove(0).excerpt
    };
    assert_eq!(excerpt(long(1, 1), &mut book), "größer needle größer");
    let apart = "größer ".repeat(50) + "ne\u{301}edle" + &" größer".repeat(50);
    assert!(excerpt(apart, &mut book).contains(" ne\u{301}edle "), "as it stands there");
    let cut = excerpt(long(50, 50), &mut book);
    assert!(cut.starts_with("…größer ") && cut.ends_with(" größer…"), "{cut}");
    assert!(cut.contains(" needle "), "{cut}");
    assert!(cut.len() < 180, "{cut}");
}

#[test]
fn what_is_no_book_is_refused() {
    for text in ["", "[]", "<!doctype html>", r#"{"sections": []}"#] {
        assert!(Book::parse(text.as_bytes()).is_err(), "{text}");
    }
    let unknown = BOOK.replace("\"pre\"", "\"script\"");
    assert!(Book::parse(unknown.as_bytes()).is_err(), "an element that the page does not make");
}
