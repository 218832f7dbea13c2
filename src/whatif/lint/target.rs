//! Lints of a target.

use super::case::{Case, Finding};
use super::group::next_change_ms;
use super::{Fix, LintKind};
use crate::base::duration_text;
use crate::engine::{Capacity, Direction, Goal, Metric, Target, quantity};
use crate::whatif::{Parameter, ScalingPoints, Setting, VariantRules};
use crate::wire::v1alpha2::ScalingPolicy;

/// The most that any average reaches, in per cent.
const FULL: f64 = 100.0;

/// The most sizes that are looked at one by one; groups are far smaller.
const MOST_SIZES: u32 = 1_000;

/// What idle Instances show as a rule: the system itself takes a little CPU and more memory. No
/// source; a target that asks for less hardly ever shrinks.
const fn idle(metric: Metric) -> f64 {
    match metric {
        Metric::Memory => 20.0,
        _ => 5.0,
    }
}

/// Notes what stands out.
pub fn look(case: &Case, found: &mut Vec<Finding>) {
    let Some(target) = case.rules.target() else { return };
    match target.goal {
        Goal::FixedSize(size) => found.extend(fixed_size(case, size)),
        Goal::Average { metric, percent } => {
            let average = Average { case, target, metric, percent };
            found.extend(average.out_of_range());
            found.extend(average.never_shrinks());
            found.extend(average.leaves_zero());
            found.extend(average.unmeasured());
            found.extend(average.pinned());
            for direction in [Direction::Up, Direction::Down] {
                found.extend(average.step(direction));
                found.extend(average.short_cooldown(direction));
            }
            found.extend(average.under_boot_delay());
        }
    }
}

fn fixed_size(case: &Case, size: u32) -> Option<Finding> {
    let Capacity { min, max, .. } = case.rules.capacity;
    let kept = case.rules.capacity.clamp(size);
    if kept == size {
        return None;
    }
    let sentence = t!(
        "The fixed size of {size} is outside the bounds of {min} to {max}: the group keeps {kept}."
    );
    let bound = if size > max { Parameter::Maximum } else { Parameter::Minimum };
    let fixes = vec![set(case, bound, size), set(case, Parameter::FixedSize, kept)];
    Some(Finding::of_group(LintKind::FixedSizeOutsideBounds, "fixed_size.size", sentence, fixes))
}

fn set(case: &Case, parameter: Parameter, to: u32) -> Fix {
    case.set(Setting::of_group(parameter, to))
}

/// An average that a group follows.
struct Average<'a> {
    case: &'a Case<'a>,
    target: &'a Target,
    metric: Metric,
    percent: u32,
}

impl Average<'_> {
    fn points(&self, percent: u32, size: u32) -> ScalingPoints {
        ScalingPoints::of(percent, size, &self.case.rules.assumptions.target)
    }

    const fn field(&self) -> &'static str {
        match self.metric {
            Metric::Memory => "memory_target.target_avg_percent",
            _ => "cpu_target.target_avg_percent",
        }
    }

    fn sizes(&self) -> std::ops::RangeInclusive<u32> {
        let Capacity { min, max, .. } = self.case.rules.capacity;
        min.max(1)..=max.min(min.saturating_add(MOST_SIZES))
    }

    /// A target that any load is over, or none is.
    fn out_of_range(&self) -> Option<Finding> {
        let (label, percent) = (self.metric.label(), self.percent);
        let max = self.case.rules.capacity.max;
        if percent == 0 {
            let sentence = t!(
                "Any load is over a target of 0\u{a0}%: the group grows to its maximum of {max} \
                 and never shrinks."
            );
            return Some(self.finding(LintKind::TargetOutOfRange, sentence, [70, 60, 50]));
        }
        let stuck = |size: &u32| self.points(percent, *size).out_over >= FULL;
        let size = self.sizes().filter(|size| *size < max).find(stuck)?;
        let over = quantity(self.metric, self.points(percent, size).out_over);
        let sentence = t!(
            "At {size} it grows only over {over}, and {label} stops at 100\u{a0}%: it never grows \
             from there."
        );
        let moves = |to: &u32| self.points(*to, size).out_over < FULL;
        let highest = (1..percent).rev().find(moves).unwrap_or(percent);
        Some(self.finding(LintKind::TargetOutOfRange, sentence, [highest, 70, 50]))
    }

    /// The smallest sizes, at which less is asked for than idle Instances show.
    fn never_shrinks(&self) -> Option<Finding> {
        let (idle, min) = (idle(self.metric), self.case.rules.capacity.min);
        if self.percent == 0 || self.target.in_step == 0 {
            return None;
        }
        let under = |size: u32| self.points(self.percent, size).in_under;
        let stuck = self.sizes().filter(|size| *size > min);
        let stuck: Vec<u32> = stuck.take_while(|size| under(*size) < idle).collect();
        let (first, last) = (*stuck.first()?, *stuck.last()?);
        let sizes =
            if first == last { first.to_string() } else { t!("sizes" => "{first} to {last}") };
        let needs = match under(last) {
            0.0 => t!("without any load at all").to_owned(),
            most => {
                let most = quantity(self.metric, most);
                t!("under {most}")
            }
        };
        let sentence = t!(
            "At {sizes} it shrinks only {needs}, and idle Instances show about {idle}\u{a0}%: it \
             hardly ever does."
        );
        let enough = |to: &u32| self.points(*to, first).in_under >= idle;
        let mut fixes = Vec::new();
        fixes.extend((self.percent..=100).find(enough).map(|to| self.set(Parameter::Target, to)));
        fixes.push(self.set(Parameter::Minimum, last));
        let kind = LintKind::NeverShrinks;
        Some(Finding::of_group(kind, self.field(), sentence, fixes))
    }

    fn leaves_zero(&self) -> Option<Finding> {
        if self.case.rules.capacity.min > 0 {
            return None;
        }
        let label = self.metric.label();
        let sentence = t!(
            "With no Instance there is no {label} to go by: once at its minimum of 0, the group \
             never grows again."
        );
        let fixes = vec![self.set(Parameter::Minimum, 1)];
        Some(Finding::of_group(LintKind::NeverLeavesZero, "minimum_size", sentence, fixes))
    }

    /// Memory that no history shows to be measured.
    fn unmeasured(&self) -> Option<Finding> {
        let known = self.case.context.sampling_ms.iter().any(|(metric, _)| *metric == self.metric);
        if self.metric != Metric::Memory || known {
            return None;
        }
        let sentence = t!(
            "Memory is measured only where scaleway-vmagent runs in each Instance; without it the \
             group keeps its size, and no alert says so."
        );
        let mut variant = self.case.variant.clone();
        if let VariantRules::Target(policy) = &mut variant.rules {
            let ScalingPolicy { cpu_target, memory_target, .. } = policy;
            *cpu_target = memory_target.take();
        }
        let fixes = vec![Fix { label: t!("Watch CPU instead").to_owned(), variant }];
        let kind = LintKind::MemoryWithoutAgent;
        Some(Finding::of_group(kind, "memory_target", sentence.to_owned(), fixes))
    }

    fn pinned(&self) -> Option<Finding> {
        let size = self.case.rules.capacity.min;
        if !self.case.is_pinned() {
            return None;
        }
        let sentence =
            t!("The minimum equals the maximum: the group is paused at {size}, and no target can \
             change that.");
        let room = |by: u32| self.set(Parameter::Maximum, size.saturating_add(by));
        let fixes = vec![room(1), room(4)];
        Some(Finding::of_group(LintKind::Pinned, "maximum_size", sentence, fixes))
    }

    /// A step that changes nothing, or more than there is room for.
    fn step(&self, direction: Direction) -> Option<Finding> {
        let Capacity { min, max, .. } = self.case.rules.capacity;
        let (parameter, field) = match direction {
            Direction::Up => (Parameter::OutStep, "scale_out_step"),
            Direction::Down => (Parameter::InStep, "scale_in_step"),
        };
        let (step, room) = (self.target.step(direction), max - min);
        if step == 0 {
            let sentence = match direction {
                Direction::Up => {
                    t!("With a scale-out step of 0 the group never grows by its target.")
                }
                Direction::Down => t!(
                    "With a scale-in step of 0 the group keeps what it has grown to, and its cost."
                ),
            };
            let (kind, fixes) = (LintKind::NoStep, vec![self.set(parameter, 1)]);
            return Some(Finding::of_group(kind, field, sentence.to_owned(), fixes));
        }
        if step <= room || room == 0 {
            return None;
        }
        let sentence = match direction {
            Direction::Up => {
                t!("A scale-out step of {step} is more than the {room} between {min} and {max}.")
            }
            Direction::Down => {
                t!("A scale-in step of {step} is more than the {room} between {min} and {max}.")
            }
        };
        let fixes = vec![self.set(parameter, room)];
        Some(Finding::of_group(LintKind::StepBeyondBounds, field, sentence, fixes))
    }

    /// A cooldown that is over by the next evaluation.
    fn short_cooldown(&self, direction: Direction) -> Option<Finding> {
        let (cooldown_ms, period_ms) = (
            self.case.rules.capacity.cooldown.after(direction),
            self.case.context.target_period_ms,
        );
        if cooldown_ms >= period_ms {
            return None;
        }
        let (parameter, field) = match direction {
            Direction::Up => (Parameter::OutCooldown, "scale_out_cooldown"),
            Direction::Down => (Parameter::InCooldown, "scale_in_cooldown"),
        };
        let (cooldown, period) = (duration_text(cooldown_ms), duration_text(period_ms));
        let sentence = match direction {
            Direction::Up => {
                t!("The scale-out cooldown of {cooldown} denies nothing: evaluations are {period} \
                 apart.")
            }
            Direction::Down => {
                t!("The scale-in cooldown of {cooldown} denies nothing: evaluations are {period} \
                 apart.")
            }
        };
        let fixes = vec![self.set(parameter, seconds(period_ms))];
        Some(Finding::of_group(LintKind::ShortCooldown, field, sentence, fixes))
    }

    /// A cooldown after which Instances that were ordered do not serve yet.
    fn under_boot_delay(&self) -> Option<Finding> {
        let (boot_ms, period_ms) =
            (self.case.context.boot_delay_ms, self.case.context.target_period_ms);
        let cooldown_ms = self.case.rules.capacity.cooldown.after_out_ms;
        let grows = self.target.out_step > 0 && !self.case.is_pinned();
        if next_change_ms(cooldown_ms, period_ms) >= boot_ms || !grows {
            return None;
        }
        let (cooldown, boot) = (duration_text(cooldown_ms), duration_text(boot_ms));
        let sentence = t!(
            "The scale-out cooldown of {cooldown} ends before new Instances serve, {boot} after \
             their order: the same load may order more than it needs."
        );
        let fixes = vec![self.set(Parameter::OutCooldown, seconds(boot_ms))];
        let kind = LintKind::CooldownUnderBootDelay;
        Some(Finding::of_group(kind, "scale_out_cooldown", sentence, fixes))
    }

    fn set(&self, parameter: Parameter, to: u32) -> Fix {
        set(self.case, parameter, to)
    }

    fn finding(&self, kind: LintKind, sentence: String, targets: [u32; 3]) -> Finding {
        let fixes = targets.map(|to| self.set(Parameter::Target, to)).to_vec();
        Finding::of_group(kind, self.field(), sentence, fixes)
    }
}

fn seconds(ms: i64) -> u32 {
    u32::try_from(ms.saturating_add(999) / 1_000).unwrap_or(u32::MAX)
}
