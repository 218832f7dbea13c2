//! The project, and the check of an API key.

use http::StatusCode;

use crate::sandbox::catalog::{
    CREATED, FORBIDDEN_ACCESS_KEY, ORGANIZATION, SANDBOX_ACCESS_KEY, SANDBOX_PROJECT,
};
use crate::sandbox::http::{CallResult, Item, Json, Params, Refusal, Reply, object, page_size};

/// Who holds the key.
const USER: &str = "b94e6a1d-3c70-4f58-a2e9-d15c8b7f0e36";

pub fn list(params: &Params) -> CallResult {
    let is_asked = params.ask_for(&[("organization_id", ORGANIZATION)]);
    page_size(params, "projects", is_asked.then(project))
}

fn project() -> Item {
    let shown = object! {
        "id": SANDBOX_PROJECT,
        "name": "default",
        "organization_id": ORGANIZATION,
        "created_at": CREATED,
        "updated_at": CREATED,
        "description": "",
    };
    Item { name: "default".to_owned(), shown }
}

/// What is known of a key: its own holder may read it, someone else may not, or there is none.
pub fn api_key(access_key: &str) -> CallResult {
    match access_key {
        SANDBOX_ACCESS_KEY => Ok(Reply::ok(&known_key())),
        FORBIDDEN_ACCESS_KEY => Err(Refusal::Said(forbidden())),
        _ => Err(Refusal::Said(unknown(access_key))),
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

/// A key that is not there, in the standard words (contract, section 7).
fn unknown(access_key: &str) -> Reply {
    let body = object! {
        "message": "resource is not found",
        "resource": "api_key",
        "resource_id": access_key,
        "type": "not_found",
    };
    Reply::ok(&body).with_status(StatusCode::NOT_FOUND)
}
