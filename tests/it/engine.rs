//! The engine against the oracle over random scenarios, and its window against plain sums.
//!
//! `HEADROOM_SEED=<number>` starts the random scenarios from that seed; a failure names the seed
//! that brings it back as the first scenario.

use headroom::engine::{
    Adjustment, Aggregate, Assumptions, Capacity, Cooldown, CooldownStart, Direction, Ledger,
    MINUTE_MS, Metric, Operator, PercentRounding, Policy, Rules, Scaler, Scaling, Signal,
    TargetAssumptions, TieOrder, Verdict, Window,
};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};

use crate::chance::Chance;
use crate::oracle::{Oracle, Outcome, Twist, aggregate};

const SCENARIOS: u64 = 10_000;
const DEFAULT_SEED: u64 = 0x4845_4144_524F_4F4D;
const START_MS: i64 = 1_772_438_400_000;

/// A group, its rules, what its metrics read and when it is evaluated.
#[derive(Clone, Debug)]
struct Case {
    rules: Rules,
    size: u32,
    cooldown_from_ms: Option<i64>,
    /// In ascending time.
    samples: Vec<(i64, Metric, f64)>,
    ticks: Vec<i64>,
}

fn random_case(seed: u64) -> Case {
    let mut chance = Chance(seed);
    let rules = random_rules(&mut chance);
    let size = match chance.within(0, 5) {
        0 => chance.within(0, rules.capacity.min),
        1 => rules.capacity.max.saturating_add(chance.within(0, 4)),
        _ => chance.within(rules.capacity.min, rules.capacity.max),
    };
    let cooldown_from_ms =
        chance.once_in(2).then(|| START_MS - i64::from(chance.within(0, 12)) * MINUTE_MS);
    let ticks = random_ticks(&mut chance);
    let end_ms = ticks.last().copied().unwrap_or(START_MS);
    let mut samples = Vec::new();
    for metric in Metric::MANAGED {
        if rules.policies().iter().any(|policy| policy.metric == metric) || chance.once_in(5) {
            random_samples(&mut chance, metric, end_ms, &mut samples);
        }
    }
    samples.sort_by_key(|&(at_ms, metric, _)| (at_ms, metric));
    Case { rules, size, cooldown_from_ms, samples, ticks }
}

fn random_rules(chance: &mut Chance) -> Rules {
    let min = if chance.once_in(8) { chance.within(20, 2_000) } else { chance.within(1, 5) };
    let room = if chance.once_in(8) { 0 } else { chance.within(1, 12) };
    let cooldowns = [0, 299_999, 300_000, 300_001, 90_500, 420_000, 600_000, 3_600_000];
    let count = chance.within(0, 6);
    let cooldown = Cooldown::both(chance.pick(&cooldowns));
    let policies = (0..count).map(|index| random_policy(chance, index)).collect();
    Rules {
        capacity: Capacity { min, max: min + room, cooldown },
        scaling: Scaling::Thresholds(policies),
        assumptions: random_assumptions(chance),
        boot_delay_ms: chance.pick(&[0, 1, 30_000, 90_000, 300_000, 450_000]),
    }
}

fn random_policy(chance: &mut Chance, index: u32) -> Policy {
    let aggregates = [Aggregate::Average, Aggregate::Max, Aggregate::Min, Aggregate::Sum];
    let aggregate = chance.pick(&aggregates);
    let scale = match aggregate {
        Aggregate::Sum => f64::from(chance.within(1, 8)),
        _ => 1.0,
    };
    let metrics = [
        Metric::Cpu,
        Metric::Cpu,
        Metric::Cpu,
        Metric::NetworkIn,
        Metric::NetworkOut,
        Metric::Connections,
        Metric::Throughput,
        if chance.once_in(4) { Metric::Custom } else { Metric::Cpu },
    ];
    let look_back = if chance.once_in(2) { chance.within(1, 10) } else { chance.within(1, 60) };
    Policy {
        name: format!("policy {index}"),
        metric: chance.pick(&metrics),
        aggregate,
        look_back_ms: i64::from(look_back) * MINUTE_MS,
        operator: chance.pick(&[Operator::GreaterThan, Operator::LessThan]),
        threshold: tenths(chance) * scale,
        direction: chance.pick(&[Direction::Up, Direction::Down]),
        adjustment: random_adjustment(chance),
        priority: if chance.once_in(20) { u32::MAX } else { chance.within(0, 3) },
    }
}

/// Few enough decimals that samples and thresholds often meet, and none but the whole and the half
/// ones exact.
fn tenths(chance: &mut Chance) -> f64 {
    f64::from(chance.within(0, 20)) / 10.0
}

fn random_adjustment(chance: &mut Chance) -> Adjustment {
    match chance.within(0, 39) {
        0 => Adjustment::FlatCount(u32::MAX - chance.within(0, 3)),
        1 => Adjustment::PercentOfTotalGroup(chance.pick(&[300, 100_000, u32::MAX])),
        2 => Adjustment::SetTotalGroup(u32::MAX),
        3..=17 => Adjustment::FlatCount(chance.within(1, 4)),
        18..=29 => Adjustment::PercentOfTotalGroup(chance.within(1, 120)),
        _ => Adjustment::SetTotalGroup(chance.within(1, 18)),
    }
}

pub fn random_assumptions(chance: &mut Chance) -> Assumptions {
    if chance.once_in(3) {
        return Assumptions::default();
    }
    let roundings =
        [PercentRounding::AwayFromZero, PercentRounding::Nearest, PercentRounding::TowardsZero];
    Assumptions {
        percent_rounding: chance.pick(&roundings),
        set_total_may_reverse: chance.once_in(2),
        one_action_per_step: chance.once_in(2),
        no_effect_ends_step: chance.once_in(2),
        no_effect_starts_cooldown: chance.once_in(2),
        repair_starts_cooldown: chance.once_in(2),
        cooldown_includes_end: chance.once_in(2),
        cooldown_start: chance.pick(&[CooldownStart::Order, CooldownStart::Serving]),
        tie_order: chance.pick(&[TieOrder::OldestFirst, TieOrder::NewestFirst]),
        target: TargetAssumptions::default(),
    }
}

/// 60 to 300 ticks, mostly few, mostly five minutes apart.
fn random_ticks(chance: &mut Chance) -> Vec<i64> {
    let most = if chance.once_in(20) { 300 } else { 75 };
    let count = chance.within(60, most);
    let even = !chance.once_in(6);
    let mut now_ms = START_MS;
    let mut ticks = Vec::new();
    for _ in 0..count {
        ticks.push(now_ms);
        let apart_ms = if even { 300_000 } else { i64::from(chance.within(1, 2_000)) * 500 };
        now_ms += apart_ms;
    }
    ticks
}

/// One metric's samples, evenly spaced, often exactly on the ticks, with gaps.
fn random_samples(
    chance: &mut Chance,
    metric: Metric,
    end_ms: i64,
    samples: &mut Vec<(i64, Metric, f64)>,
) {
    let step_ms = i64::from(chance.within(1, 7)) * MINUTE_MS;
    let phase_ms = if chance.once_in(3) { i64::from(chance.within(0, 59)) * 1_000 } else { 0 };
    let holes = chance.pick(&[0, 0, 15, 60]);
    let (mut gap_until_ms, mut value) = (i64::MIN, tenths(chance));
    let mut at_ms = START_MS - 15 * MINUTE_MS + phase_ms;
    while at_ms <= end_ms {
        if holes > 0 && chance.once_in(holes) {
            gap_until_ms = at_ms + i64::from(chance.within(1, 75)) * MINUTE_MS;
        }
        // Often the same for a while, so that an average meets a threshold too.
        if chance.once_in(3) {
            value = tenths(chance);
        }
        if at_ms >= gap_until_ms {
            samples.push((at_ms, metric, value));
        }
        at_ms += step_ms;
    }
}

/// Runs both; the first tick where they differ, with what each one says.
fn first_difference(case: &Case, twist: Twist) -> Option<(i64, Outcome, Outcome)> {
    let mut scaler = Scaler::new(case.rules.clone(), case.size, case.cooldown_from_ms);
    let mut oracle = Oracle::new(case.rules.clone(), case.size, case.cooldown_from_ms, twist);
    let mut ledger = Ledger::default();
    let mut samples = case.samples.iter().peekable();
    for (index, &now_ms) in case.ticks.iter().enumerate() {
        while let Some(&(at_ms, metric, value)) = samples.next_if(|sample| sample.0 <= now_ms) {
            scaler.observe(metric, at_ms, value);
            oracle.observe(metric, at_ms, value);
        }
        let decision = scaler.step(now_ms, &mut ledger);
        let cooldown_left_ms = scaler.cooldown_left_ms(now_ms);
        let signals = ledger.signals(index).to_vec();
        let engine = Outcome { decision, signals, cooldown_left_ms };
        let expected = oracle.step(now_ms);
        if !alike(&engine, &expected) || scaler.size() != expected.decision.after {
            return Some((now_ms, engine, expected));
        }
    }
    assert_eq!(ledger.len(), case.ticks.len(), "the ledger keeps one decision a tick");
    None
}

/// Whether both say the same. The last bits of a value hang on the order of its sum, which is
/// each one's own; what is decided by it does not.
fn alike(engine: &Outcome, oracle: &Outcome) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(1.0);
    let same = |(one, other): (&Signal, &Signal)| {
        let value = one.value.zip(other.value).is_none_or(|(a, b)| near(a, b));
        let verdict = match (one.verdict, other.verdict) {
            (Verdict::NotBreached { margin: a }, Verdict::NotBreached { margin: b }) => {
                near(a, b) && (a == 0.0) == (b == 0.0)
            }
            (a, b) => a == b,
        };
        let seen = (one.policy, one.samples) == (other.policy, other.samples);
        seen && value && one.value.is_some() == other.value.is_some() && verdict
    };
    engine.decision == oracle.decision
        && engine.cooldown_left_ms == oracle.cooldown_left_ms
        && engine.signals.len() == oracle.signals.len()
        && engine.signals.iter().zip(&oracle.signals).all(same)
}

fn seeds() -> impl Iterator<Item = u64> {
    let first = std::env::var("HEADROOM_SEED")
        .map_or(DEFAULT_SEED, |text| text.parse().expect("HEADROOM_SEED is a whole number"));
    (0..SCENARIOS).map(move |index| first.wrapping_add(index.wrapping_mul(0x1_0001)))
}

#[test]
fn engine_and_oracle_agree_on_random_scenarios() {
    for seed in seeds() {
        let case = random_case(seed);
        let Some((now_ms, engine, oracle)) = first_difference(&case, Twist::Faithful) else {
            continue;
        };
        let tick = case.ticks.iter().position(|&tick_ms| tick_ms == now_ms);
        panic!(
            "HEADROOM_SEED={seed}\n{:#?}\nsize {}, cooldown from {:?}\nsamples {:?}\n\
             first difference at tick {tick:?}:\nengine {engine:#?}\noracle {oracle:#?}",
            case.rules, case.size, case.cooldown_from_ms, case.samples,
        );
    }
}

/// What the random scenarios contain, so that agreement means something.
#[test]
fn random_scenarios_reach_every_verdict_and_limit() {
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for seed in seeds().take(500) {
        let case = random_case(seed);
        let (rules, from) = (case.rules.clone(), case.cooldown_from_ms);
        let mut oracle = Oracle::new(rules.clone(), case.size, from, Twist::Faithful);
        let mut samples = case.samples.iter().peekable();
        for &now_ms in &case.ticks {
            while let Some(&(at_ms, metric, value)) = samples.next_if(|s| s.0 <= now_ms) {
                oracle.observe(metric, at_ms, value);
            }
            let outcome = oracle.step(now_ms);
            let limit = format!("{:?}", outcome.decision.limit);
            let average =
                |signal: &Signal| rules.policies()[signal.policy].aggregate == Aggregate::Average;
            let inexact = |signal: &Signal| {
                signal.value.is_some_and(|v| v != rules.policies()[signal.policy].threshold)
            };
            for signal in outcome.signals.iter().filter(|signal| average(signal)) {
                let tie = signal.verdict == Verdict::NotBreached { margin: 0.0 };
                if tie && inexact(signal) {
                    *seen.entry("tie but for the last bit".to_owned()).or_default() += 1;
                }
            }
            let verdicts = outcome.signals.iter().map(|signal| format!("{:?}", signal.verdict));
            for text in verdicts.chain([limit]) {
                let word = text.split([' ', '{']).next().unwrap_or_default().to_owned();
                let word = word.trim_end_matches(|c: char| "()".contains(c) || c.is_numeric());
                *seen.entry(word.to_owned()).or_default() += 1;
            }
            if outcome.decision.repaired != outcome.decision.before {
                *seen.entry("repaired".to_owned()).or_default() += 1;
            }
        }
    }
    let words = [
        ("Fired", 1_000),
        ("Outranked", 1_000),
        ("NotBreached", 1_000),
        ("NoData", 1_000),
        ("Denied", 1_000),
        ("NoEffect", 1_000),
        ("Some(Cooldown", 1_000),
        ("Some(Maximum", 1_000),
        ("Some(Minimum", 1_000),
        ("repaired", 50),
        ("tie but for the last bit", 50),
    ];
    for (word, least) in words {
        let count = seen.get(word).copied().unwrap_or(0);
        assert!(count >= least, "{word}: {count} of at least {least}; {seen:?}");
    }
}

/// The comparison is worth something: each wrong oracle is found out, and soon.
#[test]
fn every_wrong_oracle_is_found_out() {
    let twists = [
        Twist::LooseComparison,
        Twist::DoublePrecision,
        Twist::OtherCooldownEnd,
        Twist::ClosedLookBack,
        Twist::OpenNow,
        Twist::OtherTieOrder,
        Twist::UnrepairedBase,
        Twist::DenialRestartsCooldown,
        Twist::CooldownBeforeNoEffect,
        Twist::LastStartCounts,
        Twist::ZeroCooldownDenies,
        Twist::SilentCap,
    ];
    for twist in twists {
        let differs = |seed| first_difference(&random_case(seed), twist).is_some();
        assert!(seeds().take(2_000).any(differs), "{twist:?} passes for right");
    }
}

#[test]
fn the_unit_recorder_sees_the_same_decisions_as_the_ledger() {
    for seed in seeds().take(50) {
        let case = random_case(seed);
        let scaler = || Scaler::new(case.rules.clone(), case.size, case.cooldown_from_ms);
        let (mut quiet, mut told, mut ledger) = (scaler(), scaler(), Ledger::default());
        for &(at_ms, metric, value) in &case.samples {
            quiet.observe(metric, at_ms, value);
            told.observe(metric, at_ms, value);
        }
        for &now_ms in &case.ticks {
            assert_eq!(quiet.step(now_ms, &mut ()), told.step(now_ms, &mut ledger), "{seed}");
        }
        assert_eq!(ledger.len(), case.ticks.len());
        assert_eq!(ledger.is_empty(), case.ticks.is_empty());
        for (index, &now_ms) in case.ticks.iter().enumerate() {
            assert_eq!(ledger.index_at(now_ms), Some(index));
            assert_eq!(ledger.index_at(now_ms + 1), Some(index));
            assert_eq!(ledger.index_at(now_ms - 1), index.checked_sub(1));
        }
        assert!(ledger.signals(ledger.len()).is_empty());
    }
}

const AGGREGATES: [Aggregate; 4] =
    [Aggregate::Average, Aggregate::Max, Aggregate::Min, Aggregate::Sum];

/// Pushes `samples`, as (milliseconds since the last, value), and after each compares the window
/// of the last `look_back_ms` with a fresh walk over all samples.
fn window_error(how: Aggregate, look_back_ms: i64, samples: &[(i64, f64)]) -> Result<(), String> {
    let (mut window, mut all, mut now_ms) = (Window::new(how), Vec::new(), START_MS);
    for &(apart_ms, value) in samples {
        now_ms += apart_ms;
        all.push((now_ms, value));
        window.push(now_ms, value);
        window.drop_until(now_ms - look_back_ms);
        let young = all.iter().filter(|&&(at_ms, _)| at_ms > now_ms - look_back_ms);
        let kept: Vec<f64> = young.map(|&(_, value)| value).collect();
        if window.len() != kept.len() || window.is_empty() != kept.is_empty() {
            return Err(format!("{} samples for {kept:?}", window.len()));
        }
        let tolerance = match how {
            Aggregate::Max | Aggregate::Min => 0.0,
            Aggregate::Average | Aggregate::Sum => {
                1e-12 * kept.iter().map(|value| value.abs()).sum::<f64>()
            }
        };
        let (got, naive) = (window.value().unwrap(), aggregate(how, &kept).unwrap());
        if (got - naive).abs() > tolerance {
            return Err(format!("{how:?}: {got} for {naive} over {kept:?}"));
        }
    }
    Ok(())
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() }
}

fn any_samples() -> impl Strategy<Value = Vec<(i64, f64)>> {
    vec((0_i64..300_000, -1e9_f64..1e9), 1..200)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_window_agrees_with_plain_sums_on_any_floats(
        samples in any_samples(),
        look_back_ms in 60_000_i64..3_600_000,
    ) {
        for how in AGGREGATES {
            prop_assert_eq!(window_error(how, look_back_ms, &samples), Ok(()));
        }
    }

    #[test]
    fn a_spike_leaves_no_error_once_it_is_out_of_the_window(
        mut samples in vec((1_i64..120_000, 0.001_f64..1.0), 100..200),
        at in 0_usize..50,
        negative: bool,
    ) {
        samples[at].1 = if negative { -1e15 } else { 1e15 };
        let mut now_ms = START_MS;
        for (apart_ms, _) in &mut samples {
            now_ms += *apart_ms;
            *apart_ms = now_ms;
        }
        for how in AGGREGATES {
            let mut window = Window::new(how);
            for (index, &(now_ms, value)) in samples.iter().enumerate() {
                window.push(now_ms, value);
                if index <= at {
                    continue;
                }
                window.drop_until(samples[at].0);
                let kept: Vec<f64> = samples[at + 1..=index].iter().map(|s| s.1).collect();
                let naive = aggregate(how, &kept).unwrap();
                let error = (window.value().unwrap() - naive).abs();
                prop_assert!(error <= 1e-12 * naive, "{how:?} is off by {error}");
            }
        }
    }
}

/// What lies behind the look-back is let go, so neither memory nor the samples that a tick can
/// meet grow with the length of the run.
#[test]
fn a_window_holds_its_look_back_and_no_more() {
    let mut window = Window::new(Aggregate::Max);
    for minute in 0..10_000 {
        window.push(minute * MINUTE_MS, 1.0);
        window.drop_until((minute - 5) * MINUTE_MS);
        assert_eq!(window.len(), usize::try_from(minute.min(4) + 1).unwrap());
    }
    window.drop_until(i64::MAX);
    assert!(window.is_empty() && window.value().is_none());
    window.push(0, 3.0);
    assert_eq!(window.value(), Some(3.0), "nothing of the dropped samples is left");
}

#[test]
fn a_window_without_samples_has_no_value() {
    for how in AGGREGATES {
        let mut window = Window::new(how);
        assert_eq!((window.value(), window.len(), window.is_empty()), (None, 0, true));
        window.drop_until(0);
        assert_eq!(window.value(), None, "{how:?}");
    }
}

/// A value exactly at the threshold is 0 away from it, whatever the operator: not -0, which a
/// reader and JSON would show.
#[test]
fn a_margin_of_nothing_is_plain_zero() {
    for operator in [Operator::GreaterThan, Operator::LessThan] {
        let mut chance = Chance(DEFAULT_SEED);
        let policy = Policy {
            metric: Metric::Cpu,
            aggregate: Aggregate::Max,
            operator,
            threshold: 70.0,
            ..random_policy(&mut chance, 0)
        };
        let capacity = Capacity { min: 1, max: 2, cooldown: Cooldown::both(0) };
        let assumptions = Assumptions::default();
        let rules = Rules {
            capacity,
            scaling: Scaling::Thresholds(vec![policy]),
            assumptions,
            boot_delay_ms: 0,
        };
        let (mut scaler, mut ledger) = (Scaler::new(rules, 1, None), Ledger::default());
        scaler.observe(Metric::Cpu, START_MS, 70.0);
        scaler.step(START_MS, &mut ledger);
        let Verdict::NotBreached { margin } = ledger.signals(0)[0].verdict else {
            panic!("{:?}", ledger.signals(0));
        };
        assert_eq!(margin.to_string(), "0", "{operator:?}");
    }
}

#[test]
fn a_percentage_of_no_instances_is_one_away_from_zero_and_else_none() {
    let mut chance = Chance(DEFAULT_SEED);
    let policy = Policy {
        direction: Direction::Up,
        adjustment: Adjustment::PercentOfTotalGroup(50),
        ..random_policy(&mut chance, 0)
    };
    assert_eq!(policy.target(0, PercentRounding::AwayFromZero, false), 1);
    assert_eq!(policy.target(0, PercentRounding::Nearest, false), 0);
    assert_eq!(policy.target(0, PercentRounding::TowardsZero, false), 0);
}
