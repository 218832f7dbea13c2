//! JSON text to a [`Value`].
//!
//! The library's reader rounds long numbers unless it brings tables of 8 KB to every page load;
//! this one gives every number its nearest float, by [`parse_number`], and what it reads is
//! otherwise what the library reads: `tests/it/wire/json.rs` holds them together.

use serde_json::{Map, Number, Value};

use super::decimal::parse_number;

/// How deep arrays and objects may lie in one another: more would exhaust the stack.
const DEEPEST: usize = 128;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotJson {
    what: &'static str,
    /// The byte at which it was seen.
    at: usize,
}

impl NotJson {
    /// It in words, with the place in the text.
    pub(super) fn words(&self, text: &[u8]) -> String {
        let before = text.get(..self.at).unwrap_or(text);
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let column = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count();
        format!("{} at line {line} column {column}", self.what)
    }
}

/// Reads a whole text.
pub(super) fn read(text: &[u8]) -> Result<Value, NotJson> {
    let text = str::from_utf8(text)
        .map_err(|error| NotJson { what: "not UTF-8", at: error.valid_up_to() })?;
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => reader.fail("trailing characters"),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn fail<T>(&self, what: &'static str) -> Result<T, NotJson> {
        Err(NotJson { what, at: self.at })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte()
    }

    /// Whether the next byte that is no space is this one, which is then passed.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<Value, NotJson> {
        if depth > DEEPEST {
            return self.fail("recursion limit exceeded");
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(_) => self.fail("expected value"),
            None => self.fail("EOF while parsing a value"),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, NotJson> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return self.fail("expected ident");
        }
        self.at += word.len();
        Ok(value)
    }

    fn array(&mut self, depth: usize) -> Result<Value, NotJson> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Ok(Value::Array(items));
            }
            if !self.take(b',') {
                return self.fail("expected `,` or `]`");
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, NotJson> {
        self.at += 1;
        let mut fields = Map::new();
        if self.take(b'}') {
            return Ok(Value::Object(fields));
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fail("key must be a string");
            }
            let name = self.string()?;
            if !self.take(b':') {
                return self.fail("expected `:`");
            }
            fields.insert(name, self.value(depth + 1)?);
            if self.take(b'}') {
                return Ok(Value::Object(fields));
            }
            if !self.take(b',') {
                return self.fail("expected `,` or `}`");
            }
        }
    }

    fn string(&mut self) -> Result<String, NotJson> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let from = self.at;
            while !matches!(self.byte(), None | Some(b'"' | b'\\' | 0..0x20)) {
                self.at += 1;
            }
            // Only bytes of ASCII end the stretch, so it is whole characters.
            out.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return self.fail("control character in a string"),
                None => return self.fail("EOF while parsing a string"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, NotJson> {
        self.at += 1;
        let Some(byte) = self.byte() else { return self.fail("EOF while parsing a string") };
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return self.fail("invalid escape"),
        })
    }

    /// What four digits stand for, or eight in two escapes.
    fn code_point(&mut self) -> Result<char, NotJson> {
        let mut code = self.hex()?;
        if (0xD800..0xDC00).contains(&code) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            let low = self.hex()?;
            if !(0xDC00..0xE000).contains(&low) {
                return self.fail("lone surrogate in a string");
            }
            code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        match char::from_u32(code) {
            Some(character) => Ok(character),
            None => self.fail("lone surrogate in a string"),
        }
    }

    fn hex(&mut self) -> Result<u32, NotJson> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let mut code = 0;
        for digit in digits {
            let Some(value) = char::from(*digit).to_digit(16) else { break };
            code = code * 16 + value;
            self.at += 1;
        }
        match digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit) {
            true => Ok(code),
            false => self.fail("invalid escape"),
        }
    }

    fn number(&mut self) -> Result<Value, NotJson> {
        let from = self.at;
        let negative = self.take(b'-');
        match self.byte() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.fail("invalid number"),
        }
        if matches!(self.byte(), Some(b'0'..=b'9')) {
            return self.fail("invalid number");
        }
        let mut whole = true;
        if self.byte() == Some(b'.') {
            self.at += 1;
            whole = false;
            self.some_digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            whole = false;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        let text = &self.text[from..self.at];
        if let Some(number) = whole.then(|| integer(text, negative)).flatten() {
            return Ok(Value::Number(number));
        }
        match parse_number(text).and_then(Number::from_f64) {
            Some(number) => Ok(Value::Number(number)),
            None => self.fail("number out of range"),
        }
    }

    fn digits(&mut self) {
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self) -> Result<(), NotJson> {
        let from = self.at;
        self.digits();
        if self.at == from { self.fail("invalid number") } else { Ok(()) }
    }
}

/// A whole number that 64 bits hold; minus zero is not one of them.
fn integer(text: &str, negative: bool) -> Option<Number> {
    match negative {
        false => text.parse::<u64>().ok().map(Number::from),
        true => text.parse::<i64>().ok().filter(|number| *number != 0).map(Number::from),
    }
}
