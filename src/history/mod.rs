//! Metric history in.
