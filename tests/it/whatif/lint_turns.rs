//! Lints of who has its turn when: priorities across metrics, and cooldowns beside booting.

use headroom::engine::{MINUTE_MS, Metric};
use headroom::whatif::{LintContext, LintKind, Severity, Variant, VariantOutcome, lints};
use headroom::wire::Duration;

use super::lint::{fixed, kinds, only, sound, variant};
use super::{capacity, history, job};

/// 95 % CPU for ever, and a quiet network that has its turn first.
#[test]
fn a_scale_down_before_another_metrics_scale_up_holds_the_group_at_its_minimum() {
    let mut first = variant(capacity(1, 10, 300), &["in < 1000 -1", "cpu > 70 +1"]);
    let lint = only(&first, LintKind::ScaleDownFirst);
    assert_eq!((lint.severity, lint.place.policy), (Severity::Warning, Some(0)));
    assert_eq!(
        lint.sentence,
        "“in < 1000 -1” goes before “cpu > 70 +1”: while Network in is under 1000 B/s, the group \
         shrinks whatever CPU shows, and at the minimum of 1 it is held."
    );
    let mut job = job(history(Metric::Cpu, 5, &[95.0; 12]), "0:4", capacity(1, 10, 300), &[]);
    job.histories.push(history(Metric::NetworkIn, 5, &[100.0; 12]));
    job.variants = vec![first.clone(), fixed(&lint)];
    let ends = super::ran(&job).variants.into_iter().map(|own| own.sizes.last().unwrap().size);
    let ends: Vec<u32> = ends.collect();
    assert!(ends[0] == 1 && ends[1] > 4, "{ends:?}");
    assert!(!kinds(&fixed(&lint)).contains(&LintKind::ScaleDownFirst));
    // Of the same metric they are never breached together, and after it there is nothing to hold.
    first.thresholds_mut().unwrap().policies[0].priority = 9;
    assert!(!kinds(&first).contains(&LintKind::ScaleDownFirst));
    let same = variant(capacity(1, 10, 300), &["cpu < 30 -1", "cpu > 70 +1"]);
    assert!(!kinds(&same).contains(&LintKind::ScaleDownFirst));
    // Where every breached policy acts, none outranks another.
    first.thresholds_mut().unwrap().policies[0].priority = 1;
    let mut context = LintContext::default();
    context.assumptions.one_action_per_step = false;
    let all = lints(&first, &context);
    assert!(all.iter().all(|lint| lint.kind != LintKind::ScaleDownFirst));
}

#[test]
fn a_cooldown_under_the_boot_delay_orders_twice() {
    let rules = sound();
    let slow = LintContext { boot_delay_ms: 12 * MINUTE_MS, ..LintContext::default() };
    let lints = |rules: &Variant, context: &LintContext| {
        let mut found = lints(rules, context);
        found.retain(|lint| lint.kind == LintKind::CooldownUnderBootDelay);
        found
    };
    let lint = lints(&rules, &slow).swap_remove(0);
    assert_eq!((lint.place.policy, lint.place.field), (None, "capacity.cooldown_delay"));
    assert_eq!(
        lint.sentence,
        "The group may grow again 5 min after it grew, and new Instances serve 12 min after their \
         order: the same load may order more than it needs."
    );
    let fixed = fixed(&lint);
    assert_eq!(fixed.thresholds().unwrap().capacity.cooldown_delay, Some(Duration::from_secs(720)));
    assert!(lints(&fixed, &slow).is_empty());
    // The same load, more than one Instance carries: it orders one too many, and more.
    let mut job = job(history(Metric::Cpu, 5, &[80.0; 12]), "0:2", capacity(1, 9, 300), &[]);
    job.boot_delay_ms = 12 * MINUTE_MS;
    job.variants = vec![rules.clone(), fixed];
    let outcome = super::ran(&job).variants;
    let most = |own: &VariantOutcome| own.sizes.iter().map(|entry| entry.size).max().unwrap();
    assert!(most(&outcome[0]) > most(&outcome[1]), "{:?}", outcome[0].sizes);
    // What comes with the next evaluation comes after the boot; and a cooldown that starts when
    // the new ones serve is never under it.
    assert!(lints(&rules, &LintContext::default()).is_empty());
    let mut serving = slow;
    serving.assumptions.cooldown_start = headroom::engine::CooldownStart::Serving;
    assert!(lints(&rules, &serving).is_empty());
}
