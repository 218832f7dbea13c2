//! What the page asks the sandbox, and what that does.

use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Method, Request};
use serde::{Deserialize, Serialize};

use super::state::SandboxState;
use crate::sandbox::SANDBOX_KEY;
use crate::worker::protocol::{
    Packed, Parcel, Refusal, Unreadable, packed_as_bytes, packed_as_json, packed_as_nothing,
};

const SECRET_KEY: HeaderName = HeaderName::from_static("x-auth-token");

/// Opens the sandbox. Answers whether what an earlier version kept is in the store from now on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenSandbox {
    /// What an earlier version of the page kept elsewhere.
    pub earlier: Option<EarlierSandbox>,
}

/// A sandbox as earlier versions of the page kept it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlierSandbox {
    /// Its state.
    pub state: String,
    /// How far its clock had come since, in milliseconds since the Unix epoch.
    pub now_ms: Option<i64>,
}

packed_as_json!(OpenSandbox, bool);

impl OpenSandbox {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<bool, Refusal> {
        Ok(state.open(self.earlier).await)
    }
}

/// A call of the API. What it changed is kept before it is answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The body.
    pub body: Vec<u8>,
    /// What tells a write from every other one. Where its answer was lost, the same call is asked
    /// again: it gets the answer that it had, or is carried out now.
    pub id: String,
}

/// The answer to a call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Called {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Packed for Call {
    fn pack(self) -> Parcel {
        Parcel { bytes: self.body, ..Parcel::json(&(self.method, self.path, self.id)) }
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        let (method, path, id) = parcel.value()?;
        Ok(Self { method, path, body: parcel.bytes, id })
    }
}

impl Packed for Called {
    fn pack(self) -> Parcel {
        Parcel { bytes: self.body, ..Parcel::json(&self.status) }
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        Ok(Self { status: parcel.value()?, body: parcel.bytes })
    }
}

impl Call {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<Called, Refusal> {
        let none = || Refusal::Invalid("The call is not a method and a path.".to_owned());
        let id = self.id.clone();
        let request = self.request().ok_or_else(none)?;
        let (status, body) = state.call(&id, &request).await?;
        Ok(Called { status, body })
    }

    fn request(self) -> Option<Request<Vec<u8>>> {
        let mut request = Request::new(self.body);
        *request.method_mut() = Method::from_bytes(self.method.as_bytes()).ok()?;
        *request.uri_mut() = PathAndQuery::try_from(self.path).ok()?.into();
        request.headers_mut().insert(SECRET_KEY, HeaderValue::from_static(SANDBOX_KEY));
        Some(request)
    }
}

/// Moves the clock, where this tab owns the sandbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Advance {
    /// Where it goes, in milliseconds since the Unix epoch.
    pub to_ms: i64,
    /// Whether to keep how far it has come.
    pub keep: bool,
}

packed_as_json!(Advance);

impl Advance {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<(), Refusal> {
        state.advance(self.to_ms, self.keep).await
    }
}

/// Makes this tab the owner, whatever other tab is.
#[derive(Clone, Copy, Debug)]
pub struct TakeOver;

/// Puts the sandbox back to its first content.
#[derive(Clone, Copy, Debug)]
pub struct StartOver;

/// Asks for the sandbox as a file; the answer is the file's bytes.
#[derive(Clone, Copy, Debug)]
pub struct ExportSandbox;

/// Replaces the sandbox by one that was exported.
#[derive(Clone, Debug)]
pub struct ImportSandbox {
    /// The file's bytes.
    pub file: Vec<u8>,
}

/// Asks for a state that was set aside; the answer is its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportCopy {
    /// Its key.
    pub key: String,
}

/// Deletes a state that was set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteCopy {
    /// Its key.
    pub key: String,
}

packed_as_bytes!(ImportSandbox { file });
packed_as_json!(ExportCopy, DeleteCopy);
packed_as_nothing!(TakeOver, StartOver, ExportSandbox);

impl TakeOver {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<(), Refusal> {
        state.own(true).await;
        Ok(())
    }
}

impl StartOver {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<(), Refusal> {
        state.replace(None).await
    }
}

impl ExportSandbox {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<Vec<u8>, Refusal> {
        state.export()
    }
}

impl ImportSandbox {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<(), Refusal> {
        state.replace(Some(self.file)).await
    }
}

impl ExportCopy {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<Vec<u8>, Refusal> {
        state.export_copy(&self.key).await
    }
}

impl DeleteCopy {
    pub(super) async fn answer(self, state: &mut SandboxState) -> Result<(), Refusal> {
        state.delete_copy(self.key).await
    }
}
