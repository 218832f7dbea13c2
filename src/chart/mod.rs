//! Numbers to geometry.
