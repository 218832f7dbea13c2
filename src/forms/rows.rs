//! Lists in a form: the fields of a row stand under `<list>.<index>.`, as in the API's body. The
//! indices have no gaps, so that the API's refusals stand at the rows that are shown.

use super::Draft;

/// How many rows a list has.
#[must_use]
pub fn count(draft: &Draft, list: &str) -> usize {
    let prefix = format!("{list}.");
    let indices = draft.under(&prefix).filter_map(|(path, _)| {
        path[prefix.len()..].split('.').next().and_then(|index| index.parse::<usize>().ok())
    });
    indices.max().map_or(0, |last| last + 1)
}

/// The path of a field of a row.
#[must_use]
pub fn path(list: &str, index: usize, field: &str) -> String {
    format!("{list}.{index}.{field}")
}

/// What the path of a field of a row starts with, as do those of the row's other fields; `None` for
/// a field of no list.
///
/// ```
/// use headroom::forms::rows;
///
/// assert_eq!(rows::row_of("volumes.2.boot"), Some("volumes.2."));
/// assert_eq!(rows::row_of("metric.threshold"), None);
/// ```
#[must_use]
pub fn row_of(path: &str) -> Option<&str> {
    let mut end = 0;
    path.split_inclusive('.').find_map(|part| {
        end += part.len();
        let index = part.strip_suffix('.')?;
        index.parse::<usize>().is_ok().then(|| &path[..end])
    })
}

/// Adds a row with some of its fields filled in.
pub fn add(draft: &mut Draft, list: &str, fields: &[(&str, &str)]) {
    let index = count(draft, list);
    for (field, text) in fields {
        draft.set(path(list, index, field), *text);
    }
}

/// Removes a row; those after it move up.
///
/// ```
/// use headroom::forms::{Draft, rows};
///
/// let mut draft = Draft::default();
/// rows::add(&mut draft, "volumes", &[("name", "root")]);
/// rows::add(&mut draft, "volumes", &[("name", "data")]);
/// rows::remove(&mut draft, "volumes", 0);
/// assert_eq!(rows::count(&draft, "volumes"), 1);
/// assert_eq!(draft.get(&rows::path("volumes", 0, "name")), "data");
/// ```
pub fn remove(draft: &mut Draft, list: &str, index: usize) {
    let count = count(draft, list);
    let after: Vec<Draft> =
        (index + 1..count).map(|index| draft.inside(&format!("{list}.{index}."))).collect();
    for gone in index..count {
        draft.remove(&format!("{list}.{gone}."));
    }
    for (place, row) in after.into_iter().enumerate() {
        let prefix = format!("{list}.{}.", index + place);
        *draft = std::mem::take(draft).nesting(&prefix, &row);
    }
}

/// Removes the row of a number, as people count them: from 1.
pub fn remove_numbered(draft: &mut Draft, list: &str, number: &str) {
    let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(index) = index {
        remove(draft, list, index);
    }
}
