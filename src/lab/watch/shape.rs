//! What tells a kind of state beside its word and its colour.

use super::Kind;

/// A ring of four arcs.
const BROKEN_RING: &str = "M8 2a6 6 0 0 1 4.2 1.8M14 8a6 6 0 0 1-1.8 4.2\
    M8 14a6 6 0 0 1-4.2-1.8M2 8a6 6 0 0 1 1.8-4.2";

impl Kind {
    /// Its shape: the path data of an SVG in a box of 16 × 16.
    #[must_use]
    pub const fn shape(self) -> &'static str {
        match self {
            // A diamond.
            Self::Failing => "M8 1.5 14.5 8 8 14.5 1.5 8Z",
            // An arrow under a line.
            Self::Capped | Self::AtMaximum => "M2 2.5h12M8 14V6M4.5 9.5 8 6l3.5 3.5",
            Self::NoData => BROKEN_RING,
            // A zigzag.
            Self::Flapping => "M1.5 11 5 4l3.5 8L12 4l2.5 5",
            // Two bars.
            Self::Held | Self::HoldOver => "M5.5 3v10M10.5 3v10",
            // The same beside an arrow.
            Self::HeldShort => "M2.5 3v10M6 3v10M11.5 13V4.5M9 7l2.5-2.5L14 7",
            // Something between two lines.
            Self::Pinned => "M2 3h12M2 13h12M8 6v4",
            // Steps.
            Self::Changing => "M1.5 13V9.5H6V6h4V2.5h4.5",
            // Three dots.
            Self::Unjudged => "M3 8h.01M8 8h.01M13 8h.01",
            // A tick.
            Self::Steady => "M3 8.5 6.5 12 13 4.5",
        }
    }
}
