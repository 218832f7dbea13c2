//! What an address asks of a group's page and the page does not know.

use std::collections::BTreeMap;

use super::incident::Mark;
use super::window::Window;

/// The dialogs of a group's page.
const DIALOGS: [&str; 4] = ["hold", "export", "delete", "save"];

/// What the parameters of an address ask of a group's page in vain, as it stands there.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use headroom::lab::not_known;
///
/// let asked = [("do", "dance"), ("range", "6h"), ("search", "web")];
/// let asked: BTreeMap<_, _> =
///     asked.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
/// assert_eq!(not_known(&asked), ["do=dance"]);
/// ```
#[must_use]
pub fn not_known(asked: &BTreeMap<String, String>) -> Vec<String> {
    let is_known = |name: &str, value: &str| match name {
        "range" => Window::read(value).is_some(),
        "marked" => Mark::read(value).is_some(),
        "at" => value.parse::<i64>().is_ok(),
        "do" => DIALOGS.contains(&value),
        // It names one of those that the run has.
        "variant" => asked.contains_key("run"),
        _ => true,
    };
    let unknown = asked.iter().filter(|(name, value)| !value.is_empty() && !is_known(name, value));
    unknown.map(|(name, value)| format!("{name}={value}")).collect()
}

/// The same in a sentence; none where all of it is known.
#[must_use]
pub fn not_known_words(asked: &BTreeMap<String, String>) -> Option<String> {
    let all = not_known(asked);
    let words = || {
        t!("The address has what this page does not know, and goes without: {}.", all.join(", "))
    };
    (!all.is_empty()).then(words)
}
