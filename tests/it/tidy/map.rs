//! The map in `src/lib.rs` says what the layers' test enforces, and both say what is.

use std::collections::BTreeSet;

use super::Source;
use super::layers::{LAYERS, crate_paths, module_of, within};

type Rows<'a> = &'a [(&'a str, &'a [&'a str])];

/// Rows of the map and of the layers that differ, or that nothing needs.
pub fn untrue_rows(sources: &[Source]) -> Vec<String> {
    let mut findings = differences(sources, LAYERS);
    findings.extend(idle_rows(sources, LAYERS));
    findings
}

/// The modules that the map lists.
pub fn modules(sources: &[Source]) -> Vec<&str> {
    map(sources).into_iter().map(|(module, _)| module).collect()
}

/// The map's rows: a module, and what its row says it may use. `all above but` some stands for the
/// modules of the rows before.
fn map(sources: &[Source]) -> Vec<(&str, BTreeSet<&str>)> {
    let text = sources.iter().find(|source| source.path == "src/lib.rs").map_or("", |s| &s.text);
    let mut rows: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for row in text.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let (Some(module), Some((_, last))) =
            (words(row).next(), row.trim_end_matches(" |").rsplit_once(" | "))
        else {
            continue;
        };
        let listed: BTreeSet<&str> = words(last).collect();
        let above = rows.iter().map(|(module, _)| *module);
        let used = match last.starts_with("all above") {
            true => above.filter(|module| !listed.contains(module)).collect(),
            false => listed,
        };
        rows.push((module, used));
    }
    rows
}

/// What stands in backticks.
fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// What the rows of a layer and of its parts allow, by whole layers. `base` needs no word.
fn allowed<'a>(layer: &str, layers: Rows<'a>) -> BTreeSet<&'a str> {
    let own = layers.iter().filter(|(row, _)| within(row, layer, "/"));
    let paths = own.flat_map(|(_, allowed)| allowed.iter().copied());
    paths.map(|path| path.split("::").next().unwrap_or(path)).collect()
}

fn differences(sources: &[Source], layers: Rows) -> Vec<String> {
    let map = map(sources);
    let mut findings = Vec::new();
    for (module, mut listed) in map.clone() {
        listed.remove("base");
        let allowed = allowed(module, layers);
        if listed != allowed {
            findings.push(format!(
                "src/lib.rs: the map's row of `{module}` lists {listed:?}, but LAYERS \
                 (tests/it/tidy/layers.rs) allows {allowed:?}: make them agree."
            ));
        }
    }
    let layers: BTreeSet<&str> =
        layers.iter().filter_map(|(layer, _)| layer.split('/').next()).collect();
    let mapped: BTreeSet<&str> = map.iter().map(|(module, _)| *module).collect();
    findings.extend(layers.symmetric_difference(&mapped).map(|layer| {
        format!("`{layer}` stands in one of LAYERS and the map in src/lib.rs: add it to the other.")
    }));
    findings
}

/// Rows of layers without a file, and leave to import what no file imports.
fn idle_rows(sources: &[Source], layers: Rows) -> Vec<String> {
    let row_of = |path: &str| {
        let module = module_of(path)?;
        layers.iter().position(|(layer, _)| within(module, layer, "/"))
    };
    let mut findings = Vec::new();
    for (index, (layer, allowed)) in layers.iter().enumerate() {
        let files: Vec<&Source> =
            sources.iter().filter(|source| row_of(&source.path) == Some(index)).collect();
        if files.is_empty() {
            findings.push(format!("LAYERS: no file is in `{layer}`: take the row out."));
            continue;
        }
        let imports: Vec<String> = files.into_iter().flat_map(crate_paths).collect();
        let is_idle = |of: &&&str| !imports.iter().any(|path| within(path, of, "::"));
        findings.extend(allowed.iter().filter(is_idle).map(|of| {
            format!("LAYERS: `{layer}` may import `{of}` and does not: take it out of the row.")
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const D: (&str, &[&str]) = ("d", &["a"]);

    fn sources() -> Vec<Source> {
        let map = "//! | module | is | may use |\n//! |---|---|---|\n\
                   //! | [`a`] | a `thing` | – |\n//! | `b` | other | `base`, `a` |\n\
                   //! | `d` | all of it | all above but `b` |\n";
        let files =
            [("src/a.rs", ""), ("src/b/mod.rs", "use crate::a::A;"), ("src/d.rs", "use crate::a;")];
        let files = files.map(|(path, text)| sample(path, text));
        files.into_iter().chain([sample("src/lib.rs", map)]).collect()
    }

    #[test]
    fn a_map_that_says_what_is_is_fine() {
        assert!(differences(&sources(), &[("a", &[]), ("b", &["a::A"]), D]).is_empty());
        assert!(idle_rows(&sources(), &[("a", &[]), ("b", &["a::A"]), D]).is_empty());
    }

    #[test]
    fn a_row_that_differs_is_found() {
        let count = |layers: Rows| differences(&sources(), layers).len();
        assert_eq!(count(&[("a", &[]), ("b", &[]), D]), 1, "the map allows more");
        assert_eq!(count(&[("a", &["b"]), ("b", &["a"]), D]), 1, "LAYERS allows more");
        assert_eq!(count(&[("a", &[]), ("b/c", &[]), ("b", &["a"]), D]), 0, "by its parts");
        assert_eq!(count(&[("b", &["a"]), D]), 1, "not in LAYERS");
        assert_eq!(count(&[("a", &[]), ("b", &["a"]), D, ("c", &[])]), 1, "not in the map");
    }

    #[test]
    fn a_row_that_nothing_needs_is_found() {
        let count = |layers: Rows| idle_rows(&sources(), layers).len();
        assert_eq!(count(&[("a", &[]), ("b", &["a"]), D, ("c", &["a"])]), 1, "no file");
        assert_eq!(count(&[("a", &["b"]), ("b", &["a"]), D]), 1, "no import");
    }
}
