//! The demand behind a recording, as plain as it can be made, from the design, section 3.

use headroom::engine::Metric;
use headroom::whatif::{History, Job, LoadModel, SampleReading, Shape, ShapeKind};

use super::naive::{cuts, interval, recorded_before};

/// What the shapes make of the traffic at `at_ms`.
fn factor(job: &Job, at_ms: i64) -> f64 {
    let mut factor = 1.0;
    for shape in &job.shapes {
        let within = at_ms > shape.from_ms && at_ms <= shape.to_ms;
        match shape.kind {
            ShapeKind::Spike if within => factor *= shape.factor,
            ShapeKind::Outage if within => factor = 0.0,
            ShapeKind::Ramp if at_ms > shape.to_ms => factor *= shape.factor,
            ShapeKind::Ramp if within => {
                let way = millis(shape.from_ms, at_ms) / millis(shape.from_ms, shape.to_ms);
                factor *= 1.0 + (shape.factor - 1.0) * way;
            }
            _ => {}
        }
    }
    factor
}

pub fn is_lost(job: &Job, at_ms: i64) -> bool {
    let covers = |shape: &Shape| shape.from_ms < at_ms && at_ms <= shape.to_ms;
    job.shapes.iter().any(|shape| shape.kind == ShapeKind::Blackout && covers(shape))
}

pub fn demand(job: &Job, history: &History, index: usize) -> f64 {
    let value = history.values[index];
    let served = match history.load {
        LoadModel::PerInstance => {
            (value - idle(job, history)).max(0.0) * recorded_instances(job, history, index)
        }
        LoadModel::Total | LoadModel::AsRecorded => value,
    };
    grown(job, history, index, served)
}

/// What a sample's value is to be multiplied by to be the demand.
fn recorded_instances(job: &Job, history: &History, index: usize) -> f64 {
    let (from_ms, to_ms) = match job.sample_reading {
        SampleReading::Interval => interval(history, index),
        SampleReading::Instant => (history.times_ms[index] - 1, history.times_ms[index]),
    };
    let turns = job.recorded_sizes.iter().map(|entry| entry.at_ms);
    let (mut served_ms, mut shares, mut sizes) = (0.0, 0.0, Vec::new());
    for (from_ms, to_ms) in cuts(from_ms, to_ms, turns) {
        let size = recorded_before(&job.recorded_sizes, to_ms);
        sizes.push(size);
        if size > 0 {
            served_ms += millis(from_ms, to_ms);
            shares += millis(from_ms, to_ms) / spread(job, size);
        }
    }
    sizes.dedup();
    if sizes.len() == 1 { spread(job, sizes[0]) } else { served_ms / shares }
}

/// A load, multiplied by all that multiplies the traffic of a sample.
pub fn grown(job: &Job, history: &History, index: usize, load: f64) -> f64 {
    let is_full = tells(&history) && history.values[index] >= 100.0;
    let load = if is_full { load * job.saturation_multiple } else { load };
    load * job.growth * factor(job, history.times_ms[index])
}

/// Every demand on the CPU with its interval, in per cent of one Instance; none where no history
/// tells.
pub fn demands(job: &Job) -> Vec<(f64, i64, i64)> {
    let Some(history) = job.histories.iter().find(tells) else { return Vec::new() };
    let demand = |index| {
        let (from_ms, to_ms) = interval(history, index);
        (demand(job, history, index), from_ms, to_ms)
    };
    (0..history.times_ms.len()).map(demand).collect()
}

/// What a history shows on the recorded fleet under the traffic that is replayed.
pub fn at_recorded(job: &Job, history: &History, index: usize) -> f64 {
    let (value, idle) = (history.values[index], idle(job, history));
    let above = (value - idle).max(0.0);
    let grown = grown(job, history, index, above);
    if grown == above { value } else { idle + grown }
}

/// What an Instance shows without load.
pub fn idle(job: &Job, history: &History) -> f64 {
    if tells(&history) { job.model.idle_percent } else { 0.0 }
}

/// What a demand is divided by on so many Instances.
pub fn spread(job: &Job, size: u32) -> f64 {
    if size == 0 { 0.0 } else { libm::pow(f64::from(size), job.model.elasticity) }
}

/// The demand on the CPU that so many carry.
pub fn carried(job: &Job, size: u32) -> f64 {
    (100.0 - job.model.idle_percent) * spread(job, size)
}

/// Whether a history tells what an Instance can carry.
pub fn tells(history: &&History) -> bool {
    history.metric == Metric::Cpu && history.load == LoadModel::PerInstance
}

pub fn millis(from_ms: i64, to_ms: i64) -> f64 {
    f64::from(u32::try_from(to_ms - from_ms).unwrap())
}
