//! Every module of the library's map begins with an example, and every example runs.

use super::Source;
use super::map::modules;

/// In the map, and in no library: the page's program, of which rustdoc runs nothing.
const PROGRAM: &str = "ui";

/// Modules of the map without an example at their head.
pub fn modules_without(sources: &[Source]) -> Vec<String> {
    let of_library = modules(sources).into_iter().filter(|module| *module != PROGRAM);
    of_library
        .filter(|module| !head(sources, module).any(|line| line == "//! ```"))
        .map(|module| {
            format!(
                "`{module}`: its documentation begins without an example: show what it is for, \
                 with a result that is asserted."
            )
        })
        .collect()
}

/// The lines of a module's own documentation.
fn head<'a>(sources: &'a [Source], module: &str) -> impl Iterator<Item = &'a str> {
    let files = [format!("src/{module}.rs"), format!("src/{module}/mod.rs")];
    let source = sources.iter().find(|source| files.contains(&source.path));
    source
        .into_iter()
        .flat_map(|source| source.text.lines().take_while(|line| line.starts_with("//!")))
}

/// Examples that rustdoc is told to pass over, or to build and not to run.
pub fn idle(source: &Source) -> Vec<String> {
    let mut findings = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let text = line.trim_start();
        let Some(fence) = text.strip_prefix("/// ```").or_else(|| text.strip_prefix("//! ```"))
        else {
            continue;
        };
        let is_idle = |word: &&str| matches!(*word, "ignore" | "no_run" | "should_panic");
        if let Some(word) = fence.split(',').map(str::trim).find(is_idle) {
            let place = format!("{}:{}", source.path, index + 1);
            findings.push(format!("{place}: an example with `{word}` shows nothing: let it run."));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn found(file: &str, text: &str) -> usize {
        let map = "//! | [`a`] | a thing | – |\n//! | `ui` | the page | `a` |\n";
        modules_without(&[sample("src/lib.rs", map), sample(file, text)]).len()
    }

    #[test]
    fn a_module_without_an_example_is_found() {
        assert_eq!(found("src/a.rs", "//! A thing.\n//!\n//! ```\n//! a();\n//! ```\n"), 0);
        assert_eq!(found("src/a/mod.rs", "//! ```\n//! a();\n//! ```\n"), 0);
        assert_eq!(found("src/a.rs", "//! A thing.\n\n/// ```\n/// a();\n/// ```\nfn a() {}"), 1);
        assert_eq!(found("src/a.rs", "//! ```json\n//! {}\n"), 1, "no Rust");
        assert_eq!(found("src/a/b.rs", "//! ```\n"), 1, "in a part of it");
    }

    #[test]
    fn an_example_that_does_not_run_is_found() {
        let found = |text: &str| idle(&sample("src/a.rs", text)).len();
        assert_eq!(found("/// ```\n/// a();\n/// ```\n    /// ```json\n"), 0);
        assert_eq!(found("//! ```ignore\n    /// ```rust, no_run\n/// ```should_panic"), 3);
    }
}
