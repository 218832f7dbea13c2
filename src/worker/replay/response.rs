//! What a variant comes to over a range of one of its settings.

use serde::{Deserialize, Serialize};

use super::job::JobState;
use crate::whatif::{Parameter, Plateau, Range, Response, Score, Setting, Variant};
use crate::worker::protocol::columns::{count, float, instant, of_count};
use crate::worker::protocol::{Packed, Parcel, Refusal, Unreadable, packed_as_json};

/// Asks for the plateaus of one setting: the values between which nothing changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceSetting {
    /// The variant; what it has for the setting itself does not matter.
    pub variant: Variant,
    /// Which setting.
    pub parameter: Parameter,
    /// The policy's index, for a setting of a policy; `None` for one of the group.
    pub policy: Option<usize>,
    /// Its values; the step is taken where all values would take too long.
    pub range: Range,
    /// Whether the steps will do, for an answer at once.
    pub at_steps: bool,
}

packed_as_json!(TraceSetting);

impl TraceSetting {
    /// The setting at a value.
    #[must_use]
    pub const fn setting(&self, value: f64) -> Setting {
        Setting { parameter: self.parameter, policy: self.policy, value }
    }

    pub(super) fn answer(self, state: &mut JobState) -> Result<Response, Refusal> {
        let Self { variant, parameter, policy, range, at_steps } = self;
        let (plan, of) = (state.plan()?, (parameter, policy));
        let found = match at_steps {
            true => Response::at_steps(plan, &variant, of, range),
            false => Response::of(plan, &variant, of, range),
        };
        found.map_err(Refusal::invalid)
    }
}

/// A plateau is a row of seven numbers. The first has no turn, which is no number.
impl Packed for Response {
    fn pack(self) -> Parcel {
        let row = |own: &Plateau| -> [f64; 7] {
            let score = &own.score;
            [
                own.from,
                own.to,
                score.instance_hours,
                score.overload_minutes,
                of_count(score.changes),
                of_count(score.reversals),
                own.turns_at_ms.map_or(f64::NAN, float),
            ]
        };
        let columns = vec![self.plateaus.iter().flat_map(row).collect()];
        Parcel { columns, ..Parcel::json(&self.step) }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let step = parcel.value()?;
        let plateaus = parcel.take_columns().rows("plateaus", plateau)?;
        Ok(Self { plateaus, step })
    }
}

fn plateau(row: &[f64; 7]) -> Plateau {
    let &[from, to, instance_hours, overload_minutes, changes, reversals, turns_at] = row;
    let (changes, reversals) = (count(changes), count(reversals));
    let turns_at_ms = (!turns_at.is_nan()).then(|| instant(turns_at));
    let score = Score { instance_hours, overload_minutes, changes, reversals };
    Plateau { from, to, score, turns_at_ms }
}
