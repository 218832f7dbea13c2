//! Where one job ends and the next begins.

use std::io::{self, BufRead};

/// A job's text and the number of the line on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line, from 1.
    pub line: usize,
    /// The text, whether it is a job or not.
    pub text: Vec<u8>,
}

/// The records of an input. One is a line, or several when its brackets are not closed at the end
/// of the first: it goes on until they are, or until a line begins with `{` in the first column,
/// which no printer puts there but for a new object. So a line that was cut short costs itself
/// alone. Empty lines are skipped.
pub struct Records<R> {
    input: R,
    lines: usize,
    /// A line that turned out to begin the next record.
    next: Option<Vec<u8>>,
}

impl<R: BufRead> Records<R> {
    /// The records of `input`.
    pub const fn new(input: R) -> Self {
        Self { input, lines: 0, next: None }
    }

    /// The next line with its end; `None` after the last.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.next.take() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        self.lines += 1;
        Ok((self.input.read_until(b'\n', &mut line)? > 0).then_some(line))
    }

    fn record(&mut self) -> io::Result<Option<Record>> {
        let mut record: Option<(Record, Brackets)> = None;
        while let Some(line) = self.line()? {
            let Some((begun, brackets)) = &mut record else {
                if !line.trim_ascii().is_empty() {
                    let brackets = Brackets::default().after(&line);
                    let begun = Record { line: self.lines, text: line };
                    if brackets.closed() {
                        return Ok(Some(begun));
                    }
                    record = Some((begun, brackets));
                }
                continue;
            };
            if line.starts_with(b"{") {
                self.next = Some(line);
                break;
            }
            *brackets = brackets.after(&line);
            begun.text.extend(line);
            if brackets.closed() {
                break;
            }
        }
        Ok(record.map(|(record, _)| record))
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        self.record().transpose()
    }
}

/// How deep in brackets a text ends.
#[derive(Clone, Copy, Default)]
struct Brackets {
    depth: i64,
    in_string: bool,
}

impl Brackets {
    fn after(mut self, line: &[u8]) -> Self {
        let mut escaped = false;
        for byte in line {
            match (self.in_string, *byte) {
                (true, _) if escaped => escaped = false,
                (true, b'\\') => escaped = true,
                (_, b'"') => self.in_string = !self.in_string,
                (false, b'{' | b'[') => self.depth += 1,
                (false, b'}' | b']') => self.depth -= 1,
                _ => {}
            }
        }
        self
    }

    /// A string ends on its line or is broken, and with it the record.
    const fn closed(self) -> bool {
        self.depth <= 0 || self.in_string
    }
}
