//! How many hours a day and a month have, where a price is by the hour.

/// Hours in a day.
pub const HOURS_PER_DAY: f64 = 24.0;

/// Hours in a month, as the vendor prices one: a server type's monthly price is 730 times its
/// hourly one (contract, section 11: 40.2084 and 0.05508).
pub const HOURS_PER_MONTH: f64 = 730.0;
