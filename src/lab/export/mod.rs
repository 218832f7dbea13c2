//! Groups, templates and policies taken elsewhere, in the forms that other tools read.

mod exported;
mod reading;
mod remade;
mod texts;

pub use exported::{ExportForm, Exported};

pub use crate::export::SdkProgram;
use crate::export::{Request, curl, sdk_request};
use crate::forms::apply::Call;
use crate::wire::Zone;

/// A call as a command for curl.
#[must_use]
pub fn call_as_curl(call: &Call, api: &str, zone: &Zone) -> String {
    let (method, path, body) = (call.method(), call.path(zone), call.body());
    let request = Request { method: method.as_str(), path: &path, body: body.as_deref() };
    curl(api, request)
}

/// The same as a program for the SDK that knows it; see [`sdk_request`].
#[must_use]
pub fn call_as_sdk(call: &Call, zone: &Zone) -> Option<SdkProgram> {
    let (method, path, body) = (call.method(), call.path(zone), call.body());
    sdk_request(Request { method: method.as_str(), path: &path, body: body.as_deref() })
}
