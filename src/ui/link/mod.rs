//! What lies behind the pages: the connection, the sandbox's world and its clock, the workers and
//! what the browser stores.

mod audit;
mod balancer_name;
mod call_line;
mod calls;
pub mod changes;
pub mod clock;
pub mod connections;
mod copy_call;
mod error_notice;
mod export;
mod export_template;
mod file_button;
pub mod hold;
pub mod language;
pub mod metric;
pub mod metric_names;
mod move_calls;
mod origin;
pub mod picks;
mod plan;
pub mod port;
pub mod preview;
mod process;
pub mod query;
mod sandbox_card;
mod sandbox_notice;
pub mod sending;
pub mod session;
pub mod shadow;
pub mod storage;
pub mod worker;
pub mod world;

pub use balancer_name::BalancerName;
pub use call_line::alert;
pub use calls::{Losses, SendCalls, Sender};
pub use copy_call::CopyCall;
pub use error_notice::ErrorNotice;
pub use export::ExportForms;
pub use export_template::ExportTemplate;
pub use file_button::{FileButton, read_origin};
pub use move_calls::Calls;
pub use origin::origin;
pub use plan::plan_contents;
pub use sandbox_card::SandboxCard;
pub use sandbox_notice::WorkerNotices;
