//! What lies behind the pages: the connection, the sandbox's world and its clock, the workers and
//! what the browser stores.

mod call_line;
pub mod changes;
pub mod clock;
mod error_notice;
pub mod hold;
pub mod metric;
mod move_calls;
mod origin;
pub mod picks;
mod plan;
pub mod port;
mod process;
pub mod query;
mod sandbox_card;
mod sandbox_notice;
pub mod sending;
pub mod session;
pub mod storage;
pub mod worker;
pub mod world;

pub use call_line::alert;
pub use error_notice::ErrorNotice;
pub use move_calls::{Calls, Losses};
pub use origin::origin;
pub use plan::plan_contents;
pub use sandbox_card::SandboxCard;
pub use sandbox_notice::WorkerNotices;
