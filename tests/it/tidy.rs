//! The house rules that no compiler or lint knows. Each rule is a pure function from text to
//! findings, and each is shown below to find what it is there for.

mod layers;
mod pure;
mod style;
mod versions;
mod words;

use std::{fs, path::Path};

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

/// Every text file of the repository.
fn repository() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(root, root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

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

fn each(sources: &[Source], rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    sources.iter().flat_map(rule).collect()
}

#[test]
fn layers_import_only_what_lies_under_them() {
    let sources = repository();
    assert_none(&each(&sources, layers::forbidden_imports));
    assert_none(&each(&sources, layers::paths_through_super));
}

#[test]
fn rust_files_keep_to_the_measures() {
    let sources: Vec<Source> = repository().into_iter().filter(Source::is_rust).collect();
    assert_none(&each(&sources, style::long_file));
    assert_none(&each(&sources, style::long_or_ragged_lines));
    assert_none(&each(&sources, style::long_functions));
}

#[test]
fn every_rust_file_is_compiled() {
    assert_none(&style::files_without_mod(&repository()));
}

#[test]
fn the_page_has_no_function_that_a_native_test_could_cover() {
    let sources = repository();
    assert_none(&each(&sources, pure::testable_natively));
    assert_none(&pure::stale(&sources));
}

#[test]
fn words_stand_only_where_they_belong() {
    assert_none(&each(&repository(), words::misplaced));
}

#[test]
fn files_agree_on_the_pinned_versions() {
    assert_none(&versions::disagreements(&repository()));
}

/// A made-up file, for the proofs that a rule can fail.
fn sample(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}
