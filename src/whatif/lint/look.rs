//! All lints over one variant, with the fixes that hold.

use super::case::{Case, Finding};
use super::{Fix, Lint, LintContext, LintKind, Severity, group, pair, policy, target};
use crate::base::sort_by_key;
use crate::whatif::{Job, Variant, rules};

/// Everything that stands out about a variant's rules, the heaviest first. Rules that are not
/// valid have none: their errors stand at the fields already.
///
/// ```
/// use headroom::whatif::{LintContext, LintKind, Parameter, Setting, from_file, lints};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let context = LintContext::of(&job);
/// // Two at 60 % were one at 70 %: what grows at once shrinks again.
/// let close = Setting::of_policy(Parameter::Threshold, 1, 60).made(&job.variants[0]);
/// let lint = lints(&close, &context).into_iter().find(|lint| lint.kind == LintKind::GapTooSmall);
/// let lint = lint.unwrap();
/// assert_eq!(lint.place.field, "metric.threshold");
/// assert_eq!(
///     lint.sentence,
///     "It flaps at 1: the load of 70 % on 1 is 35 % on 2, under the 60 % of “down”, which \
///      undoes “up”."
/// );
/// // What is offered as the mend is one.
/// let mended = lint.fix.unwrap().variant;
/// assert!(!lints(&mended, &context).iter().any(|lint| lint.kind == LintKind::GapTooSmall));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// How much each of these lints weighs, without trying what would silence them.
pub fn severities(variant: &Variant, context: &LintContext) -> Vec<Severity> {
    findings(variant, context).iter().map(|finding| finding.kind.severity()).collect()
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
    for look in [group::look, policy::look, pair::look, target::look] {
        look(case, &mut found);
    }
    found
}
