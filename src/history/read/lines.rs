//! Bytes to records: a row is a line, unless a quoted field goes on over the line's end.
//!
//! A push parser of our own, because the browser hands the file over in pieces. The csv crate only
//! pulls from a reader and takes its pause for the end. csv-core pushes, but it counts line feeds
//! alone, lets a comment end at them alone, takes a file that ends inside quotes for whole, and
//! does not tell where a record or a quote began: what would have to stand around it, so that every
//! refusal still names its line, is as long as this.

use crate::history::MAX_LINE_BYTES;
use crate::history::report::ImportError;

/// The mark that some editors put before UTF-8 text.
pub(in crate::history) const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// One row as it stands in the file, without its line end.
pub(in crate::history) struct Record<'a> {
    bytes: &'a [u8],
    /// The line that it starts on, from 1.
    pub(in crate::history) line: u32,
    /// Where it starts in the file, from 0.
    offset: u64,
}

/// Cuts bytes into records; keeps only what is unfinished between two chunks.
pub(in crate::history) struct Lines {
    /// The delimiter, once the first row has told it; until then any may open a field.
    pub(in crate::history) delimiter: Option<u8>,
    carry: Vec<u8>,
    /// The carry was handed out and is to be emptied before the next byte.
    spent: bool,
    place: Place,
    after_return: bool,
    line: u32,
    record_line: u32,
    quote_line: u32,
    offset: u64,
    record_offset: u64,
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

impl Lines {
    pub(in crate::history) fn new() -> Self {
        Self {
            delimiter: None,
            carry: Vec::new(),
            spent: false,
            place: Place::RecordStart,
            after_return: false,
            line: 1,
            record_line: 1,
            quote_line: 1,
            offset: 0,
            record_offset: 0,
        }
    }

    /// Takes the next whole record off `chunk`; `None` when the chunk is used up.
    pub(in crate::history) fn take<'a, 'c: 'a>(
        &'a mut self,
        chunk: &mut &'c [u8],
    ) -> Result<Option<Record<'a>>, ImportError> {
        if self.spent {
            self.carry.clear();
            self.spent = false;
        }
        let bytes = *chunk;
        let Some(length) = self.find_end(bytes)? else {
            self.carry.extend_from_slice(bytes);
            *chunk = &[];
            return Ok(None);
        };
        *chunk = &bytes[length + 1..];
        let (line, offset) = (self.record_line, self.record_offset);
        (self.record_line, self.record_offset) = (self.line, self.offset);
        if self.carry.is_empty() {
            return Ok(Some(Record { bytes: &bytes[..length], line, offset }));
        }
        self.carry.extend_from_slice(&bytes[..length]);
        self.spent = true;
        Ok(Some(Record { bytes: &self.carry, line, offset }))
    }

    /// The last record, where the file does not end with a line end.
    pub(in crate::history) fn last(&mut self) -> Result<Option<Record<'_>>, ImportError> {
        if self.place == Place::Quoted {
            return Err(ImportError::OpenQuote { line: self.quote_line });
        }
        if self.spent || self.carry.is_empty() {
            return Ok(None);
        }
        let (line, offset) = (self.record_line, self.record_offset);
        Ok(Some(Record { bytes: &self.carry, line, offset }))
    }

    /// The index of the byte that ends the record.
    fn find_end(&mut self, bytes: &[u8]) -> Result<Option<usize>, ImportError> {
        let room = MAX_LINE_BYTES - self.carry.len();
        for (index, &byte) in bytes.iter().enumerate() {
            self.offset += 1;
            if byte == 0 {
                return Err(ImportError::Binary { line: self.line, byte: self.offset });
            }
            if self.step(byte) {
                return Ok(Some(index));
            }
            if index >= room {
                return Err(ImportError::LongLine { line: self.record_line });
            }
        }
        Ok(None)
    }

    /// Moves over one byte; true when it ends the record.
    fn step(&mut self, byte: u8) -> bool {
        if byte == b'\n' || byte == b'\r' {
            return self.line_end(byte);
        }
        self.after_return = false;
        // A byte order mark is not the start of a field: the quote after it still opens one.
        if self.offset <= 3 && BOM.contains(&byte) {
            return false;
        }
        self.place = match (self.place, byte) {
            (Place::Comment, _) | (Place::RecordStart, b'#') => Place::Comment,
            (Place::Quoted, b'"') => Place::QuoteEnd,
            (Place::Quoted, _) | (Place::QuoteEnd, b'"') => Place::Quoted,
            (_, b',' | b';' | b'\t') if self.delimits(byte) => Place::FieldStart,
            (place @ (Place::RecordStart | Place::FieldStart), b' ' | b'\t') => place,
            (Place::RecordStart | Place::FieldStart, b'"') => {
                self.quote_line = self.line;
                Place::Quoted
            }
            _ => Place::Field,
        };
        false
    }

    fn delimits(&self, byte: u8) -> bool {
        self.delimiter.is_none_or(|delimiter| delimiter == byte)
    }

    /// Counts the line and ends the record, unless within quotes. The two bytes of CR LF are one
    /// line end, even when they come in two chunks.
    fn line_end(&mut self, byte: u8) -> bool {
        let second_half = byte == b'\n' && self.after_return;
        self.after_return = byte == b'\r';
        if !second_half {
            self.line += 1;
        }
        if self.place == Place::Quoted {
            return false;
        }
        self.place = Place::RecordStart;
        true
    }
}

impl<'a> Record<'a> {
    /// The record's text, without a byte order mark.
    pub(in crate::history) fn text(&self) -> Result<&'a str, ImportError> {
        let bytes = match self.offset {
            0 => self.bytes.strip_prefix(&BOM).unwrap_or(self.bytes),
            _ => self.bytes,
        };
        std::str::from_utf8(bytes).map_err(|error| {
            let good = &bytes[..error.valid_up_to()];
            let skipped = self.bytes.len() - bytes.len() + good.len();
            let breaks = good.split(|byte| *byte == b'\n').count() - 1;
            ImportError::NotUtf8 {
                line: self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX)),
                byte: self.offset + skipped as u64 + 1,
            }
        })
    }
}
