//! The file that keeps a sandbox over restarts and crashes.
//!
//! The file is never written in place: the new state goes to a file beside it, is forced to the
//! disk, takes the old one's name, and then the folder is forced to the disk too. At every moment
//! the name stands for a whole state, the old one or the new. A lock file beside it keeps a second
//! server away; the system drops the lock with the process, however that ends.
//!
//! The file holds the sandbox as JSON, and on a line behind it the speed of its clock.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::{Failure, UnreadableState};
use crate::sandbox::Sandbox;
use crate::wire::FASTEST;

/// What the file holds.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) sandbox: Sandbox,
    /// Of its clock; `None` in a file that was written before there was one.
    pub(super) speed: Option<i64>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Speed {
    speed: i64,
}

/// A state file that no other server uses.
#[derive(Debug)]
pub(super) struct StateFile {
    path: PathBuf,
    draft: PathBuf,
    folder: File,
    /// Held as long as the server runs.
    _lock: File,
}

impl StateFile {
    /// Takes the file for this server, and reads what it holds if it is there.
    pub(super) fn open(path: &Path) -> Result<(Self, Option<Kept>), Failure> {
        // A link stays one: the file that it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let not_written = |reason| Failure::StateNotWritten { file: path.clone(), reason };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = File::open(folder).map_err(not_written)?;
        let lock = File::create(beside(&path, ".lock")).map_err(not_written)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Failure::Locked { file: path }),
            Err(TryLockError::Error(reason)) => return Err(not_written(reason)),
        }
        let kept = read(&path).map_err(|reason| Failure::State { file: path.clone(), reason })?;
        let draft = beside(&path, ".draft");
        Ok((Self { path, draft, folder, _lock: lock }, kept))
    }

    /// Replaces the state. When this returns, it is on the disk.
    pub(super) fn write(&self, sandbox: &Sandbox, speed: i64) -> io::Result<()> {
        let text = format!("{}\n{}\n", sandbox.save(), serde_json::to_string(&Speed { speed })?);
        self.replace(&text).inspect_err(|_| {
            // What is there of it may be what fills the disk.
            let _ = fs::remove_file(&self.draft);
        })
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        let mut draft = File::create(&self.draft)?;
        draft.write_all(text.as_bytes())?;
        draft.sync_all()?;
        fs::rename(&self.draft, &self.path)?;
        self.folder.sync_all()
    }

    pub(super) fn failure(&self, reason: io::Error) -> Failure {
        Failure::StateNotWritten { file: self.path.clone(), reason }
    }
}

fn read(path: &Path) -> Result<Option<Kept>, UnreadableState> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read?,
    };
    let (sandbox, speed) = match text.trim_end().rsplit_once('\n') {
        Some((sandbox, last)) => (sandbox, read_speed(last)),
        None => (text.as_str(), None),
    };
    // Without a speed, the last line is a part of the sandbox.
    let sandbox = if speed.is_some() { sandbox } else { &text };
    Ok(Some(Kept { sandbox: Sandbox::load(sandbox)?, speed }))
}

fn read_speed(line: &str) -> Option<i64> {
    let Speed { speed } = serde_json::from_str(line).ok()?;
    (0..=FASTEST).contains(&speed).then_some(speed)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
