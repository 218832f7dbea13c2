//! Targets: the engine against an oracle over random scenarios, and the edges of its formula.

pub mod oracle;
mod random;
pub mod twist;

use headroom::engine::{
    BootingInstances, CooldownScope, StepMeaning, TargetAssumptions, TargetFormula, needed,
};

const CEIL: TargetAssumptions = with(TargetFormula::Ceil);
const NEAREST: TargetAssumptions = with(TargetFormula::Nearest);
const GENTLE: TargetAssumptions = with(TargetFormula::FloorOutCeilIn);

const fn with(formula: TargetFormula) -> TargetAssumptions {
    TargetAssumptions { formula, ..DEFAULT }
}

const DEFAULT: TargetAssumptions = TargetAssumptions {
    formula: TargetFormula::CeilWithTolerance,
    tolerance_percent: 10,
    step: StepMeaning::Limit,
    averaging_ms: 60_000,
    booting: BootingInstances::Unmeasured,
    cooldown_scope: CooldownScope::BothDirections,
    repair_by_steps: false,
};

#[test]
fn the_defaults_are_those_that_the_contract_proposes() {
    assert_eq!(TargetAssumptions::default(), DEFAULT);
}

/// What no sample of whole tenths reaches: the last bits of a float, and its ends.
#[test]
fn the_edges_of_floats_decide_nothing() {
    let over = |value: f64| value * (1.0 + 1e-12);
    let under = |value: f64| value * (1.0 - 1e-12);
    let table = [
        ("the tolerance's end but for the last bit", needed(5, over(88.0), 80, &DEFAULT), 5),
        ("its other end but for the last bit", needed(20, under(72.0), 80, &DEFAULT), 20),
        ("the target but for the last bit", needed(5, over(80.0), 80, &CEIL), 5),
        ("a whole number but for the last bit, up", needed(4, over(100.0), 80, &CEIL), 5),
        ("a whole number but for the last bit, down", needed(4, under(100.0), 80, &GENTLE), 5),
        ("a half but for the last bit", needed(1, under(75.0), 50, &NEAREST), 2),
        ("clearly under a half", needed(1, 74.9, 50, &NEAREST), 1),
        ("infinitely much", needed(5, f64::INFINITY, 80, &DEFAULT), u32::MAX),
        ("more than there are numbers", needed(u32::MAX, 100.0, 1, &CEIL), u32::MAX),
        ("no number", needed(5, f64::NAN, 80, &DEFAULT), 5),
        ("no number over nothing", needed(5, f64::NAN, 0, &DEFAULT), 5),
        ("less than nothing", needed(5, -1.0, 80, &DEFAULT), 0),
        ("less than a target of nothing", needed(5, -1.0, 0, &DEFAULT), 5),
        ("next to nothing over a target of nothing", needed(5, 1e-9, 0, &DEFAULT), u32::MAX),
        ("next to nothing", needed(5, 1e-9, 80, &DEFAULT), 1),
        ("nothing", needed(5, 0.0, 80, &DEFAULT), 0),
    ];
    for (what, count, expected) in table {
        assert_eq!(count, expected, "{what}");
    }
}
