//! A record to its fields, in place: nothing is copied.

/// Walks over the fields of a record.
pub(in crate::history) struct Cells<'a> {
    rest: Option<&'a str>,
    delimiter: u8,
}

impl<'a> Cells<'a> {
    pub(in crate::history) fn new(record: &'a str, delimiter: u8) -> Self {
        Self { rest: Some(record), delimiter }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = &'a str;

    /// The next field without the spaces and quotes around it. Doubled quotes inside stay doubled:
    /// no time and no number has one, and names go through [`unescape`].
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let bytes = rest.as_bytes();
        let start = spaces(bytes, self.delimiter);
        let closing = match bytes.get(start) {
            Some(b'"') => closing_quote(bytes, start + 1),
            _ => None,
        };
        let search_from = closing.map_or(start, |quote| quote + 1);
        let found = bytes[search_from..].iter().position(|byte| *byte == self.delimiter);
        let end = found.map_or(bytes.len(), |index| search_from + index);
        self.rest = found.map(|_| &rest[end + 1..]);
        match closing {
            Some(quote) if rest[quote + 1..end].trim().is_empty() => {
                Some(rest[start + 1..quote].trim())
            }
            _ => Some(rest[start..end].trim()),
        }
    }
}

/// A name as it was meant: doubled quotes are one.
pub(in crate::history) fn unescape(cell: &str) -> String {
    cell.replace("\"\"", "\"")
}

/// How many spaces lead. A tab is one, unless it is the delimiter.
fn spaces(bytes: &[u8], delimiter: u8) -> usize {
    bytes
        .iter()
        .position(|byte| *byte == delimiter || !matches!(byte, b' ' | b'\t'))
        .unwrap_or(bytes.len())
}

/// The index of the quote that closes; a doubled quote does not.
fn closing_quote(bytes: &[u8], from: usize) -> Option<usize> {
    let mut index = from;
    loop {
        index += bytes[index..].iter().position(|byte| *byte == b'"')?;
        if bytes.get(index + 1) != Some(&b'"') {
            return Some(index);
        }
        index += 2;
    }
}
