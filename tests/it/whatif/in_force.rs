//! A target that was edited, and a group that followed it, edit by edit.

use headroom::engine::Metric;
use headroom::whatif::{
    Change, Detail, InForce, Interval, Job, Known, RealChange, SizeAt, Variant, calibrate, run,
    successive,
};
use headroom::wire::Duration;
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy};

use super::random::seeds;
use super::targets::cpu;
use super::{at, capacity, first, history, job};
use crate::chance::Chance;

fn edited(change: fn(&mut ScalingPolicy)) -> ScalingPolicy {
    let mut policy = cpu(50);
    change(&mut policy);
    policy
}

fn cooldowns(policy: &mut ScalingPolicy) {
    policy.scale_out_cooldown = Some(Duration::from_secs(1_800));
    policy.scale_in_cooldown = Some(Duration::from_secs(3_600));
}

/// What was edited, with the rules before and after.
fn edits() -> [(&'static str, ScalingPolicy, ScalingPolicy); 5] {
    let fixed = |policy: &mut ScalingPolicy| {
        (policy.cpu_target, policy.fixed_size) = (None, Some(FixedSize { size: 4 }));
    };
    [
        ("target", cpu(50), cpu(80)),
        ("cooldowns", cpu(50), edited(cooldowns)),
        ("steps", cpu(50), edited(|own| (own.scale_out_step, own.scale_in_step) = (4, 3))),
        ("bounds", cpu(50), edited(|own| (own.minimum_size, own.maximum_size) = (3, 5))),
        ("goal", cpu(50), edited(fixed)),
    ]
}

fn target(policy: &ScalingPolicy) -> Variant {
    Variant::of_target("own".to_owned(), policy.clone())
}

fn random_job(chance: &mut Chance, step: i64, samples: usize) -> Job {
    let values: Vec<f64> =
        (0..samples).map(|_| f64::from(chance.within(100, 950)) / 10.0).collect();
    job(history(Metric::Cpu, step, &values), "0:3", capacity(1, 2, 0), &[])
}

/// What rules do with some of the samples alone.
fn part(whole: &Job, samples: std::ops::Range<usize>, rules: &Variant) -> Vec<Change> {
    let mut own = whole.clone();
    let history = &mut own.histories[0];
    history.times_ms = history.times_ms[samples.clone()].to_vec();
    history.values = history.values[samples].to_vec();
    own.recorded_sizes = vec![SizeAt { at_ms: history.times_ms[0], size: 3 }];
    own.variants = vec![rules.clone()];
    first(&own).changes
}

fn real(changes: &[Change]) -> Vec<RealChange> {
    let of = |own: &Change| {
        let by = i64::from(own.to) - i64::from(own.from);
        RealChange { at_ms: own.at_ms, by, known: Known::Event }
    };
    changes.iter().map(of).collect()
}

/// Half-way each part of a target is edited in turn. Held against what was in force then, every
/// change of the group is met; against the present rules alone, many are not.
#[test]
fn an_edit_of_any_part_of_a_target_parts_the_time() {
    let span = Interval { from_ms: at(0), to_ms: at(2_000) };
    for (edit, earlier, later) in edits() {
        let (earlier, later) = (target(&earlier), target(&later));
        let mut apart = 0;
        for seed in seeds(5) {
            let whole = random_job(&mut Chance(seed), 5, 400);
            let before = part(&whole, 0..200, &earlier);
            let after = part(&whole, 200..400, &later);
            let in_force = [
                InForce { since_ms: at(0), rules: earlier.clone() },
                InForce { since_ms: at(1_000), rules: later.clone() },
            ];
            let found = successive(&whole, &in_force).unwrap().changes;
            let truth = [before, after].concat();
            assert_eq!(found, truth, "{edit}, HEADROOM_SEED={seed}");
            let real = real(&truth);
            assert_eq!(calibrate(&found, &real, span, 0).score, Some(1.0), "{edit}");
            let present = Job { variants: vec![later.clone()], ..whole };
            let present = run(&present, Detail::Curves).unwrap().variants.swap_remove(0);
            let score = calibrate(&present.changes, &real, span, 0).score.unwrap();
            apart += u32::from(score < 0.95);
        }
        assert_eq!(apart, 5, "{edit}: the present rules alone meet as much");
    }
}

/// An edit between two evaluations moves none of them.
#[test]
fn all_stretches_keep_the_rhythm_of_the_group() {
    let thresholds = |up: &str| {
        let policies = super::policies(&[up, "cpu < 30 -1"]);
        Variant::of_thresholds("own".to_owned(), capacity(1, 8, 0), policies)
    };
    let pairs = [
        (target(&cpu(50)), target(&cpu(70))),
        (thresholds("cpu > 50 +1"), thresholds("cpu > 70 +1")),
    ];
    for (earlier, later) in pairs {
        let whole = random_job(&mut Chance(7), 1, 400);
        let whole = Job { evaluation_period_ms: 300_000, target_period_ms: 300_000, ..whole };
        for phase_ms in [None, Some(at(3))] {
            let whole = Job { evaluation_phase_ms: phase_ms, ..whole.clone() };
            let in_force = [
                InForce { since_ms: at(0), rules: earlier.clone() },
                InForce { since_ms: at(203), rules: later.clone() },
            ];
            let changes = successive(&whole, &in_force).unwrap().changes;
            assert!(changes.iter().any(|own| own.at_ms > at(203)), "{changes:?}");
            let first_ms = phase_ms.unwrap_or(at(1));
            let apart = |own: &Change| (own.at_ms - first_ms).rem_euclid(300_000);
            assert!(changes.iter().all(|own| apart(own) == 0), "{changes:?}");
        }
    }
}
