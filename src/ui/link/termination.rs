//! Terminating Instances, one call each.

use crate::api::{ApiError, Client};
use crate::wire::ServerId;

/// Terminates Instances. Each is tried, so that one that is refused does not keep the others
/// running: which of them still run, and why the last of those does.
pub async fn terminate_each(
    client: &Client,
    servers: Vec<ServerId>,
) -> (Vec<ServerId>, Result<(), ApiError>) {
    let (mut left, mut failed) = (Vec::new(), Ok(()));
    for server in servers {
        match client.terminate(&server).await {
            Err(error) if !error.is_not_found() => {
                left.push(server);
                failed = Err(error);
            }
            _ => {}
        }
    }
    (left, failed)
}
