//! The house rules that no compiler or lint knows. Each rule is a pure function from text to
//! findings, and each is shown below to find what it is there for.

mod circles;
mod classes;
mod examples;
mod floors;
mod layers;
mod map;
mod modules;
mod pure;
mod style;
mod texts;
mod tokens;
mod versions;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use modules::{Edge, Modules};

/// A text file of the repository: its path from the root, with `/`, and what it holds.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Every line with its number and without its comment, which may name anything.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, without_comment(line)))
    }
}

/// A `//` after a colon is an address in a string, not a comment.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
    comment.map_or(line, |(at, _)| &line[..at])
}

/// What is built, fetched or recorded, and so is not ours to keep tidy.
const SKIPPED: &[&str] = &["target", "dist", "dist-dev", "node_modules", "results"];
/// Of the hidden files only these belong to the repository.
const HIDDEN: &[&str] = &[".ci", ".gitignore", ".npmrc"];

/// Every text file of the repository, read once for all rules.
static REPOSITORY: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(root, root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
});

/// Which file of the library uses which.
static EDGES: LazyLock<BTreeSet<Edge>> =
    LazyLock::new(|| Modules::of(&REPOSITORY, "src/lib.rs").edges());

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with('.') && !HIDDEN.contains(&name.as_str());
        if hidden || SKIPPED.contains(&name.as_str()) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
}

/// Fails with all findings at once, one a line.
fn assert_none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

fn each(rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    REPOSITORY.iter().flat_map(rule).collect()
}

fn each_rust_file(rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    REPOSITORY.iter().filter(|source| source.is_rust()).flat_map(rule).collect()
}

#[test]
fn layers_import_only_what_lies_under_them() {
    assert_none(&each(layers::forbidden_imports));
    assert_none(&each(layers::paths_through_super));
    assert_none(&floors::broken(&REPOSITORY, &EDGES));
}

#[test]
fn the_map_is_true() {
    assert_none(&map::untrue_rows(&REPOSITORY));
}

#[test]
fn every_module_begins_with_an_example_that_runs() {
    assert_none(&examples::modules_without(&REPOSITORY));
    assert_none(&each_rust_file(examples::idle));
}

#[test]
fn no_folder_holds_a_circle() {
    assert_none(&circles::circles(&EDGES));
}

#[test]
fn rust_files_keep_to_the_measures() {
    assert_none(&each_rust_file(style::long_file));
    assert_none(&each_rust_file(style::long_or_ragged_lines));
    assert_none(&each_rust_file(style::long_functions));
}

#[test]
fn every_rust_file_is_compiled() {
    assert_none(&style::files_without_mod(&REPOSITORY));
}

#[test]
fn the_page_has_no_function_that_a_native_test_could_cover() {
    assert_none(&each(pure::testable_natively));
    assert_none(&pure::stale(&REPOSITORY));
}

#[test]
fn words_stand_only_where_they_belong() {
    assert_none(&each(words::misplaced));
}

#[test]
fn every_text_of_the_page_is_translated() {
    assert_none(&texts::catalogued(&REPOSITORY));
    assert_none(&each_rust_file(texts::bare));
}

#[test]
fn a_class_is_one_components() {
    assert_none(&classes::shared(&REPOSITORY));
}

#[test]
fn files_agree_on_the_pinned_versions() {
    assert_none(&versions::disagreements(&REPOSITORY));
}

/// A made-up file, for the proofs that a rule can fail.
fn sample(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}
