//! What a cloud-init document is, as cloud-init itself would take it: it goes by the first line,
//! and ignores what it does not know without a word.

use super::yaml::{self, Fault};
use crate::base::thousands;

/// What a document is, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it is taken for, with its size.
    pub what: String,
    /// What would have cloud-init ignore it or fail.
    pub faults: Vec<String>,
}

/// What cloud-init takes a document for.
#[derive(Clone, Copy)]
enum Kind {
    Config,
    Script,
    /// What is not looked into, by its name.
    Other(&'static str),
    Unknown,
}

/// Reads a document as it is typed; nothing of an empty one.
///
/// ```
/// use headroom::forms::cloud_init::read;
///
/// let reading = read("#!/bin/sh\napt-get update\n").unwrap();
/// assert_eq!(reading.what, "A script for /bin/sh, 25 bytes.");
/// assert!(read("packages:\n- nginx\n").unwrap().faults[0].contains("#cloud-config"));
/// ```
#[must_use]
pub fn read(text: &str) -> Option<Reading> {
    if text.trim().is_empty() {
        return None;
    }
    let first = text.lines().next().unwrap_or_default().trim_end();
    let kind = Kind::of(first);
    let what = match kind {
        Kind::Config => t!("A cloud-config in YAML").to_owned(),
        Kind::Script => {
            let shell = first.trim_start_matches("#!").trim();
            t!("A script for {shell}")
        }
        Kind::Other(name) => name.to_owned(),
        Kind::Unknown => t!("Nothing that cloud-init knows").to_owned(),
    };
    let bytes = thousands(text.len() as u64);
    let what = match kind {
        Kind::Config => {
            t!("{what}, {bytes} bytes. Only its layout is checked: indentation, brackets, quotes \
             and colons.")
        }
        Kind::Script | Kind::Other(_) | Kind::Unknown => t!("{what}, {bytes} bytes."),
    };
    Some(Reading { what, faults: kind.faults(text) })
}

impl Kind {
    fn of(first: &str) -> Self {
        match first {
            "#cloud-config" => Self::Config,
            "#cloud-config-archive" => Self::Other(t!("Several documents in YAML")),
            "#include" | "#include-once" => Self::Other(t!("Addresses of what to fetch and run")),
            "#cloud-boothook" => Self::Other(t!("A script that runs early at every boot")),
            "#part-handler" => Self::Other(t!("A program in Python that handles parts")),
            _ if first.starts_with("#!") => Self::Script,
            _ if first.starts_with("## template: jinja") => Self::Other(t!("A template in Jinja")),
            _ if first.starts_with("Content-Type: multipart") => {
                Self::Other(t!("Several parts as MIME"))
            }
            _ => Self::Unknown,
        }
    }

    fn faults(self, text: &str) -> Vec<String> {
        match self {
            Self::Unknown if text.starts_with('\u{feff}') => {
                let mark = t!(
                    "It begins with an invisible mark (BOM), which hides the first line: remove it."
                );
                vec![mark.to_owned()]
            }
            Self::Unknown => {
                let begin =
                    t!("It would be ignored: begin with #cloud-config for YAML, or with #! and a \
                     shell for a script.");
                vec![begin.to_owned()]
            }
            Self::Script if text.contains("\r\n") => {
                let ends = t!(
                    "Its lines end as on Windows, so that the shell is not found: type the first \
                     line again."
                );
                vec![ends.to_owned()]
            }
            Self::Config => fault_of_yaml(text).into_iter().collect(),
            Self::Script | Self::Other(_) => Vec::new(),
        }
    }
}

/// The first line that a cloud-config cannot have.
fn fault_of_yaml(text: &str) -> Option<String> {
    let is_said = |line: &str| !matches!(line.trim().chars().next(), None | Some('#'));
    if !text.lines().any(is_said) {
        return Some(t!("It holds nothing but comments.").to_owned());
    }
    let (number, fault) = yaml::fault(text)?;
    Some(match fault {
        Fault::Tab => t!("Line {number} is indented by a tab, which YAML refuses: use spaces."),
        Fault::Loose => t!("Line {number} is no entry and no part of one: does a colon lack?"),
        Fault::Bracket => t!("Line {number} has a bracket without its other one."),
        Fault::Quote => t!("Line {number} opens a quote that nothing closes."),
        Fault::Colon => {
            t!("Line {number} has a second colon in its entry: put the value in quotes.")
        }
        Fault::Mixed => t!("Line {number} mixes a list with entries of the same indentation."),
        Fault::Indent => t!("Line {number} is indented like no line above it."),
    })
}
