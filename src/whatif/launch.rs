//! Launches that fail, drawn without state: the same job fails alike on every target, and a
//! variant's luck does not depend on what it or another did before.

use serde::{Deserialize, Serialize};

use crate::base::{draw, unit};

/// How many launches fail, and which.
///
/// An Instance whose launch failed is billed from its order, never serves, and is replaced at the
/// next evaluation by a launch that may fail again (assumption: an unhealthy one is replaced,
/// after a delay that no source tells; contract, section 5.1). When the group shrinks, it goes
/// first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FailedLaunches {
    /// The share of launches that fail, from 0 to 1.
    pub share: f64,
    /// Another seed draws others.
    pub seed: u32,
}

/// Of more launches than this at once their share fails, to the nearest whole: so many draws
/// would take long and change next to nothing.
const MOST_DRAWS: u32 = 100_000;

impl FailedLaunches {
    /// How many of `count` launches at `now_ms` fail. The first of them fail alike whatever the
    /// count, so that variants are compared under the same luck.
    #[must_use]
    pub fn among(&self, count: u32, now_ms: i64) -> u32 {
        if self.share <= 0.0 || count == 0 {
            return 0;
        }
        if count > MOST_DRAWS {
            let failed = libm::round(self.share * f64::from(count));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of a u32"
            )]
            return (failed as u32).min(count);
        }
        let base = draw(draw(self.seed.into(), 0) ^ now_ms.cast_unsigned(), 0);
        let fails =
            |ordinal: &u32| unit(draw(base.wrapping_add((*ordinal).into()), 0)) < self.share;
        let failed = (0..count).filter(fails).count();
        u32::try_from(failed).unwrap_or(count)
    }
}
