//! Names of classes are global: two components that lay out the same one by itself lay out each
//! other's elements.

use std::collections::BTreeMap;

use super::Source;

/// Every class that more than one component's style sheet styles by itself, not below an element of
/// its own.
pub fn shared(sources: &[Source]) -> Vec<String> {
    let sheets = sources.iter().filter(|source| {
        let folders = ["style/kit/", "style/page/"];
        folders.iter().any(|folder| source.path.starts_with(folder))
    });
    let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for sheet in sheets {
        for class in alone(&sheet.text) {
            let own = owners.entry(class).or_default();
            if !own.contains(&sheet.path.as_str()) {
                own.push(&sheet.path);
            }
        }
    }
    let shared = owners.into_iter().filter(|(_, sheets)| sheets.len() > 1);
    shared
        .map(|(class, sheets)| {
            let sheets = sheets.join(" and ");
            format!(
                "{sheets}: both style .{class} by itself: rename one, or style it below its own."
            )
        })
        .collect()
}

/// The classes that a style sheet styles by themselves, whatever state they are in.
fn alone(sheet: &str) -> Vec<String> {
    let text = without_comments(sheet);
    let blocks: Vec<&str> = text.split('{').collect();
    // What stands before the last brace opens a block; what follows it is none.
    let heads = blocks.split_last().map_or(&[][..], |(_, heads)| heads);
    let selectors = heads.iter().map(|head| head.rsplit(['}', ';']).next().unwrap_or(head));
    selectors.flat_map(listed).filter_map(own_class).collect()
}

fn without_comments(sheet: &str) -> String {
    let mut rest = sheet.split("/*");
    let first = rest.next().unwrap_or_default();
    let after = |part: &str| part.split_once("*/").map_or("", |(_, after)| after).to_owned();
    rest.map(after).fold(first.to_owned(), |text, part| text + &part)
}

/// The selectors of a list: commas within brackets part none.
fn listed(selectors: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, sign) in selectors.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&selectors[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&selectors[from..]);
    parts
}

/// The class that a selector is of, where it names nothing else but a state of it.
fn own_class(selector: &str) -> Option<String> {
    let rest = selector.trim().strip_prefix('.')?;
    let is_named = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let end = rest.find(|sign| !is_named(sign)).unwrap_or(rest.len());
    let (class, state) = rest.split_at(end);
    let is_state = state.is_empty() || state.starts_with([':', '[']);
    let is_alone = !state.contains([' ', '>', '+', '~', '.', '(']);
    (is_state && is_alone).then(|| class.to_owned())
}

mod tests {
    use super::super::sample;
    use super::*;

    fn found(one: &str, other: &str) -> Vec<String> {
        shared(&[sample("style/page/one.css", one), sample("style/page/other.css", other)])
    }

    #[test]
    fn a_class_of_two_components_is_found() {
        let words = "style/page/one.css and style/page/other.css: both style .told by itself: \
                     rename one, or style it below its own.";
        assert_eq!(
            found(".told { margin: 0; }", "@layer page { .told::after { top: 0 } }"),
            [words]
        );
        assert_eq!(found(".told, .other { margin: 0; }", "a { b: c } .told { top: 0 }").len(), 1);
    }

    #[test]
    fn a_class_below_an_element_of_its_own_is_fine() {
        for other in [
            ".other .told { top: 0; }",
            ".other:is(.told, .x) { top: 0; }",
            ".told.other { top: 0; }",
            ".told > b { top: 0; }",
            "/* .told { top: 0; } */",
        ] {
            assert_eq!(found(".told { margin: 0; }", other), [""; 0], "{other}");
        }
        let print = sample("style/print.css", ".told { display: none; }");
        let own = sample("style/page/one.css", ".told { margin: 0; }");
        assert_eq!(shared(&[own, print]), [""; 0], "a medium may speak of every component");
    }
}
