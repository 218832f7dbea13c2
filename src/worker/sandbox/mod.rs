//! The program `headroom-sandbox`: the sandbox, which keeps its own state.
//!
//! What a write has changed is kept before it is answered, and only by the one tab that owns the
//! sandbox: another one shows what that tab has kept, until it takes over. A state that cannot be
//! read is set aside and never written over.
//!
//! | file | holds |
//! |---|---|
//! | `program` | the list of questions |
//! | `questions` | each question, and what it does |
//! | `state` | the sandbox, who owns it and where it is kept |
//! | `status` | what the page shows of that |
//! | `store` | what a store must do |

mod program;
mod questions;
mod state;
mod status;
mod store;

pub use program::{SandboxProgram, SandboxWorker, answer};
pub use questions::{
    Advance, Call, Called, DeleteCopy, EarlierSandbox, ExportCopy, ExportSandbox, ImportSandbox,
    OpenSandbox, StartOver, TakeOver,
};
pub use status::{Copy, Keeping, Role, SandboxStatus};
pub use store::{Changes, Kept, Pending, Store, StoreError};
