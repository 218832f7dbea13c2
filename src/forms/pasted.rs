//! A connection as people have it at hand: an environment file, the CLI's configuration, a curl
//! line. What it holds is picked out, so that a key need not be cut out of it by hand.

/// What a text holds of a connection: the form's field, and its value.
///
/// Nothing for a text that is a value by itself, such as a bare key.
#[must_use]
pub fn pasted(text: &str) -> Vec<(&'static str, String)> {
    const LONGEST: usize = 100_000;
    let text = text.get(..LONGEST).unwrap_or(text);
    let named = NAMES.iter().filter_map(|(field, names)| {
        let value = names.iter().find_map(|name| value_of(text, name))?;
        Some((*field, value))
    });
    let mut found: Vec<_> = named.collect();
    let has = |found: &[(&str, String)], field| found.iter().any(|(own, _)| *own == field);
    let zone = text.split_once("/zones/").map(|(_, rest)| leading(rest));
    if let (false, Some(zone)) = (has(&found, "zone"), zone.filter(|zone| !zone.is_empty())) {
        found.push(("zone", zone));
    }
    // A key alone is what the field takes anyway, and a text without one is no connection.
    if has(&found, "key") { found } else { Vec::new() }
}

/// The names under which each field is met: the variables of the CLI and of Terraform, the keys of
/// the CLI's configuration, the header of a call.
const NAMES: [(&str, &[&str]); 4] = [
    ("key", &["SCW_SECRET_KEY", "secret_key", "X-Auth-Token"]),
    ("zone", &["SCW_DEFAULT_ZONE", "default_zone"]),
    ("project", &["SCW_DEFAULT_PROJECT_ID", "default_project_id"]),
    ("address", &["SCW_API_URL", "api_url"]),
];

/// What stands behind a name and an equals sign or a colon, without its quotes.
fn value_of(text: &str, name: &str) -> Option<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(name).find_map(|(at, _)| {
        // A longer name is another one, and what follows a `#` is a remark.
        let before = &text[..at];
        let line = before.rsplit('\n').next().unwrap_or(before);
        if before.ends_with(is_name) || line.trim_start().starts_with('#') {
            return None;
        }
        let rest = text[at + name.len()..].trim_start_matches(['"', '\'', ' ', '\t']);
        let value = rest.strip_prefix(['=', ':'])?.trim_start_matches(['"', '\'', ' ', '\t']);
        let value = leading(value);
        (!value.is_empty()).then_some(value)
    })
}

/// The start of a text up to what ends a value.
fn leading(text: &str) -> String {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '\\' | '`');
    let start = text.split(ends).next().unwrap_or_default();
    // In an address the zone ends with the next part of the path.
    match start.split_once("://") {
        Some(_) => start.to_owned(),
        None => start.split(['/', '?']).next().unwrap_or_default().to_owned(),
    }
}
