//! The list of questions.

use super::questions::{
    Advance, Call, Called, DeleteCopy, ExportCopy, ExportSandbox, ImportSandbox, OpenSandbox,
    StartOver, TakeOver,
};
use super::state::SandboxState;
use super::status::SandboxStatus;
use super::store::Store;
use crate::worker::protocol::{Program, questions};

/// The program that is the sandbox.
#[derive(Clone, Copy)]
pub struct SandboxProgram;

impl Program for SandboxProgram {
    const NAME: &'static str = "headroom-sandbox";
    type Event = SandboxStatus;
}

/// The sandbox of one tab.
pub struct SandboxWorker {
    state: SandboxState,
}

impl SandboxWorker {
    /// A sandbox that is not open yet.
    #[must_use]
    pub fn new(store: Box<dyn Store>) -> Self {
        Self { state: SandboxState::new(store) }
    }

    /// How it stands; `None` until it is open.
    #[must_use]
    pub fn status(&self) -> Option<SandboxStatus> {
        self.state.status()
    }

    /// Another tab has kept a change, or has become the owner.
    pub async fn changed_elsewhere(&mut self) {
        self.state.follow().await;
    }

    /// The tab that owned it is gone.
    pub async fn freed(&mut self) {
        self.state.own(false).await;
    }
}

questions! {
    /// Answers a question that came as a parcel.
    ///
    /// # Errors
    /// Says why there is no answer.
    pub [async] fn answer for SandboxProgram, SandboxWorker [await] {
        OpenSandbox(state) -> bool,
        Call(state) -> Called,
        Advance(state) -> (),
        TakeOver(state) -> (),
        StartOver(state) -> (),
        ExportSandbox(state) -> Vec<u8>,
        ImportSandbox(state) -> (),
        ExportCopy(state) -> Vec<u8>,
        DeleteCopy(state) -> (),
    }
}
