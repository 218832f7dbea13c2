//! Reading a file, one at a time.

use leptos::prelude::*;
use web_sys::File;

use super::super::import::{Progress, read_file};
use crate::lab::ImportedHistory;
use crate::ui::kit::task;
use crate::ui::link::worker::{Replays, use_replays};

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
    /// What was read and waits to be confirmed.
    pub read: RwSignal<Option<ImportedHistory>>,
    /// What is being done.
    pub stage: RwSignal<Stage>,
    /// Counts up with every file chosen or cancelled, so that an older read notices and stops.
    generation: StoredValue<u32>,
}

impl Reading {
    /// Nothing is read yet.
    pub fn new() -> Self {
        let (stage, generation) = (RwSignal::new(Stage::Idle), StoredValue::new(0));
        Self { replays: use_replays(), read: RwSignal::new(None), stage, generation }
    }

    /// Stops reading.
    pub fn cancel(self) {
        self.generation.update_value(|n| *n += 1);
        self.stage.set(Stage::Idle);
    }

    /// Reads a file instead of the one that is being read.
    pub fn start(self, file: File) {
        self.cancel();
        let mine = self.generation.get_value();
        self.stage.set(Stage::Reading(0.0));
        task::spawn(async move {
            let wanted = move || self.generation.try_get_value() == Some(mine);
            let tell = move |part| {
                self.stage.try_set(Stage::Reading(part));
            };
            let progress = Progress { wanted: Box::new(wanted), tell: Box::new(tell) };
            let name = file.name();
            let result = read_file(self.replays, &file, &progress).await;
            if !wanted() {
                return;
            }
            let next = match result {
                Ok(history) => {
                    self.read.try_set(Some(history));
                    Stage::Idle
                }
                Err(why) => Stage::Failed { name, why },
            };
            self.stage.try_set(next);
        });
    }
}
