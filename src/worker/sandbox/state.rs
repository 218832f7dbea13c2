//! The sandbox, who owns it and where it is kept.

use http::{Method, Request};
use serde::{Deserialize, Serialize};

use super::questions::EarlierSandbox;
use super::status::{Copy, Keeping, Role, SandboxStatus};
use super::store::{Changes, Kept, Store, StoreError};
use crate::sandbox::{FIRST_CONTENT_NOW_MS, Sandbox};
use crate::worker::protocol::{Refusal, from_text, to_text};

/// The seed of the first content: everyone meets the same sandbox.
const SEED: u64 = 1;

/// The state, as text.
const STATE: &str = "state";
/// How far the clock has come since the state was kept: the rest follows from the two.
const CLOCK: &str = "clock";
/// The last write with its answer, so that one whose answer was lost is not carried out twice.
const WRITE: &str = "write";
/// What was set aside, each under this and a number.
const COPY: &str = "copy ";

/// How much virtual time may lie between the kept state and the kept clock: it is gone through
/// again on opening.
const REPLAYED_MS: i64 = 24 * 60 * 60 * 1_000;

/// The last write with its answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct LastWrite {
    id: String,
    status: u16,
    body: String,
}

/// The sandbox of one tab, once it is open.
pub(super) struct SandboxState {
    store: Box<dyn Store>,
    sandbox: Option<Sandbox>,
    status: SandboxStatus,
    /// Where the clock stood when the state was kept.
    kept_ms: i64,
    last_write: LastWrite,
}

impl SandboxState {
    pub(super) fn new(store: Box<dyn Store>) -> Self {
        let (status, last_write) = (SandboxStatus::default(), LastWrite::default());
        Self { store, sandbox: None, status, kept_ms: 0, last_write }
    }

    pub(super) fn status(&self) -> Option<SandboxStatus> {
        let now_ms = self.sandbox.as_ref()?.now_ms();
        Some(SandboxStatus { now_ms, ..self.status.clone() })
    }

    /// Opens what is kept, and says whether what an earlier version kept is in the store.
    pub(super) async fn open(&mut self, earlier: Option<EarlierSandbox>) -> bool {
        let Some(kept) = self.claim(false).await else {
            self.enter(earlier.as_ref().and_then(of_earlier).unwrap_or_else(first_content));
            return false;
        };
        if self.status.role == Role::Follower {
            self.show(&kept);
            return false;
        }
        let moved = match earlier {
            Some(earlier) => self.take_in(&kept, earlier).await,
            None => false,
        };
        if self.sandbox.is_none() {
            let kept = self.read().await.unwrap_or(kept);
            self.show_own(&kept).await;
        }
        moved
    }

    /// Becomes the owner, where there is none or by force, and opens what is kept.
    pub(super) async fn own(&mut self, by_force: bool) {
        match self.claim(by_force).await {
            Some(kept) if self.status.role == Role::Owner => self.show_own(&kept).await,
            Some(kept) => self.show(&kept),
            None => {}
        }
    }

    /// Shows what another tab has kept. Where this one is the owner by now, it knows better.
    pub(super) async fn follow(&mut self) {
        if let Some(kept) = self.read().await.filter(|kept| !kept.owned) {
            self.show(&kept);
        }
    }

    /// Answers a call, and keeps what it changed before that.
    pub(super) async fn call(
        &mut self,
        id: &str,
        request: &Request<Vec<u8>>,
    ) -> Result<(u16, Vec<u8>), Refusal> {
        let writes = request.method() != Method::GET;
        if writes && self.last_write.id == id {
            let LastWrite { status, body, .. } = self.last_write.clone();
            return Ok((status, body.into_bytes()));
        }
        if writes && self.status.role == Role::Follower {
            return Err(Refusal::UsedElsewhere);
        }
        let (parts, body) = self.sandbox()?.handle(request).into_parts();
        let status = parts.status.as_u16();
        if writes && parts.status.is_success() {
            let text = String::from_utf8_lossy(&body).into_owned();
            self.last_write = LastWrite { id: id.to_owned(), status, body: text };
            self.keep_state().await?;
        }
        Ok((status, body))
    }

    /// Moves the clock, where this tab is the owner.
    pub(super) async fn advance(&mut self, to_ms: i64, keep: bool) -> Result<(), Refusal> {
        if self.status.role == Role::Follower {
            return Ok(());
        }
        let sandbox = self.sandbox()?;
        sandbox.advance(to_ms);
        let now_ms = sandbox.now_ms();
        match keep {
            false => Ok(()),
            true if now_ms - self.kept_ms > REPLAYED_MS => self.keep_state().await,
            true => {
                let clock = now_ms.to_string().into_bytes();
                self.keep(vec![(CLOCK.to_owned(), Some(clock))]).await
            }
        }
    }

    /// Replaces the sandbox by one that was exported, or by its first content.
    pub(super) async fn replace(&mut self, file: Option<Vec<u8>>) -> Result<(), Refusal> {
        if self.status.role == Role::Follower {
            return Err(Refusal::UsedElsewhere);
        }
        let sandbox = match file {
            Some(file) => loaded(&file).map_err(Refusal::Invalid)?,
            None => first_content(),
        };
        self.enter(sandbox);
        self.last_write = LastWrite::default();
        self.keep_state().await
    }

    pub(super) fn export(&self) -> Result<Vec<u8>, Refusal> {
        let sandbox = self.sandbox.as_ref().ok_or_else(not_open)?;
        Ok(sandbox.save().into_bytes())
    }

    pub(super) async fn export_copy(&self, key: &str) -> Result<Vec<u8>, Refusal> {
        let kept = self.store.read().await.map_err(|why| Refusal::Storage(why.to_string()))?;
        kept.values.get(key).filter(|_| key.starts_with(COPY)).cloned().ok_or(Refusal::NoCopy)
    }

    pub(super) async fn delete_copy(&mut self, key: String) -> Result<(), Refusal> {
        if !key.starts_with(COPY) {
            return Err(Refusal::NoCopy);
        }
        let deleted = self.store.write(vec![(key.clone(), None)]).await;
        deleted.map_err(|why| Refusal::Storage(why.to_string()))?;
        self.status.copies.retain(|copy| copy.key != key);
        self.status.unreadable = None;
        Ok(())
    }

    fn sandbox(&mut self) -> Result<&mut Sandbox, Refusal> {
        self.sandbox.as_mut().ok_or_else(not_open)
    }

    /// Goes on with this sandbox.
    fn enter(&mut self, sandbox: Sandbox) {
        self.kept_ms = sandbox.now_ms();
        self.sandbox = Some(sandbox);
    }

    /// What is kept, with this tab as the owner if it can be; nothing where nothing can be kept.
    async fn claim(&mut self, by_force: bool) -> Option<Kept> {
        if let Err(why) = self.store.own(by_force).await {
            self.status.keeping = Keeping::InMemory(why.to_string());
            return None;
        }
        self.read().await
    }

    async fn read(&mut self) -> Option<Kept> {
        match self.store.read().await {
            Ok(kept) => {
                self.status.role = if kept.owned { Role::Owner } else { Role::Follower };
                Some(kept)
            }
            Err(why) => {
                self.status.keeping = Keeping::InMemory(why.to_string());
                None
            }
        }
    }

    /// Shows what is kept.
    fn show(&mut self, kept: &Kept) {
        self.status.copies = copies(kept);
        self.last_write = text(kept, WRITE).and_then(|t| from_text(t).ok()).unwrap_or_default();
        let mut sandbox = match kept.values.get(STATE) {
            // The owner says what is wrong with a state that cannot be read.
            Some(state) => loaded(state).unwrap_or_else(|_| first_content()),
            None => first_content(),
        };
        let kept_ms = sandbox.now_ms();
        if let Some(now_ms) = text(kept, CLOCK).and_then(|clock| clock.parse().ok()) {
            sandbox.advance(now_ms);
        }
        self.enter(sandbox);
        self.kept_ms = kept_ms;
    }

    /// Shows what is kept, and sets it aside where it cannot be read.
    async fn show_own(&mut self, kept: &Kept) {
        match kept.values.get(STATE).map(|state| (loaded(state), state)) {
            Some((Err(why), state)) => {
                self.status.copies = copies(kept);
                self.enter(first_content());
                self.status.unreadable = Some(why);
                self.set_aside(state.clone()).await;
            }
            _ => self.show(kept),
        }
    }

    /// Sets a state aside. While that cannot be done, nothing is written over it either.
    async fn set_aside(&mut self, state: Vec<u8>) {
        let copy = self.new_copy(&state);
        let mut changes = vec![(copy.key.clone(), Some(state))];
        changes.extend([STATE, CLOCK, WRITE].map(|key| (key.to_owned(), None)));
        match self.store.write(changes).await {
            Ok(()) => self.status.copies.push(copy),
            Err(why) => self.status.keeping = Keeping::InMemory(why.to_string()),
        }
    }

    /// Takes what an earlier version kept into the store; beside what is kept there already, as a
    /// copy. Says whether it is there.
    async fn take_in(&mut self, kept: &Kept, earlier: EarlierSandbox) -> bool {
        self.status.copies = copies(kept);
        let read = of_earlier(&earlier);
        let state = earlier.state.into_bytes();
        if let (Some(sandbox), false) = (read, kept.values.contains_key(STATE)) {
            self.enter(sandbox);
            return self.keep_state().await.is_ok() && self.status.keeping == Keeping::Kept;
        }
        if !kept.values.contains_key(STATE) {
            self.status.unreadable = loaded(&state).err();
            self.enter(first_content());
        }
        let copy = self.new_copy(&state);
        let written = self.store.write(vec![(copy.key.clone(), Some(state))]).await;
        self.status.copies.extend(written.is_ok().then_some(copy));
        written.is_ok()
    }

    /// A copy under a key that no other has.
    fn new_copy(&self, state: &[u8]) -> Copy {
        let numbers = self
            .status
            .copies
            .iter()
            .filter_map(|copy| copy.key.strip_prefix(COPY)?.parse::<u32>().ok());
        let number = numbers.max().unwrap_or(0).saturating_add(1);
        let bytes = u32::try_from(state.len()).unwrap_or(u32::MAX);
        Copy { key: format!("{COPY}{number}"), bytes }
    }

    async fn keep_state(&mut self) -> Result<(), Refusal> {
        let sandbox = self.sandbox()?;
        let (state, now_ms) = (sandbox.save().into_bytes(), sandbox.now_ms());
        let write = to_text(&self.last_write).into_bytes();
        let changes = [(STATE, Some(state)), (WRITE, Some(write)), (CLOCK, None)];
        self.keep(changes.map(|(key, value)| (key.to_owned(), value)).into()).await?;
        if self.status.keeping == Keeping::Kept {
            self.kept_ms = now_ms;
        }
        Ok(())
    }

    /// Keeps changes, and notes it when they are not kept. Refused when another tab has taken
    /// over: then that tab's sandbox is shown, and what was done here is not part of it.
    async fn keep(&mut self, changes: Changes) -> Result<(), Refusal> {
        if matches!(self.status.keeping, Keeping::InMemory(_)) {
            return Ok(());
        }
        match self.store.write(changes).await {
            Ok(()) => self.status.keeping = Keeping::Kept,
            Err(StoreError::Failed(why)) => self.status.keeping = Keeping::Failed(why),
            Err(StoreError::TakenOver) => {
                self.follow().await;
                return Err(Refusal::UsedElsewhere);
            }
        }
        Ok(())
    }
}

fn not_open() -> Refusal {
    Refusal::Invalid("The sandbox is not open.".to_owned())
}

fn first_content() -> Sandbox {
    Sandbox::new(SEED, FIRST_CONTENT_NOW_MS)
}

/// A sandbox from its state, or why it cannot be read.
fn loaded(state: &[u8]) -> Result<Sandbox, String> {
    let text = std::str::from_utf8(state).map_err(|_| "It is not text.".to_owned())?;
    Sandbox::load(text).map_err(|why| why.to_string())
}

fn of_earlier(earlier: &EarlierSandbox) -> Option<Sandbox> {
    let mut sandbox = Sandbox::load(&earlier.state).ok()?;
    sandbox.advance(earlier.now_ms.unwrap_or_default());
    Some(sandbox)
}

fn copies(kept: &Kept) -> Vec<Copy> {
    let copies = kept.values.iter().filter(|(key, _)| key.starts_with(COPY));
    let copy = |(key, state): (&String, &Vec<u8>)| Copy {
        key: key.clone(),
        bytes: u32::try_from(state.len()).unwrap_or(u32::MAX),
    };
    copies.map(copy).collect()
}

fn text<'a>(kept: &'a Kept, key: &str) -> Option<&'a str> {
    std::str::from_utf8(kept.values.get(key)?).ok()
}
