//! Lints of targets: each kind, where it stands, and a fix that silences it.

use headroom::engine::{Assumptions, Metric, TargetAssumptions, TargetFormula};
use headroom::whatif::{Lint, LintContext, LintKind, Severity, Variant, lints};
use headroom::wire::Duration;
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy, UtilizationTarget};

/// Nothing stands out about this one.
fn calm() -> ScalingPolicy {
    ScalingPolicy {
        minimum_size: 1,
        maximum_size: 8,
        scale_out_cooldown: Some(Duration::from_secs(120)),
        scale_in_cooldown: Some(Duration::from_secs(300)),
        scale_in_step: 1,
        scale_out_step: 2,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 60 }),
        ..ScalingPolicy::default()
    }
}

fn found_in(policy: ScalingPolicy, context: &LintContext) -> Vec<Lint> {
    lints(&Variant::of_target("target".to_owned(), policy), context)
}

fn found(policy: ScalingPolicy) -> Vec<Lint> {
    found_in(policy, &LintContext::default())
}

/// The only lint, whose fix silences it.
fn only(policy: ScalingPolicy) -> Lint {
    let mut all = found(policy);
    let lint = all.swap_remove(0);
    assert!(all.is_empty(), "{lint:?} and {all:?}");
    let fix = lint.fix.as_ref().unwrap_or_else(|| panic!("no fix for {}", lint.sentence));
    let after = lints(&fix.variant, &LintContext::default());
    assert!(after.iter().all(|own| own.kind != lint.kind), "{after:?}");
    lint
}

fn percent(target_avg_percent: u32) -> Option<UtilizationTarget> {
    Some(UtilizationTarget { target_avg_percent })
}

#[test]
fn a_calm_target_has_none() {
    assert_eq!(found(calm()), []);
    let fixed =
        ScalingPolicy { fixed_size: Some(FixedSize { size: 3 }), cpu_target: None, ..calm() };
    assert_eq!(found(fixed), []);
}

#[test]
fn a_target_of_nothing_or_everything_is_a_fault() {
    let nothing = only(ScalingPolicy { cpu_target: percent(0), ..calm() });
    assert_eq!((nothing.kind, nothing.severity), (LintKind::TargetOutOfRange, Severity::Fault));
    assert_eq!(nothing.place.field, "cpu_target.target_avg_percent");
    for out_of_reach in [100, 91] {
        let lint = only(ScalingPolicy { cpu_target: percent(out_of_reach), ..calm() });
        assert_eq!(lint.kind, LintKind::TargetOutOfRange);
        assert_eq!(
            lint.fix.unwrap().label,
            format!("Use a target of 90 % instead of {out_of_reach} %")
        );
    }
    assert_eq!(found(ScalingPolicy { cpu_target: percent(90), ..calm() }), []);
    // Rounded down, one Instance at 100 % is less than two at 60 %.
    let formula = TargetFormula::FloorOutCeilIn;
    let target = TargetAssumptions { formula, ..TargetAssumptions::default() };
    let assumptions = Assumptions { target, ..Assumptions::default() };
    let context = LintContext { assumptions, ..LintContext::default() };
    let lint = found_in(calm(), &context).swap_remove(0);
    assert_eq!(
        lint.sentence,
        "At 1 it grows only over 120 %, and CPU stops at 100 %: it never grows from there."
    );
    assert_eq!(lint.fix.unwrap().label, "Use a target of 49 % instead of 60 %");
}

#[test]
fn a_target_that_hardly_ever_shrinks_says_at_which_sizes() {
    let lint = only(ScalingPolicy { cpu_target: percent(6), ..calm() });
    assert_eq!((lint.kind, lint.severity), (LintKind::NeverShrinks, Severity::Warning));
    // 6 * 5 / 6 is the 5 % that idle Instances show.
    assert_eq!(
        lint.sentence,
        "At 2 to 5 it shrinks only under 4.8 %, and idle Instances show about 5 %: it hardly ever \
         does."
    );
    assert_eq!(lint.fix.unwrap().label, "Use a target of 10 % instead of 6 %");
    let lint = only(ScalingPolicy { cpu_target: percent(8), ..calm() });
    assert!(lint.sentence.starts_with("At 2 it shrinks only under 4 %"), "{}", lint.sentence);
    assert_eq!(found(ScalingPolicy { cpu_target: percent(10), ..calm() }), []);
}

#[test]
fn a_minimum_of_zero_is_never_left() {
    let zero = ScalingPolicy { minimum_size: 0, ..calm() };
    let all = found(zero.clone());
    let kinds: Vec<LintKind> = all.iter().map(|own| own.kind).collect();
    // Nor is it ever reached, unless there is no load at all.
    assert_eq!(kinds, [LintKind::NeverLeavesZero, LintKind::NeverShrinks]);
    assert_eq!((all[0].severity, all[0].place.field), (Severity::Fault, "minimum_size"));
    assert_eq!(all[0].fix.as_ref().unwrap().label, "Use a minimum of 1 instead of 0");
    let empty = ScalingPolicy { fixed_size: Some(FixedSize { size: 0 }), cpu_target: None, ..zero };
    assert_eq!(found(empty), []);
}

#[test]
fn a_step_of_zero_and_a_step_too_far() {
    for (policy, field) in [
        (ScalingPolicy { scale_out_step: 0, ..calm() }, "scale_out_step"),
        (ScalingPolicy { scale_in_step: 0, ..calm() }, "scale_in_step"),
    ] {
        let lint = only(policy);
        assert_eq!((lint.kind, lint.place.field), (LintKind::NoStep, field));
    }
    let far = only(ScalingPolicy { scale_out_step: 20, ..calm() });
    assert_eq!((far.kind, far.severity), (LintKind::StepBeyondBounds, Severity::Note));
    assert_eq!(far.sentence, "A scale-out step of 20 is more than the 7 between 1 and 8.");
    assert_eq!(found(ScalingPolicy { scale_out_step: 7, ..calm() }), []);
}

#[test]
fn cooldowns_beside_the_period_and_the_boot_delay() {
    let cooldown = |seconds| Some(Duration::from_secs(seconds));
    let lint = only(ScalingPolicy { scale_in_cooldown: cooldown(30), ..calm() });
    assert_eq!((lint.kind, lint.place.field), (LintKind::ShortCooldown, "scale_in_cooldown"));
    let lint = only(ScalingPolicy { scale_out_cooldown: cooldown(60), ..calm() });
    assert_eq!(lint.kind, LintKind::CooldownUnderBootDelay);
    assert_eq!(lint.fix.unwrap().label, "Use a scale-out cooldown of 1 min 30 s instead of 1 min");
    let quick = LintContext { boot_delay_ms: 30_000, ..LintContext::default() };
    let minute = ScalingPolicy { scale_out_cooldown: cooldown(60), ..calm() };
    assert_eq!(found_in(minute.clone(), &quick), []);
    // After 80 s the next evaluation is the one at 120 s, and what was ordered serves by then.
    assert_eq!(found(ScalingPolicy { scale_out_cooldown: cooldown(80), ..calm() }), []);
    // A pinned group does not grow at all.
    let pinned = ScalingPolicy { minimum_size: 3, maximum_size: 3, ..minute };
    let kinds: Vec<_> = found(pinned).iter().map(|own| own.kind).collect();
    assert!(!kinds.contains(&LintKind::CooldownUnderBootDelay), "{kinds:?}");
    let slow = LintContext { target_period_ms: 600_000, ..LintContext::default() };
    let kinds: Vec<_> = found_in(calm(), &slow).iter().map(|own| own.kind).collect();
    assert_eq!(kinds, [LintKind::ShortCooldown, LintKind::ShortCooldown]);
}

#[test]
fn memory_is_measured_only_with_the_agent() {
    let memory = ScalingPolicy { cpu_target: None, memory_target: percent(60), ..calm() };
    let lint = only(memory.clone());
    assert_eq!((lint.kind, lint.place.field), (LintKind::MemoryWithoutAgent, "memory_target"));
    assert_eq!(lint.fix.unwrap().variant.target(), Some(&calm()));
    let known =
        LintContext { sampling_ms: vec![(Metric::Memory, 60_000)], ..LintContext::default() };
    assert_eq!(found_in(memory, &known), []);
}

#[test]
fn bounds_that_pin_and_a_size_outside_them() {
    let pinned = ScalingPolicy { minimum_size: 8, ..calm() };
    let lint = only(pinned);
    assert_eq!((lint.kind, lint.place.field), (LintKind::Pinned, "maximum_size"));
    for size in [0, 9] {
        let fixed_size = Some(FixedSize { size });
        let lint = only(ScalingPolicy { fixed_size, cpu_target: None, ..calm() });
        assert_eq!(lint.kind, LintKind::FixedSizeOutsideBounds);
        let bound =
            if size > 8 { "maximum of 9 instead of 8" } else { "minimum of 0 instead of 1" };
        assert_eq!(lint.fix.unwrap().label, format!("Use a {bound}"));
    }
    let pinned = ScalingPolicy {
        minimum_size: 4,
        maximum_size: 4,
        fixed_size: Some(FixedSize { size: 4 }),
        cpu_target: None,
        ..calm()
    };
    assert_eq!(found(pinned), []);
}

#[test]
fn rules_that_are_not_valid_have_none() {
    assert_eq!(found(ScalingPolicy { memory_target: percent(50), ..calm() }), []);
    assert_eq!(found(ScalingPolicy { maximum_size: 0, ..calm() }), []);
}
