//! The pages as a tree of few kinds of elements, which the page can make without taking any text
//! for markup.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::base::Language;
use crate::wire::{DecodeError, decode};

/// All of the help.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Book {
    /// The table of contents.
    pub sections: Vec<Section>,
    /// The pages, in the order of the contents.
    pub pages: Vec<Page>,
}

/// Where the book in a language is kept, once it was read.
pub fn kept(language: Language) -> &'static OnceLock<Book> {
    static ENGLISH: OnceLock<Book> = OnceLock::new();
    static FRENCH: OnceLock<Book> = OnceLock::new();
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
    }
}

/// A part of the table of contents.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What it answers.
    pub entries: Vec<Entry>,
}

/// A question, and who answers it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Entry {
    /// The question.
    pub question: String,
    /// The name of the page.
    pub page: String,
}

/// A page.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Page {
    /// Its name in addresses, which is that of its file in `docs/`.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// What stands below that.
    pub content: Vec<Node>,
}

/// A text, or an element.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// Its own text: that of a text or code, or what a picture shows.
    pub text: String,
    /// Of a heading its anchor, of a link where it leads ([`super::Leads`]), of a picture its file,
    /// of a block of code the file that it is; else nothing.
    pub to: String,
    /// Of a picture: its width, in pixels.
    pub width: u32,
    /// Of a picture: its height, in pixels.
    pub height: u32,
    /// What it holds.
    pub children: Vec<Self>,
}

/// What a node is, by the name of its element.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Tag {
    /// A text.
    #[default]
    Text,
    /// A heading of a section.
    H2,
    /// A heading within a section.
    H3,
    /// A heading within that.
    H4,
    /// A paragraph.
    P,
    /// A list.
    Ul,
    /// A numbered list.
    Ol,
    /// An item of a list.
    Li,
    /// A table, of rows.
    Table,
    /// A row of a table.
    Tr,
    /// A cell of a table's head.
    Th,
    /// A cell.
    Td,
    /// A block of code.
    Pre,
    /// Code within a sentence.
    Code,
    /// What is said with weight.
    Strong,
    /// What is said with stress.
    Em,
    /// What somebody else says.
    Quote,
    /// A link.
    A,
    /// A picture.
    Img,
}

impl Book {
    /// The book of what the build has written.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(bytes: &[u8]) -> Result<Self, Box<DecodeError>> {
        decode(bytes)
    }

    /// A page by its name; `None` where no page has it.
    #[must_use]
    pub fn page(&self, name: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.name == name)
    }
}

impl Page {
    /// The headings of its sections.
    pub fn headings(&self) -> impl Iterator<Item = &Node> {
        self.content.iter().filter(|node| node.tag == Tag::H2)
    }
}

impl Node {
    /// Whether it is a heading.
    #[must_use]
    pub const fn is_heading(&self) -> bool {
        matches!(self.tag, Tag::H2 | Tag::H3 | Tag::H4)
    }

    /// All of its words, in one line.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.add_words(&mut words);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn add_words(&self, words: &mut String) {
        words.push_str(&self.text);
        self.children.iter().for_each(|node| node.add_words(words));
        let goes_on = matches!(self.tag, Tag::Text | Tag::Code | Tag::Strong | Tag::Em | Tag::A);
        if !goes_on {
            words.push(' ');
        }
    }
}
