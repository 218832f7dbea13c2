//! Where entries are kept, and how many.
//!
//! Each has a name of its own, so that two tabs that write at once lose none of them, as they would
//! if each wrote a list of all.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::entry::Entry;
use crate::base::sort_by_key;

/// How many entries are kept, and how many bytes of them; the oldest go first.
pub const MOST_ENTRIES: usize = 500;
/// As [`MOST_ENTRIES`].
pub const MOST_BYTES: usize = 1_000_000;

/// How long one entry may be, in bytes; of a longer one the bodies are left out.
const LONGEST: usize = 100_000;

const PREFIX: &str = "headroom.activity.";
/// How many entries went to make room.
const DROPPED: &str = "headroom.activity-dropped";

/// Texts by name, which outlive the page and are shared by all tabs.
pub trait Store {
    /// All names.
    fn names(&self) -> Vec<String>;
    /// The text under a name; `None` without one.
    fn get(&self, name: &str) -> Option<String>;
    /// Keeps a text; `false` where that is refused.
    fn set(&self, name: &str, text: &str) -> bool;
    /// Forgets a text.
    fn remove(&self, name: &str);
}

/// All that is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The entries with their names, the newest first.
    pub entries: Vec<(String, Entry)>,
    /// How many older ones went to make room.
    pub dropped: u64,
    /// How many another version of the console wrote, in a way that this one cannot read.
    pub unreadable: usize,
    /// Whether the store refuses, so that some are kept only until the tab closes.
    pub is_in_memory: bool,
}

/// The entries in a store, and those that it would not take.
pub(super) struct Keeper {
    store: Box<dyn Store>,
    memory: RefCell<BTreeMap<String, String>>,
}

impl Keeper {
    pub fn new(store: Box<dyn Store>) -> Self {
        Self { store, memory: RefCell::default() }
    }

    /// A name that comes after all others. `chance`, in 0 to 1, tells apart what two tabs name at
    /// once.
    pub fn new_name(&self, chance: f64) -> String {
        let last = self.names().pop();
        let number =
            last.and_then(|last| last.get(PREFIX.len()..)?.split('.').next()?.parse().ok());
        let number = number.map_or(0, |number: u64| number + 1);
        format!("{PREFIX}{number:012}.{chance}")
    }

    /// Keeps an entry, and drops the oldest ones that there is no room for.
    pub fn keep(&self, name: &str, entry: &Entry) {
        let text = text_of(entry);
        self.make_room(name, text.len());
        while !self.store.set(name, &text) {
            // What others have kept leaves it less room than it may use.
            let Some(oldest) = self.stored().into_iter().find(|kept| kept != name) else {
                self.memory.borrow_mut().insert(name.to_owned(), text);
                return;
            };
            self.drop_one(&oldest);
        }
        self.memory.borrow_mut().remove(name);
    }

    /// An entry.
    fn get(&self, name: &str) -> Option<Entry> {
        serde_json::from_str(&self.text(name)?).ok()
    }

    /// The names of all entries, the oldest first.
    fn names(&self) -> Vec<String> {
        let mut names = self.stored();
        names.extend(self.memory.borrow().keys().cloned());
        sort_by_key(&mut names, String::clone);
        names
    }

    /// All that is kept.
    pub fn all(&self) -> Kept {
        let dropped = self.store.get(DROPPED).and_then(|text| text.parse().ok());
        let mut kept = Kept {
            dropped: dropped.unwrap_or_default(),
            is_in_memory: !self.memory.borrow().is_empty(),
            ..Kept::default()
        };
        for name in self.names().into_iter().rev() {
            match self.get(&name) {
                Some(entry) => kept.entries.push((name, entry)),
                None => kept.unreadable += 1,
            }
        }
        kept
    }

    /// Forgets all of it.
    pub fn clear(&self) {
        self.stored().iter().for_each(|name| self.store.remove(name));
        self.store.remove(DROPPED);
        self.memory.borrow_mut().clear();
    }

    fn text(&self, name: &str) -> Option<String> {
        self.store.get(name).or_else(|| self.memory.borrow().get(name).cloned())
    }

    fn stored(&self) -> Vec<String> {
        let mut names = self.store.names();
        names.retain(|name| name.starts_with(PREFIX));
        sort_by_key(&mut names, String::clone);
        names
    }

    /// Drops the oldest until one more of so many bytes fits.
    fn make_room(&self, name: &str, bytes: usize) {
        let mut others = self.names();
        others.retain(|other| other != name);
        let size = |name: &String| self.text(name).map_or(0, |text| text.len());
        let mut total: usize = others.iter().map(size).sum();
        let mut count = others.len();
        for oldest in &others {
            if count < MOST_ENTRIES && total + bytes <= MOST_BYTES {
                return;
            }
            total -= size(oldest);
            count -= 1;
            self.drop_one(oldest);
        }
    }

    fn drop_one(&self, name: &str) {
        if self.memory.borrow_mut().remove(name).is_none() {
            self.store.remove(name);
        }
        let before: u64 = self.store.get(DROPPED).and_then(|text| text.parse().ok()).unwrap_or(0);
        // Where this is refused, so is everything else, which is said.
        self.store.set(DROPPED, &(before + 1).to_string());
    }
}

fn text_of(entry: &Entry) -> String {
    // No map of an entry has keys other than text, so this cannot fail.
    let text = serde_json::to_string(entry).unwrap_or_default();
    if text.len() <= LONGEST {
        return text;
    }
    let mut cut = Entry { body: None, before: None, is_cut: true, ..entry.clone() };
    if let Some(end) = &mut cut.end {
        end.answer = None;
    }
    serde_json::to_string(&cut).unwrap_or_default()
}
