//! The groups that a name speaks of: names of Instances start with their group's id and an
//! underscore (contract, section 5.3).

use crate::history::clean::NamedSeries;
use crate::history::report::Finding;
use crate::wire::GroupId;

/// Warns where a name speaks of another group and not of the expected one.
pub(in crate::history) fn check(one: &NamedSeries, expected: Option<&GroupId>) -> Option<Finding> {
    let expected = expected?;
    let is_own = |id: &str| id.eq_ignore_ascii_case(expected.as_str());
    let texts = || [&one.name].into_iter().chain(one.labels.iter().map(|label| &label.value));
    if texts().flat_map(|text| ids(text)).any(is_own) {
        return None;
    }
    let found = texts().flat_map(|text| ids(text)).next()?.to_owned();
    Some(Finding::OtherGroup { found, expected: expected.to_string() })
}

/// Every UUID that an underscore follows and no letter or digit precedes.
fn ids(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('_').filter_map(|(end, _)| {
        let start = end.checked_sub(36)?;
        let id = name.get(start..end)?;
        let before = start.checked_sub(1).and_then(|at| name.as_bytes().get(at));
        let is_word = before.is_some_and(u8::is_ascii_alphanumeric);
        (is_uuid(id) && !is_word).then_some(id)
    })
}

fn is_uuid(text: &str) -> bool {
    text.bytes().enumerate().all(|(index, byte)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}
