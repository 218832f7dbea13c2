//! Terraform's language, as far as resources need it, laid out as `terraform fmt` does.

use std::fmt::Write;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, which is written so that nothing in it is read as a template.
    Text(String),
    /// A whole number.
    Number(u64),
    /// Any number.
    Decimal(f64),
    /// Whether something is so.
    Bool(bool),
    /// Another resource's attribute.
    Reference(String),
    /// A list.
    List(Vec<Value>),
    /// Named values.
    Object(Body),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<bool> for Value {
    fn from(is_so: bool) -> Self {
        Self::Bool(is_so)
    }
}

/// What stands between two braces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body(Vec<Item>);

#[derive(Clone, Debug, PartialEq)]
enum Item {
    Attribute(&'static str, Value),
    Block(Block),
}

/// A block: `resource "type" "name" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    kind: &'static str,
    labels: Vec<String>,
    body: Body,
}

impl Block {
    pub fn new(kind: &'static str, labels: &[&str], body: Body) -> Self {
        Self { kind, labels: labels.iter().map(|&label| label.to_owned()).collect(), body }
    }

    /// The block as text, with an end of line after it.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    fn write(&self, text: &mut String, depth: usize) {
        indent(text, depth);
        text.push_str(self.kind);
        for label in &self.labels {
            text.push(' ');
            quote(text, label);
        }
        text.push_str(" {\n");
        self.body.write(text, depth + 1);
        indent(text, depth);
        text.push_str("}\n");
    }
}

impl Body {
    /// Adds an attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push(Item::Attribute(name, value.into()));
        self
    }

    /// Adds an attribute where there is a value.
    pub fn with_some<T: Into<Value>>(self, name: &'static str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a list of texts, unless it is empty.
    pub fn with_texts<T: AsRef<str>>(self, name: &'static str, texts: &[T]) -> Self {
        let values: Vec<_> = texts.iter().map(|text| Value::from(text.as_ref())).collect();
        if values.is_empty() { self } else { self.with(name, Value::List(values)) }
    }

    /// Adds a block.
    pub fn with_block(mut self, kind: &'static str, body: Body) -> Self {
        self.0.push(Item::Block(Block::new(kind, &[], body)));
        self
    }

    fn write(&self, text: &mut String, depth: usize) {
        for (index, item) in self.0.iter().enumerate() {
            match item {
                Item::Attribute(name, value) => {
                    indent(text, depth);
                    let width = self.width_around(index);
                    let _ = write!(text, "{name:width$} = ");
                    write_value(text, value, depth);
                    text.push('\n');
                }
                Item::Block(block) => {
                    if index > 0 {
                        text.push('\n');
                    }
                    block.write(text, depth);
                }
            }
        }
    }

    /// How wide the names are in the run of one-line attributes around an attribute: their signs
    /// stand under each other.
    fn width_around(&self, index: usize) -> usize {
        let name = |item: &Item| match item {
            Item::Attribute(name, value) if !is_tall(value) => Some(name.len()),
            _ => None,
        };
        let Some(own) = self.0.get(index).and_then(name) else { return 0 };
        let before = self.0[..index].iter().rev().map_while(name);
        before.chain(self.0[index..].iter().map_while(name)).fold(own, usize::max)
    }
}

/// Whether a value takes more than a line.
fn is_tall(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::List(values) => values.iter().any(is_tall),
        _ => false,
    }
}

fn write_value(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Text(own) => quote(text, own),
        Value::Number(number) => {
            let _ = write!(text, "{number}");
        }
        Value::Decimal(number) => {
            let _ = write!(text, "{number}");
        }
        Value::Bool(is_so) => {
            let _ = write!(text, "{is_so}");
        }
        Value::Reference(path) => text.push_str(path),
        Value::List(values) => write_list(text, values, depth),
        Value::Object(body) => {
            text.push_str("{\n");
            body.write(text, depth + 1);
            indent(text, depth);
            text.push('}');
        }
    }
}

fn write_list(text: &mut String, values: &[Value], depth: usize) {
    text.push('[');
    let tall = values.iter().any(is_tall);
    for (index, value) in values.iter().enumerate() {
        if tall {
            text.push('\n');
            indent(text, depth + 1);
        } else if index > 0 {
            text.push_str(", ");
        }
        write_value(text, value, depth + 1);
        if tall {
            text.push(',');
        }
    }
    if tall {
        text.push('\n');
        indent(text, depth);
    }
    text.push(']');
}

fn indent(text: &mut String, depth: usize) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}

/// Writes a text in quotes. `${` and `%{` start a template, and are doubled.
fn quote(text: &mut String, own: &str) {
    text.push('"');
    let mut letters = own.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '$' | '%' if letters.peek() == Some(&'{') => {
                text.push(letter);
                text.push(letter);
            }
            letter if letter.is_control() => {
                let _ = write!(text, "\\u{:04x}", u32::from(letter));
            }
            letter => text.push(letter),
        }
    }
    text.push('"');
}
