//! Words that may stand only in some files, or in none.

use super::Source;

/// What may not be written, where it may be all the same, and what to do instead.
struct Rule {
    words: &'static [&'static str],
    applies: fn(&str) -> bool,
    advice: &'static str,
}

/// The words are in pieces here, so that this file may stay under its own rules.
const RULES: &[Rule] = &[
    Rule {
        words: &[concat!("dbg", "!("), concat!("todo", "!(")],
        applies: |path| path.ends_with(".rs"),
        advice: "finish it, or remove it",
    },
    Rule {
        words: &[concat!("gloo", "_net")],
        applies: |path| path.ends_with(".rs") && !path.starts_with("src/api/"),
        advice: "only api/ speaks to the network: use api::Client",
    },
    Rule {
        words: &[
            concat!("index.crates", ".io"),
            concat!("static.crates", ".io"),
            concat!("crates.io", "-index"),
            concat!("registry.npmjs", ".org"),
            concat!("registry.yarnpkg", ".com"),
            concat!("pypi", ".org"),
            concat!("files.pythonhosted", ".org"),
            concat!("deb.debian", ".org"),
        ],
        // Cargo writes the name of its standard registry, whatever mirror stands in for it.
        applies: |path| !path.ends_with("Cargo.lock"),
        advice: "which registry serves a package is the reader's choice: name the package alone",
    },
    Rule {
        words: &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")],
        applies: |_| true,
        advice: "other machines have no such folder: write the path from the repository's root",
    },
    // Words of the console that its readers stumbled over.
    Rule {
        words: &[
            "Really:",
            "Between commas",
            "Held by cooldown",
            "If it was {",
            "Laid over it",
            "Leave this policy out",
            "Not saved. Connect",
            "What no source settles",
            "Where it was full",
            "Where samples miss",
            "growth is never missing",
            "or no longer",
            "parted by",
            "reaches new Instances only",
            "would have turned it",
        ],
        applies: |path| path == "locales/fr.json",
        advice: "nobody says it so: see docs/words.md",
    },
];

/// The lines of a file in which a word stands where it may not.
pub fn misplaced(source: &Source) -> Vec<String> {
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(|rule| (rule.applies)(&source.path)) {
        for (index, line) in source.text.lines().enumerate() {
            for word in rule.words.iter().filter(|word| has_word(line, word)) {
                let place = format!("{}:{}", source.path, index + 1);
                findings.push(format!("{place}: `{word}` may not stand here: {}.", rule.advice));
            }
        }
    }
    findings
}

/// A longer word or path that only ends so is another one: `https://a.example/home/` is none.
fn has_word(line: &str, word: &str) -> bool {
    let starts_anew = |at: usize| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '}' | '.'))
    };
    line.match_indices(word).any(|(at, _)| starts_anew(at))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        misplaced(&sample(path, text)).len()
    }

    #[test]
    fn every_word_of_every_rule_is_found() {
        for rule in RULES {
            let path = ["src/ui/a.rs", "README.md", "locales/fr.json"]
                .into_iter()
                .find(|p| (rule.applies)(p));
            for word in rule.words {
                assert_eq!(found(path.unwrap(), &format!("a \"{word}x")), 1, "{word}");
            }
        }
    }

    #[test]
    fn a_word_in_its_own_place_is_fine() {
        assert_eq!(found("src/api/transport.rs", concat!("use gloo", "_net::http;")), 0);
        assert_eq!(found("Cargo.lock", concat!("registry+https://x/crates.io", "-index")), 0);
        assert_eq!(found("README.md", concat!("https://a.example/ho", "me/page")), 0);
        assert_eq!(found("README.md", concat!("todo", "!() is a macro")), 0);
    }
}
