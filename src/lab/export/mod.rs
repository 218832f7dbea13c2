//! Groups, templates and policies taken elsewhere, in the forms that other tools read.

mod exported;
mod reading;
mod remade;
mod texts;

pub use exported::{ExportForm, Exported};

use crate::export::{Request, curl};
use crate::forms::apply::Call;
use crate::wire::Zone;

/// A call as a command for curl.
#[must_use]
pub fn call_as_curl(call: &Call, api: &str, zone: &Zone) -> String {
    let (method, path, body) = (call.method(), call.path(zone), call.body());
    let request = Request { method: method.as_str(), path: &path, body: body.as_deref() };
    curl(api, request)
}
