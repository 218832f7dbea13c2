//! What a lint is, and what is known beside the rules that are looked at.

use serde::{Deserialize, Serialize};

use crate::engine::{Assumptions, EVALUATION_PERIOD_MS, Metric, TARGET_PERIOD_MS};
use crate::whatif::replay::median_step_ms;
use crate::whatif::{Job, Variant};

/// How much a lint weighs, the lightest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It may surprise.
    Note,
    /// It costs money, or lets the group flap or overload.
    Warning,
    /// It does not do what it says.
    Fault,
}

/// What a lint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LintKind {
    /// A policy that scales up where its metric falls, or down where it rises.
    WrongWay,
    /// A scale-up threshold at or under a scale-down threshold of the same metric.
    ThresholdsCross,
    /// A threshold that the metric can never pass, or always passes.
    ThresholdOutOfRange,
    /// A policy that can never fire: an earlier one is breached whenever it is.
    Outranked,
    /// A scale-down that goes before another metric's scale-up.
    ScaleDownFirst,
    /// A total that no size within the bounds is moved by.
    TotalWithoutEffect,
    /// A metric that the service does not collect.
    MetricWithoutSamples,
    /// Thresholds so close that the step of one policy breaches the other.
    GapTooSmall,
    /// A scale-up policy on a total, which adding Instances does not lower.
    TotalMetric,
    /// Policies of one direction only.
    OneDirection,
    /// A total outside the bounds.
    TotalOutsideBounds,
    /// A minimum equal to the maximum.
    Pinned,
    /// A look-back shorter than the distance of the history's samples.
    LookBackWithoutSamples,
    /// A look-back shorter than the evaluation period.
    LookBackWithGaps,
    /// A cooldown shorter than the evaluation period.
    ShortCooldown,
    /// Two policies of one priority that can be breached together.
    SamePriority,
    /// A target that any load is over, or none.
    TargetOutOfRange,
    /// A target with a minimum of 0, from which no average leads away.
    NeverLeavesZero,
    /// A target that asks for less than idle Instances show before it shrinks.
    NeverShrinks,
    /// A step of 0.
    NoStep,
    /// A target of memory that no history shows to be measured.
    MemoryWithoutAgent,
    /// A fixed size outside the bounds.
    FixedSizeOutsideBounds,
    /// A cooldown that ends before the ordered Instances serve.
    CooldownUnderBootDelay,
    /// A step that is more than the bounds leave room for.
    StepBeyondBounds,
}

impl LintKind {
    /// How much it weighs.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::WrongWay
            | Self::ThresholdsCross
            | Self::ThresholdOutOfRange
            | Self::Outranked
            | Self::TotalWithoutEffect
            | Self::MetricWithoutSamples
            | Self::TargetOutOfRange
            | Self::NeverLeavesZero => Severity::Fault,
            Self::ScaleDownFirst
            | Self::GapTooSmall
            | Self::TotalMetric
            | Self::OneDirection
            | Self::TotalOutsideBounds
            | Self::Pinned
            | Self::NeverShrinks
            | Self::NoStep
            | Self::MemoryWithoutAgent
            | Self::FixedSizeOutsideBounds => Severity::Warning,
            Self::LookBackWithoutSamples
            | Self::LookBackWithGaps
            | Self::ShortCooldown
            | Self::SamePriority
            | Self::CooldownUnderBootDelay
            | Self::StepBeyondBounds => Severity::Note,
        }
    }
}

/// Where a lint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The policy's index in the variant; `None` for the group's own fields.
    pub policy: Option<usize>,
    /// The field, by its path in the API's body, as the forms name it.
    pub field: &'static str,
}

/// A change that silences a lint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    /// What it does, as a button says it.
    pub label: String,
    /// The rules that it leads to.
    pub variant: Variant,
}

/// Something about rules that a user should know before saving them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lint {
    /// What it is about.
    pub kind: LintKind,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// What is wrong, in a sentence or two.
    pub sentence: String,
    /// What would silence it; `None` where nothing is proposed.
    pub fix: Option<Fix>,
}

/// What is known beside the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct LintContext {
    /// The rules that no source settles.
    pub assumptions: Assumptions,
    /// How often a group with thresholds is evaluated, in milliseconds.
    pub evaluation_period_ms: i64,
    /// How often a group with a target is, in milliseconds.
    pub target_period_ms: i64,
    /// From an Instance's order to its service, in milliseconds.
    pub boot_delay_ms: i64,
    /// The distance of the samples of each metric whose history is known, in milliseconds.
    pub sampling_ms: Vec<(Metric, i64)>,
}

impl Default for LintContext {
    fn default() -> Self {
        Self {
            assumptions: Assumptions::default(),
            evaluation_period_ms: EVALUATION_PERIOD_MS,
            target_period_ms: TARGET_PERIOD_MS,
            boot_delay_ms: Job::BOOT_DELAY_MS,
            sampling_ms: Vec::new(),
        }
    }
}

impl LintContext {
    /// What a job tells beside its variants.
    #[must_use]
    pub fn of(job: &Job) -> Self {
        let told = job.histories.iter().filter(|history| history.times_ms.len() > 1);
        let sampling = told.map(|history| (history.metric, median_step_ms(&history.times_ms)));
        Self {
            assumptions: job.assumptions,
            evaluation_period_ms: job.evaluation_period_ms,
            target_period_ms: job.target_period_ms,
            boot_delay_ms: job.boot_delay_ms,
            sampling_ms: sampling.collect(),
        }
    }
}
