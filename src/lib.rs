//! Headroom: a console for Instance Scaling Groups with the scaling engine in the page.

pub mod chart;
pub mod engine;
pub mod history;
pub mod wire;
#[cfg(feature = "web")]
pub mod ui;
