//! Text to records: a row is a line, unless a quoted field goes on over the line's end.

use super::cells::Cells;
use crate::history::MAX_LINE_BYTES;
use crate::history::report::ImportError;

/// One row as it stands in the file, without its line end.
#[derive(Clone, Copy)]
pub(in crate::history) struct Record<'a> {
    pub(in crate::history) text: &'a str,
    /// The line that it starts on, from 1.
    pub(in crate::history) line: u32,
}

impl<'a> Record<'a> {
    pub(in crate::history) fn cells(self, delimiter: u8) -> Vec<&'a str> {
        Cells::new(self.text, delimiter).collect()
    }

    pub(in crate::history) fn is_comment(self) -> bool {
        self.text.trim_start().starts_with('#')
    }

    /// Spreadsheets end tables with rows of nothing but delimiters; those are blank too.
    pub(in crate::history) fn is_blank(self) -> bool {
        self.text.trim_start_matches([' ', '\t', ',', ';', '|']).trim().is_empty()
    }
}

/// Walks over the records of a text.
pub(in crate::history) struct Records<'a> {
    rest: &'a str,
    line: u32,
    delimiter: u8,
}

impl<'a> Records<'a> {
    pub(in crate::history) const fn new(text: &'a str, delimiter: u8) -> Self {
        Self { rest: text, line: 1, delimiter }
    }

    /// The next record.
    ///
    /// # Errors
    /// When a row is too long, or a quote is never closed.
    pub(in crate::history) fn take(&mut self) -> Result<Option<Record<'a>>, ImportError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (line, bytes) = (self.line, self.rest.as_bytes());
        let mut scan = Scan::new(self.delimiter);
        let end = bytes.iter().position(|byte| scan.ends(*byte)).unwrap_or(bytes.len());
        if end > MAX_LINE_BYTES {
            return Err(ImportError::LongLine { line });
        }
        if end == bytes.len() && scan.place == Place::Quoted {
            return Err(ImportError::OpenQuote { line: line.saturating_add(scan.quote_line) });
        }
        let text = &self.rest[..end];
        let skipped = match bytes.get(end..end + 2) {
            Some(b"\r\n") => 2,
            _ => 1,
        };
        self.rest = self.rest.get(end + skipped..).unwrap_or_default();
        self.line = line.saturating_add(scan.breaks + 1);
        Ok(Some(Record { text, line }))
    }
}

/// Where in a record the next byte falls.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    RecordStart,
    FieldStart,
    Field,
    Quoted,
    /// After a quote inside quotes: the end, or the first half of an escaped quote.
    QuoteEnd,
    Comment,
}

struct Scan {
    delimiter: u8,
    place: Place,
    /// Line ends within quotes, and how many there were when the last quote opened.
    breaks: u32,
    quote_line: u32,
    last: u8,
}

impl Scan {
    const fn new(delimiter: u8) -> Self {
        Self { delimiter, place: Place::RecordStart, breaks: 0, quote_line: 0, last: 0 }
    }

    /// Moves over one byte; true when it ends the record.
    fn ends(&mut self, byte: u8) -> bool {
        let after_return = self.last == b'\r';
        self.last = byte;
        if byte == b'\n' || byte == b'\r' {
            if self.place == Place::Quoted {
                self.breaks += u32::from(byte == b'\r' || !after_return);
            }
            return self.place != Place::Quoted;
        }
        self.place = match (self.place, byte) {
            (Place::Comment, _) | (Place::RecordStart, b'#') => Place::Comment,
            (Place::Quoted, b'"') => Place::QuoteEnd,
            (Place::Quoted, _) | (Place::QuoteEnd, b'"') => Place::Quoted,
            (_, byte) if byte == self.delimiter => Place::FieldStart,
            (place @ (Place::RecordStart | Place::FieldStart), b' ' | b'\t') => place,
            (Place::RecordStart | Place::FieldStart, b'"') => {
                self.quote_line = self.breaks;
                Place::Quoted
            }
            _ => Place::Field,
        };
        false
    }
}
