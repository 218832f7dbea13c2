//! Random jobs.

use headroom::engine::{MINUTE_MS, Metric};
use headroom::whatif::{
    FailedLaunches, History, Job, LoadModel, MissingData, ModelOptions, PriceSource, Shape,
    ShapeKind, SizeAt, Variant,
};
use headroom::wire::{self, Duration, Float};

use super::START_MS;
use crate::chance::Chance;
use crate::engine::random_assumptions;

pub const DEFAULT_SEED: u64 = 0x4A4F_4253;

/// Seeds, from `HEADROOM_SEED` where it is set.
pub fn seeds(count: u64) -> impl Iterator<Item = u64> {
    let first = std::env::var("HEADROOM_SEED")
        .map_or(DEFAULT_SEED, |text| text.parse().expect("HEADROOM_SEED is a whole number"));
    (0..count).map(move |index| first.wrapping_add(index.wrapping_mul(0x1_0001)))
}

/// The job of a seed in the recorded outcomes, which another way to draw would change as a whole.
pub fn recorded_job(seed: u64) -> Job {
    random_job(0x4F55_5443_4F4D_4553 + seed * 0x1_0001)
}

/// A random job in decimals, as metrics are recorded and thresholds typed: its values are tenths,
/// often the same for a while, and its thresholds are among them, so that ties are common.
pub fn decimal_job(seed: u64) -> Job {
    let mut job = random_job(seed);
    let mut chance = Chance(!seed);
    let mut levels = Vec::new();
    for history in &mut job.histories {
        let mut level = history.values[0];
        for value in &mut history.values {
            if chance.once_in(3) {
                level = *value;
            }
            *value = (level * 10.0).round() / 10.0;
        }
        levels.push((history.metric.to_wire(), history.values.clone()));
    }
    for policy in
        job.variants.iter_mut().flat_map(|variant| &mut variant.thresholds_mut().unwrap().policies)
    {
        let own = levels.iter().find(|(metric, _)| *metric == policy.metric.managed_metric);
        if let Some((_, values)) = own.filter(|_| !chance.once_in(4)) {
            policy.metric.threshold = Float::new(chance.pick(values));
        }
    }
    job
}

/// Its values and thresholds are fractions that do not meet: see [`decimal_job`] for those that do.
pub fn random_job(seed: u64) -> Job {
    let mut chance = Chance(seed);
    let count = usize::try_from(chance.within(1, 3)).unwrap();
    let mut metrics = vec![Metric::Cpu, Metric::Connections, Metric::NetworkIn];
    metrics.rotate_left(usize::try_from(chance.within(0, 2)).unwrap());
    metrics.truncate(count);
    let histories = metrics.iter().map(|metric| random_history(&mut chance, *metric)).collect();
    let variants = (0..chance.within(1, 2)).map(|_| random_variant(&mut chance)).collect();
    let job = Job {
        histories,
        recorded_sizes: random_sizes(&mut chance),
        variants,
        assumptions: random_assumptions(&mut chance),
        boot_delay_ms: chance.pick(&[0, 1, 30_000, 90_000, 300_000, 420_000, 1_500_000]),
        evaluation_period_ms: chance.pick(&[300_000, 300_000, 180_000, 437_000]),
        evaluation_phase_ms: chance
            .once_in(2)
            .then(|| START_MS + i64::from(chance.within(0, 900)) * 1_000),
        price_per_hour: chance.once_in(2).then(|| f64::from(chance.within(0, 300)) / 1_000.0),
        reversal_window_ms: chance.pick(&[0, 300_000, 900_000, 3_600_000]),
        ..Job::default()
    };
    with_random_load(job, &mut chance)
}

/// Half of all jobs replay the recording as it is.
fn with_random_load(job: Job, chance: &mut Chance) -> Job {
    if chance.once_in(2) {
        return job;
    }
    let share = chance.pick(&[0.0, 0.0, 0.25, 0.8, 1.0]);
    Job {
        growth: chance.pick(&[1.0, 1.0, 0.0, 0.43, 1.7, 2.37]),
        shapes: (0..chance.within(0, 3)).map(|_| random_shape(chance)).collect(),
        saturation_multiple: chance.pick(&[1.0, 1.0, 1.31]),
        failed_launches: FailedLaunches { share, seed: chance.within(0, 99) },
        missing_data: chance.pick(&[MissingData::Gap, MissingData::HoldLast, MissingData::Zero]),
        price_source: chance.once_in(2).then(PriceSource::default),
        ..job
    }
}

/// What a job does beyond the plain model: nothing in half of all jobs.
pub fn random_model(seed: u64) -> ModelOptions {
    let chance = &mut Chance(seed ^ 0x4D4F_4445_4C53);
    if chance.once_in(2) {
        return ModelOptions::default();
    }
    ModelOptions {
        metric_delay_ms: chance.pick(&[0, 0, 1, 60_000, 150_000, 900_000]),
        draining_ms: chance.pick(&[0, 0, 1, 90_000, 300_000, 3_000_000]),
        backlog: chance.once_in(3),
        idle_percent: chance.pick(&[0.0, 0.0, 7.3, 25.0]),
        elasticity: chance.pick(&[1.0, 1.0, 0.83, 0.0, 1.4]),
    }
}

fn random_shape(chance: &mut Chance) -> Shape {
    let kinds = [ShapeKind::Spike, ShapeKind::Ramp, ShapeKind::Outage, ShapeKind::Blackout];
    let from_ms = START_MS + i64::from(chance.within(0, 200)) * 20_000 - 600_000;
    Shape {
        kind: chance.pick(&kinds),
        from_ms,
        to_ms: from_ms + i64::from(chance.within(1, 200)) * 20_000,
        factor: f64::from(chance.within(0, 30)) / 7.0,
    }
}

fn random_sizes(chance: &mut Chance) -> Vec<SizeAt> {
    let mut at_ms = START_MS + i64::from(chance.within(0, 40)) * 30_000 - 600_000;
    let mut sizes = Vec::new();
    for _ in 0..chance.within(1, 6) {
        sizes.push(SizeAt { at_ms, size: chance.within(0, 7) });
        at_ms += i64::from(chance.within(1, 90)) * 20_000;
    }
    sizes
}

/// Up to sixty samples, with gaps and unsteady steps.
fn random_history(chance: &mut Chance, metric: Metric) -> History {
    let step_ms = chance.pick(&[60_000, 60_000, 120_000, 300_000, 420_000, 900_000]);
    let mut at_ms = START_MS + i64::from(chance.within(0, 20)) * 15_000;
    let (mut times_ms, mut values) = (Vec::new(), Vec::new());
    let full = metric == Metric::Cpu;
    for _ in 0..chance.within(2, 60) {
        times_ms.push(at_ms);
        let value = f64::from(chance.within(0, 10_000)) / 97.0;
        values.push(if full { value.min(100.0) } else { value * 10.0 });
        at_ms += step_ms;
        if chance.once_in(12) {
            at_ms += i64::from(chance.within(1, 40)) * 60_000;
        }
        if chance.once_in(9) {
            at_ms += i64::from(chance.within(1, 30)) * 1_000;
        }
    }
    let load = match chance.within(0, 3) {
        0 => chance.pick(&[LoadModel::PerInstance, LoadModel::Total, LoadModel::AsRecorded]),
        _ => LoadModel::of(metric),
    };
    History { metric, load, times_ms, values }
}

fn random_variant(chance: &mut Chance) -> Variant {
    let min_replicas = chance.within(1, 4);
    let capacity = wire::Capacity {
        min_replicas,
        max_replicas: (min_replicas + chance.within(0, 7)).max(2),
        cooldown_delay: match chance.within(0, 4) {
            0 => None,
            _ => Some(Duration::from_secs(chance.pick(&[0, 60, 299, 300, 600, 1_800]))),
        },
    };
    let policies = (0..chance.within(0, 5)).map(|_| random_policy(chance)).collect();
    Variant::of_thresholds("random".to_owned(), capacity, policies)
}

fn random_policy(chance: &mut Chance) -> wire::Policy {
    let metrics = [Metric::Cpu, Metric::Cpu, Metric::NetworkIn, Metric::Connections];
    let metric = chance.pick(&metrics);
    let aggregates = [wire::Aggregate::Average, wire::Aggregate::Max, wire::Aggregate::Min];
    let sum = chance.once_in(5);
    let scale = if metric == Metric::Cpu { 100.0 } else { 1_000.0 } * if sum { 3.0 } else { 1.0 };
    let over = chance.once_in(2);
    let up = if chance.once_in(6) { !over } else { over };
    let kind = chance.within(0, 3);
    wire::Policy {
        name: "random".to_owned(),
        metric: wire::Metric {
            name: "random".to_owned(),
            managed_metric: metric.to_wire(),
            cockpit_metric_name: None,
            operator: if over { wire::Operator::GreaterThan } else { wire::Operator::LessThan },
            aggregate: match aggregates.get(usize::try_from(chance.within(0, 2)).unwrap()) {
                Some(aggregate) if !sum => aggregate.clone(),
                _ => wire::Aggregate::Sum,
            },
            sampling_range_min: chance.within(1, 20),
            threshold: Float::new(scale * (f64::from(chance.within(1, 9_999)) + 0.37) / 10_007.0),
        },
        action: if up { wire::Action::ScaleUp } else { wire::Action::ScaleDown },
        adjustment: match kind {
            0 => wire::AdjustmentType::PercentOfTotalGroup,
            1 => wire::AdjustmentType::SetTotalGroup,
            _ => wire::AdjustmentType::FlatCount,
        },
        value: if kind == 0 { chance.within(1, 120) } else { chance.within(1, 6) },
        priority: chance.within(0, 3),
        instance_group_id: "group".into(),
        ..wire::Policy::default()
    }
}

/// The longest that a random history can be, for tests that need a bound.
pub const LONGEST_MS: i64 = 100 * 60 * MINUTE_MS;

/// A thousand jobs as lines of JSON at the path in `HEADROOM_JOBS`, so that the browser and the
/// command line can be given the same ones. tests/e2e/native.mjs calls it.
#[test]
#[ignore = "a tool of the browser tests"]
fn tool_that_writes_a_thousand_jobs() {
    let path = std::env::var_os("HEADROOM_JOBS").expect("HEADROOM_JOBS names the file to write");
    let line = |seed| serde_json::to_string(&random_job(seed)).unwrap() + "\n";
    std::fs::write(path, seeds(1_000).map(line).collect::<String>()).unwrap();
}
