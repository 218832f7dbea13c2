//! Strict comparison: what stands exactly at a threshold fires nothing, and what was recorded at a
//! size is what a replay at that size shows, to the bit.

use headroom::engine::Metric;
use headroom::whatif::{
    Detail, Job, LintContext, LoadModel, ShapeKind, Situation, explain, lints, rules, run,
};
use headroom::wire::Float;

use super::random::{decimal_job, seeds};
use super::{at, capacity, first, history, job};

/// CPU that stands at a decimal for an hour, under policies of both directions at that decimal.
fn tied(tenths: u32, size: u32, look_back: u32) -> Job {
    let value = Float::new(f64::from(tenths) / 10.0).get();
    let rules = [format!("cpu > {value} +1"), format!("cpu < {value} -1")];
    let cpu = history(Metric::Cpu, 1, &[value; 60]);
    let recorded = format!("0:{size}");
    let mut job = job(cpu, &recorded, capacity(1, 12, 0), &[&rules[0], &rules[1]]);
    for policy in &mut job.variants[0].thresholds_mut().unwrap().policies {
        policy.metric.sampling_range_min = look_back;
    }
    job
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn a_metric_exactly_at_the_threshold_never_fires() {
    let mut changed = Vec::new();
    for tenths in 300..=800 {
        for look_back in [5, 10, 15] {
            let size = 1 + (tenths + look_back) % 8;
            let outcome = first(&tied(tenths, size, look_back));
            if !outcome.changes.is_empty() {
                changed.push((tenths, size, look_back));
            }
        }
    }
    assert!(changed.is_empty(), "{} of 1503 change size: {changed:?}", changed.len());
}

#[test]
fn a_tie_is_told_as_one() {
    for tenths in [301, 333, 701, 703, 799] {
        for size in 1..=8 {
            let job = tied(tenths, size, 10);
            let rules = rules(&job, &job.variants[0]).unwrap();
            let outcome = first(&job);
            let situation = Situation::simulated(&job, &rules, &outcome, at(30)).unwrap();
            let moment = explain(&situation);
            let readings = moment.readings.iter();
            for told in readings.map(|own| &own.sentence).chain([&moment.sentence]) {
                assert!(told.contains("exactly at, not "), "{tenths} on {size}: {told}");
            }
            assert!(moment.readings.iter().all(|own| own.margin == Some(0.0)), "{moment:?}");
        }
    }
}

/// Without anything that changes the traffic, and with as many Instances as served then.
#[test]
fn a_replay_at_the_recorded_size_shows_the_recording_to_the_bit() {
    let (mut samples, mut decimals) = (0, 0);
    for seed in seeds(400) {
        let mut job = decimal_job(seed);
        let size = 1 + u32::try_from(seed % 8).unwrap();
        job.recorded_sizes.truncate(1);
        job.recorded_sizes[0].size = size;
        job.growth = 1.0;
        job.saturation_multiple = 1.0;
        job.shapes.retain(|shape| shape.kind == ShapeKind::Spike);
        job.shapes.iter_mut().for_each(|shape| shape.factor = 1.0);
        job.variants.truncate(1);
        job.variants[0].thresholds_mut().unwrap().policies.clear();
        job.variants[0].thresholds_mut().unwrap().capacity = capacity(size, size.max(2), 0);
        let outcome = run(&job, Detail::Curves).unwrap().variants.remove(0);
        for (history, values) in job.histories.iter().zip(&outcome.values) {
            assert_eq!(bits(values), bits(&history.values), "HEADROOM_SEED={seed}");
            samples += values.len();
            let shared = history.load == LoadModel::PerInstance;
            let off = |value: &&f64| **value * f64::from(size) / f64::from(size) != **value;
            decimals += values.iter().filter(|value| shared && off(value)).count();
        }
    }
    assert!(samples > 10_000 && decimals > 100, "{samples} samples, {decimals} lose a bit");
}

/// A recording may read a little over full. At its own size it is shown as it is.
#[test]
fn a_recording_over_full_is_shown_as_recorded_at_its_own_size_alone() {
    let over = history(Metric::Cpu, 5, &[100.3, 100.3, 100.3]);
    let same = first(&job(over.clone(), "0:3", capacity(3, 3, 0), &[]));
    assert_eq!(same.values[0], [100.3; 3]);
    let fewer = first(&job(over.clone(), "0:3", capacity(1, 2, 0), &[]));
    assert_eq!(fewer.values[0], [100.3, 100.0, 100.0], "shrunk at the first tick, minute 5");
    let grown = Job { growth: 2.0, ..job(over, "0:3", capacity(3, 3, 0), &[]) };
    assert_eq!(first(&grown).values[0], [100.0; 3]);
}

/// The lint asks of a steady load what the engine asks of a value, so it sees ties alike.
#[test]
fn a_step_that_leads_exactly_to_a_threshold_is_no_flap() {
    for tenths in 300..=900_u32 {
        let up = Float::new(f64::from(tenths) / 10.0).get();
        // One more than `size`: at the step's end the load stands exactly at the threshold.
        for size in [1, 2, 4] {
            let down = Float::new(up * f64::from(size) / f64::from(size + 1));
            let exact = down.get() * f64::from(size + 1) / f64::from(size);
            if (exact - up).abs() > 1e-9 {
                continue;
            }
            let (over, under) = (format!("cpu > {up} +1"), format!("cpu < {} -1", down.get()));
            let cpu = history(Metric::Cpu, 5, &[50.0; 2]);
            let job = job(cpu, "0:1", capacity(size, size + 1, 300), &[&over, &under]);
            let found = lints(&job.variants[0], &LintContext::of(&job));
            let flaps = found.iter().find(|lint| lint.sentence.starts_with("It flaps"));
            assert_eq!(flaps.map(|lint| &lint.sentence), None, "{over}, {under}, {size}");
        }
    }
}
