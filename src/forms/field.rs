//! What a field is, for whoever draws it.

use std::borrow::Cow;

use super::{Draft, rows};
use crate::base::{is_one, sort_by_key};

/// How a field that is empty reads.
pub const NOTHING: &str = "–";

/// A unit of more characters than this is a word, not a sign.
const LONG_UNIT: usize = 3;

/// One of several values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value in the draft.
    pub value: Cow<'static, str>,
    /// Its name for people.
    pub label: Cow<'static, str>,
}

impl Choice {
    /// A choice known at build time, with its name in the language spoken.
    #[must_use]
    pub const fn fixed(value: &'static str, label: &'static str) -> Self {
        Self { value: Cow::Borrowed(value), label: Cow::Borrowed(label) }
    }
}

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// A line of text; the list holds values seen elsewhere, as suggestions.
    Text(Vec<String>),
    /// A secret line of text.
    Secret,
    /// A number; the range is what a slider offers, not what is allowed.
    Number {
        /// The slider's start.
        from: f64,
        /// The slider's end.
        to: f64,
        /// The slider's step.
        step: f64,
    },
    /// One of several values.
    Choice(Vec<Choice>),
    /// Several lines of text.
    Lines,
    /// Yes (`true`) or no.
    Toggle,
    /// A value that cannot be changed here, with the reason in the field's help.
    Fixed,
}

impl Control {
    /// A line of text with values seen elsewhere as suggestions, each once and in order.
    #[must_use]
    pub fn seen(mut values: Vec<String>) -> Self {
        values.retain(|value| !value.is_empty());
        sort_by_key(&mut values, String::clone);
        values.dedup();
        Self::Text(values)
    }
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its path in the API's body; errors carry the same.
    pub path: Cow<'static, str>,
    /// Its name for people.
    pub label: &'static str,
    /// How it is filled in.
    pub control: Control,
    /// Its unit, or nothing.
    pub unit: &'static str,
    /// What it does, or nothing.
    pub help: Cow<'static, str>,
    /// Whether it may be left empty.
    pub optional: bool,
}

impl Field {
    /// A field that has to be filled in.
    #[must_use]
    pub fn new(path: impl Into<Cow<'static, str>>, label: &'static str, control: Control) -> Self {
        let (path, help) = (path.into(), Cow::Borrowed(""));
        Self { path, label, control, unit: "", help, optional: false }
    }

    /// A text of it without the unit that stands beside it anyway, which people type too.
    #[must_use]
    pub fn bare<'a>(&self, text: &'a str) -> &'a str {
        let one = if self.unit == t!("Instances") { t!("Instance") } else { self.unit };
        let units = [self.unit, one].into_iter().filter(|unit| !unit.is_empty());
        let is_number = matches!(self.control, Control::Number { .. });
        let bare = units.filter(|_| is_number).find_map(|unit| text.trim().strip_suffix(unit));
        bare.map_or(text, str::trim_end)
    }

    /// The field's text in a draft as people read it: a choice by its label, a number with its
    /// unit.
    #[must_use]
    pub fn shown(&self, draft: &Draft) -> String {
        let text = self.bare(draft.get(&self.path));
        match &self.control {
            Control::Toggle => if text == "true" { t!("yes") } else { t!("no") }.to_owned(),
            _ if text.is_empty() => NOTHING.to_owned(),
            Control::Choice(choices) => {
                let choice = choices.iter().find(|choice| choice.value == text);
                choice.map_or_else(|| text.to_owned(), |choice| choice.label.to_string())
            }
            _ if self.unit.is_empty() => text.to_owned(),
            _ => {
                let is_single = self.unit == t!("Instances") && text.parse().is_ok_and(is_one);
                let unit = if is_single { t!("Instance") } else { self.unit };
                t!("{text}\u{a0}{unit}")
            }
        }
    }

    /// What is saved of it, as people read it, where it is another value now; `None` where it is
    /// the same, however that is written, and where all of its row is new. A unit that is a word
    /// stands beside the field already, and of several lines their count tells enough.
    #[must_use]
    pub fn was(&self, now: &Draft, saved: &Draft) -> Option<String> {
        let [text, old] = [now, saved].map(|draft| self.bare(draft.get(&self.path).trim()));
        let is_same = match (text.parse::<f64>(), old.parse::<f64>()) {
            (Ok(one), Ok(other)) => one == other,
            _ => text == old,
        };
        let is_new = rows::row_of(&self.path).is_some_and(|row| saved.under(row).next().is_none());
        let is_word = self.unit.chars().count() > LONG_UNIT;
        (!is_same && !is_new).then(|| match &self.control {
            Control::Lines if old.contains('\n') => {
                let count = old.lines().count();
                t!("{count} lines")
            }
            _ if is_word && !old.is_empty() => old.to_owned(),
            _ => self.shown(saved),
        })
    }

    /// Tells two fields apart for whoever keeps their elements: the same key, the same element.
    #[must_use]
    pub fn key(&self) -> String {
        let control = match &self.control {
            Control::Choice(choices) => choices.len(),
            Control::Text(seen) => seen.len(),
            _ => 0,
        };
        format!("{} {} {} {control}", self.path, self.label, self.unit)
    }

    /// The same field with its unit.
    #[must_use]
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The same field with a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = help.into();
        self
    }

    /// The same field, which may be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

/// What a section is of a list whose rows can be added and removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// The row of this number, as people count them.
    Row(String),
    /// Where another row goes; it has no fields.
    End,
}

/// Fields that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Their heading.
    pub title: Cow<'static, str>,
    /// The fields, in order.
    pub fields: Vec<Field>,
    /// What it is of a list; nothing of any where that is `None`.
    pub listed: Option<Listed>,
}

impl Section {
    /// Fields under a heading.
    #[must_use]
    pub fn new(title: impl Into<Cow<'static, str>>, fields: Vec<Field>) -> Self {
        Self { title: title.into(), fields, listed: None }
    }

    /// The same fields, as the row of this number.
    #[must_use]
    pub fn row(self, number: impl Into<String>) -> Self {
        Self { listed: Some(Listed::Row(number.into())), ..self }
    }

    /// Where another row of a list goes.
    #[must_use]
    pub fn end(list: &'static str) -> Self {
        Self { listed: Some(Listed::End), ..Self::new(list, Vec::new()) }
    }

    /// The same fields under a prefix, as a part of a larger form.
    #[must_use]
    pub fn nested(mut self, prefix: &str) -> Self {
        for field in &mut self.fields {
            field.path = format!("{prefix}{}", field.path).into();
        }
        self
    }
}
