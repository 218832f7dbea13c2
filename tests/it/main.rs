//! The native tests that need more than one module, as one binary: one link, one run.

#[cfg(test)]
mod chart;
#[cfg(test)]
mod history;
#[cfg(test)]
mod tidy;
