//! Measures of a Rust file. rustfmt has been over it, so an item ends where a brace stands at the
//! item's own indentation.

use super::Source;

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;
const LINE_COLUMNS: usize = 100;

pub fn long_file(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines <= FILE_LINES {
        return Vec::new();
    }
    vec![format!("{}: {lines} lines, at most {FILE_LINES}: split it by noun.", source.path)]
}

pub fn long_or_ragged_lines(source: &Source) -> Vec<String> {
    let mut findings = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let place = format!("{}:{}", source.path, index + 1);
        let columns = line.chars().count();
        if columns > LINE_COLUMNS {
            findings.push(format!("{place}: {columns} columns, at most {LINE_COLUMNS}: break it."));
        }
        if line.ends_with([' ', '\t']) {
            findings.push(format!("{place}: ends in white space: remove it."));
        }
    }
    findings
}

pub fn long_functions(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let starts = (0..lines.len()).filter(|at| starts_function(lines[*at]));
    starts
        .map(|at| (at, function_length(&lines[at..])))
        .filter(|(_, length)| *length > FUNCTION_LINES)
        .map(|(at, length)| {
            let place = format!("{}:{}", source.path, at + 1);
            format!("{place}: a function of {length} lines, at most {FUNCTION_LINES}: split it.")
        })
        .collect()
}

fn starts_function(line: &str) -> bool {
    let is_qualifier = |word: &str| {
        word.starts_with("pub") || matches!(word, "const" | "async" | "unsafe" | "extern" | "\"C\"")
    };
    line.split_whitespace().find(|word| !is_qualifier(word)) == Some("fn")
}

/// The number of lines of the function that starts with the first of `lines`.
fn function_length(lines: &[&str]) -> usize {
    let first = lines[0];
    let indent = &first[..first.len() - first.trim_start().len()];
    let ends = |line: &&str| {
        let Some(rest) = line.strip_prefix(indent) else { return false };
        rest == "}" || (rest.starts_with(')') && rest.ends_with(';'))
    };
    if first.ends_with(['}', ';']) {
        return 1;
    }
    lines.iter().position(ends).map_or(lines.len(), |at| at + 1)
}

/// Where a crate begins: by Cargo's rules, or by a `path` in Cargo.toml.
const ROOTS: &[&str] = &["build.rs", "macros/src/lib.rs", "src/lib.rs", "src/main.rs"];

/// Folders in which Cargo finds a target in each file, and in the `main.rs` of each folder. Not the
/// package's own `src/bin`, whose targets Cargo.toml names.
const TARGETS: &[&str] = &["benches/", "examples/", "tests/", "tools/wasm/src/bin/"];

/// Rust files that no `mod` and no target in Cargo.toml names: nothing compiles or tests them.
pub fn files_without_mod(sources: &[Source]) -> Vec<String> {
    let rust = sources.iter().filter(|source| source.is_rust());
    rust.filter(|source| !is_found(&source.path))
        .filter(|source| !is_declared(&source.path, sources))
        .map(|source| format!("{}: nothing declares it: add its `mod`, or delete it.", source.path))
        .collect()
}

fn is_found(path: &str) -> bool {
    let is_target = |rest: &str| match rest.split_once('/') {
        None => true,
        Some((_, file)) => file == "main.rs",
    };
    let mut rests = TARGETS.iter().filter_map(|folder| path.strip_prefix(folder));
    ROOTS.contains(&path) || rests.any(is_target)
}

fn is_declared(path: &str, sources: &[Source]) -> bool {
    let text_of = |path: &str| sources.iter().find(|s| s.path == path).map(|s| s.text.as_str());
    if text_of("Cargo.toml").is_some_and(|text| text.contains(&format!("path = \"{path}\""))) {
        return true;
    }
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let Some((folder, name)) = module.rsplit_once('/') else { return false };
    let parents = ["lib.rs", "main.rs", "mod.rs"].map(|file| format!("{folder}/{file}"));
    parents
        .iter()
        .chain(&[format!("{folder}.rs")])
        .filter_map(|parent| text_of(parent))
        .any(|text| text.lines().any(|line| line.ends_with(&format!("mod {name};"))))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    /// A function of so many lines.
    fn function(head: &str, lines: usize) -> String {
        format!("{head} {{\n{}}}\n", "    f();\n".repeat(lines - 2))
    }

    #[test]
    fn a_long_function_is_found() {
        let found = |text: &str| long_functions(&sample("src/a.rs", text)).len();
        assert_eq!(found(&function("fn f()", 70)), 0);
        assert_eq!(found(&function("fn f()", 71)), 1);
        assert_eq!(found(&function("pub(crate) async fn f()", 71)), 1);
        assert_eq!(found(&function("fn a() {}\nstruct S", 71)), 0);
        assert_eq!(found(&format!("fn a(\n    b: u8,\n) -> u8;\n{}", function("mod m", 71))), 0);
    }

    #[test]
    fn a_long_line_and_a_ragged_one_are_found() {
        let found = |text: &str| long_or_ragged_lines(&sample("src/a.rs", text)).len();
        assert_eq!(found(&"é".repeat(100)), 0);
        assert_eq!(found(&"é".repeat(101)), 1);
        assert_eq!(found("let a = 1; \nlet b = 2;\t\n"), 2);
    }

    #[test]
    fn a_long_file_is_found() {
        assert!(long_file(&sample("src/a.rs", &"\n".repeat(500))).is_empty());
        assert_eq!(long_file(&sample("src/a.rs", &"\n".repeat(501))).len(), 1);
    }

    #[test]
    fn what_cargo_finds_by_itself_needs_no_mod() {
        let found = |path: &str| files_without_mod(&[sample(path, "")]).len();
        assert_eq!(found("examples/a.rs") + found("tests/a/main.rs"), 0);
        assert_eq!(found("examples/a/b.rs") + found("src/bin/a.rs"), 2);
    }

    #[test]
    fn a_file_without_a_mod_is_found() {
        let found = |lib: &str| {
            let cargo = sample("Cargo.toml", "path = \"src/bin/b.rs\"");
            let files = ["src/a/mod.rs", "src/bin/b.rs"].map(|path| sample(path, ""));
            let rest = [cargo, sample("src/lib.rs", lib)];
            let sources: Vec<_> = files.into_iter().chain(rest).collect();
            files_without_mod(&sources)
        };
        assert_eq!(found("").len(), 1);
        assert_eq!(found("mod aa;").len(), 1);
        assert!(found("pub mod a;").is_empty());
    }
}
