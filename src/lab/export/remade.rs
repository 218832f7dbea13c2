//! The program that makes something anew.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::exported::Exported;
use crate::export::{SdkApi, SdkCall, sdk};
use crate::forms::apply::Call;
use crate::lab::moving::{
    GROUP, MoveStep, TEMPLATE, create_policy, target_template_steps, template_step,
};
use crate::wire::Zone;

/// The arguments that may be an id which is not known yet: what they read until then, and the
/// variable of what they name.
const LATER: [(&str, &str, &str); 2] =
    [("template_id", TEMPLATE, "template"), ("instance_group_id", GROUP, "group")];

/// The calls that make it, as a program.
pub(super) fn program(exported: &Exported, zone: &Zone) -> String {
    let of = |step: MoveStep| step.call;
    let calls: Vec<Call> = match exported {
        Exported::Group(origin) => origin.as_new().into_iter().map(of).collect(),
        Exported::Template(own) => vec![template_step(own, own.project_id.clone()).call],
        Exported::TargetTemplate(own, cloud_init) => {
            let project = own.project_id.clone();
            target_template_steps(own, cloud_init.as_ref(), project).map(of).collect()
        }
        Exported::Policy(own) => vec![create_policy(own, own.instance_group_id.as_str())],
    };
    let calls: Vec<SdkCall> = calls.iter().filter_map(as_sdk_call).collect();
    sdk(&calls, exported.generation(), zone)
}

/// A call that creates something, by the SDK's name; none for any other.
fn as_sdk_call(call: &Call) -> Option<SdkCall> {
    use SdkApi::{Groups, Templates};
    let (api, method, result, arguments) = match call {
        Call::CreateTemplate(body) => {
            (Groups, "create_instance_template", Some("template"), fields(body))
        }
        Call::CreateGroup(body) => (Groups, "create_instance_group", Some("group"), fields(body)),
        Call::CreatePolicy(body) => (Groups, "create_instance_policy", None, fields(body)),
        Call::CreateTargetTemplate(body) => {
            (Templates, "create_template", Some("template"), fields(body))
        }
        Call::SetCloudInit(id, body) => {
            let arguments = json!({"template_id": id, "content": body.content});
            (Templates, "set_template_cloud_init", None, fields(&arguments))
        }
        Call::CreateTargetGroup(body) => (Groups, "create_group", Some("group"), fields(body)),
        _ => return None,
    };
    let is_later = |(name, reads, _): &(&str, &str, &str)| {
        arguments.get(*name).is_some_and(|value| value == reads)
    };
    let references = LATER.into_iter().filter(is_later).map(|(name, _, of)| (name, of)).collect();
    Some(SdkCall { api, method, result, arguments, references })
}

fn fields(body: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(body) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}
