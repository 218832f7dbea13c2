//! The language that the reader is spoken to in.
//!
//! English stands in the code, where it is used; the catalogue of another language is read once,
//! before anything is said. Which one is spoken belongs to the program as a whole, as everywhere in
//! the field: an argument of a thousand functions would say nothing else.

use std::cell::Cell;
use std::fmt::{Display, Write};

/// A language of the console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// What everything is written in.
    #[default]
    English,
    /// `locales/fr.json`.
    French,
}

/// What a program speaks.
#[derive(Clone, Copy)]
struct Spoken {
    language: Language,
    catalogue: &'static str,
    /// Its texts by the English ones, in their order.
    texts: &'static [(&'static str, &'static str)],
}

thread_local! {
    static SPOKEN: Cell<Spoken> =
        const { Cell::new(Spoken { language: Language::English, catalogue: "", texts: &[] }) };
}

impl Language {
    /// All of them, the first for whoever speaks none of the others.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// Its tag, as in BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The one to change to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::French,
            Self::French => Self::English,
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The one of a tag, whatever its region: `fr-CH` is French.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL.into_iter().find(|one| one.tag().eq_ignore_ascii_case(primary))
    }

    /// The tag by which numbers and dates are written: the first of the browser's that is not of
    /// another language of the console, cut to language, script and region. Not every browser's
    /// tags are some: without a locale one says `C`, at which Intl throws.
    #[must_use]
    pub fn locale(self, tags: impl IntoIterator<Item = String>) -> String {
        let is_own = |tag: &String| Self::of_tag(tag).is_none_or(|one| one == self);
        let well_formed = tags.into_iter().filter(is_own).find_map(|tag| well_formed(&tag));
        well_formed.unwrap_or_else(|| self.tag().to_owned())
    }

    /// What stands between thousands, and before decimals.
    #[must_use]
    pub const fn marks(self) -> (char, char) {
        match self {
            Self::English => (',', '.'),
            // A narrow space at which no line breaks.
            Self::French => ('\u{202f}', ','),
        }
    }
}

fn well_formed(tag: &str) -> Option<String> {
    let is = |part: &str, length, kind: fn(&u8) -> bool| {
        part.len() == length && part.as_bytes().iter().all(kind)
    };
    let letters = u8::is_ascii_alphabetic;
    let mut parts = tag.split('-').peekable();
    let is_language = |part: &&str| is(part, 2, letters) || is(part, 3, letters);
    let mut kept = parts.next().filter(is_language)?.to_owned();
    let is_script = |part: &&str| is(part, 4, letters);
    let is_region = |part: &&str| is(part, 2, letters) || is(part, 3, u8::is_ascii_digit);
    for part in [parts.next_if(is_script), parts.next_if(is_region)].into_iter().flatten() {
        kept = format!("{kept}-{part}");
    }
    Some(kept)
}

/// The language that is spoken.
#[must_use]
pub fn language() -> Language {
    SPOKEN.get().language
}

/// The catalogue of the language that is spoken, as [`speak`] takes it.
#[must_use]
pub fn catalogue() -> &'static str {
    SPOKEN.get().catalogue
}

/// Speaks a language from now on, by its catalogue: a line for each English text, ascending, and
/// behind it one for its translation (`tools/languages.mjs`). That of English is empty. A catalogue
/// stays for good, as does what was said by it.
pub fn speak(language: Language, catalogue: &'static str) {
    let lines: Vec<&str> = catalogue.lines().collect();
    let (pairs, _) = lines.as_chunks();
    let texts: Vec<_> = pairs.iter().map(|&[english, own]| (english, own)).collect();
    debug_assert!(texts.is_sorted(), "a catalogue ascends");
    SPOKEN.set(Spoken { language, catalogue, texts: texts.leak() });
}

/// Whether a count takes the singular: only one in English, one and less than one in French.
#[must_use]
pub fn is_one(count: usize) -> bool {
    match language() {
        Language::English => count == 1,
        Language::French => count < 2,
    }
}

/// A text without values in the language that is spoken. What the catalogue lacks stays English.
/// Code says `t!`, by which a test finds every text; this is for the keys that `text!` gives.
#[must_use]
pub fn translated(key: &'static str) -> &'static str {
    let texts = SPOKEN.get().texts;
    match texts.binary_search_by_key(&key, |(key, _)| key) {
        Ok(at) => texts[at].1,
        Err(_) => english(key),
    }
}

/// A key without the note that tells it from others.
fn english(key: &'static str) -> &'static str {
    key.split_once('\u{4}').map_or(key, |(_, text)| text)
}

/// A text with its values: one for each name of the English text, in the order in which the names
/// first stand there. Code says `t!`.
#[must_use]
pub fn filled(key: &'static str, values: &[&dyn Display]) -> String {
    let mut names = Vec::with_capacity(values.len());
    for name in Parts(english(key)).filter_map(Part::name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let template = translated(key);
    let mut text = String::with_capacity(template.len() + 8 * values.len());
    for part in Parts(template) {
        let value = part.name().and_then(|own| names.iter().position(|name| *name == own));
        match (part, value.and_then(|at| values.get(at))) {
            (Part::Words(words), _) => text.push_str(words),
            // Writing to a string does not fail.
            (Part::Value(_), Some(value)) => {
                let from = text.len();
                let _ = write!(text, "{value}");
                isolate(&mut text, from);
            }
            // A test sees to it that translations have the names of the English text.
            (Part::Value(name), None) => text.push_str(name),
        }
    }
    text
}

/// Keeps to itself what is written from right to left, such as a name, from a place of a text on:
/// otherwise the words after it are turned along.
fn isolate(text: &mut String, from: usize) {
    // Hebrew to Arabic with what belongs to them, and marks that turn the direction.
    let turns = |c: char| {
        matches!(
            c,
            '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
        )
    };
    if text[from..].contains(turns) {
        text.insert(from, '\u{2068}');
        text.push('\u{2069}');
    }
}

/// The words of a text and the names between them.
struct Parts<'a>(&'a str);

#[derive(Clone, Copy)]
enum Part<'a> {
    Words(&'a str),
    Value(&'a str),
}

impl<'a> Part<'a> {
    const fn name(self) -> Option<&'a str> {
        match self {
            Self::Words(_) => None,
            Self::Value(name) => Some(name),
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let text = self.0;
        if text.starts_with("{{") || text.starts_with("}}") {
            self.0 = &text[2..];
            return Some(Part::Words(&text[..1]));
        }
        if let Some((name, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) {
            self.0 = rest;
            return Some(Part::Value(name));
        }
        let first = text.chars().next()?;
        // A brace that is none is a word.
        let after = first.len_utf8();
        let end = text[after..].find(['{', '}']).map_or(text.len(), |at| after + at);
        self.0 = &text[end..];
        Some(Part::Words(&text[..end]))
    }
}
