//! Rust's text as words and signs: enough to find paths, without comments, strings and lifetimes.

/// A piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A name, a keyword or a number.
    Word(&'a str),
    /// `::`.
    Colons,
    /// Any other sign.
    Sign(char),
}

/// The code in `text`.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            '\'' => quote(rest),
            _ if first.is_alphanumeric() || first == '_' => {
                let length = word(rest);
                match raw_string(&rest[length..]).filter(|_| is_prefix(&rest[..length])) {
                    Some(literal) => length + literal,
                    None => {
                        found.push(Token::Word(&rest[..length]));
                        length
                    }
                }
            }
            _ if rest.starts_with("::") => {
                found.push(Token::Colons);
                2
            }
            _ => {
                if !first.is_whitespace() {
                    found.push(Token::Sign(first));
                }
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    found
}

fn word(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

fn block_comment(text: &str) -> usize {
    text.find("*/").map_or(text.len(), |end| end + 2)
}

/// The length of a string that starts with its quotation mark.
fn string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return at + 1,
            _ => is_escaped = c == '\\' && !is_escaped,
        }
    }
    text.len()
}

/// The length of a character in quotation marks, or of a lifetime.
fn quote(text: &str) -> usize {
    let mut inner = text.char_indices().skip(1);
    match (inner.next(), inner.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let from = at + escaped.len_utf8();
            text[from..].find('\'').map_or(text.len(), |end| from + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1 + word(&text[1..]),
    }
}

/// Before a string without escapes.
fn is_prefix(word: &str) -> bool {
    matches!(word, "r" | "br" | "cr")
}

/// The length of `#"…"#` or `"…"`, if `text` starts with one.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let inner = text[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(hashes + 1 + inner.find(&end).map_or(inner.len(), |at| at + end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_left() {
        let text = concat!(
            "// a\nb /* c\n*/ \"d \\\" e\" f::g r#\"h \" i\"# 'j' '\\'' '\\u{1f600}' 'k \"'l\" ",
            "b\"m\" br\"n\\\" o",
        );
        let words: Vec<_> = tokens(text)
            .into_iter()
            .filter_map(|token| if let Token::Word(word) = token { Some(word) } else { None })
            .collect();
        assert_eq!(words, ["b", "f", "g", "b", "o"]);
    }
}
