//! The project, and the check of an API key.

use http::StatusCode;

use super::page::{Row, is_asked, not_found, page_size};
use super::{CREATED, ORGANIZATION};
use crate::sandbox::SANDBOX_PROJECT;
use crate::sandbox::json::{Json, object};
use crate::sandbox::params::Params;
use crate::sandbox::reply::{Outcome, Refusal, Reply};

/// The public half of a key that is known.
pub const SANDBOX_ACCESS_KEY: &str = "SCWSANDBOX0000000000";
/// The public half of a key that its holder may not read.
pub const FORBIDDEN_ACCESS_KEY: &str = "SCWFORBIDDEN00000000";
/// Who holds the key.
const USER: &str = "b94e6a1d-3c70-4f58-a2e9-d15c8b7f0e36";

pub(super) fn list(params: &Params) -> Outcome {
    let is_theirs = is_asked(params, "organization_id", ORGANIZATION);
    let rows = if is_theirs { vec![project()] } else { Vec::new() };
    page_size(params, "projects", rows)
}

fn project() -> Row {
    let shown = object! {
        "id": SANDBOX_PROJECT,
        "name": "default",
        "organization_id": ORGANIZATION,
        "created_at": CREATED,
        "updated_at": CREATED,
        "description": "",
    };
    Row { name: "default".to_owned(), shown }
}

/// What is known of a key: its own holder may read it, someone else may not, or there is none.
pub(super) fn api_key(access_key: &str) -> Outcome {
    match access_key {
        SANDBOX_ACCESS_KEY => Ok(Reply::ok(&known_key())),
        FORBIDDEN_ACCESS_KEY => Err(Refusal::Said(forbidden())),
        _ => Err(not_found("api_key", access_key)),
    }
}

fn known_key() -> Json {
    object! {
        "access_key": SANDBOX_ACCESS_KEY,
        "secret_key": Json::Null,
        "description": "",
        "created_at": CREATED,
        "updated_at": CREATED,
        "expires_at": Json::Null,
        "default_project_id": SANDBOX_PROJECT,
        "editable": true,
        "deletable": true,
        "managed": false,
        "creation_ip": "192.0.2.1",
        "user_id": USER,
    }
}

/// As recorded (contract, section 7).
fn forbidden() -> Reply {
    let body = object! {
        "details": vec![object! { "action": "read", "resource": "api_key" }],
        "message": "insufficient permissions",
        "type": "permissions_denied",
    };
    Reply::ok(&body).with_status(StatusCode::FORBIDDEN)
}
