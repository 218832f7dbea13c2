//! What makes something anew: a program, or commands for a shell.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::call_as_curl;
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
    let calls: Vec<SdkCall> = calls(exported).iter().filter_map(as_sdk_call).collect();
    sdk(&calls, exported.generation(), zone)
}

/// The calls that make it, as commands for a shell, of which the later ones take the ids that the
/// earlier ones have answered.
pub(super) fn commands(exported: &Exported, api: &str, zone: &Zone) -> String {
    let calls = calls(exported);
    let commands = calls.iter().map(|call| {
        let command = with_ids(call_as_curl(call, api, zone));
        match made(call).filter(|_| calls.len() > 1) {
            Some(name) => format!("{name}=$({command} | jq --raw-output .id)\n"),
            None => command + "\n",
        }
    });
    let commands = commands.collect::<Vec<_>>().join("\n");
    // Without an id there is nothing that the next one could name.
    let stop = if calls.len() > 1 { "set -euo pipefail\n\n" } else { "" };
    format!("{stop}{commands}")
}

/// What a call makes that a later one may name, by its variable.
const fn made(call: &Call) -> Option<&'static str> {
    match call {
        Call::CreateTemplate(_) | Call::CreateTargetTemplate(_) => Some("template"),
        Call::CreateGroup(_) | Call::CreateTargetGroup(_) => Some("group"),
        _ => None,
    }
}

/// A command in which variables stand for ids that are not known yet: in its body and in its path,
/// both within single quotes.
fn with_ids(command: String) -> String {
    LATER.iter().fold(command, |command, (name, reads, of)| {
        let variable = format!("'\"${of}\"'");
        command
            .replace(&format!("\"{name}\":\"{reads}\""), &format!("\"{name}\":\"{variable}\""))
            .replace(&format!("/{reads}/"), &format!("/{variable}/"))
    })
}

fn calls(exported: &Exported) -> Vec<Call> {
    let of = |step: MoveStep| step.call;
    match exported {
        Exported::Group(origin) => origin.as_new().into_iter().map(of).collect(),
        Exported::Template(own) => vec![template_step(own, own.project_id.clone()).call],
        Exported::TargetTemplate(own, cloud_init) => {
            let project = own.project_id.clone();
            target_template_steps(own, cloud_init.as_ref(), project).map(of).collect()
        }
        Exported::Policy(own) => vec![create_policy(own, own.instance_group_id.as_str())],
    }
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
