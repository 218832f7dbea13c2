//! What a group's form names of a load balancer goes with that load balancer: the backends of
//! another one serve somebody else.

use super::scaling_group::{BACKENDS, BALANCER};
use super::{Draft, rows};
use crate::engine::{FieldErrors, Reason};

/// The fields that hold a load balancer, one for each generation.
pub const BALANCERS: [&str; 2] = ["loadbalancer.id", BALANCER];

/// How long an id is; a shorter text is still being typed.
pub const ID_LENGTH: usize = 36;

/// Types over a field. Where that replaces a whole load balancer, its backends and networks are
/// taken out; what was is said at their fields.
///
/// ```
/// use headroom::forms::{Draft, balancer::typed_over};
///
/// let first = "11111111-1111-4111-8111-111111111111";
/// let mut draft = Draft::default()
///     .with("loadbalancer.id", first)
///     .with("loadbalancer.backend_ids", "shop");
/// let said = typed_over(&mut draft, "loadbalancer.id", "");
/// assert_eq!(draft.get("loadbalancer.backend_ids"), "");
/// assert!(said.at("loadbalancer.backend_ids").is_some());
/// ```
pub fn typed_over(draft: &mut Draft, path: &str, text: impl Into<String>) -> FieldErrors {
    let (text, before) = (text.into(), draft.get(path).trim().to_owned());
    let is_replaced = before.len() == ID_LENGTH && before != text.trim();
    draft.set(path, text);
    let mut said = FieldErrors::default();
    if !is_replaced || !BALANCERS.contains(&path) {
        return said;
    }
    for path in belonging(draft, path) {
        let gone = draft.get(&path).to_owned();
        if gone.is_empty() {
            continue;
        }
        draft.set(path.clone(), "");
        let message = t!(
            "{gone} was chosen with the load balancer that stood here before, and is taken out: \
             choose again."
        );
        said.add(path, Reason::Constraint, message);
    }
    said
}

/// The fields that name what belongs to the load balancer of a field.
fn belonging(draft: &Draft, balancer: &str) -> Vec<String> {
    if balancer != BALANCER {
        return ["backend_ids", "private_network_id"]
            .map(|own| format!("loadbalancer.{own}"))
            .into();
    }
    let row =
        |index| ["backend_id", "private_network_id"].map(|own| rows::path(BACKENDS, index, own));
    (0..rows::count(draft, BACKENDS)).flat_map(row).collect()
}
