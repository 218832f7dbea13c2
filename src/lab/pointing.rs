//! A pointer on its way from what it pointed at to what explains that.

/// How long a pointer stands still until it points at something, in milliseconds.
const STANDS_MS: f64 = 100.0;

/// How long it may be on its way, in milliseconds: who takes longer looks at what lies between.
const WAY_MS: f64 = 700.0;

/// Where a pointer stood, and where it stood still last.
///
/// ```
/// use headroom::lab::Pointing;
///
/// let on_its_way = Pointing::default().moved(5, 0.0).moved(6, 400.0).moved(7, 410.0);
/// assert_eq!(on_its_way.left(450.0), Some(5), "it stood there, and went straight");
/// assert_eq!(on_its_way.left(2_000.0), None, "it took its time");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pointing {
    /// The instant that it was moved to last, and when that was.
    last: Option<(i64, f64)>,
    /// The instant at which it stood still, and when it went from there.
    still: Option<(i64, f64)>,
}

impl Pointing {
    /// After a move to an instant, at a time in milliseconds.
    #[must_use]
    pub fn moved(self, at_ms: i64, now: f64) -> Self {
        let stood = self.last.filter(|(_, then)| now - then >= STANDS_MS);
        let still = stood.map(|(before, _)| (before, now)).or(self.still);
        Self { last: Some((at_ms, now)), still }
    }

    /// The instant that it pointed at before it went straight away, having left at this time.
    #[must_use]
    pub fn left(self, now: f64) -> Option<i64> {
        self.still.filter(|(_, from)| now - from <= WAY_MS).map(|(at_ms, _)| at_ms)
    }
}
