//! Reads a draft's texts and notes what cannot be read.

use super::text::plain_number;
use super::{Draft, Field, Section};
use crate::base::{sort_by_key, thousands};
use crate::engine::{FieldErrors, Reason};
use crate::wire::{Duration, NotADuration};

/// A draft being read. A text that cannot be read is noted, and reading goes on with a stand-in,
/// so that every field's error is found at once.
pub struct Reader<'a> {
    draft: &'a Draft,
    fields: &'a [Section],
    errors: FieldErrors,
    /// What is wrong with numbers under 0, unless a rule says it with the field's own bounds.
    under: FieldErrors,
}

impl<'a> Reader<'a> {
    pub fn new(draft: &'a Draft) -> Self {
        Self::of(draft, &[])
    }

    /// The same for fields whose numbers may be typed with their units.
    pub fn of(draft: &'a Draft, fields: &'a [Section]) -> Self {
        let (errors, under) = (FieldErrors::default(), FieldErrors::default());
        Self { draft, fields, errors, under }
    }

    /// The text without the spaces around it.
    pub fn text(&self, path: &str) -> String {
        self.draft.get(path).trim().to_owned()
    }

    /// The text, or `None` when empty.
    pub fn optional(&self, path: &str) -> Option<String> {
        Some(self.text(path)).filter(|text| !text.is_empty())
    }

    /// The text of a number that may be left out: as it was typed, and without its unit.
    fn numeric(&self, path: &str) -> Option<(String, String)> {
        let text = self.optional(path)?;
        let mut fields = self.fields.iter().flat_map(|section| &section.fields);
        let own = fields.find(|field| field.path == path);
        let bare = own.map_or(text.as_str(), |field: &Field| field.bare(&text)).to_owned();
        Some((text, bare))
    }

    /// Texts between commas or line ends.
    pub fn list(&self, path: &str) -> Vec<String> {
        let parts = self.draft.get(path).split([',', '\n']);
        parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A whole number; 0 in place of one that cannot be read.
    pub fn whole(&mut self, path: &str) -> u32 {
        match self.numeric(path) {
            Some((text, bare)) => self.read_whole(path, &text, &bare),
            None => {
                self.errors.add(path.to_owned(), Reason::Required, t!("Enter a whole number."));
                0
            }
        }
    }

    /// A whole number that may be left out.
    pub fn optional_whole(&mut self, path: &str) -> Option<u32> {
        let (text, bare) = self.numeric(path)?;
        Some(self.read_whole(path, &text, &bare))
    }

    /// A whole number between bounds that are the field's own.
    pub fn whole_within(&mut self, path: &str, least: u32, most: u32) -> u32 {
        let number = self.numeric(path).map(|(_, bare)| whole(&bare));
        match number {
            Some(Whole::Number(number)) if (least..=most).contains(&number) => number,
            Some(Whole::Number(_) | Whole::Under | Whole::Over) => {
                let message = t!("Enter a whole number from {least} to {most}.");
                self.errors.add(path.to_owned(), Reason::Constraint, message);
                least
            }
            Some(Whole::Not) | None => self.whole(path),
        }
    }

    /// A number; 0 in place of one that cannot be read.
    pub fn number(&mut self, path: &str) -> f64 {
        self.optional_number(path).unwrap_or_else(|| {
            self.errors.add(path.to_owned(), Reason::Required, t!("Enter a number."));
            0.0
        })
    }

    /// A number that may be left out.
    pub fn optional_number(&mut self, path: &str) -> Option<f64> {
        let (text, bare) = self.numeric(path)?;
        let why = match plain_number(&bare.replace(',', ".")) {
            _ if has_grouping_comma(&bare) => {
                t!("can be read in two ways. Enter it without a comma")
            }
            Some(number) if number.is_finite() => return Some(number),
            Some(_) if text.contains(|c: char| c.is_ascii_digit()) => t!("is out of range"),
            _ => t!("is not a number"),
        };
        let message = t!("“{text}” {why}. Numbers are such as 70 or 62.5.");
        self.errors.add(path.to_owned(), Reason::Format, message);
        Some(0.0)
    }

    /// Seconds, as a duration that may be left out.
    pub fn seconds(&mut self, path: &str) -> Option<Duration> {
        let text = self.optional(path)?;
        let number = text.trim_end_matches('s').trim_end().replace(',', ".");
        let why = match format!("{number}s").parse::<Duration>() {
            Ok(delay) => return Some(delay),
            Err(NotADuration::Form) => t!("is not a number of seconds"),
            Err(NotADuration::Range) => t!("is out of range"),
        };
        self.refuse(path, Reason::Format, t!("“{text}” {why}. Enter seconds such as 300."));
        None
    }

    /// Whether nothing is wrong with a field so far.
    pub fn accepts(&self, path: &str) -> bool {
        self.errors.at(path).is_none()
    }

    /// Notes an error of the form itself.
    pub fn refuse(&mut self, path: &str, reason: Reason, message: impl Into<String>) {
        self.errors.add(path.to_owned(), reason, message);
    }

    /// What the form of a part says, whose fields stand under a prefix; `None` with its errors
    /// noted.
    pub fn nested<T>(&mut self, prefix: &str, part: Result<T, FieldErrors>) -> Option<T> {
        let errors = match part {
            Ok(part) => return Some(part),
            Err(errors) => errors,
        };
        for error in errors.0 {
            self.errors.add(format!("{prefix}{}", error.field), error.reason, error.message);
        }
        None
    }

    /// Notes that a change cannot empty a field, and what to do instead.
    pub fn refuse_clearing(&mut self, path: &str, instead: &str) {
        let message = t!("A change cannot empty this: the API keeps what is not sent. {instead}");
        self.errors.add(path.to_owned(), Reason::Constraint, message);
    }

    /// The body when nothing is wrong: neither a text here nor a rule of the engine's. A field
    /// that could not be read keeps that error only. Errors come in the order of the fields.
    pub fn finish<T>(
        self,
        body: T,
        rules: Result<(), FieldErrors>,
        sections: &[Section],
    ) -> Result<T, FieldErrors> {
        self.settle(rules, sections).map(|()| body)
    }

    fn settle(
        mut self,
        rules: Result<(), FieldErrors>,
        sections: &[Section],
    ) -> Result<(), FieldErrors> {
        let broken = rules.err().unwrap_or_default();
        self.under.0.retain(|error| broken.at(&error.field).is_none());
        self.errors.0.append(&mut self.under.0);
        if !broken.0.is_empty() {
            let unread = |field: &str| self.errors.at(field).is_some();
            let fresh: Vec<_> =
                broken.0.into_iter().filter(|error| !unread(&error.field)).collect();
            self.errors.0.extend(fresh);
        }
        let paths: Vec<&str> =
            sections.iter().flat_map(|s| &s.fields).map(|field| field.path.as_ref()).collect();
        sort_by_key(&mut self.errors.0, |error| paths.iter().position(|path| *path == error.field));
        self.errors.or(())
    }

    fn read_whole(&mut self, path: &str, text: &str, bare: &str) -> u32 {
        let message = match whole(bare) {
            Whole::Number(number) => return number,
            Whole::Under => {
                let message = t!("Enter a whole number of 0 or more.");
                self.under.add(path.to_owned(), Reason::Format, message);
                return 0;
            }
            Whole::Over => {
                let most = thousands(u32::MAX.into());
                t!("{text} is out of range: the API takes no more than {most}.")
            }
            Whole::Not => t!("“{text}” is not a whole number. Enter one such as 5."),
        };
        self.errors.add(path.to_owned(), Reason::Format, message);
        0
    }
}

/// What a text is that should be a whole number.
enum Whole {
    Number(u32),
    /// It is below 0.
    Under,
    /// It is more than the API takes.
    Over,
    /// It is none.
    Not,
}

fn whole(text: &str) -> Whole {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match text.parse() {
        Ok(number) => Whole::Number(number),
        Err(_) if !is_whole => Whole::Not,
        Err(_) if digits.len() < text.len() => Whole::Under,
        Err(_) => Whole::Over,
    }
}

/// Whether a comma stands where it parts thousands: 1,000 is no decimal that people write.
fn has_grouping_comma(text: &str) -> bool {
    let tail = text.rsplit_once(',').map_or("", |(_, tail)| tail);
    tail.len() == 3 && tail.bytes().all(|b| b.is_ascii_digit())
}
