//! The sandbox's store in the browser: a database, a lock, and a word to the other tabs.
//!
//! The lock tells whether another tab lives. What keeps two tabs from writing over each other is
//! the owner's mark, which stands in the database itself: a write looks at it within its own
//! transaction, and changes nothing once another tab has put its mark there.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_channel::{mpsc, oneshot};
use js_sys::{Math, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::database::{Change, Database, DatabaseError};
use super::incoming::Incoming;
use super::lock::{self, Ask};
use crate::worker::sandbox::{Changes, Kept, Pending, Store, StoreError};

/// What the database, the lock and the channel to the other tabs are called.
const NAME: &str = "headroom.sandbox";
const VALUES: &str = "values";
const MARKS: &str = "marks";
const OWNER: &str = "owner";

/// The browser's store.
pub(super) struct BrowserStore {
    database: RefCell<Option<Rc<Database>>>,
    mark: String,
    others: Option<Others>,
    incoming: mpsc::UnboundedSender<Incoming>,
    lock: Rc<Cell<Lock>>,
}

/// How this tab stands to the lock.
#[derive(Clone, Copy, Debug, Default)]
struct Lock {
    held: bool,
    /// Whether it will be told when nobody else holds it.
    in_line: bool,
}

/// The other tabs.
struct Others {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl BrowserStore {
    /// A store that is not open yet. What other tabs do goes to `incoming`.
    pub(super) fn new(incoming: mpsc::UnboundedSender<Incoming>) -> Self {
        Self {
            database: RefCell::new(None),
            mark: Math::random().to_string(),
            others: Others::new(incoming.clone()),
            incoming,
            lock: Rc::default(),
        }
    }

    async fn database(&self) -> Result<Rc<Database>, StoreError> {
        if let Some(database) = self.database.borrow().as_ref() {
            return Ok(Rc::clone(database));
        }
        let database = Rc::new(Database::open(NAME, &[VALUES, MARKS]).await?);
        *self.database.borrow_mut() = Some(Rc::clone(&database));
        Ok(database)
    }

    /// Whether this tab gets the lock.
    async fn lock(&self, how: Ask) -> bool {
        if self.lock.get().held && how == Ask::IfFree {
            return true;
        }
        let (sender, receiver) = oneshot::channel();
        let asked = lock::ask(NAME, how, move |given| {
            // Whoever waited may be gone.
            let _ = sender.send(given);
        });
        // Without locks the tab that was opened last is the owner.
        let held = asked.is_none() || receiver.await.unwrap_or(false);
        self.lock.set(Lock { held, ..self.lock.get() });
        held
    }

    /// Hears of it when the owner is gone, and holds the lock from then on.
    fn wait_in_line(&self) {
        let before = self.lock.replace(Lock { held: false, in_line: true });
        if before.in_line {
            return;
        }
        let (lock, incoming) = (Rc::clone(&self.lock), self.incoming.clone());
        lock::ask(NAME, Ask::InLine, move |held| {
            lock.set(Lock { held, in_line: false });
            // It only fails once the worker's loop is gone.
            let _ = incoming.unbounded_send(Incoming::Freed);
        });
    }

    async fn become_owner(&self, by_force: bool) -> Result<(), StoreError> {
        let database = self.database().await?;
        if self.lock(if by_force { Ask::ByForce } else { Ask::IfFree }).await {
            let mark = (MARKS, OWNER, Some(JsValue::from_str(&self.mark)));
            database.change(&[mark], None).await?;
            self.tell_others();
        }
        Ok(())
    }

    async fn read_all(&self) -> Result<Kept, StoreError> {
        let database = self.database().await?;
        let found = database.all(VALUES).await?;
        let mut values = BTreeMap::new();
        // A map that is collected sorts first, by a sort of its own: 1.8 KB of brotli.
        for (key, value) in found {
            values.insert(key, Uint8Array::new(&value).to_vec());
        }
        let owned = self.is_own(database.get(MARKS, OWNER).await?.as_ref());
        if !owned {
            self.wait_in_line();
        }
        Ok(Kept { values, owned })
    }

    fn is_own(&self, mark: Option<&JsValue>) -> bool {
        mark.and_then(JsValue::as_string).as_ref() == Some(&self.mark)
    }

    async fn change(&self, changes: Changes) -> Result<(), StoreError> {
        let bytes = |value: &Vec<u8>| Uint8Array::from(value.as_slice()).into();
        let changes: Vec<Change<'_>> = changes
            .iter()
            .map(|(key, value)| (VALUES, key.as_str(), value.as_ref().map(bytes)))
            .collect();
        let own = |mark: Option<JsValue>| self.is_own(mark.as_ref());
        let changed = self.database().await?.change(&changes, Some((MARKS, OWNER, &own))).await?;
        if !changed {
            return Err(StoreError::TakenOver);
        }
        self.tell_others();
        Ok(())
    }

    fn tell_others(&self) {
        if let Some(others) = &self.others {
            // It only fails for what cannot be copied, and a text can.
            let _ = others.channel.post_message(&JsValue::from_str(&self.mark));
        }
    }
}

impl Others {
    fn new(incoming: mpsc::UnboundedSender<Incoming>) -> Option<Self> {
        let channel = BroadcastChannel::new(NAME).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            // It only fails once the worker's loop is gone.
            let _ = incoming.unbounded_send(Incoming::Changed);
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { channel, _heard: heard })
    }
}

impl Store for BrowserStore {
    fn own(&self, by_force: bool) -> Pending<'_, Result<(), StoreError>> {
        Box::pin(self.become_owner(by_force))
    }

    fn read(&self) -> Pending<'_, Result<Kept, StoreError>> {
        Box::pin(self.read_all())
    }

    fn write(&self, changes: Changes) -> Pending<'_, Result<(), StoreError>> {
        Box::pin(self.change(changes))
    }
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        Self::Failed(error.to_string())
    }
}
