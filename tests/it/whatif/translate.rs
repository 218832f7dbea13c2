//! Thresholds as a target and back (contract of v1alpha2, section 12).

use headroom::engine::{
    Assumptions, Metric, Rules, Scaler, StepMeaning, TargetAssumptions, TargetFormula, needed,
};
use headroom::whatif::{
    Job, LossKind, ScalingPoints, Thresholds, ToTarget, ToThresholds, Variant, VariantRules,
    real_sizes, rules, to_target, to_thresholds,
};
use headroom::wire::v1alpha2::{
    AddressFamily, AutoHealing, FixedSize, LoadBalancerBackend, LoadBalancerConfiguration,
    ScalingPolicy, UtilizationTarget,
};
use headroom::wire::{self, Duration};

use super::{capacity, policies, sizes};

const FORMULAS: [TargetFormula; 4] = [
    TargetFormula::CeilWithTolerance,
    TargetFormula::Ceil,
    TargetFormula::Nearest,
    TargetFormula::FloorOutCeilIn,
];

fn thresholds(rows: &[&str]) -> Thresholds {
    Thresholds { capacity: capacity(1, 12, 300), policies: policies(rows) }
}

fn target(rows: &[&str], sizes: &[u32]) -> ToTarget {
    to_target(&thresholds(rows), Assumptions::default(), sizes).unwrap()
}

fn percent(policy: &ScalingPolicy) -> Option<u32> {
    policy.cpu_target.map(|target| target.target_avg_percent)
}

fn cpu(target_avg_percent: u32) -> ScalingPolicy {
    ScalingPolicy {
        minimum_size: 1,
        maximum_size: 12,
        scale_out_cooldown: Some(Duration::from_secs(60)),
        scale_in_cooldown: Some(Duration::from_secs(60)),
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent }),
        ..ScalingPolicy::default()
    }
}

fn back(policy: &ScalingPolicy) -> ToThresholds {
    to_thresholds(policy, Assumptions::default(), None).unwrap()
}

fn kinds(losses: &[headroom::whatif::Loss]) -> Vec<(LossKind, Option<usize>)> {
    losses.iter().map(|loss| (loss.kind, loss.policy)).collect()
}

#[test]
fn the_contracts_own_numbers_hold() {
    let found = target(&["cpu > 70 +2", "cpu < 30 -1"], &[2, 3, 5, 10]);
    let expected = ScalingPolicy {
        scale_out_cooldown: Some(Duration::from_secs(300)),
        scale_in_cooldown: Some(Duration::from_secs(300)),
        scale_out_step: 2,
        ..cpu(63)
    };
    assert_eq!(found.policy, expected);
    let under = |size| ScalingPoints::of(63, size, &TargetAssumptions::default()).in_under;
    let under = [2, 3, 5, 10].map(|size| format!("{:.1}", under(size)));
    assert_eq!(under, ["31.5", "42.0", "50.4", "56.7"]);
    // 60 % is the lowest that shrinks at 2 under 30 %, 63 % the highest that grows over 70 %.
    assert_eq!(found.band.both(), Some(60..=63));
    assert_eq!(found.sizes.iter().map(|at| at.size).collect::<Vec<_>>(), [2, 3, 5, 10]);
}

#[test]
fn each_size_has_its_own_band() {
    let found = target(&["cpu > 70 +1", "cpu < 40 -1"], &[2, 3, 10]);
    let bands = found.sizes.iter().map(|at| (at.size, at.band.lowest, at.band.both()));
    let expected = [
        (2, Some(80), None),
        (3, Some(60), Some(60..=63)),
        // The tolerance alone asks for 44.4.
        (10, Some(45), Some(45..=63)),
    ];
    assert_eq!(bands.collect::<Vec<_>>(), expected);
    assert_eq!(
        (found.band.lowest, found.band.highest, found.band.both()),
        (Some(80), Some(63), None)
    );
    assert_eq!(percent(&found.policy), Some(63));
    let said: Vec<String> = found.differences(63).into_iter().map(|loss| loss.sentence).collect();
    assert_eq!(
        said,
        [
            "At 2 it shrinks only under 31.5 %, no longer under 40 %: it keeps Instances longer, \
             and their cost.",
            "At 3 it shrinks under 42 % already, not only under 40 %."
        ]
    );
    let late = found.differences(80);
    assert_eq!(late[0].sentence, "At 2 it grows only over 88 %, no longer over 70 %.");
}

#[test]
fn a_size_at_a_bound_only_counts_for_the_way_that_is_left() {
    let found = target(&["cpu > 70 +1", "cpu < 40 -1"], &[1, 12]);
    let ends = |at: usize| (found.sizes[at].band.lowest, found.sizes[at].band.highest);
    assert_eq!((ends(0), ends(1)), ((None, Some(63)), (Some(45), None)));
    // A group that was always at a bound is looked at beside it.
    let found = target(&["cpu > 70 +1", "cpu < 40 -1"], &[12, 40]);
    assert_eq!(found.sizes.iter().map(|at| at.size).collect::<Vec<_>>(), [11, 12]);
    let found = target(&["cpu > 70 +1", "cpu < 40 -1"], &[]);
    assert_eq!(found.sizes.iter().map(|at| at.size).collect::<Vec<_>>(), [2, 11]);
}

#[test]
fn what_a_target_cannot_carry_is_told() {
    let lost = |rows: &[&str]| kinds(&target(rows, &[2, 4]).losses);
    let look_backs = [(LossKind::LookBack, Some(0)), (LossKind::LookBack, Some(1))];
    let group = [(LossKind::Priorities, None), (LossKind::Cooldown, None)];
    let plain = lost(&["cpu > 70 +1", "cpu < 30 -1"]);
    assert_eq!(plain, [&look_backs[..], &group[..]].concat());
    let found = |rows: &[&str], kind, policy| {
        let lost = lost(rows);
        assert!(lost.contains(&(kind, policy)), "{rows:?}: {lost:?}");
    };
    let pair = ["cpu > 70 +1", "cpu < 30 -1"];
    let with = |row| [pair[0], pair[1], row];
    found(&with("in > 1000 +1"), LossKind::Metric, Some(2));
    found(&with("cpu > 90 +3"), LossKind::SurplusPolicy, Some(2));
    found(&with("cpu > 20 -1"), LossKind::WrongWay, Some(2));
    found(&["cpu > 70 +20%", "cpu < 30 -1"], LossKind::Adjustment, Some(0));
    found(&["cpu > 70 =8", "cpu < 30 -1"], LossKind::Adjustment, Some(0));
    found(&["cpu > 70 +3", "cpu < 30 -1"], LossKind::StepIsLimit, Some(0));
    found(&["cpu > 70.5 +1", "cpu < 30 -1"], LossKind::FractionalThreshold, Some(0));
    found(&["cpu > 70 +1"], LossKind::OneDirection, None);
    for aggregate in [wire::Aggregate::Max, wire::Aggregate::Min, wire::Aggregate::Sum] {
        let mut rules = thresholds(&pair);
        rules.policies[0].metric.aggregate = aggregate;
        let found = to_target(&rules, Assumptions::default(), &[2]).unwrap();
        assert_eq!(kinds(&found.losses)[0], (LossKind::Aggregate, Some(0)));
        // The other end is what is left, and without any there is no target to guess.
        assert_eq!(percent(&found.policy), found.band.lowest);
        assert_eq!(found.policy.scale_out_step, 0);
    }
    let found = target(&["in > 1000 +1", "connections < 10 -1"], &[2]);
    assert_eq!((percent(&found.policy), found.band.preselected()), (None, None));
    let all: Vec<_> = found.losses.iter().map(|loss| loss.sentence.as_str()).collect();
    assert_eq!(
        all[0],
        "“in > 1000 +1” is left out: Network in cannot be a target, only CPU and memory can."
    );
}

#[test]
fn steps_come_from_what_the_policies_did_at_the_real_sizes() {
    let steps = |rows: &[&str], sizes: &[u32]| {
        let ScalingPolicy { scale_out_step, scale_in_step, .. } = target(rows, sizes).policy;
        (scale_out_step, scale_in_step)
    };
    assert_eq!(steps(&["cpu > 70 +3", "cpu < 30 -2"], &[2, 8]), (3, 2));
    assert_eq!(steps(&["cpu > 70 +50%", "cpu < 30 -25%"], &[2, 8]), (4, 2));
    assert_eq!(steps(&["cpu > 70 =9", "cpu < 30 =2"], &[4, 8]), (5, 6));
    // The mildest of several: the one that acts first as the load grows.
    assert_eq!(steps(&["cpu > 90 +4", "cpu > 70 +2", "cpu < 30 -1"], &[2]), (2, 1));
    assert_eq!(percent(&target(&["cpu > 90 +4", "cpu > 70 +2"], &[2]).policy), Some(63));
}

#[test]
fn the_sizes_are_the_recorded_ones() {
    let job = Job { recorded_sizes: sizes("0:3 5:2 10:3 15:7"), ..Job::default() };
    assert_eq!(real_sizes(&job), [2, 3, 7]);
}

#[test]
fn invalid_rules_are_refused() {
    let mut rules = thresholds(&["cpu > 70 +1"]);
    rules.policies[0].value = 0;
    assert!(to_target(&rules, Assumptions::default(), &[2]).is_err());
    let both = ScalingPolicy { fixed_size: Some(FixedSize { size: 2 }), ..cpu(60) };
    assert!(to_thresholds(&both, Assumptions::default(), None).is_err());
}

#[test]
fn the_scaling_points_are_where_the_engine_turns() {
    for formula in FORMULAS {
        for tolerance_percent in [0, 10, 35] {
            let assumptions =
                TargetAssumptions { formula, tolerance_percent, ..TargetAssumptions::default() };
            for percent in 1..=100 {
                for size in 1..=30 {
                    let points = ScalingPoints::of(percent, size, &assumptions);
                    let needed = |value: f64| needed(size, value, percent, &assumptions);
                    let said = format!("{formula:?} {tolerance_percent} {percent} {size}");
                    assert!(needed(points.out_over * 1.001) > size, "{said}");
                    assert!(needed(points.out_over * 0.999) <= size, "{said}");
                    assert!(needed((points.in_under * 1.001).max(1e-9)) >= size, "{said}");
                    if points.in_under > 0.0 {
                        assert!(needed(points.in_under * 0.999) < size, "{said}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_target_becomes_two_policies() {
    let ToThresholds { rules, losses } = back(&cpu(60));
    let rows: Vec<_> = rules
        .policies
        .iter()
        .map(|row| {
            (row.metric.threshold.get(), row.value, row.priority, row.metric.sampling_range_min)
        })
        .collect();
    assert_eq!(rows, [(66.0, 1, 1, 1), (30.0, 1, 2, 1)]);
    assert_eq!(rules.capacity, capacity(1, 12, 60));
    assert_eq!(kinds(&losses), [(LossKind::Hysteresis, None)]);
    // From a minimum of 20 on, the tolerance is what the group shrinks under.
    let large = ScalingPolicy { minimum_size: 20, maximum_size: 30, ..cpu(60) };
    assert_eq!(back(&large).rules.policies[1].metric.threshold.get(), 54.0);
}

#[test]
fn what_thresholds_cannot_carry_is_told() {
    let lost = |policy: &ScalingPolicy, kind| {
        let ToThresholds { rules, losses } = back(policy);
        assert!(losses.iter().any(|loss| loss.kind == kind), "{kind:?}: {losses:?}");
        rules
    };
    let zero = lost(&ScalingPolicy { minimum_size: 0, ..cpu(60) }, LossKind::MinimumZero);
    assert_eq!(zero.capacity.min_replicas, 1);
    let one = lost(&ScalingPolicy { maximum_size: 1, ..cpu(60) }, LossKind::MaximumOne);
    assert_eq!(one.capacity.max_replicas, 2);
    let slow = Some(Duration::from_secs(300));
    let slow = ScalingPolicy { scale_in_cooldown: slow, ..cpu(60) };
    assert_eq!(lost(&slow, LossKind::Cooldown).capacity, capacity(1, 12, 300));
    lost(&cpu(95), LossKind::OutOfReach);
    let one_way = lost(&ScalingPolicy { scale_in_step: 0, ..cpu(60) }, LossKind::OneDirection);
    assert_eq!(one_way.policies.len(), 1);
    let memory_target = Some(UtilizationTarget { target_avg_percent: 70 });
    let memory = ScalingPolicy { cpu_target: None, memory_target, ..cpu(0) };
    assert!(lost(&memory, LossKind::Memory).policies.is_empty());
    for (size, bounds) in [(5, (5, 5)), (40, (12, 12)), (1, (1, 2))] {
        let fixed_size = Some(FixedSize { size });
        let fixed = ScalingPolicy { cpu_target: None, fixed_size, ..cpu(0) };
        let Thresholds { capacity, policies } = lost(&fixed, LossKind::FixedSize);
        assert_eq!((capacity.min_replicas, capacity.max_replicas), bounds);
        assert!(policies.is_empty());
    }
    let backend = LoadBalancerBackend {
        address_family: AddressFamily::Ipv6,
        ..LoadBalancerBackend::default()
    };
    let balancer = LoadBalancerConfiguration {
        backends: vec![backend],
        auto_healing: Some(AutoHealing { enabled: true, grace_period: None }),
        ..LoadBalancerConfiguration::default()
    };
    let found = to_thresholds(&cpu(60), Assumptions::default(), Some(&balancer)).unwrap().losses;
    let found = kinds(&found);
    assert!(found.contains(&(LossKind::Healing, None)));
    assert!(found.contains(&(LossKind::BackendAddress, None)));
}

/// The rules of a translation, which are of no group yet, as of one.
fn engine_rules(rules_of: VariantRules, assumptions: Assumptions) -> Rules {
    let mut variant = Variant { name: "translated".to_owned(), rules: rules_of };
    let own = variant.thresholds_mut().into_iter().flat_map(|own| &mut own.policies);
    own.for_each(|policy| policy.instance_group_id = "group".into());
    rules(&Job { assumptions, ..Job::default() }, &variant).unwrap()
}

/// The first load of a steady ramp, in tenths of a per cent, at which a group of `size` grows.
fn grows_at(rules: &Rules, size: u32) -> Option<u32> {
    (0..1_500).find(|tenths| {
        let mut scaler = Scaler::new(rules.clone(), size, None);
        scaler.observe(Metric::Cpu, 0, f64::from(*tenths) / 10.0);
        scaler.step(0, &mut ()).after > size
    })
}

#[test]
fn a_round_trip_grows_at_the_same_load_at_each_size() {
    for formula in [TargetFormula::CeilWithTolerance, TargetFormula::Ceil] {
        let target = TargetAssumptions { formula, step: StepMeaning::Limit, ..Default::default() };
        let assumptions = Assumptions { target, ..Assumptions::default() };
        for percent in (1..=100).step_by(3) {
            let policy = cpu(percent);
            let there = to_thresholds(&policy, assumptions, None).unwrap().rules;
            let (own, translated) = (
                engine_rules(VariantRules::Target(policy.clone()), assumptions),
                engine_rules(VariantRules::Thresholds(there.clone()), assumptions),
            );
            for size in 1..12 {
                let (own, translated) = (grows_at(&own, size), grows_at(&translated, size));
                assert_eq!(own, translated, "{percent} % at {size}");
                assert!(own.is_some(), "{percent} % at {size}");
            }
            let mut there = there;
            there.policies.iter_mut().for_each(|row| row.instance_group_id = "group".into());
            let again = to_target(&there, assumptions, &[1, 2, 5]).unwrap();
            assert_eq!(again.policy, policy, "{percent} %");
        }
    }
}

#[test]
fn thresholds_translated_keep_both_promises_within_the_band() {
    for (up, down) in [(50, 20), (70, 30), (80, 25), (90, 40), (63, 28)] {
        let rows = [format!("cpu > {up} +1"), format!("cpu < {down} -1")];
        let found = target(&rows.each_ref().map(String::as_str), &[2, 3, 4, 8]);
        let band = found.band.both().unwrap();
        for percent in 1..=100 {
            let keeps = found.sizes.iter().all(|at| {
                let needed = |value| needed(at.size, value, percent, &TargetAssumptions::default());
                let (up, down) = (f64::from(up), f64::from(down));
                needed(up + 0.001) > at.size && needed(down - 0.001) < at.size
            });
            assert_eq!(keeps, band.contains(&percent), "{up} {down} {percent}");
        }
    }
}
