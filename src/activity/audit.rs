//! Writes on their way.

use std::cell::RefCell;
use std::rc::Rc;

use super::entry::{End, Entry, Outcome, Place};
use super::keep::{Keeper, Kept, Store};
use super::secrets::without_secrets;
use super::seen::{Seen, is_worth_keeping};

/// What surrounds an audit log.
pub struct Around {
    /// Where entries are kept.
    pub store: Box<dyn Store>,
    /// The time, in milliseconds since the Unix epoch.
    pub now_ms: Box<dyn Fn() -> i64>,
    /// The time by the clock of what is connected, where it has one of its own, likewise.
    pub there_ms: Box<dyn Fn() -> Option<i64>>,
    /// A number in 0 to 1.
    pub chance: fn() -> f64,
    /// Hears that what is kept has changed.
    pub changed: Box<dyn Fn()>,
}

/// All writes that are kept, whatever they were sent to.
#[derive(Clone)]
pub struct AuditLog(Rc<Inner>);

struct Inner {
    keeper: Keeper,
    now_ms: Box<dyn Fn() -> i64>,
    there_ms: Box<dyn Fn() -> Option<i64>>,
    chance: fn() -> f64,
    changed: Box<dyn Fn()>,
    done: RefCell<Vec<Done>>,
}

/// A write that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The name that it is kept under.
    pub name: String,
    /// Whether what was there before it is known.
    pub has_former: bool,
}

impl AuditLog {
    /// The log that a store holds.
    #[must_use]
    pub fn new(Around { store, now_ms, there_ms, chance, changed }: Around) -> Self {
        let (keeper, done) = (Keeper::new(store), RefCell::default());
        Self(Rc::new(Inner { keeper, now_ms, there_ms, chance, changed, done }))
    }

    /// What keeps the writes to one place.
    #[must_use]
    pub fn of(&self, place: Place) -> Auditor {
        Auditor { audit_log: self.clone(), place, seen: RefCell::default() }
    }

    /// All that is kept.
    #[must_use]
    pub fn all(&self) -> Kept {
        self.0.keeper.all()
    }

    /// What this page alone has carried out since this was last asked, the oldest first.
    #[must_use]
    pub fn take_done(&self) -> Vec<Done> {
        self.0.done.take()
    }

    /// Forgets all of it.
    pub fn clear(&self) {
        self.0.keeper.clear();
        (self.0.changed)();
    }

    fn keep(&self, name: &str, entry: &Entry) {
        self.0.keeper.keep(name, entry);
        (self.0.changed)();
    }
}

/// What keeps the writes to one place.
pub struct Auditor {
    audit_log: AuditLog,
    place: Place,
    seen: RefCell<Seen>,
}

impl Auditor {
    /// Remembers what was read.
    pub fn saw(&self, uri: &str, body: &[u8]) {
        if is_worth_keeping(uri) {
            self.seen.borrow_mut().add(uri, body);
        }
    }

    /// Keeps a write that is about to be sent; of its address without the query.
    #[must_use]
    pub fn began(&self, method: &str, uri: &str, body: &[u8]) -> PendingWrite<'_> {
        let path = uri.split('?').next().unwrap_or_default();
        let seen = self.seen.borrow();
        let before = if method == "POST" { None } else { seen.former(path) };
        let body = without_secrets(path, body);
        let Inner { keeper, now_ms, there_ms, chance, .. } = &*self.audit_log.0;
        let entry = Entry {
            at_ms: now_ms(),
            there_ms: there_ms(),
            place: self.place.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            names: seen.names(path, [body.as_ref(), before.as_ref()]),
            body,
            before,
            ..Entry::default()
        };
        let name = keeper.new_name(chance());
        self.audit_log.keep(&name, &entry);
        PendingWrite { auditor: self, name, entry }
    }

    /// Notes that a write whose answer was lost was found to be carried out after all.
    pub fn found_done(&self, method: &str, path: &str) {
        let is_lost = |(_, entry): &(String, Entry)| {
            let is_unknown = |end: &End| end.outcome == Outcome::Unknown;
            entry.method == method
                && entry.path == path
                && entry.place == self.place
                && entry.end.as_ref().is_some_and(is_unknown)
        };
        let Some((name, mut entry)) = self.audit_log.all().entries.into_iter().find(is_lost) else {
            return;
        };
        if let Some(end) = &mut entry.end {
            end.outcome = Outcome::Done;
            let found = t!("The answer was lost; a look afterwards found it carried out.");
            end.words = found.to_owned();
        }
        self.audit_log.keep(&name, &entry);
    }
}

/// A write that was kept and has yet to end.
pub struct PendingWrite<'a> {
    auditor: &'a Auditor,
    name: String,
    entry: Entry,
}

impl PendingWrite<'_> {
    /// Settles what became of it. `words` say why, unless it was done; `answer` is the body that
    /// came.
    pub fn ended(mut self, outcome: Outcome, words: String, answer: &[u8]) {
        let Entry { at_ms, path, method, .. } = &self.entry;
        let Auditor { audit_log, seen, .. } = self.auditor;
        if outcome == Outcome::Done {
            let has_former = self.entry.before.is_some();
            audit_log.0.done.borrow_mut().push(Done { name: self.name.clone(), has_former });
            let mut seen = seen.borrow_mut();
            seen.forget(path);
            // What was written is what is there now.
            if method == "PATCH" {
                seen.add(path, answer);
            }
        }
        self.entry.end = Some(End {
            outcome,
            words,
            // A clock that was set back meanwhile tells no duration.
            duration_ms: ((audit_log.0.now_ms)() - at_ms).max(0),
            answer: without_secrets(path, answer),
        });
        audit_log.keep(&self.name, &self.entry);
    }
}
