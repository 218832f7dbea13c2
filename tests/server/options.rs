//! What `--help` says, and what the docs say of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, CommandFactory};
use headroom::server::{Failure, Options};

/// The options, each with its long name.
fn options() -> Vec<(String, Arg)> {
    let command = Options::command();
    let named = |arg: &Arg| Some((format!("--{}", arg.get_long()?), arg.clone()));
    command.get_arguments().filter_map(named).collect()
}

fn help() -> String {
    Options::command().render_long_help().to_string()
}

#[test]
fn every_option_is_grouped_and_told_in_a_sentence() {
    let options = options();
    assert!(options.len() > 10, "{options:?}");
    for (name, arg) in options {
        assert!(arg.get_help_heading().is_some(), "{name} is in no group");
        let short = arg.get_help().unwrap().to_string();
        let long = arg.get_long_help().map_or(short.clone(), ToString::to_string);
        let first = short.chars().next().unwrap();
        assert!(first.is_uppercase(), "{name}: {short}");
        // clap takes the last period of what `-h` says away.
        assert!(long.ends_with('.') || !long.contains('\n'), "{name}: {long}");
        let takes_value = arg.get_action().takes_values();
        let default = arg.get_default_values();
        let says_default = !default.is_empty()
            || ["left out", "Without this option", "can be repeated"]
                .iter()
                .any(|s| long.contains(s));
        assert!(!takes_value || says_default, "{name} does not say what holds without it: {long}");
        let unit = long.contains("seconds") || long.contains("second");
        assert!(!name.ends_with("timeout") || unit, "{name} has no unit: {long}");
    }
}

#[test]
fn the_help_fits_and_ends_with_examples() {
    let help = help();
    for line in help.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let (_, examples) = help.split_once("\nExamples:\n").unwrap();
    assert!(examples.lines().all(|line| line.starts_with("  ")), "{examples}");
    assert!(examples.matches("headroom-server").count() >= 4, "{examples}");
    for group in ["Address:", "Console:", "API:", "Sandbox:", "Clients:"] {
        assert!(help.contains(&format!("\n{group}\n")), "{group}");
    }
}

/// Every exit code that a failure has is explained.
#[test]
fn the_help_has_the_exit_codes() {
    let help = help();
    let key = Failure::KeyTwice("SCW_SECRET_KEY").code();
    let usage = Failure::Usage(String::new()).code();
    for code in [0, 1, usage, 3, 4, 5, 6, key] {
        assert!(help.contains(&format!("\n  {code}  ")), "{code}");
    }
}

/// Every text that shows somebody a command line of the server.
fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("README.md"), root.join("docs"), root.join("deploy")];
    let mut texts = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            texts.push((path, text));
        }
    }
    texts.push((root.join("--help"), help()));
    texts
}

/// The options in the arguments that a line gives to the server: behind its name, in a variable for
/// its options, or in `ARGS` of `make run`.
fn used(line: &str) -> Vec<String> {
    let commands =
        ["headroom-server ", "headroom-server\", ", "HEADROOM_OPTIONS=", "make run ARGS="];
    let arguments = commands.iter().filter_map(|command| Some(line.split_once(command)?.1));
    let end = |text: &str| text.find(['`', '#', '|']).unwrap_or(text.len());
    let words = arguments.flat_map(|text| {
        text[..end(text)].split(|c: char| !(c.is_alphanumeric() || c == '-')).map(str::to_owned)
    });
    words.filter(|word| word.strip_prefix("--").is_some_and(|name| !name.is_empty())).collect()
}

#[test]
fn every_option_in_the_docs_is_one() {
    let mut known: BTreeSet<String> = options().into_iter().map(|(name, _)| name).collect();
    known.extend(["--help", "--version"].map(str::to_owned));
    let mut found = 0;
    for (path, text) in texts() {
        for option in text.lines().flat_map(used) {
            assert!(known.contains(&option), "{}: no option is {option}", path.display());
            found += 1;
        }
    }
    assert!(found > 12, "only {found} options were found: is a command line read at all?");
}

#[test]
fn an_option_is_found_in_each_kind_of_line() {
    for line in [
        "headroom-server --unheard-of",
        "Run `headroom-server --unheard-of 1` first",
        "ExecStart=/usr/local/bin/headroom-server --unheard-of $HEADROOM_OPTIONS",
        "Environment=\"HEADROOM_OPTIONS=--unheard-of a\"",
        "ENTRYPOINT [\"/headroom-server\", \"--unheard-of\"]",
        "    make run ARGS=\"--unheard-of\"",
    ] {
        assert_eq!(used(line), ["--unheard-of"], "{line}");
    }
    assert!(used("headroom-server` # --not-one").is_empty());
}
