//! Recorded sessions with the real API, where they lie beside this checkout.
//!
//! A cassette is YAML, but of one shape that a recorder wrote: every body is one line of quoted
//! text that YAML and JSON read alike. A reader of that shape is shorter than the choice of a
//! library, and stops at what it does not know.

mod folded;

use std::path::Path;

/// One recorded call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The file's name and the call's number in it.
    pub place: String,
    pub method: String,
    pub url: String,
    pub request: String,
    pub code: u16,
    pub reply: String,
    /// Names and values of the reply's headers.
    pub headers: Vec<(String, String)>,
}

impl Call {
    /// The path and the query.
    pub fn path(&self) -> &str {
        self.url.strip_prefix("https://api.scaleway.com").unwrap()
    }

    /// Whether it is one of the autoscaling API.
    pub fn is_autoscaling(&self) -> bool {
        self.path().starts_with("/autoscaling/v1alpha1/")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The recorded sessions, each as its calls.
pub fn sessions() -> Vec<Vec<Call>> {
    read("traffic", calls)
}

/// The recorded sessions of v1alpha2, each as its calls.
pub fn v1alpha2_sessions() -> Vec<Vec<Call>> {
    read("traffic-v1alpha2", folded::calls)
}

fn read(folder: &str, calls: fn(&str, &str) -> Vec<Call>) -> Vec<Vec<Call>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        calls(&name, &std::fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

/// Reads a cassette line by line: `body:` and `headers:` stand under `request:` or `response:`.
pub fn calls(file: &str, text: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut in_reply = false;
    for line in text.lines() {
        if let Some(number) = line.strip_prefix("- id: ") {
            calls.push(Call { place: format!("{file} #{number}"), ..Call::default() });
        }
        let Some(call) = calls.last_mut() else { continue };
        match line.trim_end() {
            "  request:" => in_reply = false,
            "  response:" => in_reply = true,
            _ => {}
        }
        if in_reply {
            read_header(line, &mut call.headers);
        }
        let Some((key, value)) = line.strip_prefix("    ").and_then(|l| l.split_once(": ")) else {
            continue;
        };
        match key {
            "url" => value.clone_into(&mut call.url),
            "method" => value.clone_into(&mut call.method),
            "code" => call.code = value.parse().unwrap(),
            "body" if in_reply => call.reply = unquoted(value),
            "body" => call.request = unquoted(value),
            _ => {}
        }
    }
    calls
}

/// A header's name, or the value under it.
fn read_header(line: &str, headers: &mut Vec<(String, String)>) {
    if let Some(value) = line.strip_prefix("      - ") {
        headers.last_mut().unwrap().1 = unquoted(value);
    } else if let Some(name) = line.strip_prefix("      ").and_then(|l| l.strip_suffix(':')) {
        headers.push((name.to_owned(), String::new()));
    }
}

fn unquoted(value: &str) -> String {
    match value.starts_with('"') {
        true => serde_json::from_str(value).unwrap(),
        false => value.trim_matches('\'').to_owned(),
    }
}
