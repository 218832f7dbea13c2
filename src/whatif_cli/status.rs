//! How a run ends.

/// How a run ended, as the process's exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Every job has its outcome, and no `--fail-if` holds.
    #[default]
    Fine = 0,
    /// A `--fail-if` holds.
    Failed = 1,
    /// A job or an option cannot be used, or nothing was judged.
    Refused = 2,
}
