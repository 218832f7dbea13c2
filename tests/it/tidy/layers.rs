//! Who may import whom. The compiler lets every module of a crate use every other one.

use super::Source;
use std::{iter::Peekable, str::Chars};

/// A layer under `src/` and what it may import besides itself and `base`. The first row that fits
/// a file counts, so an exception for one file stands before the row of its layer.
pub const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("wire", &[]),
    ("engine", &["wire"]),
    ("whatif", &["wire", "engine"]),
    ("whatif_cli", &["wire", "engine", "whatif", "history"]),
    ("history", &["wire"]),
    ("chart", &[]),
    ("route", &["wire"]),
    ("help", &["wire"]),
    ("command", &["wire", "route", "help"]),
    ("sandbox", &["wire", "engine"]),
    // The what-if's own settings are a form too, which shows the defaults of its job.
    ("forms/settings", &["engine", "whatif::Job", "whatif::ModelOptions"]),
    ("forms/model", &["engine", "whatif::ModelOptions"]),
    ("forms/load", &["engine", "whatif"]),
    ("forms/sweep", &["wire", "engine", "whatif"]),
    // What is applied is a variant.
    ("forms/apply", &["wire", "engine", "whatif"]),
    ("forms", &["wire", "engine"]),
    ("worker", &["wire", "engine", "whatif", "history", "sandbox"]),
    ("activity", &[]),
    ("api", &["wire", "activity"]),
    ("export", &["wire"]),
    ("lab", &["wire", "engine", "whatif", "activity", "export", "forms", "chart", "worker"]),
    (
        "ui",
        &[
            "wire", "engine", "whatif", "chart", "lab", "route", "help", "command", "forms",
            "activity", "api", "worker",
        ],
    ),
    ("server", &["wire", "sandbox"]),
];

/// The crate's roots: they name the layers, or wrap one.
fn is_root(module: &str) -> bool {
    module == "lib" || module == "main" || module.starts_with("bin/")
}

/// `src/wire/group.rs` is `wire/group`, `src/wire/mod.rs` is `wire`; other files are no module.
pub fn module_of(path: &str) -> Option<&str> {
    let module = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let module = module.strip_suffix("/mod").unwrap_or(module);
    (!is_root(module)).then_some(module)
}

/// Is `path` the module or item `of`, or within it?
pub fn within(path: &str, of: &str, separator: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with(separator))
}

/// Imports of a layer that does not lie under the file's own.
pub fn forbidden_imports(source: &Source) -> Vec<String> {
    let Some(module) = module_of(&source.path) else { return Vec::new() };
    let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| within(module, layer, "/")) else {
        return vec![format!(
            "{}: no row of LAYERS (tests/it/tidy/layers.rs) fits it",
            source.path
        )];
    };
    let own = module.split('/').next().unwrap_or(module);
    crate_paths(source)
        .into_iter()
        .filter(|path| {
            ![&own, &"base"].into_iter().chain(*allowed).any(|of| within(path, of, "::"))
        })
        .map(|path| {
            format!(
                "{}: `crate::{path}` is not under `{own}`, which may use: {allowed:?}. \
                 Move the code down, or pass the value in as an argument.",
                source.path
            )
        })
        .collect()
}

/// Every path that starts at `crate::`, with groups written out.
pub fn crate_paths(source: &Source) -> Vec<String> {
    let code: Vec<&str> = source.code_lines().map(|(_, line)| line).collect();
    let code = code.join("\n");
    let mut paths = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        write_out(&mut code[at + start.len()..].chars().peekable(), String::new(), &mut paths);
    }
    paths
}

/// Reads one use tree: `a::{b, c::d}` after the prefix `p::` gives `p::a::b` and `p::a::c::d`.
fn write_out(rest: &mut Peekable<Chars>, mut path: String, paths: &mut Vec<String>) {
    while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | ':')) {
        path.push(c);
    }
    if rest.next_if_eq(&'{').is_none() {
        paths.push(path);
        return;
    }
    while let Some(c) = rest.peek() {
        match c {
            '}' => break,
            c if c.is_alphanumeric() || matches!(c, '_' | '{') => {
                write_out(rest, path.clone(), paths);
                skip_rename(rest);
            }
            _ => drop(rest.next()),
        }
    }
    rest.next();
}

/// `as Other` after a path is no path of its own.
fn skip_rename(rest: &mut Peekable<Chars>) {
    while rest.next_if(|c| !matches!(c, ',' | '}')).is_some() {}
}

/// Paths that climb to the crate's root by `super`, where the rule above would not see them.
pub fn paths_through_super(source: &Source) -> Vec<String> {
    let Some(module) = module_of(&source.path) else { return Vec::new() };
    let depth = module.split('/').count();
    let mut open_modules: Vec<String> = Vec::new();
    let mut findings = Vec::new();
    for (number, line) in source.code_lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        open_modules.pop_if(|opened| line == opened);
        if line.contains("mod ") && line.ends_with('{') {
            open_modules.push(format!("{indent}}}"));
        }
        if longest_climb(line) >= depth + open_modules.len() {
            findings.push(format!(
                "{}:{number}: `super` climbs to the crate's root: write `crate::` instead.",
                source.path
            ));
        }
    }
    findings
}

/// How many `super::` stand in a row, at most.
fn longest_climb(line: &str) -> usize {
    (1..).take_while(|n| line.contains(&"super::".repeat(*n))).count()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn imports(path: &str, text: &str) -> usize {
        forbidden_imports(&sample(path, text)).len()
    }

    #[test]
    fn an_import_from_above_is_found() {
        assert_eq!(imports("src/wire/group.rs", "use crate::engine::Step;"), 1);
        assert_eq!(imports("src/engine/mod.rs", "fn f() -> crate::whatif::Job {}"), 1);
        assert_eq!(imports("src/route.rs", "use crate::ui;"), 1);
        assert_eq!(imports("src/ui/app.rs", "use crate::sandbox::Sandbox;"), 1);
        assert_eq!(imports("src/forms/policy.rs", "use crate::whatif::run;"), 1);
        assert_eq!(imports("src/api/client.rs", "use crate::sandbox::Sandbox;"), 1);
        assert_eq!(imports("src/unheard_of.rs", ""), 1);
    }

    #[test]
    fn an_import_within_a_group_is_found() {
        let text = "use crate::{\n    wire::{Id, Page as P},\n    whatif::{run, lint::Lint},\n};";
        assert_eq!(imports("src/engine/step.rs", text), 2);
    }

    #[test]
    fn an_import_from_below_is_fine() {
        assert_eq!(imports("src/engine/mod.rs", "use crate::{engine::step, wire::Policy};"), 0);
        assert_eq!(imports("src/forms/settings.rs", "use crate::whatif::Job;"), 0);
        assert_eq!(imports("src/worker/world.rs", "use crate::sandbox::Sandbox;"), 0);
        assert_eq!(imports("src/wire/id.rs", "// as in crate::engine"), 0);
        assert_eq!(imports("src/bin/headroom_whatif.rs", "use crate::whatif;"), 0);
    }

    #[test]
    fn a_climb_to_the_root_is_found() {
        let climbs = |path, text| paths_through_super(&sample(path, text)).len();
        assert_eq!(climbs("src/wire/mod.rs", "use super::engine;"), 1);
        assert_eq!(climbs("src/wire/group.rs", "use super::super::engine;"), 1);
        assert_eq!(climbs("src/wire/group.rs", "use super::Id;"), 0);
        let tests = "mod tests {\n    use super::*;\n}\nuse super::engine;";
        assert_eq!(climbs("src/wire/mod.rs", tests), 1);
        assert_eq!(climbs("src/wire/mod.rs", "mod tests {\n    use super::*;\n}"), 0);
    }
}
