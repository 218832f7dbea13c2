//! The templates of the second generation, which are part of the Instance API.

mod router;
mod server;
mod template;
mod user_data;

pub use router::answer;
