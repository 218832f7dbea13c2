//! What is wrong with the layout of a YAML document, line by line: indentation, brackets, quotes
//! and colons. A whole parser would weigh more than the form that shows this, and cloud-init says
//! the rest itself. What is not sure to be wrong passes.

use Fault::{Bracket, Colon, Indent, Loose, Mixed, Quote, Tab};

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is indented by a tab.
    Tab,
    /// It is no entry and no part of one.
    Loose,
    /// It has a bracket without another one.
    Bracket,
    /// It opens a quote that nothing closes.
    Quote,
    /// Its entry has a second colon.
    Colon,
    /// It has an item where there are entries, or an entry where there are items.
    Mixed,
    /// It is indented like no line above it.
    Indent,
}

/// Entries or items of one indentation.
struct Level {
    indent: usize,
    is_list: bool,
    /// Whether the last entry has no value of its own line, so that one may follow.
    is_open: bool,
    /// Whether a list without indentation of its own stands in the last entry.
    has_list: bool,
}

#[derive(Default)]
struct Scan {
    levels: Vec<Level>,
    /// Lines that are indented deeper go on with a text.
    text_over: Option<usize>,
    /// The brackets that are open, and the line of each.
    brackets: Vec<(char, u32)>,
    /// The quote that is open, and its line.
    quote: Option<(char, u32)>,
}

/// The first line that is wrong, and what is wrong with it.
pub fn fault(text: &str) -> Option<(u32, Fault)> {
    let mut scan = Scan::default();
    for (number, line) in (1..).zip(text.lines()) {
        if let Err(fault) = scan.line(number, line.trim_end()) {
            return Some((number, fault));
        }
    }
    let bracket = scan.brackets.last().map(|(_, number)| (*number, Bracket));
    scan.quote.map(|(_, number)| (number, Quote)).or(bracket)
}

impl Scan {
    fn line(&mut self, number: u32, line: &str) -> Result<(), Fault> {
        if self.quote.is_some() || !self.brackets.is_empty() {
            return self.inline(number, line);
        }
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let is_text = self.text_over.is_some_and(|over| indent > over);
        if is_text || rest.trim_start().is_empty() || rest.trim_start().starts_with('#') {
            return Ok(());
        }
        self.text_over = None;
        if rest.starts_with('\t') {
            return Err(Tab);
        }
        if indent == 0 && ["---", "...", "%"].iter().any(|mark| rest.starts_with(mark)) {
            self.levels.clear();
            return Ok(());
        }
        self.entries(number, indent, rest)
    }

    /// A line's items, its entry, and the value of that.
    fn entries(&mut self, number: u32, mut at: usize, mut rest: &str) -> Result<(), Fault> {
        let mut is_item = false;
        while let Some(after) = rest.strip_prefix('-').filter(|own| own.is_empty() || blank(own)) {
            self.reach(at, true)?;
            is_item = true;
            let inner = after.trim_start();
            at += 1 + after.len() - inner.len();
            rest = inner;
        }
        if let Some(value) = value_of_entry(rest) {
            self.reach(at, false)?;
            return self.value(number, value, true);
        }
        let is_loose = self.levels.last().is_none_or(|level| level.indent >= at);
        let is_plain = !rest.starts_with(['[', '{', '"', '\'', '?', '|', '>', '&', '!']);
        if !is_item && is_loose && is_plain {
            return Err(Loose);
        }
        self.value(number, rest, false)
    }

    /// Comes to an item or an entry of an indentation.
    fn reach(&mut self, at: usize, is_list: bool) -> Result<(), Fault> {
        let before = self.levels.len();
        while self.levels.last().is_some_and(|level| level.indent > at) {
            self.levels.pop();
        }
        let is_back = self.levels.len() < before;
        match self.levels.last_mut().filter(|level| level.indent == at) {
            Some(level) if level.is_list == is_list => level.has_list = false,
            Some(level) if is_list && (level.is_open || level.has_list) => level.has_list = true,
            Some(_) => return Err(Mixed),
            None if is_back => return Err(Indent),
            None => {
                let (is_open, has_list) = (false, false);
                self.levels.push(Level { indent: at, is_list, is_open, has_list });
            }
        }
        Ok(())
    }

    fn value(&mut self, number: u32, value: &str, is_of_entry: bool) -> Result<(), Fault> {
        let mut value = value.trim_start();
        // An anchor or a tag stands before the value itself.
        while value.starts_with(['&', '!']) {
            value = value.split_once(' ').map_or("", |(_, rest)| rest.trim_start());
        }
        let is_empty = value.is_empty() || value.starts_with('#');
        if let Some(level) = self.levels.last_mut().filter(|_| is_of_entry) {
            level.is_open = is_empty;
        }
        let over = self.levels.last().map(|level| level.indent);
        match value.chars().next() {
            _ if is_empty => {}
            Some('[' | '{' | '"' | '\'') => return self.inline(number, value),
            Some('|' | '>') => self.text_over = over,
            _ => {
                self.text_over = over;
                let plain = value.split(" #").next().unwrap_or_default();
                if is_of_entry && (plain.contains(": ") || plain.ends_with(':')) {
                    return Err(Colon);
                }
            }
        }
        Ok(())
    }

    /// What stands in quotes and brackets, or goes on there.
    fn inline(&mut self, number: u32, text: &str) -> Result<(), Fault> {
        let mut chars = text.chars().peekable();
        // Within a word, a quote is a letter like any other.
        let (mut is_fresh, mut is_after_space) = (true, true);
        while let Some(one) = chars.next() {
            if let Some((quote, _)) = self.quote {
                match one {
                    '\\' if quote == '"' => {
                        chars.next();
                    }
                    '\'' if quote == '\'' && chars.peek() == Some(&'\'') => {
                        chars.next();
                    }
                    _ if one == quote => self.quote = None,
                    _ => {}
                }
                continue;
            }
            match one {
                '#' if is_after_space => break,
                '"' | '\'' if is_fresh => self.quote = Some((one, number)),
                '[' | '{' => self.brackets.push((one, number)),
                ']' | '}' => {
                    let open = if one == ']' { '[' } else { '{' };
                    self.brackets.pop().filter(|(own, _)| *own == open).ok_or(Bracket)?;
                }
                _ => {}
            }
            is_after_space = one.is_whitespace();
            is_fresh = matches!(one, '[' | '{' | ',' | ':') || (is_fresh && is_after_space);
            if self.brackets.is_empty() && self.quote.is_none() {
                break;
            }
        }
        Ok(())
    }
}

fn blank(text: &str) -> bool {
    text.starts_with([' ', '\t'])
}

/// What stands after the colon of an entry; none where the text is none.
fn value_of_entry(text: &str) -> Option<&str> {
    let from = match text.chars().next()? {
        '[' | '{' | '?' | '#' => return None,
        quote @ ('"' | '\'') => text[1..].find(quote)? + 2,
        _ => 0,
    };
    let behind = &text[from..];
    let ends = |(at, _): &(usize, &str)| {
        let after = &behind[at + 1..];
        after.is_empty() || blank(after)
    };
    let (at, _) = behind.match_indices(':').find(ends)?;
    let is_entry = if from > 0 { at == 0 } else { !behind[..at].contains(" #") };
    is_entry.then(|| &behind[at + 1..])
}
