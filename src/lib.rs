//! Headroom: a console for Instance Scaling Groups with the scaling engine in the page.

pub mod chart;
pub mod history;
#[cfg(feature = "web")]
pub mod ui;
