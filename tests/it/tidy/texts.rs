//! What a person reads on the page goes through `t!`, and stands in the catalogue of each language.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Source;

/// The catalogue of French.
pub const CATALOGUE: &str = "locales/fr.json";
/// What is the same in every language.
const NAMES: &[&str] = &["Headroom"];
/// The attributes that are read to or by a person.
const READ: &[&str] = &["alt", "label", "placeholder", "summary", "title"];

/// What the catalogue lacks, has too much or has otherwise than the code.
pub fn catalogued(sources: &[Source]) -> Vec<String> {
    let Some(catalogue) = sources.iter().find(|source| source.path == CATALOGUE) else {
        return vec![format!("{CATALOGUE}: is not there.")];
    };
    let mut known: BTreeMap<String, String> = match serde_json::from_str(&catalogue.text) {
        Ok(known) => known,
        Err(why) => return vec![format!("{CATALOGUE}: {why}.")],
    };
    let mut findings = Vec::new();
    for (text, path) in sources.iter().flat_map(texts).collect::<BTreeMap<_, _>>() {
        match known.remove(&text) {
            None => findings.push(format!("{path}: {text:?} is not in {CATALOGUE}: translate it.")),
            Some(own) => findings.extend(faults(&text, &own)),
        }
    }
    findings.extend(known.keys().map(|text| format!("{CATALOGUE}: nothing says {text:?}.")));
    findings
}

/// What is wrong with a translation, whatever it says.
fn faults(text: &str, own: &str) -> Option<String> {
    let english = text.split_once('\u{4}').map_or(text, |(_, text)| text);
    let around = |text: &str| (text.starts_with(' '), text.ends_with(' '));
    let what = if names(english) != names(own) {
        "does not have the names of the English text"
    } else if around(english) != around(own) {
        "does not begin and end with a space where the English text does"
    } else if own.contains('\'') || (own.contains('"') && !english.contains('"')) {
        "has typewriter's quotes: write ’ and « »"
    } else if [" ;", " :", " !", " ?", " »", " %", " €", "« "].iter().any(|pair| own.contains(pair))
    {
        "lets a line break before or after a mark: write a no-break space"
    } else if [english, own].into_iter().any(breaks_before_unit) {
        "lets a line break between a number and its unit: write a no-break space in both"
    } else {
        return None;
    };
    Some(format!("{CATALOGUE}: {own:?} {what}."))
}

/// Whether a plain space stands between a number, or what is filled in, and a unit.
fn breaks_before_unit(text: &str) -> bool {
    let units = ["min", "h", "s", "ms", "%", "€", "MB", "GB"];
    let words: Vec<&str> = text.split(' ').collect();
    words.windows(2).any(|pair| {
        let is_number = pair[0].ends_with(|last: char| last == '}' || last.is_ascii_digit());
        let unit = pair[1].trim_end_matches(['.', ',', ':', ';', ')']);
        is_number && units.contains(&unit)
    })
}

/// The names in the braces of a text.
fn names(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// The texts of a file as keys of the catalogue, each with the file.
fn texts(source: &Source) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    match source.path.as_str() {
        "index.html" => found.extend(frame(&source.text)),
        path if path.starts_with("public/") && path.ends_with(".js") => {
            found.extend(scripted(&source.text));
        }
        path if is_told(path) => walk(&tokens(source), &mut |name, inside| {
            found.extend((name == "t" || name == "text").then(|| key(inside)).flatten());
        }),
        _ => {}
    }
    found.into_iter().map(|text| (text, source.path.as_str())).collect()
}

fn is_told(path: &str) -> bool {
    path.starts_with("src/") && path.ends_with(".rs")
}

fn tokens(source: &Source) -> TokenStream {
    source.text.parse().unwrap_or_else(|why| panic!("{}: {why}", source.path))
}

/// The texts of the frame, which public/language.js replaces.
fn frame(html: &str) -> Vec<String> {
    let frame = html.split_once("<div id=\"boot\"").map_or("", |(_, frame)| frame);
    let texts = frame.split('>').filter_map(|part| part.split_once('<'));
    let labels = frame.split("aria-label=\"").skip(1).filter_map(|part| part.split_once('"'));
    let said = texts.chain(labels).map(|(text, _)| text.trim().to_owned());
    said.filter(|text| is_words(text)).collect()
}

/// The texts of a script beside the page: what it gives to `said`, or keeps for it as `FAILED`.
fn scripted(script: &str) -> Vec<String> {
    let starts = ["said(", "const FAILED ="];
    let behind = starts.into_iter().flat_map(|start| script.split(start).skip(1));
    let texts = behind.filter_map(|text| text.trim_start().strip_prefix('"')?.split_once('"'));
    texts.map(|(text, _)| text.to_owned()).collect()
}

/// Shows every macro's name and what it is given.
fn walk(tokens: &TokenStream, seen: &mut impl FnMut(&str, &TokenStream)) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        if let [.., TokenTree::Ident(name), TokenTree::Punct(mark)] = &tokens[..at]
            && mark.as_char() == '!'
        {
            seen(&name.to_string(), &group.stream());
        }
        walk(&group.stream(), seen);
    }
}

/// The key of what `t!` is given, as the macro makes it.
fn key(inside: &TokenStream) -> Option<String> {
    let mut tokens = inside.clone().into_iter().peekable();
    let first = literal(&mut tokens)?;
    let is_note = matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '=');
    if !is_note {
        return Some(template(&first));
    }
    let text = literal(&mut tokens.skip(2).peekable())?;
    Some(format!("{first}\u{4}{}", template(&text)))
}

fn literal(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> Option<String> {
    let TokenTree::Literal(literal) = tokens.next()? else { return None };
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

/// A text whose braces hold names alone; one without names has no doubled braces either.
fn template(text: &str) -> String {
    let mut parts = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let (mut template, mut unnamed) = (String::new(), 0);
    while let Some((words, rest)) = parts.split_once('{') {
        let (inside, after) = rest.split_once('}').unwrap_or((rest, ""));
        let name = inside.split(':').next().unwrap_or_default();
        let name = if name.is_empty() { unnamed.to_string() } else { name.to_owned() };
        unnamed += usize::from(name.parse() == Ok(unnamed));
        template += &format!("{words}{{{name}}}");
        parts = after.to_owned();
    }
    let (open, close) = if template.is_empty() { ("{", "}") } else { ("{{", "}}") };
    (template + &parts).replace('\u{1}', open).replace('\u{2}', close)
}

/// The texts in the views of a file that no language but English has.
pub fn bare(source: &Source) -> Vec<String> {
    let mut findings = Vec::new();
    if source.path.starts_with("src/ui/") && source.is_rust() {
        walk(&tokens(source), &mut |name, inside| {
            if name == "view" {
                findings.extend(bare_in(inside));
            }
        });
    }
    let told = |text: String| format!("{}: {text} is not in `t!`.", source.path);
    findings.into_iter().map(told).collect()
}

fn bare_in(view: &TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = view.clone().into_iter().collect();
    let bare = tokens.iter().enumerate().filter_map(|(at, token)| {
        let TokenTree::Literal(text) = token else { return None };
        let text = text.to_string();
        let is_text = text.starts_with('"') && is_words(text.trim_matches('"'));
        (is_text && is_read(&tokens[..at])).then_some(text)
    });
    bare.collect()
}

/// Whether a literal behind these tokens is a text of the page or an attribute that is read.
fn is_read(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Ident(name), TokenTree::Punct(mark)] if mark.as_char() == '=' => {
            READ.contains(&name.to_string().as_str())
        }
        [.., TokenTree::Punct(mark)] => mark.as_char() == '>',
        [.., TokenTree::Group(group)] => group.delimiter() == Delimiter::Brace,
        [.., TokenTree::Literal(_)] | [] => true,
        _ => false,
    }
}

fn is_words(text: &str) -> bool {
    text.chars().filter(|one| one.is_alphabetic()).count() > 1 && !NAMES.contains(&text)
}

mod tests {
    use super::super::sample;
    use super::*;

    fn found(code: &str, catalogue: &str) -> Vec<String> {
        catalogued(&[sample("src/a.rs", code), sample(CATALOGUE, catalogue)])
    }

    #[test]
    fn a_text_that_is_not_translated_is_found() {
        let code = "fn f() { g(t!(\"A {x:.1} and {}\", y)) }";
        assert_eq!(found(code, r#"{"A {x} and {0}": "Un {x} et {0}"}"#), [""; 0]);
        assert_eq!(found(code, "{}").len(), 1);
        assert_eq!(found("fn f() { text!(\"A\") }", r#"{"A": "Un", "B": "Deux"}"#).len(), 1);
        assert_eq!(found("fn f() { t!(\"a\" => \"B\") }", r#"{"a\u0004B": "C"}"#), [""; 0]);
        assert_eq!(catalogued(&[]).len(), 1);
    }

    #[test]
    fn a_translation_that_does_not_fit_is_found() {
        let fault = |english, french| faults(english, french).is_some();
        assert!(!fault("{a} of {b}", "{b}, dont {a}"));
        assert!(fault("{a} of {b}", "{b}"));
        assert!(fault(" or", "ou"));
        assert!(fault("It's", "C'est"));
        assert!(fault("Why?", "Pourquoi ?"));
        assert!(!fault("Why?", "Pourquoi\u{202f}?"));
    }

    #[test]
    fn a_text_outside_the_macro_is_found() {
        let count = |view: &str| {
            let code = format!("fn f() {{ view! {{ {view} }} }}");
            bare(&sample("src/ui/a.rs", &code)).len()
        };
        assert_eq!(count("<p class=\"wide card\" title=t!(\"So\")>{t!(\"So\")} \" · \"</p>"), 0);
        assert_eq!(count("<p>\"Not so\"</p>"), 1);
        assert_eq!(count("<p>{f()} \" or so\"</p>"), 1);
        assert_eq!(count("<p aria-label=\"Not so\"></p>"), 1);
    }

    #[test]
    fn the_texts_of_the_frame_are_found() {
        assert_eq!(scripted("return said(\n \"Try.\",\n); said(own);"), ["Try."]);
        let html = "<p>Not it</p><div id=\"boot\"><nav aria-label=\"Main\"><a>\n Help</a> · </nav>";
        assert_eq!(frame(html), ["Help", "Main"]);
    }
}
