//! Reading a file, one at a time.

use leptos::prelude::*;
use web_sys::File;

use super::super::import::{Progress, read_file};
use crate::lab::import::{GroupSizes, ImportDraft};
use crate::ui::kit::task;
use crate::ui::link::worker::{Replays, use_replays};
use crate::worker::replay::ImportOptions;

/// What is being done with a chosen file.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// Nothing.
    Idle,
    /// It is being read; this part of it is done, 0 to 1.
    Reading(f64),
    /// It could not be read.
    Failed {
        /// The file's name.
        name: String,
        /// What is wrong with it, in sentences.
        why: String,
    },
}

/// Reading one file at a time.
#[derive(Clone, Copy)]
pub struct Reading {
    replays: Replays,
    /// What the real group's sizes were.
    own: Memo<Option<GroupSizes>>,
    /// What was read and waits for answers.
    pub read: RwSignal<Option<ImportDraft>>,
    /// What is being done.
    pub stage: RwSignal<Stage>,
    /// Counts up with every file chosen or cancelled, so that an older read notices and stops.
    generation: StoredValue<u32>,
    /// The file that was read last, to be read anew by other answers.
    file: StoredValue<Option<File>, LocalStorage>,
}

impl Reading {
    /// Nothing is read yet.
    pub fn new(own: Memo<Option<GroupSizes>>) -> Self {
        let (read, stage) = (RwSignal::new(None), RwSignal::new(Stage::Idle));
        let (generation, file) = (StoredValue::new(0), StoredValue::new_local(None));
        Self { replays: use_replays(), own, read, stage, generation, file }
    }

    /// Stops reading.
    pub fn cancel(self) {
        self.generation.update_value(|n| *n += 1);
        self.stage.set(Stage::Idle);
    }

    /// Whether the file that is asked about can be read anew.
    pub fn can_read_anew(self) -> bool {
        self.file.with_value(Option::is_some)
    }

    /// Forgets the file: what is asked about next is none.
    pub fn forget(self) {
        self.file.set_value(None);
    }

    /// Reads the same file by other answers; the others stand.
    pub fn read_anew(self, options: ImportOptions) {
        if let Some(file) = self.file.get_value() {
            self.start(file, options);
        }
    }

    /// Reads a file instead of the one that is being read.
    pub fn start(self, file: File, options: ImportOptions) {
        self.cancel();
        let is_anew = self.read.with_untracked(Option::is_some);
        self.file.set_value(Some(file.clone()));
        let mine = self.generation.get_value();
        self.stage.set(Stage::Reading(0.0));
        task::spawn(async move {
            // Reading anew is for the dialog that asked for it, which may be shut by now.
            let is_shut =
                move || is_anew && self.read.try_with_untracked(Option::is_none).unwrap_or(true);
            let wanted = move || self.generation.try_get_value() == Some(mine) && !is_shut();
            let tell = move |part| {
                self.stage.try_set(Stage::Reading(part));
            };
            let progress = Progress { wanted: Box::new(wanted), tell: Box::new(tell) };
            let name = file.name();
            let result = read_file(self.replays, &file, options.clone(), &progress).await;
            if !wanted() {
                if self.generation.try_get_value() == Some(mine) {
                    self.stage.try_set(Stage::Idle);
                }
                return;
            }
            let next = match result {
                Ok(read) => {
                    let own = self.own.try_get_untracked().flatten();
                    let draft = ImportDraft::new(name, read, options, own.as_ref());
                    self.read.try_update(|before| {
                        *before = Some(match before.take() {
                            Some(before) => draft.answered_as(&before),
                            None => draft,
                        });
                    });
                    Stage::Idle
                }
                Err(why) => Stage::Failed { name, why },
            };
            self.stage.try_set(next);
        });
    }
}
