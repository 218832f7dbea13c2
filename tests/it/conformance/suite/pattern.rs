//! Patterns of replies: JSON whose texts may be placeholders.
//!
//! | placeholder | stands for |
//! |---|---|
//! | `<uuid>` `<uuid7>` `<id>` | a UUID of version 4; of version 7; of any version |
//! | `<nanos>` | an instant with nine fractional digits, in UTC with a `Z` |
//! | `<micros>` | the same with at most six |
//! | `<same:NAME>` | the text caught as NAME |
//! | `<later:NAME>` | an instant as `<micros>`, later than the one caught as NAME |
//! | `<cut:NAME>` | the instant caught as NAME, cut to six fractional digits |
//! | `<mac>` `<host>` `<digits>` | a hardware address; a name in a DNS; a whole number |
//! | `<date>` | an instant as HTTP writes it |
//! | `<text>` `<number>` `<bool>` `<null>` | any text that is not empty; any number; and so on |
//! | `<count>` | a whole number of at least 0 |
//! | `<=WORD>` | that word |
//! | `<SHAPE>` | what the shape of that name says |
//!
//! `<uuid:NAME>` catches the text as NAME, and so does any other; `<uuid|null>` is one or the
//! other. The key `"size?"` stands for `size`, which may be absent, and `"*"` alone for all keys of
//! an object; `["<group>*"]` is a list of groups of any length.

use std::collections::BTreeMap;

use super::node::Node;

/// Texts by name: what was caught so far, and what a case was given.
pub type Names = BTreeMap<String, String>;

/// What a reply is held against: the shapes, and the texts that were caught.
pub struct Matcher<'a> {
    pub shapes: &'a BTreeMap<String, Node>,
    pub names: &'a mut Names,
}

impl Matcher<'_> {
    /// Holds `found` against `pattern`; `path` says where both stand.
    ///
    /// # Errors
    /// Says where they differ first, and how.
    pub fn check(&mut self, pattern: &Node, found: &Node, path: &str) -> Result<(), String> {
        match (pattern, found) {
            (Node::Object(pattern), Node::Object(found)) => self.object(pattern, found, path),
            (Node::List(pattern), Node::List(found)) => self.list(pattern, found, path),
            (Node::Text(text), _) => match placeholder(text) {
                Some(placeholder) => self.placeholder(placeholder, found, path),
                None => same(pattern, found, path),
            },
            _ => same(pattern, found, path),
        }
    }

    fn object(
        &mut self,
        pattern: &[(String, Node)],
        found: &[(String, Node)],
        path: &str,
    ) -> Result<(), String> {
        if let [(key, each)] = pattern
            && key == "*"
        {
            let mut found = found.iter();
            return found
                .try_for_each(|(own, value)| self.check(each, value, &format!("{path}.{own}")));
        }
        let mut rest = found.iter().peekable();
        for (key, value) in pattern {
            let (name, optional) = key.strip_suffix('?').map_or((&**key, false), |n| (n, true));
            match rest.next_if(|(own, _)| own == name) {
                Some((_, found)) => self.check(value, found, &format!("{path}.{name}"))?,
                None if optional => {}
                None => {
                    let next = rest.peek().map_or("the end", |(own, _)| own);
                    return Err(format!("{path}: expected the key {name}, found {next}"));
                }
            }
        }
        match rest.next() {
            Some((own, _)) => Err(format!("{path}: the key {own} is not expected there")),
            None => Ok(()),
        }
    }

    fn list(&mut self, pattern: &[Node], found: &[Node], path: &str) -> Result<(), String> {
        if let [Node::Text(text)] = pattern
            && let Some(each) = text.strip_suffix('*').and_then(placeholder)
        {
            return found.iter().enumerate().try_for_each(|(index, item)| {
                self.placeholder(each, item, &format!("{path}[{index}]"))
            });
        }
        if pattern.len() != found.len() {
            let (expected, found) = (pattern.len(), found.len());
            return Err(format!("{path}: expected {expected} items, found {found}"));
        }
        let mut pairs = pattern.iter().zip(found).enumerate();
        pairs.try_for_each(|(index, (pattern, item))| {
            self.check(pattern, item, &format!("{path}[{index}]"))
        })
    }

    fn placeholder(&mut self, word: &str, found: &Node, path: &str) -> Result<(), String> {
        if let Some(shape) = self.shapes.get(word) {
            return self.check(shape, found, path);
        }
        match word.split('|').any(|choice| self.choice(choice, found)) {
            true => Ok(()),
            false => Err(format!("{path}: expected <{word}>, found {found}")),
        }
    }

    fn choice(&mut self, choice: &str, found: &Node) -> bool {
        let Node::Text(text) = found else {
            return match found {
                Node::Number(number) => {
                    choice == "number" || (choice == "count" && number.is_u64())
                }
                Node::Bool(_) => choice == "bool",
                Node::Null => choice == "null",
                _ => false,
            };
        };
        match choice.split_once(':') {
            None => stands_for(choice, text),
            Some(("same", name)) => self.names.get(name) == Some(text),
            Some(("cut", name)) => {
                self.names.get(name).map(|whole| cut(whole)) == Some(text.clone())
            }
            Some(("later", name)) => {
                let then = self.names.get(name).map(|whole| cut(whole));
                stands_for("micros", text) && then.is_some_and(|then| then < *text)
            }
            Some((kind, name)) => {
                let fits = stands_for(kind, text);
                if fits {
                    self.names.insert(name.to_owned(), text.clone());
                }
                fits
            }
        }
    }
}

/// Whether the placeholder `kind` stands for `text`. One that does not exist stands for nothing.
pub fn stands_for(kind: &str, text: &str) -> bool {
    match kind {
        "text" => !text.is_empty(),
        "date" => has_form(text, "lll, dd lll dddd dd:dd:dd GMT"),
        "uuid" => has_form(text, "hhhhhhhh-hhhh-4hhh-hhhh-hhhhhhhhhhhh"),
        "uuid7" => has_form(text, "hhhhhhhh-hhhh-7hhh-hhhh-hhhhhhhhhhhh"),
        "mac" => has_form(text, "hh:hh:hh:hh:hh:hh"),
        "digits" => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()),
        "host" => {
            let plain = |part: &str| {
                let mut bytes = part.bytes();
                !part.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            };
            text.ends_with(".invalid") && text.split('.').all(plain)
        }
        "nanos" => has_form(text, "dddd-dd-ddTdd:dd:dd.dddddddddZ"),
        "micros" => ["", ".ddd", ".dddddd"]
            .iter()
            .any(|fraction| has_form(text, &format!("dddd-dd-ddTdd:dd:dd{fraction}Z"))),
        "id" => has_form(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"),
        _ => kind.strip_prefix('=') == Some(text),
    }
}

/// The word between the angles, if the text is a placeholder.
fn placeholder(text: &str) -> Option<&str> {
    text.strip_prefix('<')?.strip_suffix('>')
}

/// Whether `text` is written as `form` says: `d` is a digit, `h` a small hexadecimal one,
/// `l` a letter.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            b'l' => byte.is_ascii_alphabetic(),
            b'h' => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            _ => byte == form,
        })
}

/// An instant with no more than six fractional digits.
fn cut(text: &str) -> String {
    let end = text.find('.').map_or(text.len(), |dot| text.len().min(dot + 7));
    format!("{}Z", text[..end].trim_end_matches('Z'))
}

fn same(expected: &Node, found: &Node, path: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    Err(format!("{path}: expected {expected}, found {found}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, found: &str) -> Result<Names, String> {
        let group = Node::parse(r#"{"id":"<uuid>","size?":"<number>"}"#).unwrap();
        let shapes = BTreeMap::from([("group".to_owned(), group)]);
        let mut names = Names::new();
        names.insert("then".to_owned(), "2026-03-02T08:00:00.123456789Z".to_owned());
        let (pattern, found) = (Node::parse(pattern).unwrap(), Node::parse(found).unwrap());
        Matcher { shapes: &shapes, names: &mut names }.check(&pattern, &found, "$")?;
        Ok(names)
    }

    const ID: &str = "d6156a8e-f1b1-4544-a084-aa6b53ba985c";

    #[test]
    fn what_fits_is_taken_and_caught() {
        for (pattern, found) in [
            (r#"{"a":1,"b":[null,true]}"#, r#"{"a":1,"b":[null,true]}"#),
            (r#""<text>""#, r#""x""#),
            (r#""<number>""#, "40.5"),
            (r#""<count>""#, "0"),
            (r#""<micros>""#, r#""2026-03-02T08:00:00.123456Z""#),
            (r#""<micros>""#, r#""2026-03-02T08:00:00Z""#),
            (r#""<cut:then>""#, r#""2026-03-02T08:00:00.123456Z""#),
            (r#""<same:then>""#, r#""2026-03-02T08:00:00.123456789Z""#),
            (r#""<later:then>""#, r#""2026-03-02T08:00:00.123457Z""#),
            (r#""<=up|=down>""#, r#""down""#),
            (r#"["<text|null>*"]"#, r#"["x",null]"#),
            (r#"{"*":"<bool>"}"#, r#"{"x":true,"y":false}"#),
            (r#"["<group>*"]"#, "[]"),
            (r#"{"a?":1,"b":2}"#, r#"{"b":2}"#),
        ] {
            assert!(check(pattern, found).is_ok(), "{pattern} {found}");
        }
        let names = check(r#"["<uuid:id>"]"#, &format!(r#"["{ID}"]"#)).unwrap();
        assert_eq!(names["id"], ID);
        let groups = format!(r#"[{{"id":"{ID}","size":1}},{{"id":"{ID}"}}]"#);
        assert!(check(r#"["<group>*"]"#, &groups).is_ok());
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        for (pattern, found, error) in [
            (r#"{"a":1}"#, r#"{"a":"1"}"#, r#"$.a: expected 1, found "1""#),
            (r#"{"a":40}"#, r#"{"a":40.0}"#, "$.a: expected 40, found 40.0"),
            (r#"{"a":null}"#, "{}", "$: expected the key a, found the end"),
            ("{}", r#"{"a":null}"#, "$: the key a is not expected there"),
            (r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#, "$: expected the key a, found b"),
            (r#"{"a?":1,"b":2}"#, r#"{"b":2,"a":1}"#, "$: the key a is not expected there"),
            ("[1]", "[1,2]", "$: expected 1 items, found 2"),
            ("[1]", "null", "$: expected [1], found null"),
            (r#"["<group>*"]"#, r#"[{"id":""}]"#, r#"$[0].id: expected <uuid>, found """#),
            (r#""<text>""#, r#""""#, r#"$: expected <text>, found """#),
            (r#""<count>""#, "1.0", "$: expected <count>, found 1.0"),
            (r#""<number>""#, r#""1""#, r#"$: expected <number>, found "1""#),
            (r#"{"*":"<bool>"}"#, r#"{"x":1}"#, "$.x: expected <bool>, found 1"),
            (r#""<=up|=down>""#, r#""left""#, r#"$: expected <=up|=down>, found "left""#),
            (r#""<same:then>""#, r#""x""#, r#"$: expected <same:then>, found "x""#),
            (r#""<no such>""#, r#""x""#, r#"$: expected <no such>, found "x""#),
        ] {
            assert_eq!(check(pattern, found), Err(error.to_owned()), "{pattern} {found}");
        }
        let six = r#""2026-03-02T08:00:00.123456Z""#;
        let nine = r#""2026-03-02T08:00:00.123456789Z""#;
        for (pattern, found) in [
            (r#""<nanos>""#, six),
            (r#""<micros>""#, nine),
            (r#""<cut:then>""#, nine),
            (r#""<cut:never>""#, six),
            (r#""<later:then>""#, six),
            (r#""<later:never>""#, six),
        ] {
            assert!(check(pattern, found).is_err(), "{pattern} {found}");
        }
    }
}
