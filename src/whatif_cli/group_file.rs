//! A group's rules from what the API answers about it.

use serde::Deserialize;
use serde_json::Value;

use crate::whatif::Variant;
use crate::wire::{Group, Policy, PolicyList, v1alpha2};

/// Policies as a list or as the answer to a query of them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Policies {
    List(Vec<Policy>),
    Answer(PolicyList),
}

/// The rules of a group as a variant named `saved`. The file is an object of the API's answers:
/// `group` and, of one with thresholds, `policies`, or under the names that lists have,
/// `instance_group` and `instance_policies`; of one with a target, `group` alone, or the answer
/// itself.
///
/// # Errors
/// Says what is missing.
pub fn read_group(text: &[u8]) -> Result<(String, Variant), String> {
    const NEEDED: &str = "It needs an object with \"group\" and \"policies\", each as the API's \
                          own answer, or a group with a \"scaling_policy\".";
    let say =
        |what: &str| format!("the group's file is not what the API answers: {what}. {NEEDED}");
    let value: Value = serde_json::from_slice(text).map_err(|error| say(&error.to_string()))?;
    let part = |names: [&str; 2]| names.into_iter().find_map(|name| value.get(name)).cloned();
    let policies = part(["policies", "instance_policies"]);
    let group = part(["group", "instance_group"]).unwrap_or_else(|| value.clone());
    if let Some(policies) = policies {
        let group = Group::deserialize(&group).map_err(|error| say(&error.to_string()))?;
        let policies = Policies::deserialize(&policies).map_err(|error| say(&error.to_string()))?;
        let policies = match policies {
            Policies::List(policies) => policies,
            Policies::Answer(list) => list.policies,
        };
        let variant = Variant::of_thresholds("saved".to_owned(), group.capacity, policies);
        return checked(group.id.as_str(), variant).ok_or_else(|| say("the group has no id"));
    }
    if group.get("scaling_policy").is_none() {
        return Err(say("there are neither policies nor a scaling policy"));
    }
    let group = v1alpha2::Group::deserialize(&group).map_err(|error| say(&error.to_string()))?;
    let variant = Variant::of_target("saved".to_owned(), group.scaling_policy);
    checked(group.id.as_str(), variant).ok_or_else(|| say("the group has no id"))
}

/// Every field of an answer has a default, so that an id alone tells it from anything else.
fn checked(id: &str, variant: Variant) -> Option<(String, Variant)> {
    (!id.is_empty()).then(|| (id.to_owned(), variant))
}
