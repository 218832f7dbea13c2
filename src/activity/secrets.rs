//! What is left out of a body before it is kept. Only a body that can be read is kept at all, since
//! of another one nobody can tell what it holds.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// The fields of bodies that hold a document for an Instance's first boot, in any generation.
const DOCUMENTS: [&str; 2] = ["cloud_init", "user_data"];
/// The field that holds one where the path says that it does.
const CONTENT: &str = "content";

/// A body without its secrets; none where it is empty or no JSON.
pub(super) fn without_secrets(path: &str, body: &[u8]) -> Option<Value> {
    let mut value: Value = serde_json::from_slice(body).ok()?;
    leave_out(&mut value, path.contains("/user-data"));
    Some(value)
}

fn leave_out(value: &mut Value, is_user_data: bool) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let holds_one =
                    DOCUMENTS.contains(&name.as_str()) || (is_user_data && name == CONTENT);
                match value {
                    Value::Null => {}
                    value if holds_one => *value = Value::String(mark(value)),
                    value => leave_out(value, is_user_data),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| leave_out(item, is_user_data)),
        _ => {}
    }
}

/// What stands in a document's place.
fn mark(document: &Value) -> String {
    let decoded = document.as_str().and_then(|text| STANDARD.decode(text).ok());
    let as_it_stands = || document.as_str().map_or_else(|| document.to_string().len(), str::len);
    format!("<{} bytes, not kept>", decoded.map_or_else(as_it_stands, |bytes| bytes.len()))
}

/// How many bytes a document had in whose place a text stands; none for any other text.
#[must_use]
pub fn left_out(text: &str) -> Option<u64> {
    text.strip_prefix('<')?.strip_suffix(" bytes, not kept>")?.parse().ok()
}
