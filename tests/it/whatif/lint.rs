//! Lints: each is proved right by a replay, stays silent where nothing is wrong, and its fix
//! silences it.

use headroom::engine::{Assumptions, MINUTE_MS, Metric, Verdict};
use headroom::whatif::{
    History, Job, Lint, LintContext, LintKind, SampleReading, Severity, Variant, VariantOutcome,
    lints,
};
use headroom::wire;

use super::random::{random_job, seeds};
use super::{capacity, first, history, job, policies};

pub fn variant(capacity: wire::Capacity, rules: &[&str]) -> Variant {
    Variant::of_thresholds("saved".to_owned(), capacity, policies(rules))
}

pub fn found(variant: &Variant) -> Vec<Lint> {
    lints(variant, &LintContext::default())
}

pub fn kinds(variant: &Variant) -> Vec<LintKind> {
    found(variant).iter().map(|lint| lint.kind).collect()
}

/// The only lint of these rules.
pub fn only(variant: &Variant, kind: LintKind) -> Lint {
    let mut lints = found(variant);
    assert_eq!(lints.len(), 1, "{lints:?}");
    assert_eq!(lints[0].kind, kind, "{lints:?}");
    lints.swap_remove(0)
}

/// A replay of these rules over CPU read from two Instances every five minutes.
fn replayed(variant: &Variant, cpu: &[f64]) -> VariantOutcome {
    over(variant, history(Metric::Cpu, 5, cpu))
}

fn over(variant: &Variant, history: History) -> VariantOutcome {
    let mut job = job(history, "0:2", variant.thresholds().unwrap().capacity.clone(), &[]);
    job.variants = vec![variant.clone()];
    first(&job)
}

/// How often a policy fired in a replay.
fn fired(outcome: &VariantOutcome, policy: usize) -> usize {
    outcome.changes.iter().filter(|change| change.policy == Some(policy)).count()
}

/// The variant that a lint's fix leads to, which is free of it.
pub fn fixed(lint: &Lint) -> Variant {
    let fix = lint.fix.clone().unwrap_or_else(|| panic!("no fix for {lint:?}"));
    assert!(!kinds(&fix.variant).contains(&lint.kind), "{}: {:?}", fix.label, fix.variant);
    fix.variant
}

pub fn sound() -> Variant {
    variant(capacity(1, 5, 300), &["cpu > 70 +1", "cpu < 30 -1"])
}

#[test]
fn sound_rules_are_silent_and_do_not_flap() {
    assert_eq!(found(&sound()), []);
    let total = variant(capacity(1, 5, 300), &["connections > 900 =5", "connections < 400 =1"]);
    assert_eq!(found(&total), [], "a total that sets the total does not climb");
    assert_eq!(found(&variant(capacity(1, 5, 300), &[])), [], "no policy, nothing to say");
    // Just over the threshold for hours: it grows once and rests.
    let outcome = replayed(&sound(), &[71.0; 40]);
    assert_eq!((outcome.changes.len(), outcome.scorecard.reversals), (1, 0));
}

#[test]
fn invalid_rules_have_their_errors_and_no_lints() {
    let mut broken = variant(capacity(1, 5, 300), &["cpu > 70 +1"]);
    broken.thresholds_mut().unwrap().policies[0].value = 0;
    assert_eq!(found(&broken), []);
}

#[test]
fn thresholds_that_cross_never_rest() {
    let crossed = variant(capacity(1, 5, 300), &["cpu > 50 +1", "cpu < 60 -1"]);
    let lint = only(&crossed, LintKind::ThresholdsCross);
    assert_eq!((lint.place.policy, lint.place.field), (Some(1), "metric.threshold"));
    assert_eq!(
        lint.sentence,
        "“cpu > 50 +1” scales up over 50 %, “cpu < 60 -1” down under 60 %: there is no value at \
         which both rest."
    );
    let steady = [55.0; 40];
    assert!(replayed(&crossed, &steady).scorecard.reversals > 10);
    assert_eq!(replayed(&fixed(&lint), &steady).scorecard.reversals, 0);
    // At the same value they cross as well, though there is one at which both rest; a tenth apart
    // they do not.
    let equal = variant(capacity(1, 5, 300), &["cpu > 80 +1", "cpu < 80 -1"]);
    let said = only(&equal, LintKind::ThresholdsCross).sentence;
    assert!(
        said.ends_with("down under 80 %: they rest at exactly 80 % and nowhere else."),
        "{said}"
    );
    assert_eq!(replayed(&equal, &[80.0; 6]).changes.len(), 0);
    let kind = |rule: &str| kinds(&variant(capacity(1, 5, 300), &["in > 50 +1", rule]));
    assert!(kind("in < 50 -1").contains(&LintKind::ThresholdsCross));
    assert!(!kind("in < 49.9 -1").contains(&LintKind::ThresholdsCross));
}

#[test]
fn a_gap_too_small_for_the_step_flaps_where_the_lint_says() {
    let close = variant(capacity(2, 5, 300), &["cpu > 70 +1", "cpu < 50 -1"]);
    let lint = only(&close, LintKind::GapTooSmall);
    assert_eq!(
        lint.sentence,
        "It flaps at 2: the load of 70 % on 2 is 46.7 % on 3, under the 50 % of “cpu < 50 -1”, \
         which undoes “cpu > 70 +1”."
    );
    // Just over the threshold on two, as the lint says.
    let steady = [70.5; 40];
    assert!(replayed(&close, &steady).scorecard.reversals > 10);
    let fixed = fixed(&lint);
    assert_eq!(fixed.thresholds().unwrap().policies[1].metric.threshold.get(), 46.0);
    assert_eq!(replayed(&fixed, &steady).scorecard.reversals, 0);
}

#[test]
fn a_step_down_can_overshoot_too() {
    let halved = variant(capacity(1, 8, 300), &["cpu > 70 +1", "cpu < 34 -80%"]);
    let lint = only(&halved, LintKind::GapTooSmall);
    assert!(lint.sentence.starts_with("It flaps at 3: the load of 34 % on 3 is 102 % on 1, over"));
    // 33 % on three is 50 % on the two that were recorded.
    let mut job = job(
        history(Metric::Cpu, 5, &[33.0; 40]),
        "0:3",
        halved.thresholds().unwrap().capacity.clone(),
        &[],
    );
    job.variants = vec![halved];
    assert!(first(&job).scorecard.reversals > 0);
    assert_eq!(kinds(&fixed(&lint)), []);
}

/// The lint's arithmetic and the replay agree at every size and threshold.
#[test]
fn the_gap_lint_speaks_exactly_where_a_steady_load_flaps() {
    let (mut flapped, mut calm) = (0, 0);
    for up in [50_u32, 60, 70, 80] {
        for down in (10..up).step_by(5) {
            for step in [1, 2, 3] {
                let rules = [format!("cpu > {up} +{step}"), format!("cpu < {down} -{step}")];
                let rules = rules.each_ref().map(String::as_str);
                for size in 1..=5_u32 {
                    let bounds = capacity(size, size + step, 0);
                    let close = variant(bounds.clone(), &rules);
                    let lints = kinds(&close).contains(&LintKind::GapTooSmall);
                    // Steady, and a hair over the threshold on `size`.
                    let values = vec![f64::from(up) + 0.001; 24];
                    let recorded = format!("0:{size}");
                    let mut job = job(history(Metric::Cpu, 5, &values), &recorded, bounds, &[]);
                    job.variants = vec![close];
                    let flaps = first(&job).scorecard.reversals > 0;
                    // A hair over in the replay is exactly at in the lint.
                    let edge = up * size == down * (size + step);
                    assert!(lints == flaps || edge, "{rules:?} at {size}: {lints} {flaps}");
                    flapped += u32::from(flaps);
                    calm += u32::from(!flaps);
                }
            }
        }
    }
    assert!(flapped > 100 && calm > 100, "{flapped} {calm}");
}

#[test]
fn a_total_for_scaling_up_climbs_to_the_maximum() {
    let climbing = variant(capacity(1, 5, 300), &["connections > 500 +1", "connections < 100 -1"]);
    let lint = only(&climbing, LintKind::TotalMetric);
    assert!(lint.sentence.ends_with("climbs to the maximum of 5 while the load lasts."));
    let outcome = over(&climbing, history(Metric::Connections, 5, &[600.0; 12]));
    assert_eq!(outcome.sizes.last().unwrap().size, 5);
    let fixed = fixed(&lint);
    assert_eq!(
        fixed.thresholds().unwrap().policies[0].metric.managed_metric,
        Metric::Cpu.to_wire()
    );
}

#[test]
fn one_direction_never_comes_back() {
    let up = variant(capacity(1, 5, 300), &["cpu > 70 +1"]);
    let lint = only(&up, LintKind::OneDirection);
    assert!(lint.sentence.starts_with("No policy scales down"));
    let day = [[90.0; 6], [5.0; 6]].concat();
    assert_eq!(replayed(&up, &day).sizes.last().unwrap().size, 3);
    let both = fixed(&lint);
    assert_eq!(kinds(&both), []);
    assert_eq!(lint.fix.as_ref().unwrap().label, "Add “cpu > 70 +1 down”");
    assert_eq!(
        (
            both.thresholds().unwrap().policies.len(),
            both.thresholds().unwrap().policies[1].id.as_str()
        ),
        (2, "")
    );
    assert_eq!(replayed(&both, &day).sizes.last().unwrap().size, 1);
    let down = variant(capacity(1, 5, 300), &["cpu < 30 -1"]);
    let lint = only(&down, LintKind::OneDirection);
    assert_eq!(replayed(&down, &[[5.0; 6], [90.0; 6]].concat()).sizes.last().unwrap().size, 1);
    assert_eq!(kinds(&fixed(&lint)), []);
}

#[test]
fn a_policy_behind_a_wider_one_never_fires() {
    let behind = variant(capacity(1, 9, 300), &["cpu > 70 +1", "cpu > 90 +3", "cpu < 15 -1"]);
    let lint = only(&behind, LintKind::Outranked);
    assert_eq!((lint.place.policy, lint.place.field), (Some(1), "priority"));
    let busy = [95.0, 99.0, 80.0, 95.0, 99.0, 99.0, 99.0];
    let outcome = replayed(&behind, &busy);
    assert_eq!((fired(&outcome, 0) > 0, fired(&outcome, 1)), (true, 0));
    let turned = fixed(&lint);
    assert_eq!(lint.fix.as_ref().unwrap().label, "Let “cpu > 90 +3” go before “cpu > 70 +1”");
    assert!(fired(&replayed(&turned, &busy), 1) > 0);
    let twice = variant(capacity(1, 9, 300), &["cpu > 70 +1", "cpu > 70 +1", "cpu < 15 -1"]);
    assert_eq!(
        fixed(&only(&twice, LintKind::Outranked)).thresholds().unwrap().policies.len(),
        2,
        "one is enough"
    );
    let apart = variant(capacity(1, 9, 300), &["cpu > 90 +3", "cpu > 70 +1", "cpu < 15 -1"]);
    assert_eq!(kinds(&apart), []);
}

/// The widest look-back of an extreme covers every mean within it.
#[test]
fn a_maximum_goes_before_every_average_within_its_look_back() {
    let mut rules = variant(capacity(1, 9, 300), &["cpu > 70 +1", "cpu > 70 +2", "cpu < 15 -1"]);
    rules.thresholds_mut().unwrap().policies[0].metric.aggregate = wire::Aggregate::Max;
    rules.thresholds_mut().unwrap().policies[0].metric.sampling_range_min = 10;
    assert_eq!(only(&rules, LintKind::Outranked).place.policy, Some(1));
    rules.thresholds_mut().unwrap().policies[0].metric.sampling_range_min = 5;
    assert_eq!(only(&rules, LintKind::Outranked).place.policy, Some(1));
    rules.thresholds_mut().unwrap().policies[1].metric.sampling_range_min = 6;
    assert_eq!(kinds(&rules), []);
    // A policy that leaves the turn to the next does not shut it out.
    let context = LintContext {
        assumptions: Assumptions { one_action_per_step: false, ..Assumptions::default() },
        ..LintContext::default()
    };
    rules.thresholds_mut().unwrap().policies[1].metric.sampling_range_min = 5;
    assert_eq!(lints(&rules, &context), []);
}

#[test]
fn a_threshold_out_of_range_never_fires_or_always_does() {
    let rules = |rule: &str| variant(capacity(1, 5, 300), &[rule, "cpu > 71 +1", "cpu < 29 -1"]);
    for (rule, ever) in [
        ("cpu > 100 +1", false),
        ("cpu > 150 +1", false),
        ("cpu < 0 -1", false),
        ("cpu < -5 -1", false),
        ("cpu > -1 +1", true),
        ("cpu > 0 +1", true),
        ("cpu < 100 -1", true),
        ("in < 0 -1", false),
    ] {
        let rules = rules(rule);
        let lints = found(&rules);
        let lint = lints.iter().find(|lint| lint.kind == LintKind::ThresholdOutOfRange);
        let lint = lint.unwrap_or_else(|| panic!("{rule}: {lints:?}"));
        assert_eq!(lint.sentence.contains("never fires"), !ever, "{rule}: {}", lint.sentence);
        let outcome = replayed(&rules, &[50.0, 99.9, 100.0, 0.1, 45.0, 50.0]);
        assert_eq!(fired(&outcome, 0) > 0, ever, "{rule}");
        fixed(lint);
    }
    for rule in ["cpu > 99.9 +1", "cpu < 0.1 -1", "in > 0 +1", "in < 1 -1"] {
        let lints = kinds(&rules(rule));
        assert!(!lints.contains(&LintKind::ThresholdOutOfRange), "{rule}: {lints:?}");
    }
}

#[test]
fn a_policy_the_wrong_way_runs_away() {
    let mut away = sound();
    away.thresholds_mut().unwrap().policies[0].metric.operator = wire::Operator::LessThan;
    let lint = found(&away).swap_remove(0);
    assert_eq!((lint.kind, lint.place.field), (LintKind::WrongWay, "metric.operator"));
    assert_eq!(
        lint.sentence,
        "“cpu > 70 +1” adds Instances while CPU is low; the more it adds, the lower."
    );
    // Hardly any load, and yet it ends at the maximum.
    assert_eq!(replayed(&away, &[60.0; 12]).sizes.last().unwrap().size, 5);
    assert_eq!(fixed(&lint), sound());
}

#[test]
fn a_total_that_moves_no_size_never_fires() {
    let idle = variant(capacity(2, 6, 300), &["cpu > 70 =2", "cpu < 20 -1"]);
    let lint = only(&idle, LintKind::TotalWithoutEffect);
    assert_eq!(fired(&replayed(&idle, &[95.0; 8]), 0), 0);
    let moved = fixed(&lint);
    assert_eq!((moved.thresholds().unwrap().policies[0].value, kinds(&moved)), (6, vec![]));
    let down = variant(capacity(2, 6, 300), &["cpu > 70 +1", "cpu < 20 =6"]);
    assert_eq!(
        fixed(&only(&down, LintKind::TotalWithoutEffect)).thresholds().unwrap().policies[1].value,
        2
    );
}

#[test]
fn a_total_outside_the_bounds_stops_at_them() {
    let wide = variant(capacity(1, 4, 300), &["cpu > 90 =9", "cpu < 10 -1"]);
    let lint = only(&wide, LintKind::TotalOutsideBounds);
    let outcome = replayed(&wide, &[95.0; 4]);
    assert_eq!(outcome.sizes.last().unwrap().size, 4);
    let capped = outcome.ledger.unwrap().signals(0)[0].verdict;
    assert_eq!(capped, Verdict::Fired { from: 2, to: 4, wanted: 9 });
    assert_eq!(fixed(&lint).thresholds().unwrap().policies[0].value, 4);
}

#[test]
fn a_group_between_equal_bounds_never_changes() {
    let mut pinned = sound();
    pinned.thresholds_mut().unwrap().capacity = capacity(3, 3, 300);
    let lint = only(&pinned, LintKind::Pinned);
    let outcome = replayed(&pinned, &[95.0, 5.0, 95.0, 5.0]);
    assert_eq!(outcome.changes.len(), 1, "only the bounds were repaired");
    assert_eq!(fixed(&lint).thresholds().unwrap().capacity.max_replicas, 4);
    assert_eq!(kinds(&variant(capacity(3, 3, 300), &[])), [], "nothing is held back");
}

#[test]
fn a_cooldown_under_the_evaluation_period_denies_nothing() {
    let mut short = sound();
    short.thresholds_mut().unwrap().capacity = capacity(1, 9, 299);
    let lint = only(&short, LintKind::ShortCooldown);
    assert_eq!(lint.place.policy, None);
    let outcome = replayed(&short, &[[95.0, 10.0]; 6].concat());
    assert_eq!(outcome.changes.len(), 12, "at every evaluation");
    assert_eq!(outcome.scorecard.denied_minutes, 0.0);
    assert_eq!(
        fixed(&lint),
        Variant::of_thresholds(sound().name, capacity(1, 9, 300), sound().policies().to_vec())
    );
    short.thresholds_mut().unwrap().capacity.cooldown_delay = None;
    assert!(only(&short, LintKind::ShortCooldown).sentence.starts_with("There is no cooldown"));
    let minutely = LintContext {
        evaluation_period_ms: MINUTE_MS,
        boot_delay_ms: MINUTE_MS,
        ..LintContext::default()
    };
    short.thresholds_mut().unwrap().capacity = capacity(1, 9, 60);
    assert_eq!(lints(&short, &minutely), []);
}

#[test]
fn a_look_back_shorter_than_the_samples_distance_finds_none() {
    let rules = sound();
    let context =
        LintContext { sampling_ms: vec![(Metric::Cpu, 10 * MINUTE_MS)], ..LintContext::default() };
    let lints = lints(&rules, &context);
    assert_eq!(lints.len(), 2);
    for lint in &lints {
        assert_eq!(lint.kind, LintKind::LookBackWithoutSamples);
        // The rule is live, and the export may be coarser than what the service samples.
        assert_eq!((lint.severity, &lint.fix), (Severity::Note, &None));
        assert!(lint.sentence.contains("the samples of this history are 10 min apart"));
    }
    // Read as instants; as means over their intervals, samples are seen throughout.
    let mut job = job(history(Metric::Cpu, 10, &[50.0; 6]), "0:2", capacity(1, 5, 0), &[]);
    job.variants = vec![rules];
    job.sample_reading = SampleReading::Instant;
    let ledger = first(&job).ledger.unwrap();
    let blind = (0..ledger.len()).filter(|at| ledger.signals(*at)[0].verdict == Verdict::NoData);
    assert_eq!((blind.count(), ledger.len()), (5, 11), "every other evaluation");
}

#[test]
fn a_look_back_shorter_than_the_period_misses_what_is_between() {
    let mut rules = sound();
    rules.thresholds_mut().unwrap().policies[0].metric.sampling_range_min = 2;
    let lint = only(&rules, LintKind::LookBackWithGaps);
    assert!(lint.sentence.starts_with("“cpu > 70 +1” sees 2 min of every 5 min"));
    // Three minutes of every five at full load, and two at rest before each evaluation.
    let values = [[99.0, 99.0, 99.0, 35.0, 35.0]; 6].concat();
    let mut job = job(
        history(Metric::Cpu, 1, &values),
        "0:2",
        rules.thresholds().unwrap().capacity.clone(),
        &[],
    );
    job.evaluation_phase_ms = Some(super::at(0));
    job.variants = vec![rules, fixed(&lint)];
    let outcomes = super::ran(&job).variants;
    assert_eq!((fired(&outcomes[0], 0), fired(&outcomes[1], 0)), (0, 1));
}

#[test]
fn policies_of_one_priority_may_go_in_either_order() {
    let mut tied = variant(capacity(1, 9, 300), &["cpu > 70 +1", "in > 900 +4", "cpu < 30 -1"]);
    tied.thresholds_mut().unwrap().policies[1].priority = 1;
    let lint = only(&tied, LintKind::SamePriority);
    assert_eq!(lint.severity, Severity::Note);
    let mut job = job(history(Metric::Cpu, 5, &[90.0; 4]), "0:2", capacity(1, 9, 300), &[]);
    job.histories.push(history(Metric::NetworkIn, 5, &[5_000.0; 4]));
    job.variants = vec![tied.clone(), fixed(&lint)];
    let sizes =
        |job: &Job| super::ran(job).variants.into_iter().map(|v| v.sizes).collect::<Vec<_>>();
    let oldest = sizes(&job);
    job.assumptions.tie_order = headroom::engine::TieOrder::NewestFirst;
    let newest = sizes(&job);
    assert_ne!(oldest[0], newest[0], "the order of the tied ones matters");
    assert_eq!(oldest[1], newest[1], "and no longer does");
    // Those that can never be breached together may well share one.
    tied.thresholds_mut().unwrap().policies.remove(1);
    tied.thresholds_mut().unwrap().policies[1].priority = 1;
    assert_eq!(kinds(&tied), []);
}

#[test]
fn a_metric_of_ones_own_never_has_samples() {
    let mut own = variant(capacity(1, 9, 300), &["cpu > 70 +1", "cpu > 5 +1", "cpu < 30 -1"]);
    own.thresholds_mut().unwrap().policies[1].metric.managed_metric = None;
    own.thresholds_mut().unwrap().policies[1].metric.cockpit_metric_name = Some("queue".to_owned());
    let lint = only(&own, LintKind::MetricWithoutSamples);
    let outcome = replayed(&own, &[95.0; 6]);
    assert_eq!(fired(&outcome, 1), 0);
    assert_eq!(fixed(&lint).thresholds().unwrap().policies.len(), 2);
}

/// What a fix leads to is free of the lint, and of any new one that weighs as much.
#[test]
fn a_fix_silences_its_lint_and_raises_none_as_heavy() {
    let (mut seen, mut mended) = (0, 0);
    for seed in seeds(1_500) {
        let job = random_job(seed);
        let context = LintContext::of(&job);
        for variant in &job.variants {
            let before = lints(variant, &context);
            let weights: Vec<Severity> = before.iter().map(|lint| lint.severity).collect();
            assert!(weights.is_sorted_by(|a, b| a >= b), "HEADROOM_SEED={seed}");
            for lint in &before {
                seen += 1;
                assert!(lint.sentence.ends_with('.'), "{}", lint.sentence);
                let Some(fix) = &lint.fix else { continue };
                mended += 1;
                let after = lints(&fix.variant, &context);
                let count = |lints: &[Lint], kind: LintKind| {
                    lints.iter().filter(|lint| lint.kind == kind).count()
                };
                let said = format!("HEADROOM_SEED={seed}: {lint:?}");
                assert!(count(&after, lint.kind) < count(&before, lint.kind), "{said}");
                for other in after.iter().filter(|other| other.severity >= lint.severity) {
                    assert!(count(&after, other.kind) <= count(&before, other.kind), "{said}");
                }
            }
        }
    }
    println!("{mended} of {seen} lints have a fix");
    assert!(mended * 10 > seen * 7, "only {mended} of {seen} lints have a fix");
}
