//! A connection as people have it at hand: an environment file, the CLI's configuration, a curl
//! line. What it holds is picked out, so that a key need not be cut out of it by hand.

use super::connection::is_zone;
use crate::base::shortened;

/// What was found in a text that is pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// What is taken: the form's field, and its value.
    pub taken: Vec<(&'static str, String)>,
    /// What is not taken, and why, in sentences.
    pub left: Vec<String>,
}

impl Pasted {
    /// Whether nothing was found, so that the text is a value by itself.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.left.is_empty()
    }

    /// What became of it, in sentences.
    #[must_use]
    pub fn words(&self) -> String {
        let word = |(field, _): &(&'static str, String)| match *field {
            "key" => t!("key"),
            "zone" => t!("zone"),
            "project" => t!("project"),
            _ => t!("address"),
        };
        let fields: Vec<&str> = self.taken.iter().map(word).collect();
        let taken = t!("Taken from what you pasted: {}.", fields.join(", "));
        let left = self.left.join(" ");
        match (self.taken.is_empty(), self.left.is_empty()) {
            (_, true) => taken,
            (true, false) => t!("Nothing was taken from what you pasted. {left}"),
            (false, false) => t!("{taken} Not taken: {left}"),
        }
    }

    /// Takes a value of a field, or says why not.
    fn take(&mut self, field: &'static str, value: String) {
        match why_not(field, &value) {
            None => self.taken.push((field, value)),
            Some(why) => self.left.push(why),
        }
    }
}

/// Picks a connection out of a text.
///
/// Nothing of a text that is a value by itself, such as a bare key, or that has no key.
#[must_use]
pub fn pasted(text: &str) -> Pasted {
    const LONGEST: usize = 100_000;
    let text = text.get(..LONGEST).unwrap_or(text);
    let mut found = Pasted::default();
    let key = best_of(text, &SECRET);
    let has_access_key = is_access_key(text.trim()) || best_of(text, &ACCESS).is_some();
    match key {
        Some(key) => found.take("key", key),
        None if has_access_key => {
            let message = t!("the access key only names a key; what is needed is its secret key.");
            found.left.push(of_field(t!("Secret key"), message));
        }
        // A key alone is what the field takes anyway, and a text without one is no connection.
        None => return found,
    }
    let in_address = |text: &str| text.split_once("/zones/").map(|(_, rest)| leading(rest));
    let zone = best_of(text, &ZONE).or_else(|| in_address(text).filter(|zone| !zone.is_empty()));
    let others = [
        ("zone", zone),
        ("project", best_of(text, &PROJECT)),
        ("address", best_of(text, &ADDRESS)),
    ];
    for (field, value) in others {
        if let Some(value) = value {
            found.take(field, value);
        }
    }
    found
}

// The names under which each field is met: the variables of the CLI and of Terraform, the keys of
// the CLI's configuration, the header and the query of a call.
const SECRET: [&str; 3] = ["SCW_SECRET_KEY", "secret_key", "X-Auth-Token"];
const ACCESS: [&str; 2] = ["SCW_ACCESS_KEY", "access_key"];
const ZONE: [&str; 2] = ["SCW_DEFAULT_ZONE", "default_zone"];
const PROJECT: [&str; 3] = ["SCW_DEFAULT_PROJECT_ID", "default_project_id", "project_id"];
const ADDRESS: [&str; 2] = ["SCW_API_URL", "api_url"];

/// Why a value is not taken into a field; none of one that is.
fn why_not(field: &str, value: &str) -> Option<String> {
    let label = match field {
        "key" => t!("Secret key"),
        "zone" => t!("Zone"),
        "project" => t!("Project"),
        _ => t!("API address"),
    };
    let shown = shortened(value, 60);
    if is_variable(value) {
        let message = t!("{shown} is the name of a variable, whose value only your shell knows.");
        return Some(of_field(label, &message));
    }
    let is_unknown = field == "zone" && !is_zone(value);
    is_unknown.then(|| of_field(label, &t!("{shown} is no zone of this API.")))
}

fn of_field(field: &str, message: &str) -> String {
    t!("{field}: {message}")
}

/// `$NAME`, `${NAME}` or `%NAME%`.
fn is_variable(value: &str) -> bool {
    value.starts_with(['$', '%'])
}

/// Whether it names a key, as the vendor writes it.
///
/// ```
/// use headroom::forms::is_access_key;
///
/// assert!(is_access_key("SCW0123456789ABCDEFG"));
/// assert!(!is_access_key("11111111-2222-4333-8444-555555555555"), "a secret key");
/// ```
#[must_use]
pub fn is_access_key(text: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    text.len() == 20 && text.starts_with("SCW") && text.bytes().all(is_plain)
}

/// The value behind one of some names: the first that is no variable, or else the first.
fn best_of(text: &str, names: &[&str]) -> Option<String> {
    let all = || names.iter().flat_map(|name| values_of(text, name));
    all().find(|value| !is_variable(value)).or_else(|| all().next())
}

/// What stands behind a name and an equals sign or a colon, without its quotes, wherever it does.
fn values_of<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = String> + use<'a> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
    text.match_indices(name).filter_map(move |(at, _)| {
        // A longer name is another one, one behind `$` is read and not set, and what follows a
        // `#` is a remark.
        let before = &text[..at];
        let line = before.rsplit('\n').next().unwrap_or(before);
        let is_read = before.ends_with(is_name) || before.ends_with("${");
        if is_read || line.trim_start().starts_with('#') {
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
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '&' | '\\' | '`');
    let start = text.split(ends).next().unwrap_or_default();
    // In an address the zone ends with the next part of the path.
    match start.split_once("://") {
        Some(_) => start.to_owned(),
        None => start.split(['/', '?']).next().unwrap_or_default().to_owned(),
    }
}
