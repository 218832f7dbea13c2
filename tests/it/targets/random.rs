//! The engine against the oracle of targets over random scenarios.
//!
//! `HEADROOM_SEED=<number>` starts the random scenarios from that seed; a failure names the seed
//! that brings it back as the first scenario.

use std::collections::BTreeMap;

use headroom::engine::{
    Assumptions, BootingInstances, Capacity, Cooldown, CooldownFrom, CooldownScope, CooldownStart,
    Goal, Ledger, Limit, Metric, Rules, Scaler, Scaling, StepMeaning, Target, TargetAssumptions,
    TargetFormula, Verdict,
};

use super::oracle::{Oracle, Outcome};
use super::twist::Twist;
use crate::chance::Chance;

const SCENARIOS: u64 = 100_000;
const DEFAULT_SEED: u64 = 0x5441_5247_4554;
const START_MS: i64 = 1_772_438_400_000;

/// A group, its rules, what its metrics read, when it is evaluated, and how many serve then.
#[derive(Clone, Debug)]
struct Case {
    rules: Rules,
    size: u32,
    cooldown_from: CooldownFrom,
    /// In ascending time, in tenths of a per cent.
    samples: Vec<(i64, Metric, u32)>,
    ticks: Vec<(i64, Option<u32>)>,
}

fn random_case(seed: u64) -> Case {
    let chance = &mut Chance(seed);
    let rules = random_rules(chance);
    let Capacity { min, max, .. } = rules.capacity;
    let size = match chance.within(0, 5) {
        0 => chance.within(0, min),
        1 => max + chance.within(0, 8),
        _ => chance.within(min, max),
    };
    // Some from when the Instances that are on order serve.
    let mut changed =
        || chance.once_in(2).then(|| START_MS + 60_000 - i64::from(chance.within(0, 300)) * 1_000);
    let cooldown_from = CooldownFrom { out_ms: changed(), in_ms: changed() };
    let ticks = random_ticks(chance, max);
    let end_ms = ticks.last().map_or(START_MS, |&(now_ms, _)| now_ms);
    let mut samples = Vec::new();
    for metric in Metric::TARGETED {
        let is_own = rules.target().and_then(Target::average).is_some_and(|own| own.0 == metric);
        if is_own || chance.once_in(5) {
            random_samples(chance, metric, &rules, end_ms, &mut samples);
        }
    }
    samples.sort_by_key(|&(at_ms, metric, _)| (at_ms, metric));
    Case { rules, size, cooldown_from, samples, ticks }
}

fn random_rules(chance: &mut Chance) -> Rules {
    let min = chance.pick(&[0, 0, 1, 1, 2, 3, 5, 12]);
    let room = chance.pick(&[0, 1, 2, 4, 8, 8, 20, 20]);
    let cooldowns = [0, 1, 30_000, 59_999, 60_000, 60_000, 60_001, 90_500, 180_000, 420_000];
    let cooldown =
        Cooldown { after_out_ms: chance.pick(&cooldowns), after_in_ms: chance.pick(&cooldowns) };
    let goal = match chance.within(0, 5) {
        0 => Goal::FixedSize(chance.within(0, 24)),
        _ => Goal::Average { metric: chance.pick(&Metric::TARGETED), percent: percent(chance) },
    };
    let steps = [0, 1, 1, 1, 2, 3, 5, 30];
    let target = Target { goal, out_step: chance.pick(&steps), in_step: chance.pick(&steps) };
    Rules {
        capacity: Capacity { min, max: min + room, cooldown },
        scaling: Scaling::Target(target),
        assumptions: random_assumptions(chance),
        boot_delay_ms: chance.pick(&[0, 1, 30_000, 90_000, 300_000]),
    }
}

fn percent(chance: &mut Chance) -> u32 {
    match chance.within(0, 11) {
        0 => chance.pick(&[0, 0, 1, 100]),
        1 | 2 => chance.within(1, 100),
        _ => chance.pick(&[30, 40, 50, 60, 64, 70, 70, 80, 80, 90, 95]),
    }
}

fn random_assumptions(chance: &mut Chance) -> Assumptions {
    if chance.once_in(4) {
        return Assumptions::default();
    }
    let formulas = [
        TargetFormula::CeilWithTolerance,
        TargetFormula::CeilWithTolerance,
        TargetFormula::Ceil,
        TargetFormula::Nearest,
        TargetFormula::FloorOutCeilIn,
    ];
    let target = TargetAssumptions {
        formula: chance.pick(&formulas),
        tolerance_percent: chance.pick(&[0, 1, 5, 10, 10, 10, 20, 100, 150]),
        step: chance.pick(&[StepMeaning::Limit, StepMeaning::Exact]),
        averaging_ms: chance.pick(&[60_000, 60_000, 60_000, 10_000, 45_500, 120_000, 300_000]),
        booting: chance.pick(&[BootingInstances::Unmeasured, BootingInstances::Idle]),
        cooldown_scope: chance.pick(&[CooldownScope::BothDirections, CooldownScope::OutPassesIn]),
        repair_by_steps: chance.once_in(2),
    };
    Assumptions {
        repair_starts_cooldown: chance.once_in(2),
        cooldown_includes_end: chance.once_in(2),
        cooldown_start: chance.pick(&[CooldownStart::Order, CooldownStart::Serving]),
        target,
        ..Assumptions::default()
    }
}

/// 10 to 30 ticks, mostly a minute apart, and how many Instances serve from each on, if it is told.
fn random_ticks(chance: &mut Chance, max: u32) -> Vec<(i64, Option<u32>)> {
    let (even, told) = (!chance.once_in(3), chance.once_in(2));
    let mut now_ms = START_MS;
    let mut ticks = Vec::new();
    for _ in 0..chance.within(10, 30) {
        ticks.push((now_ms, (told && chance.once_in(2)).then(|| chance.within(0, max + 1))));
        now_ms += if even { 60_000 } else { i64::from(chance.within(1, 240)) * 500 };
    }
    ticks
}

/// One metric's samples, evenly spaced, often exactly on the ticks, with gaps.
fn random_samples(
    chance: &mut Chance,
    metric: Metric,
    rules: &Rules,
    end_ms: i64,
    samples: &mut Vec<(i64, Metric, u32)>,
) {
    let step_ms = chance.pick(&[15_000, 20_000, 30_000, 60_000, 60_000, 60_000, 90_000, 300_000]);
    let phase_ms = if chance.once_in(3) { i64::from(chance.within(0, 59)) * 1_000 } else { 0 };
    let holes = chance.pick(&[0, 0, 10, 40]);
    let (mut gap_until_ms, mut tenths) = (i64::MIN, sample(chance, rules));
    let mut at_ms = START_MS - 180_000 + phase_ms;
    while at_ms <= end_ms {
        if holes > 0 && chance.once_in(holes) {
            gap_until_ms = at_ms + i64::from(chance.within(10, 400)) * 1_000;
        }
        // Often the same for a while, so that an average meets an edge, too.
        if chance.once_in(3) {
            tenths = sample(chance, rules);
        }
        if at_ms >= gap_until_ms {
            samples.push((at_ms, metric, tenths));
        }
        at_ms += step_ms;
    }
}

/// Often an edge: the target, its tolerance, or what asks for a whole or a half number exactly.
fn sample(chance: &mut Chance, rules: &Rules) -> u32 {
    let percent = rules.target().and_then(Target::average).map_or(70, |(_, percent)| percent);
    let tolerance = rules.assumptions.target.tolerance_percent;
    match chance.within(0, 9) {
        0 => percent * 10,
        1 => percent * (100 + tolerance) / 10,
        2 => percent * 100_u32.saturating_sub(tolerance) / 10,
        3 | 4 => percent * 10 * chance.within(0, 12) / chance.within(4, 12),
        5 => percent * 10 + chance.within(0, 100),
        6 => (percent * 10).saturating_sub(chance.within(0, 100)),
        _ => chance.within(0, 1_000),
    }
}

/// Runs both; the first tick where they differ, with what each one says.
fn first_difference(case: &Case, twist: Twist) -> Option<(i64, Outcome, Outcome)> {
    let own = case.rules.target().and_then(Target::average).map(|(metric, _)| metric);
    let mut scaler = Scaler::new(case.rules.clone(), case.size, case.cooldown_from);
    let mut oracle = Oracle::new(case.rules.clone(), case.size, case.cooldown_from, twist);
    let mut ledger = Ledger::default();
    let mut samples = case.samples.iter().peekable();
    for (index, &(now_ms, serving)) in case.ticks.iter().enumerate() {
        while let Some(&(at_ms, metric, tenths)) = samples.next_if(|sample| sample.0 <= now_ms) {
            scaler.observe(metric, at_ms, f64::from(tenths) / 10.0);
            if own == Some(metric) {
                oracle.observe(at_ms, tenths);
            }
        }
        if let Some(serving) = serving {
            scaler.set_serving(serving);
            oracle.set_serving(serving);
        }
        let decision = scaler.step(now_ms, &mut ledger);
        let engine = Outcome {
            decision,
            signals: ledger.signals(index).to_vec(),
            cooldown_from: scaler.cooldown_from(),
            cooldown_left_ms: scaler.cooldown_left_ms(now_ms),
        };
        let expected = oracle.step(now_ms);
        if !alike(&engine, &expected) || scaler.size() != expected.decision.after {
            return Some((now_ms, engine, expected));
        }
    }
    assert_eq!(ledger.len(), case.ticks.len(), "the ledger keeps one decision a tick");
    None
}

/// Whether both say the same, but for the last bits of an average.
fn alike(engine: &Outcome, oracle: &Outcome) -> bool {
    let mut exact = engine.clone();
    for (own, other) in exact.signals.iter_mut().zip(&oracle.signals) {
        if let (Some(a), Some(b)) = (own.value, other.value) {
            own.value = if (a - b).abs() <= 1e-12 * a.max(1.0) { other.value } else { own.value };
        }
    }
    exact == *oracle
}

fn seeds() -> impl Iterator<Item = u64> {
    let first = std::env::var("HEADROOM_SEED")
        .map_or(DEFAULT_SEED, |text| text.parse().expect("HEADROOM_SEED is a whole number"));
    (0..SCENARIOS).map(move |index| first.wrapping_add(index.wrapping_mul(0x1_0001)))
}

#[test]
fn engine_and_oracle_agree_on_random_targets() {
    for seed in seeds() {
        let case = random_case(seed);
        let Some((now_ms, engine, oracle)) = first_difference(&case, Twist::Faithful) else {
            continue;
        };
        let tick = case.ticks.iter().position(|&(tick_ms, _)| tick_ms == now_ms);
        panic!(
            "HEADROOM_SEED={seed}\n{:#?}\nsize {}, cooldowns from {:?}\nsamples {:?}\n\
             first difference at tick {tick:?} ({now_ms}):\nengine {engine:#?}\noracle {oracle:#?}",
            case.rules, case.size, case.cooldown_from, case.samples,
        );
    }
}

/// The comparison is worth something: each wrong oracle is found out, and soon.
#[test]
fn every_wrong_oracle_of_targets_is_found_out() {
    for twist in Twist::WRONG {
        let differs = |seed| first_difference(&random_case(seed), twist).is_some();
        assert!(seeds().take(5_000).any(differs), "{twist:?} passes for right");
    }
}

/// What the random scenarios contain, so that agreement means something.
#[test]
fn random_targets_reach_every_verdict_and_limit() {
    let mut seen = BTreeMap::<&str, u32>::new();
    for seed in seeds().take(2_000) {
        let case = random_case(seed);
        let (rules, from) = (case.rules.clone(), case.cooldown_from);
        let mut scaler = Scaler::new(rules, case.size, from);
        let mut ledger = Ledger::default();
        let mut samples = case.samples.iter().peekable();
        for &(now_ms, serving) in &case.ticks {
            while let Some(&(at_ms, metric, tenths)) = samples.next_if(|s| s.0 <= now_ms) {
                scaler.observe(metric, at_ms, f64::from(tenths) / 10.0);
            }
            serving.into_iter().for_each(|serving| scaler.set_serving(serving));
            scaler.step(now_ms, &mut ledger);
        }
        for (index, decision) in ledger.decisions().iter().enumerate() {
            let verdict = ledger.signals(index).first().map(|signal| signal.verdict);
            let mut count = |word| *seen.entry(word).or_default() += 1;
            count(verdict_word(verdict));
            count(decision.limit.map_or("no limit", limit_word));
            count(if decision.repaired == decision.before { "kept" } else { "repaired" });
            if let Some(Verdict::Fired { to, wanted, from }) = verdict {
                count(if to > from { "grew" } else { "shrank" });
                count(if to.abs_diff(from) > wanted.abs_diff(from) {
                    "overshot"
                } else {
                    "within"
                });
            }
        }
    }
    let words = [
        "fixed",
        "fired",
        "denied",
        "no effect",
        "no data",
        "on target",
        "minimum",
        "maximum",
        "cooldown",
        "step",
        "no limit",
        "repaired",
        "grew",
        "shrank",
        "overshot",
    ];
    for word in words {
        let count = seen.get(word).copied().unwrap_or(0);
        assert!(count >= 100, "{word}: {count} of at least 100; {seen:?}");
    }
}

const fn verdict_word(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "fixed",
        Some(Verdict::Fired { .. }) => "fired",
        Some(Verdict::Denied { .. }) => "denied",
        Some(Verdict::NoEffect { .. }) => "no effect",
        Some(Verdict::NoData) => "no data",
        Some(Verdict::OnTarget { .. }) => "on target",
        Some(Verdict::Outranked { .. } | Verdict::NotBreached { .. }) => "a policy's",
    }
}

const fn limit_word(limit: Limit) -> &'static str {
    match limit {
        Limit::Minimum(_) => "minimum",
        Limit::Maximum(_) => "maximum",
        Limit::Cooldown(_) => "cooldown",
        Limit::Step(_) => "step",
    }
}
