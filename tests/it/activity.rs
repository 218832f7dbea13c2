//! What a browser keeps of its writes, through the client that makes them.

mod auditing;
mod keeping;
mod secrets;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use headroom::activity::{Around, AuditLog, Entry, Kept, Place, Store};
use headroom::api::{Client, Transport};
use headroom::wire::Zone;

/// 2 March 2026, 08:00 UTC.
pub const START_MS: i64 = 1_772_438_400_000;

/// What a browser's tabs share.
#[derive(Clone, Default)]
pub struct MemoryStore {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    /// How many bytes it takes; none for as many as there are.
    room: Rc<Cell<Option<usize>>>,
}

impl MemoryStore {
    fn size(&self) -> usize {
        self.texts.borrow().values().map(String::len).sum()
    }

    /// All that is kept, as one text.
    pub fn text(&self) -> String {
        format!("{:?}", self.texts.borrow())
    }
}

impl Store for MemoryStore {
    fn names(&self) -> Vec<String> {
        // In no order that tells anything, as a browser's are.
        self.texts.borrow().keys().rev().cloned().collect()
    }

    fn get(&self, name: &str) -> Option<String> {
        self.texts.borrow().get(name).cloned()
    }

    fn set(&self, name: &str, text: &str) -> bool {
        let old = self.get(name).map_or(0, |old| old.len());
        let fits = self.room.get().is_none_or(|room| self.size() - old + text.len() <= room);
        if fits {
            self.texts.borrow_mut().insert(name.to_owned(), text.to_owned());
        }
        fits
    }

    fn remove(&self, name: &str) {
        self.texts.borrow_mut().remove(name);
    }
}

/// A tab: its log, its clock, and how often it heard of a change.
pub struct Tab {
    pub audit_log: AuditLog,
    pub now_ms: Rc<Cell<i64>>,
    pub heard: Rc<Cell<u32>>,
}

impl Tab {
    pub fn over(shelf: &MemoryStore) -> Self {
        let (now_ms, heard) = (Rc::new(Cell::new(START_MS)), Rc::new(Cell::new(0)));
        let (clock, count) = (now_ms.clone(), heard.clone());
        let audit_log = AuditLog::new(Around {
            store: Box::new(shelf.clone()),
            now_ms: Box::new(move || clock.get()),
            there_ms: Box::new(|| None),
            chance: || 0.5,
            changed: Box::new(move || count.set(count.get() + 1)),
        });
        Self { audit_log, now_ms, heard }
    }

    pub fn client(&self, transport: impl Transport + 'static) -> Client {
        let client = Client::new(transport, Zone::from("fr-par-1"));
        client.audited(self.audit_log.of(Place::default()))
    }

    /// The entries, the newest first.
    pub fn entries(&self) -> Vec<Entry> {
        let Kept { entries, unreadable, .. } = self.audit_log.all();
        assert_eq!(unreadable, 0);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }
}
