//! Each option of the model at a value that is usual in the field, or off where it is on.

use super::alternative::{Alternative, Otherwise};
use crate::base::duration_text;
use crate::engine::MINUTE_MS;
use crate::whatif::{Job, LoadModel, ModelOptions};

/// What metrics of a minute's resolution take to arrive.
const USUAL_DELAY_MS: i64 = MINUTE_MS;

/// How long load balancers usually let an Instance drain.
const USUAL_DRAINING_MS: i64 = 5 * MINUTE_MS;

/// What an Instance often shows of its CPU without any load.
const USUAL_IDLE_PERCENT: f64 = 5.0;

/// An elasticity of load that is not spread quite evenly, or has a share that every Instance bears.
const USUAL_ELASTICITY: f64 = 0.8;

/// Notes the model's options otherwise, one at a time.
pub fn model(job: &Job, found: &mut Vec<Alternative>) {
    let (own, off) = (job.model, ModelOptions::default());
    let mut add = |field, clause: String, model| {
        found.push(Alternative { field, clause, otherwise: Otherwise::Model(model) });
    };
    let (delay_ms, clause) = match own.metric_delay_ms {
        0 => {
            let later = duration_text(USUAL_DELAY_MS);
            (USUAL_DELAY_MS, t!("the rules saw each sample {later} late"))
        }
        _ => (off.metric_delay_ms, t!("the rules saw each sample at once").to_owned()),
    };
    add("model.metric_delay_ms", clause, ModelOptions { metric_delay_ms: delay_ms, ..own });
    let (draining_ms, clause) = match own.draining_ms {
        0 => {
            let time = duration_text(USUAL_DRAINING_MS);
            (USUAL_DRAINING_MS, t!("an Instance drained for {time} before it is gone"))
        }
        _ => {
            (off.draining_ms, t!("an Instance were gone as soon as it is ordered away").to_owned())
        }
    };
    add("model.draining_ms", clause, ModelOptions { draining_ms, ..own });
    let clause = match own.backlog {
        false => t!("work beyond what the Instances carry waited instead of being lost"),
        true => t!("work beyond what the Instances carry were lost instead of waiting"),
    };
    let backlog = !own.backlog;
    add("model.backlog", clause.to_owned(), ModelOptions { backlog, ..own });
    if !job.histories.iter().any(|history| history.load == LoadModel::PerInstance) {
        return;
    }
    let (idle_percent, clause) = match own.idle_percent > 0.0 {
        false => {
            let clause = t!("an Instance showed {USUAL_IDLE_PERCENT}\u{a0}% CPU without any load");
            (USUAL_IDLE_PERCENT, clause)
        }
        true => (off.idle_percent, t!("an Instance showed no CPU without load").to_owned()),
    };
    add("model.idle_percent", clause, ModelOptions { idle_percent, ..own });
    let (elasticity, clause) = match own == (ModelOptions { elasticity: 1.0, ..own }) {
        true => {
            let left = libm::round(100.0 * libm::pow(2.0, -USUAL_ELASTICITY));
            let clause = t!("a metric fell to {left}\u{a0}% when the fleet doubles");
            (USUAL_ELASTICITY, clause)
        }
        false => (off.elasticity, t!("a metric halved when the fleet doubles").to_owned()),
    };
    add("model.elasticity", clause, ModelOptions { elasticity, ..own });
}
