//! A single request as a program for the SDK of its generation.

use serde_json::{Map, Value};

use super::call::{SdkApi, SdkCall};
use super::{sdk, sdk_language};
use crate::export::Request;
use crate::wire::{Generation, Zone};

/// A program, and what it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SdkProgram {
    /// The language: `Python`.
    pub language: &'static str,
    /// The program.
    pub text: String,
}

/// A kind of resource, as an SDK calls it: what is made, changed and deleted by which method, and
/// the argument that names one.
struct Noun {
    path: &'static str,
    generation: Generation,
    api: SdkApi,
    id: &'static str,
    create: &'static str,
    update: &'static str,
    delete: &'static str,
}

/// As the SDKs in `classes.rs` and `writer.rs` have them.
const NOUNS: [Noun; 5] = [
    Noun {
        path: "autoscaling/v1alpha1/instance-groups",
        generation: Generation::V1alpha1,
        api: SdkApi::Groups,
        id: "instance_group_id",
        create: "create_instance_group",
        update: "update_instance_group",
        delete: "delete_instance_group",
    },
    Noun {
        path: "autoscaling/v1alpha1/instance-policies",
        generation: Generation::V1alpha1,
        api: SdkApi::Groups,
        id: "policy_id",
        create: "create_instance_policy",
        update: "update_instance_policy",
        delete: "delete_instance_policy",
    },
    Noun {
        path: "autoscaling/v1alpha1/instance-templates",
        generation: Generation::V1alpha1,
        api: SdkApi::Groups,
        id: "template_id",
        create: "create_instance_template",
        update: "update_instance_template",
        delete: "delete_instance_template",
    },
    Noun {
        path: "autoscaling/v1alpha2/groups",
        generation: Generation::V1alpha2,
        api: SdkApi::Groups,
        id: "group_id",
        create: "create_group",
        update: "update_group",
        delete: "delete_group",
    },
    Noun {
        path: "instance/v2alpha1/templates",
        generation: Generation::V1alpha2,
        api: SdkApi::Templates,
        id: "template_id",
        create: "create_template",
        update: "update_template",
        delete: "delete_template",
    },
];

/// A request that writes, as a program. None where the SDK has no call for it, and where it
/// empties a field: an SDK leaves out what is null.
///
/// ```
/// use headroom::export::{Request, sdk_request};
///
/// let path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-policies/6f4e3b0e";
/// let program = sdk_request(Request { method: "DELETE", path, body: None }).unwrap();
/// assert!(program.text.contains("6f4e3b0e"));
/// assert!(sdk_request(Request { method: "GET", path, body: None }).is_none(), "it only reads");
/// ```
#[must_use]
pub fn sdk_request(request: Request<'_>) -> Option<SdkProgram> {
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let [service, version, "zones", zone, collection, ref id @ ..] = parts[..] else {
        return None;
    };
    let path = format!("{service}/{version}/{collection}");
    let noun = NOUNS.iter().find(|noun| noun.path == path)?;
    let (method, result) = match (request.method, id) {
        ("POST", []) => (noun.create, Some("made")),
        ("PATCH", [_]) => (noun.update, None),
        ("DELETE", [_]) => (noun.delete, None),
        _ => return None,
    };
    let mut arguments = Map::new();
    if let [id] = id {
        arguments.insert(noun.id.to_owned(), Value::from(*id));
    }
    let body = request.body.map_or(Some(Value::Null), |body| serde_json::from_str(body).ok())?;
    if let Value::Object(fields) = body {
        arguments.extend(fields);
    }
    if arguments.values().any(empties) {
        return None;
    }
    let call = SdkCall { api: noun.api, method, result, arguments, references: Vec::new() };
    let text = sdk(&[call], noun.generation, &Zone(zone.to_owned()));
    Some(SdkProgram { language: sdk_language(noun.generation), text })
}

/// Whether a null stands in it.
fn empties(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(empties),
        Value::Object(fields) => fields.values().any(empties),
        _ => false,
    }
}
