//! The what-if's settings: what no policy says and no recording tells.

use super::model;
use super::reader::Reader;
use super::target_settings::{self, TargetSettings};
use super::{Control, Draft, Field, Section};
use crate::engine::{Assumptions, FieldErrors, Reason};
use crate::whatif::{Job, ModelOptions};

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// From order to service, in milliseconds.
    pub boot_delay_ms: i64,
    /// What an Instance costs, in EUR; `None` for what the API says.
    pub price_per_hour: Option<f64>,
    /// How a target decides.
    pub target: TargetSettings,
    /// What the group does beyond the plain model.
    pub model: ModelOptions,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            boot_delay_ms: Job::BOOT_DELAY_MS,
            price_per_hour: None,
            target: TargetSettings::default(),
            model: ModelOptions::default(),
        }
    }
}

/// The fields.
#[must_use]
pub fn section() -> Section {
    let number = |from, to, step| Control::Number { from, to, step };
    let fields = vec![
        Field::new("boot_delay", t!("Boot delay"), number(0.0, 900.0, 30.0))
            .unit("s")
            .help(t!("From the order of an Instance until it serves.")),
        Field::new("price", t!("Price"), number(0.0, 1.0, 0.005))
            .unit("€/h")
            .optional()
            .help(t!("Of one Instance; empty takes that of the group's Instance type.")),
    ];
    Section::new(t!("Assumed"), fields)
}

/// The defaults.
#[must_use]
pub fn blank() -> Draft {
    target_settings::draft(&TargetSettings::default())
        .nesting("", &model::draft(&ModelOptions::default()))
        .with("boot_delay", (Settings::default().boot_delay_ms / 1_000).to_string())
}

/// Reads the settings.
///
/// # Errors
/// Every wrong field.
pub fn read(draft: &Draft) -> Result<Settings, FieldErrors> {
    const LONGEST_BOOT_S: f64 = 86_400.0;
    let sections = [section(), target_settings::section(), model::section()];
    let mut reader = Reader::of(draft, &sections);
    let boot_s = reader.number("boot_delay");
    if !(0.0..=LONGEST_BOOT_S).contains(&boot_s) {
        let message = t!("Enter seconds from 0 to 86400, which is a day.");
        reader.refuse("boot_delay", Reason::Constraint, message);
    }
    let price_per_hour = reader.optional_number("price");
    if price_per_hour.is_some_and(|price| price < 0.0) {
        reader.refuse("price", Reason::Constraint, t!("A price cannot be negative."));
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked against a day above")]
    let boot_delay_ms = (boot_s.clamp(0.0, LONGEST_BOOT_S) * 1_000.0) as i64;
    let target = target_settings::read(&mut reader);
    let model = model::read(&mut reader);
    let settings = Settings { boot_delay_ms, price_per_hour, target, model };
    reader.finish(settings, Ok(()), &sections)
}

/// The settings of a job as text.
#[must_use]
pub fn draft(job: &Job) -> Draft {
    #[expect(clippy::cast_precision_loss, reason = "a boot delay is far under 2^53 milliseconds")]
    let boot_s = job.boot_delay_ms as f64 / 1_000.0;
    let price = job.price_per_hour.map(|price| price.to_string());
    let (assumptions, period_ms) = (job.assumptions.target, job.target_period_ms);
    blank()
        .nesting("", &target_settings::draft(&TargetSettings { assumptions, period_ms }))
        .nesting("", &model::draft(&job.model))
        .with("boot_delay", boot_s.to_string())
        .with("price", price.unwrap_or_default())
}

/// What a job sets that no field of the what-if does, in words.
#[must_use]
pub fn beyond(job: &Job) -> Vec<&'static str> {
    let plain = Job::default();
    let assumptions = Assumptions { target: plain.assumptions.target, ..job.assumptions };
    let set = [
        (assumptions != plain.assumptions, t!("the assumptions about thresholds")),
        (
            job.reversal_window_ms != plain.reversal_window_ms,
            t!("the time within which to reverse"),
        ),
        (job.sample_reading != plain.sample_reading, t!("what a sample's value is of")),
        (job.removal != plain.removal, t!("which Instances go first")),
        (job.failed_launches.seed != plain.failed_launches.seed, t!("which launches fail")),
    ];
    set.into_iter().filter_map(|(differs, words)| differs.then_some(words)).collect()
}
