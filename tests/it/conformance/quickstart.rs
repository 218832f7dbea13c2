//! The calls of `tests/quickstart.sh` are those of the product's own page.

use std::fs;
use std::path::Path;

/// The commands of a text: lines from `curl -X` to where neither a quote nor the line goes on.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut open = false;
    let mut quotes = 0;
    for line in text.lines().map(str::trim) {
        if !open && line.starts_with("curl -X") {
            found.push(Vec::new());
            (open, quotes) = (true, 0);
        }
        if !open {
            continue;
        }
        found.last_mut().unwrap().push(line.to_owned());
        quotes += line.matches('\'').count();
        open = line.ends_with('\\') || quotes % 2 == 1;
    }
    found
}

/// A line of the page with the script's address, and with variables for the ids to fill in.
fn adapted(line: &str) -> String {
    let mut line = line.replace("https://api.scaleway.com", "$API");
    let (before, after) =
        if line.starts_with('"') && line.contains("/zones/") { ("$", "") } else { ("'\"$", "\"'") };
    while let Some((start, end)) = line.find('<').zip(line.find('>')) {
        let name = line[start + 1..end].to_owned();
        line.replace_range(start..=end, &format!("{before}{name}{after}"));
    }
    line
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_script_makes_the_calls_of_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = fs::read_to_string(root.join("tests/quickstart.sh")).unwrap();
    let made = commands(&script);
    assert_eq!(made.len(), 6);
    let page = fs::read_to_string(root.join("../shared/seed.txt")).unwrap();
    let told: Vec<Vec<String>> = commands(&page)
        .iter()
        .map(|command| command.iter().map(|line| adapted(line)).collect())
        .collect();
    assert_eq!(made, told);
}
