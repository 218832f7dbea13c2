//! The `[target]` of a scenario file.

use headroom::engine::{Cooldown, Goal, Target};
use serde::Deserialize;

use super::{metric, span};

/// A target. Steps and cooldowns have the API's own defaults, 1 and a minute.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalRow {
    /// As in `cpu 80%`, `memory 70%` or `fixed size 7`.
    goal: String,
    #[serde(default = "one")]
    scale_out_step: u32,
    #[serde(default = "one")]
    scale_in_step: u32,
    #[serde(default = "a_minute")]
    scale_out_cooldown: String,
    #[serde(default = "a_minute")]
    scale_in_cooldown: String,
}

const fn one() -> u32 {
    1
}

fn a_minute() -> String {
    "60s".to_owned()
}

impl GoalRow {
    pub fn target(&self) -> Target {
        let words: Vec<&str> = self.goal.split(' ').collect();
        let number = |digits: &str| digits.parse().expect(&self.goal);
        let goal = match words[..] {
            ["fixed", "size", size] => Goal::FixedSize(number(size)),
            [name, share] => {
                let percent = number(share.strip_suffix('%').expect(&self.goal));
                Goal::Average { metric: metric(name), percent }
            }
            _ => panic!("a goal reads \"cpu 80%\" or \"fixed size 7\", not {:?}", self.goal),
        };
        Target { goal, out_step: self.scale_out_step, in_step: self.scale_in_step }
    }

    pub fn cooldown(&self) -> Cooldown {
        Cooldown {
            after_out_ms: span(&self.scale_out_cooldown),
            after_in_ms: span(&self.scale_in_cooldown),
        }
    }
}

/// A sample as the oracle of targets counts it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked right here")]
pub fn tenths(value: f64) -> u32 {
    let tenths = (value * 10.0).round();
    let whole = tenths as u32;
    assert!((f64::from(whole) / 10.0).to_bits() == value.to_bits(), "{value} has no more decimals");
    whole
}
