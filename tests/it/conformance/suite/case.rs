//! What the files in `tests/conformance` hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use serde::Deserialize;

use super::node::Node;
use super::pattern::Names;

/// How sure a case's expectation is (contract, head).
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum Source {
    /// Seen in recorded traffic.
    #[serde(rename = "REC")]
    Recorded,
    /// Stated by the SDKs or the product's pages.
    #[serde(rename = "DOC")]
    Documented,
    /// A guess, or a choice of the sandbox.
    #[serde(rename = "INF")]
    Inferred,
}

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, as a sentence.
    pub name: String,
    /// Where the contract says so.
    pub section: String,
    pub source: Source,
    /// Whether it changes nothing, and so may run against the real API.
    #[serde(default)]
    pub read_only: bool,
    /// The rows of the contract's error table that it covers.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Named steps that come before its own.
    #[serde(default)]
    pub given: Vec<String>,
    /// The case is run once for each of these, with its texts by name.
    #[serde(default)]
    pub each: Vec<Names>,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// The row of `each` that this one is run with.
    #[serde(skip)]
    pub row: Names,
}

/// One request and what it must bring. `{name}` in any text stands for the text of that name:
/// of the suite, of the row, or caught from an earlier reply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Method and path; a path without a leading slash is one of the zone.
    pub send: String,
    /// The secret key; empty for none.
    #[serde(default = "own_key")]
    pub key: String,
    /// More headers of the request.
    #[serde(default)]
    pub headers: Names,
    #[serde(default)]
    pub body: String,
    /// What is changed in the body before it is sent.
    #[serde(default)]
    pub body_but: Vec<String>,
    pub status: u16,
    /// The pattern of the reply's body; without one it must be empty.
    pub reply: Option<String>,
    /// What is changed in that pattern.
    #[serde(default)]
    pub reply_but: Vec<String>,
    /// Whether the body has white space between its parts.
    #[serde(default)]
    pub spaced: bool,
    /// Headers of the reply that differ from the suite's; `<absent>` for none.
    #[serde(default)]
    pub reply_headers: Names,
    /// The name under which the reply's body is caught.
    pub catch: Option<String>,
    /// Whether the step is repeated, while time passes, until it succeeds.
    #[serde(default)]
    pub until: bool,
}

/// What it shows, how sure that is, and where the contract says so.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:?}; contract, section {}", self.name, self.source, self.section)?;
        self.covers.iter().try_for_each(|row| write!(f, ", {row}"))?;
        f.write_str(")")
    }
}

fn own_key() -> String {
    "{key}".to_owned()
}

/// Everything that the files hold.
pub struct Suite {
    pub cases: Vec<Case>,
    pub shared: Shared,
    /// The shared shapes, read.
    pub shapes: BTreeMap<String, Node>,
}

/// What the cases share: `shared.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// What stands before a path without a leading slash.
    pub zone_path: String,
    /// The headers of every reply.
    pub headers: Names,
    /// Texts by name.
    pub texts: Names,
    /// Patterns by name.
    shapes: Names,
    /// Steps that cases start from.
    pub given: BTreeMap<String, Vec<Step>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "case")]
    cases: Vec<Case>,
}

/// A generation of the API, of which each has its own cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    First,
    Second,
}

/// What the names of the second generation's files start with.
const SECOND: &str = "v1alpha2_";

impl Generation {
    const fn shared(self) -> &'static str {
        match self {
            Self::First => "shared.toml",
            Self::Second => "v1alpha2_shared.toml",
        }
    }

    fn has(self, path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        let is_second = name.starts_with(SECOND);
        name.ends_with(".toml") && is_second == (self == Self::Second) && name != self.shared()
    }
}

impl Suite {
    /// Reads the files of a generation.
    ///
    /// # Panics
    /// When one of them cannot be read: then nothing can be shown.
    #[must_use]
    pub fn load(generation: Generation) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
        let text = fs::read_to_string(folder.join(generation.shared())).unwrap();
        let shared: Shared = toml::from_str(&text).unwrap();
        let shape = |(name, text): (&String, &String)| (name.clone(), Node::parse(text).unwrap());
        let shapes = shared.shapes.iter().map(shape).collect();
        let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = entries.filter(|path| generation.has(path)).collect();
        files.sort();
        let cases = files.iter().flat_map(|path| read(path)).flat_map(rows).collect();
        Self { cases, shared, shapes }
    }
}

fn read(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    let file: File =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    file.cases
}

/// The case once for each of its rows.
fn rows(case: Case) -> Vec<Case> {
    if case.each.is_empty() {
        return vec![case];
    }
    let with_row = |row: &Names| {
        let texts: Vec<&str> = row.values().map(String::as_str).collect();
        let name = format!("{} ({})", case.name, texts.join(", "));
        Case { name, row: row.clone(), each: Vec::new(), ..case.clone() }
    };
    case.each.iter().map(with_row).collect()
}
