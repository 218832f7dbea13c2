//! The search within the help.

use super::book::{Book, Node, Page};
use crate::base::Sought;

/// How much is shown of a place, in bytes.
const EXCERPT: usize = 160;
/// How much of that stands before the first word that was looked for.
const BEFORE: usize = 40;

/// A place of the help that has every word which was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Its page.
    pub page: &'a Page,
    /// The anchor of its heading; `""` for what stands before the first one.
    pub anchor: &'a str,
    /// The words of its heading; `""` for what stands before the first one.
    pub heading: String,
    /// What it says around the first of the words.
    pub excerpt: String,
}

/// The places that have every word of a text, in whatever case and with or without accents, those
/// that have them in a heading first. At most `most`, and how many there are.
#[must_use]
pub fn found<'a>(book: &'a Book, text: &str, most: usize) -> (Vec<Found<'a>>, usize) {
    let sought: Vec<Sought> = text.split_whitespace().map(Sought::new).collect();
    let (mut named, mut others) = (Vec::new(), Vec::new());
    for page in &book.pages {
        // A heading begins a place.
        for place in page.content.chunk_by(|_, next| !next.is_heading()) {
            let heading = place.first().filter(|node| node.is_heading());
            let body = &place[usize::from(heading.is_some())..];
            let title = heading.map_or_else(|| page.title.clone(), Node::words);
            let words = body.iter().map(Node::words).collect::<Vec<_>>().join(" ");
            let Some(fit) = fit(&title, &words, &sought) else { continue };
            let found = Found {
                page,
                anchor: heading.map_or("", |node| &node.to),
                heading: heading.map_or_else(String::new, |_| title),
                excerpt: excerpt(&words, &sought),
            };
            match fit {
                Fit::Title => named.push(found),
                Fit::Text => others.push(found),
            }
        }
    }
    named.append(&mut others);
    let count = named.len();
    named.truncate(most);
    (named, count)
}

/// What of a place has every word.
enum Fit {
    Title,
    Text,
}

fn fit(title: &str, words: &str, sought: &[Sought]) -> Option<Fit> {
    if sought.is_empty() {
        return None;
    }
    if sought.iter().all(|word| word.is_in(title)) {
        return Some(Fit::Title);
    }
    sought.iter().all(|word| word.is_in(title) || word.is_in(words)).then_some(Fit::Text)
}

/// What a text says around the first word that it has.
fn excerpt(words: &str, sought: &[Sought]) -> String {
    let at = sought.iter().filter_map(|word| word.place_in(words)).min().unwrap_or(0);
    let near = words.ceil_char_boundary(at.saturating_sub(BEFORE));
    // At the beginning of a word.
    let from =
        if near == 0 { 0 } else { words[near..].find(' ').map_or(near, |gap| near + gap + 1) };
    let rest = &words[from..];
    let to = match rest.len() > EXCERPT {
        false => rest.len(),
        true => rest[..rest.floor_char_boundary(EXCERPT)].rfind(' ').unwrap_or(0),
    };
    let begins = if from > 0 { "…" } else { "" };
    let ends = if to < rest.len() { "…" } else { "" };
    format!("{begins}{}{ends}", &rest[..to])
}

/// How much was found, in words.
#[must_use]
pub fn found_words(shown: usize, all: usize) -> String {
    match (shown, all) {
        (0, _) => t!("No page has all of these words: try fewer, or others.").to_owned(),
        (1, 1) => t!("1 place").to_owned(),
        (shown, all) if all > shown => t!("The first {shown} of {all} places"),
        (_, all) => t!("{all} places"),
    }
}
