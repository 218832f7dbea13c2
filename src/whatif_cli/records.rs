//! Where one job ends and the next begins.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use State::{Broken, Closed, Open};

/// A job's text and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line, from 1.
    pub line: usize,
    /// The byte of the line, from 1.
    pub column: usize,
    /// The text, whether it is a job or not.
    pub text: Vec<u8>,
}

/// The deepest that brackets may lie in one another: `serde_json` reads nothing deeper.
const DEEPEST: usize = 128;

/// The records of an input: of a stream of JSON values, with or without line ends between and
/// within them.
///
/// A record that begins with a bracket ends where that bracket is closed, and any other at the end
/// of its line. It is broken off where it cannot go on: at the end of the input, of a line within
/// a string or under too many brackets, or before a line that begins with `{` where no value may
/// stand. Then it ends before its own first line that begins with `{`, so that a job that was cut
/// short takes none of the next ones with it. A byte order mark at the start is passed over.
///
/// ```
/// use headroom::whatif_cli::Records;
///
/// let input = "{\"a\": 1} {\"b\":\n2}\nnonsense\n";
/// let lines: Vec<usize> = Records::new(input.as_bytes()).map(|it| it.unwrap().line).collect();
/// assert_eq!(lines, [1, 1, 3], "two values share a line, and one is spread over two");
/// ```
pub struct Records<R> {
    input: R,
    /// What was read too far, to be read again.
    again: VecDeque<u8>,
    place: Place,
}

/// A line and a byte of it, both from 1.
type Place = (usize, usize);

impl<R: BufRead> Records<R> {
    /// The records of `input`.
    pub const fn new(input: R) -> Self {
        Self { input, again: VecDeque::new(), place: (1, 1) }
    }

    /// Some of what comes next; empty at the end.
    fn ahead(&mut self) -> io::Result<&[u8]> {
        if self.again.is_empty() { self.input.fill_buf() } else { Ok(self.again.as_slices().0) }
    }

    fn consume(&mut self, count: usize) {
        if self.again.is_empty() {
            self.input.consume(count);
        } else {
            self.again.drain(..count);
        }
    }

    fn skip_blank(&mut self) -> io::Result<()> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        if self.place == (1, 1) {
            for byte in MARK {
                let is_next = self.ahead()?.first() == Some(byte);
                self.consume(usize::from(is_next));
            }
        }
        loop {
            let place = self.place;
            let ahead = self.ahead()?;
            let blank = ahead.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blank == 0 {
                return Ok(());
            }
            self.place = after(place, &ahead[..blank]);
            self.consume(blank);
        }
    }

    fn record(&mut self) -> io::Result<Option<Record>> {
        self.skip_blank()?;
        let (line, column) = self.place;
        let mut record = Record { line, column, text: Vec::new() };
        let mut scan = Scan::default();
        loop {
            let ahead = self.ahead()?;
            if ahead.is_empty() && record.text.is_empty() {
                return Ok(None);
            }
            let end = ahead.iter().map(|byte| scan.next(*byte)).position(|state| state != Open);
            let count = match (scan.state, end) {
                (Closed, Some(last)) => last + 1,
                (Broken, Some(next)) => next,
                _ => ahead.len(),
            };
            record.text.extend_from_slice(&ahead[..count]);
            self.consume(count);
            if count == 0 || scan.state != Open {
                break;
            }
        }
        if scan.state != Closed {
            self.break_off(&mut record);
        }
        self.place = after(self.place, &record.text);
        Ok(Some(record))
    }

    /// Leaves the record its lines up to the first that begins with `{`; the rest is read again.
    fn break_off(&mut self, record: &mut Record) {
        let Some(line_end) = record.text.windows(2).position(|pair| pair == b"\n{") else { return };
        for byte in record.text.drain(line_end + 1..).rev() {
            self.again.push_front(byte);
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        self.record().transpose()
    }
}

/// The place behind a text that begins at `place`.
fn after(place: Place, text: &[u8]) -> Place {
    let ends = text.iter().filter(|byte| **byte == b'\n').count();
    match text.iter().rposition(|byte| *byte == b'\n') {
        Some(last) => (place.0 + ends, text.len() - last),
        None => (place.0, place.1 + text.len()),
    }
}

/// What a byte does to a record.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// The record goes on.
    #[default]
    Open,
    /// The byte is its last.
    Closed,
    /// The byte cannot be part of it.
    Broken,
}

/// How far a record has been read.
#[derive(Default)]
struct Scan {
    state: State,
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// The byte before.
    last: u8,
    /// The byte before that is no space.
    last_dark: u8,
}

impl Scan {
    fn next(&mut self, byte: u8) -> State {
        self.state = if self.in_string { self.in_string(byte) } else { self.outside(byte) };
        self.last = byte;
        if !byte.is_ascii_whitespace() {
            self.last_dark = byte;
        }
        self.state
    }

    /// A string holds no line end: one that has not ended by then is broken, and so is the record.
    fn in_string(&mut self, byte: u8) -> State {
        match byte {
            b'\n' => return Closed,
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => self.in_string = false,
            _ => {}
        }
        Open
    }

    fn outside(&mut self, byte: u8) -> State {
        let may_begin_a_value = matches!(self.last_dark, b'[' | b',' | b':');
        match byte {
            b'{' if self.depth > 0 && self.last == b'\n' && !may_begin_a_value => return Broken,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth <= 1 => return Closed,
            b'}' | b']' => self.depth -= 1,
            b'\n' if self.depth == 0 || self.depth > DEEPEST => return Closed,
            b'"' => self.in_string = true,
            _ => {}
        }
        Open
    }
}
