//! The recorders of v1alpha2, which indent and order keys in three ways and fold long text.

use super::{Call, unquoted};

/// Reads a cassette by its keys alone, whatever their depth and order. Headers are not read.
pub fn calls(file: &str, text: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut in_reply = false;
    for line in logical_lines(text) {
        if line.starts_with("- id:") || (line == "- request:") {
            calls.push(Call { place: format!("{file} #{}", calls.len()), ..Call::default() });
        }
        let Some(call) = calls.last_mut() else { continue };
        match line.as_str() {
            "request:" | "- request:" => in_reply = false,
            "response:" => in_reply = true,
            _ => {}
        }
        let Some((key, value)) = line.split_once(": ") else { continue };
        match key {
            "url" => value.clone_into(&mut call.url),
            "method" => value.clone_into(&mut call.method),
            "code" => call.code = value.parse().unwrap(),
            "body" if in_reply => call.reply = unquoted(value).replace("''", "'"),
            "body" => call.request = unquoted(value).replace("''", "'"),
            _ => {}
        }
    }
    calls
}

/// The lines without their indent. A break inside of single quotes stands for one space.
fn logical_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match lines.last_mut() {
            Some(open) if is_open(open) => {
                open.push(' ');
                open.push_str(line.trim());
            }
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

/// Whether a body goes on in the next line.
fn is_open(line: &str) -> bool {
    line.starts_with("body: '") && !line.matches('\'').count().is_multiple_of(2)
}
