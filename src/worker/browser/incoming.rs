//! What the sandbox's worker hears of.

use super::message::Message;

/// What the sandbox's worker hears of.
pub(super) enum Incoming {
    /// A question of the page.
    Question(Message),
    /// Another tab has kept a change, or has become the owner.
    Changed,
    /// The tab that owned the sandbox is gone.
    Freed,
}
