//! Which groups are read next: few at once, none twice at once.

use std::collections::{BTreeSet, VecDeque};

use crate::wire::{Generation, GroupId};

/// Which group it is: ids are unique within a generation.
pub type Key = (Generation, GroupId);

/// The groups that wait to be read, and those that are being read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    waiting: VecDeque<Key>,
    running: BTreeSet<Key>,
}

impl Queue {
    /// So many groups are read at once: a browser asks one host about as many things at once.
    pub const MOST: usize = 6;

    /// Puts a group at the end, unless it waits or is being read.
    pub fn want(&mut self, key: Key) {
        if !self.running.contains(&key) && !self.waiting.contains(&key) {
            self.waiting.push_back(key);
        }
    }

    /// Takes a group out again that nobody wants any more. One that is being read is read to its
    /// end.
    pub fn forget(&mut self, key: &Key) {
        self.waiting.retain(|own| own != key);
    }

    /// The next group to read, where there is room for another; it is being read from here on.
    pub fn start(&mut self) -> Option<Key> {
        if self.running.len() >= Self::MOST {
            return None;
        }
        let key = self.waiting.pop_front()?;
        self.running.insert(key.clone());
        Some(key)
    }

    /// A group was read, or could not be.
    pub fn finish(&mut self, key: &Key) {
        self.running.remove(key);
    }

    /// Whether nothing waits and nothing is being read.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.running.is_empty()
    }
}
