//! The options of the model, which a job may set as well.

use std::fmt::Display;

use clap::Args;

use crate::whatif::{Job, ModelOptions};

/// What groups do that the plain model leaves out.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq)]
#[command(next_help_heading = "The model, in place of what a job says")]
pub struct ModelArgs {
    /// Let the rules see samples that are so old at least
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub metric_delay: Option<i64>,

    /// Let an Instance that is ordered away drain for so long: paid for, without new work
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub draining: Option<i64>,

    /// Let work in excess wait and be done later
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    #[arg(require_equals = true)]
    pub backlog: Option<bool>,

    /// The CPU that an Instance shows without any load, in per cent
    #[arg(long, value_name = "PERCENT", value_parser = idle)]
    pub idle_share: Option<f64>,

    /// How much a metric falls as the fleet grows: 1 halves it when the fleet doubles
    #[arg(long, value_name = "POWER", value_parser = elasticity)]
    pub elasticity: Option<f64>,
}

impl ModelArgs {
    /// The job's own options, but those that were given.
    pub fn set(self, job: &mut Job) {
        let own = job.model;
        job.model = ModelOptions {
            metric_delay_ms: self.metric_delay.unwrap_or(own.metric_delay_ms),
            draining_ms: self.draining.unwrap_or(own.draining_ms),
            backlog: self.backlog.unwrap_or(own.backlog),
            idle_percent: self.idle_share.unwrap_or(own.idle_percent),
            elasticity: self.elasticity.unwrap_or(own.elasticity),
        };
    }
}

/// Seconds as milliseconds.
fn seconds(text: &str) -> Result<i64, String> {
    let seconds = within(text, ModelOptions::LONGEST_S)?;
    #[expect(clippy::cast_possible_truncation, reason = "at most a day")]
    Ok(libm::round(seconds * 1_000.0) as i64)
}

fn idle(text: &str) -> Result<f64, String> {
    within(text, ModelOptions::MOST_IDLE_PERCENT)
}

fn elasticity(text: &str) -> Result<f64, String> {
    within(text, ModelOptions::MOST_ELASTICITY)
}

fn within<T: Display + Copy + Into<f64>>(text: &str, most: T) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=most.into()).contains(number));
    number.ok_or_else(|| format!("give a number from 0 to {most}"))
}
