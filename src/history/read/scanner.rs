//! Numbers, words and signs of a text, one after the other.

use crate::history::report::Skip;

/// What is left to read.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) const fn is_done(self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next()
    }

    /// How many digits are next.
    pub(super) fn digits_ahead(self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }

    /// The digits that are next.
    pub(super) fn digits(&mut self) -> &'a str {
        let (digits, rest) = self.rest.split_at(self.digits_ahead());
        self.rest = rest;
        digits
    }

    /// A number of so many digits at least and at most, with their count.
    pub(super) fn number(&mut self, least: usize, most: usize) -> Result<(i64, usize), Skip> {
        let count = self.digits_ahead();
        if count < least.max(1) || count > most {
            return Err(Skip::UnreadableTime);
        }
        // Saturates on more digits than any date has; the range check refuses that.
        let value = self.digits().bytes().fold(0, |sum: i64, digit| {
            sum.saturating_mul(10).saturating_add(i64::from(digit - b'0'))
        });
        Ok((value, count))
    }

    /// The letters that are next, in small letters.
    pub(super) fn word(&mut self) -> String {
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_lowercase()
    }

    /// One of these signs, if it is next.
    pub(super) fn one_of(&mut self, signs: &[char]) -> Option<char> {
        let next = self.peek().filter(|next| signs.contains(next))?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    /// All of these signs that are next.
    pub(super) fn skip(&mut self, signs: &[char]) {
        while self.one_of(signs).is_some() {}
    }

    /// This text, if it is next.
    pub(super) fn text(&mut self, text: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(text) else { return false };
        self.rest = rest;
        true
    }
}
