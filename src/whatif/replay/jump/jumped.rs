//! What a run comes to.

/// What a run came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Jumped {
    /// The integral of the ordered size.
    pub instance_ms: i64,
    /// How long the demand exceeded what served.
    pub overload_ms: i64,
    /// Changes of the size.
    pub changes: usize,
    /// Changes that undo the one before them.
    pub reversals: usize,
}
