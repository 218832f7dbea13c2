//! Where the sandbox is kept.

use std::collections::BTreeMap;
use std::pin::Pin;

/// Something that is waited for.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Values to set under their keys; nothing takes away what is there.
pub type Changes = Vec<(String, Option<Vec<u8>>)>;

/// Why something was not kept or not found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another tab has become the owner: nothing was changed.
    #[error("The sandbox is being used in another tab.")]
    TakenOver,
    /// The store's own words.
    #[error("{0}")]
    Failed(String),
}

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Every value by its key.
    pub values: BTreeMap<String, Vec<u8>>,
    /// Whether this tab is the owner.
    pub owned: bool,
}

/// A store of values by key, which one owner at a time may change.
pub trait Store {
    /// Becomes the owner where there is none, or by force even then. [`Kept::owned`] tells whether
    /// it is.
    fn own(&self, by_force: bool) -> Pending<'_, Result<(), StoreError>>;

    /// Everything that is kept.
    fn read(&self) -> Pending<'_, Result<Kept, StoreError>>;

    /// Makes all changes or none, and only for the owner.
    fn write(&self, changes: Changes) -> Pending<'_, Result<(), StoreError>>;
}
