//! Launches that fail, drawn without state: the same job fails alike on every target, and a
//! variant's luck does not depend on what it or another did before.

use serde::{Deserialize, Serialize};

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
        let base = mixed(mixed(u64::from(self.seed)) ^ now_ms.cast_unsigned());
        let fails =
            |ordinal: &u32| unit(mixed(base.wrapping_add(u64::from(*ordinal)))) < self.share;
        let failed = (0..count).filter(fails).count();
        u32::try_from(failed).unwrap_or(count)
    }
}

/// The finaliser of splitmix64: every bit of the answer hangs on every bit of the word.
const fn mixed(word: u64) -> u64 {
    let word = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// The upper 53 bits as a number from 0 to under 1.
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept whole")]
fn unit(word: u64) -> f64 {
    (word >> 11) as f64 / 9_007_199_254_740_992.0
}
