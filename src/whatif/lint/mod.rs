//! What is wrong with rules at first sight, without any history.
//!
//! Each lint may come with a fix: other rules, one click away. A fix is offered only when the
//! rules that it leads to, looked at again, are free of that lint and have none more of the same
//! weight or a heavier one.

mod case;
mod group;
mod pair;
mod policy;

use serde::{Deserialize, Serialize};

use super::track::median_step_ms;
use super::{Job, Variant, rules};
use crate::engine::{Assumptions, EVALUATION_PERIOD_MS, Metric};
use crate::wire::order::sort_by_key;
use case::{Case, Finding};

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
    /// A look-back shorter than the distance of the samples.
    LookBackWithoutSamples,
    /// A look-back shorter than the evaluation period.
    LookBackWithGaps,
    /// A cooldown shorter than the evaluation period.
    ShortCooldown,
    /// Two policies of one priority that can be breached together.
    SamePriority,
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
            | Self::MetricWithoutSamples => Severity::Fault,
            Self::GapTooSmall
            | Self::TotalMetric
            | Self::OneDirection
            | Self::TotalOutsideBounds
            | Self::Pinned
            | Self::LookBackWithoutSamples => Severity::Warning,
            Self::LookBackWithGaps | Self::ShortCooldown | Self::SamePriority => Severity::Note,
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
    /// What would silence it.
    pub fix: Option<Fix>,
}

/// What is known beside the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct LintContext {
    /// The rules that no source settles.
    pub assumptions: Assumptions,
    /// How often the group is evaluated, in milliseconds.
    pub evaluation_period_ms: i64,
    /// The distance of the samples of each metric whose history is known, in milliseconds.
    pub sampling_ms: Vec<(Metric, i64)>,
}

impl Default for LintContext {
    fn default() -> Self {
        Self {
            assumptions: Assumptions::default(),
            evaluation_period_ms: EVALUATION_PERIOD_MS,
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
            sampling_ms: sampling.collect(),
        }
    }
}

/// Everything that stands out about a variant's rules, the heaviest first. Rules that are not
/// valid have none: their errors stand at the fields already.
#[must_use]
pub fn lints(variant: &Variant, context: &LintContext) -> Vec<Lint> {
    let found = findings(variant, context);
    let before = kinds(&found);
    let mut lints: Vec<Lint> = found
        .into_iter()
        .map(|finding| {
            let Finding { kind, place, sentence, fixes } = finding;
            let silences = |fix: &Fix| silences(kind, &before, &fix.variant, context);
            let fix = fixes.into_iter().find(silences);
            Lint { kind, severity: kind.severity(), place, sentence, fix }
        })
        .collect();
    sort_by_key(&mut lints, |lint| (std::cmp::Reverse(lint.severity), lint.kind));
    lints
}

fn kinds(found: &[Finding]) -> Vec<LintKind> {
    found.iter().map(|finding| finding.kind).collect()
}

/// Whether there is less of a kind after a fix, and not more of any kind that weighs as much.
fn silences(kind: LintKind, before: &[LintKind], fixed: &Variant, context: &LintContext) -> bool {
    let Some(case) = case(fixed, context) else { return false };
    let after = kinds(&all(&case));
    let count = |kinds: &[LintKind], of: LintKind| kinds.iter().filter(|k| **k == of).count();
    let grew = |of: &&LintKind| {
        of.severity() >= kind.severity() && count(&after, **of) > count(before, **of)
    };
    count(&after, kind) < count(before, kind) && !after.iter().any(|of| grew(&of))
}

fn findings(variant: &Variant, context: &LintContext) -> Vec<Finding> {
    case(variant, context).map(|case| all(&case)).unwrap_or_default()
}

fn case<'a>(variant: &'a Variant, context: &'a LintContext) -> Option<Case<'a>> {
    let job = Job { assumptions: context.assumptions, ..Job::default() };
    let rules = rules(&job, variant).ok()?;
    Some(Case { variant, context, rules })
}

fn all(case: &Case) -> Vec<Finding> {
    let mut found = Vec::new();
    for look in [group::look, policy::look, pair::look] {
        look(case, &mut found);
    }
    found
}
