//! The project that something new goes into.

use crate::api::Client;

/// The project that is chosen; with none chosen, and nothing there to take it from, the only one
/// that there is.
pub async fn project_of_new(client: &Client, chosen: String, is_first: bool) -> String {
    if !chosen.is_empty() || !is_first {
        return chosen;
    }
    // Where they may not be listed, the form asks.
    match client.projects(None).await.as_deref() {
        Ok([only]) => only.id.to_string(),
        _ => chosen,
    }
}
