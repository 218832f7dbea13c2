//! Functions of the page that a native test could cover, and so belong in a layer under it.
//!
//! The page compiles for the browser alone, so whatever stands in it is tested through a browser
//! or not at all. The rule is a heuristic: a function touches the page when its text names
//! something that the file imports from a crate of the browser or from the page itself, a word of
//! Leptos's prelude, or a type or function of the same file that does so in turn. All others of
//! more than a line are findings. It misses a function that is pure but for a name; it cannot
//! take an impure one for pure unless a macro hides the name.

use super::Source;
use std::collections::BTreeSet;

/// Where a name comes from that only a browser has.
const BROWSER: &[&str] = &[
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "wasm_split_helpers",
    "gloo_timers",
    "futures_channel",
    "console_error_panic_hook",
    "super",
];

/// What comes by `leptos::prelude::*` and by macros, and words that only asynchronous code has.
const WORDS: &[&str] = &[
    "view",
    "component",
    "IntoView",
    "AnyView",
    "Children",
    "ChildrenFn",
    "Signal",
    "RwSignal",
    "Memo",
    "Effect",
    "StoredValue",
    "LocalStorage",
    "Callback",
    "LocalResource",
    "NodeRef",
    "Owner",
    "untrack",
    "on_cleanup",
    "provide_context",
    "expect_context",
    "use_context",
    "window",
    "document",
    "event_target",
    "event_target_value",
    "event_target_checked",
    "request_animation_frame",
    "request_idle_callback_with_handle",
    "set_timeout",
    "window_event_listener",
    "async",
    "await",
    "thread_local",
];

/// Those that stand: the file, and the function.
const KNOWN: &[(&str, &str)] = &[
    // It belongs to the errors of `api`, of which the layers that are tested natively know nothing.
    ("src/ui/pages/group/whatif/history/query.rs", "of_api"),
    // What lies behind the pages.
    ("src/ui/link/not_open.rs", "send"),
];

/// A piece of a file at its outermost level: a type, an `impl` or a function.
struct Item<'a> {
    name: &'a str,
    /// Of a function of an `impl`: the type.
    of: Option<&'a str>,
    is_function: bool,
    lines: usize,
    words: BTreeSet<&'a str>,
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// The word after a keyword, as in `fn name`.
fn named<'a>(line: &'a str, keywords: &[&str]) -> Option<&'a str> {
    let mut all = words(line).skip_while(|word| !keywords.contains(word));
    all.next()?;
    all.find(|word| !matches!(*word, "const" | "unsafe" | "async"))
}

/// Of `impl<T> Trait for Type<T> {`, the type.
fn implemented(line: &str) -> Option<&str> {
    let line = line.strip_prefix("impl")?;
    let bare = match line.strip_prefix('<') {
        Some(rest) => rest.split_once("> ")?.1,
        None => line,
    };
    words(bare.rsplit(" for ").next()?).next()
}

/// rustfmt has been over it, so an item ends where a brace stands at the item's own indentation.
fn items(source: &Source) -> Vec<Item<'_>> {
    let lines: Vec<&str> = source.code_lines().map(|(_, line)| line).collect();
    let mut found = Vec::new();
    let mut of = None;
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if indent == 0 {
            of = implemented(line).or(if *line == "}" { None } else { of });
        }
        let is_outermost = indent == 0 || (indent == 4 && of.is_some());
        let is_function = words(line).any(|word| word == "fn") && is_outermost;
        let name = match is_function {
            true => named(line, &["fn"]),
            false if indent == 0 => named(line, &["struct", "enum", "type", "const", "static"]),
            false => None,
        };
        let Some(name) = name else { continue };
        let ends = |line: &&str| {
            line.len() - line.trim_start().len() == indent
                && (line.trim_end().ends_with('}') || line.trim_end().ends_with(';'))
        };
        let length = lines[start..].iter().position(ends).map_or(1, |end| end + 1);
        let text = &lines[start..start + length];
        let words: BTreeSet<&str> = text.iter().flat_map(|line| words(line)).collect();
        found.push(Item { name, of: of.filter(|_| indent > 0), is_function, lines: length, words });
    }
    found
}

/// The names that a file imports from the browser or from the page.
fn imported(source: &Source) -> BTreeSet<&str> {
    let code = source.text.lines().take_while(|line| !line.starts_with("#[component]"));
    let text: Vec<&str> = code.collect();
    let mut names = BTreeSet::new();
    let mut is_browser = false;
    for line in text {
        if let Some(path) = line.trim_start_matches("pub ").strip_prefix("use ") {
            let first = words(path).next().unwrap_or_default();
            is_browser = BROWSER.contains(&first) || path.starts_with("crate::ui::");
        }
        if is_browser {
            names.extend(words(line).filter(|word| !matches!(*word, "use" | "crate" | "self")));
        }
        is_browser &= !line.ends_with(';');
    }
    names
}

/// Functions of the page that touch nothing of it.
pub fn testable_natively(source: &Source) -> Vec<String> {
    if !source.path.starts_with("src/ui/") {
        return Vec::new();
    }
    let items = items(source);
    let mut touching: BTreeSet<&str> = imported(source);
    touching.extend(WORDS);
    touching.extend(BROWSER);
    loop {
        let touches = |item: &&Item| {
            let own =
                item.of.filter(|_| item.words.contains("self") || item.words.contains("Self"));
            item.words.iter().chain(&own).any(|word| touching.contains(word))
        };
        let more: Vec<&str> = items.iter().filter(touches).map(|item| item.name).collect();
        let before = touching.len();
        let pure = items.iter().filter(|item| item.is_function && item.lines > 3 && !touches(item));
        let pure: Vec<&str> = pure.map(|item| item.name).collect();
        touching.extend(more);
        if touching.len() > before {
            continue;
        }
        let known = |name: &&&str| KNOWN.contains(&(source.path.as_str(), **name));
        return pure
            .iter()
            .filter(|name| !known(name))
            .map(|name| {
                format!(
                    "{}: `{name}` touches nothing of the page: move it to a layer under `ui`, \
                     where a native test reaches it.",
                    source.path
                )
            })
            .collect();
    }
}

/// Rows of [`KNOWN`] that nothing needs any more.
pub fn stale(sources: &[Source]) -> Vec<String> {
    let has = |path: &str, name: &str| {
        let source = sources.iter().find(|source| source.path == path);
        source.is_some_and(|source| items(source).iter().any(|item| item.name == name))
    };
    let rows = KNOWN.iter().filter(|(path, name)| !has(path, name));
    rows.map(|(path, name)| format!("tests/it/tidy/pure.rs: {path} has no `{name}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn found(text: &str) -> usize {
        testable_natively(&sample("src/ui/pages/a.rs", text)).len()
    }

    const PURE: &str = "fn sum(a: u32, b: u32) -> u32 {\n    let c = a;\n    c + b\n}\n";

    #[test]
    fn a_pure_function_is_found() {
        assert_eq!(found(PURE), 1);
        assert_eq!(found(&format!("use leptos::prelude::*;\n\n{PURE}")), 1);
        assert_eq!(found(&format!("use leptos::prelude::*;\n\npub const {PURE}")), 1);
        let method = "struct S {\n    a: u32,\n}\n\nimpl S {\n    fn a(&self) -> u32 {\n        \
                      let a = self.a;\n        a\n    }\n}\n";
        assert_eq!(found(method), 1);
    }

    #[test]
    fn elsewhere_and_short_ones_are_fine() {
        let elsewhere = sample("src/lab/a.rs", PURE);
        assert!(testable_natively(&elsewhere).is_empty());
        assert_eq!(found("fn one() -> u32 {\n    1\n}\n"), 0);
    }

    #[test]
    fn what_touches_the_page_is_fine() {
        let uses = |import: &str, name: &str| {
            found(&format!("{import}\n\nfn f() -> u32 {{\n    let a = 1;\n    {name}(a)\n}}\n"))
        };
        assert_eq!(uses("", "other"), 1);
        assert_eq!(uses("", "untrack"), 0);
        assert_eq!(uses("use crate::ui::kit::view::{\n    live,\n    text,\n};", "text"), 0);
        assert_eq!(uses("use web_sys::File;", "File"), 0);
        assert_eq!(uses("use crate::lab::words;", "words"), 1);
        assert_eq!(found("async fn f() -> u32 {\n    let a = 1;\n    a\n}\n"), 0);
    }

    #[test]
    fn what_touches_the_page_by_another_of_the_file_is_fine() {
        let own = "fn a() -> u32 {\n    untrack(|| 1)\n}\n\n";
        let user = "fn b() -> u32 {\n    let c = a();\n    c\n}\n";
        assert_eq!(found(&format!("{own}{user}")), 0);
        let state = "struct S {\n    a: RwSignal<u32>,\n}\n\n";
        let method = "    fn a(self) -> u32 {\n        let a = self.a.get();\n        a\n    }\n";
        assert_eq!(found(&format!("{state}impl S {{\n{method}}}\n")), 0);
    }
}
