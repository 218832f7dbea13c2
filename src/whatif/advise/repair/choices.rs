//! Which settings a repair may try: those that give a group more, sooner, or for longer.

use crate::base::sort_by;
use crate::engine::MINUTE_MS;
use crate::whatif::replay::as_f64;
use crate::whatif::{Parameter, Setting, Thresholds, Variant, VariantRules};
use crate::wire::{Action, AdjustmentType, Float, Operator, Policy};

/// One parameter with the values to try, the least change first.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) parameter: Parameter,
    pub(super) policy: Option<usize>,
    pub(super) values: Vec<f64>,
}

/// What there is to try of a variant. `needed` is how many Instances the stretch's load asked for
/// at its peak, `period_ms` how often the group is evaluated.
pub(super) fn choices(base: &Variant, needed: u32, period_ms: i64) -> Vec<Choice> {
    let mut all = bounds(base, needed);
    match &base.rules {
        VariantRules::Thresholds(rules) => of_thresholds(rules, period_ms, &mut all),
        VariantRules::Target(_) => of_target(base, needed, period_ms, &mut all),
    }
    all.retain(|choice| !choice.values.is_empty());
    all
}

fn bounds(base: &Variant, needed: u32) -> Vec<Choice> {
    let bound = |parameter: Parameter, most: f64| {
        let own = parameter.of(base, None).unwrap_or_default();
        let up_to = [1.0, 2.0, 3.0].map(|by| own + by);
        let needed = [f64::from(needed), f64::from(needed) + 1.0];
        let values = up_to.into_iter().chain(needed).filter(|value| *value <= most);
        choice(parameter, None, own, values)
    };
    let maximum = Parameter::Maximum.of(base, None).unwrap_or_default();
    // A minimum over the present maximum goes with a higher one.
    let most = maximum.max(f64::from(needed)) + 3.0;
    vec![bound(Parameter::Maximum, f64::INFINITY), bound(Parameter::Minimum, most)]
}

fn of_thresholds(rules: &Thresholds, period_ms: i64, all: &mut Vec<Choice>) {
    let policies = || rules.policies.iter().enumerate();
    let growing = || policies().filter(|(_, policy)| policy.action == Action::ScaleUp);
    all.extend(growing().map(|(at, policy)| threshold(at, policy, &[0.05, 0.1, 0.15, 0.25])));
    all.extend(growing().map(|(at, policy)| amount(at, policy)));
    let delay = rules.capacity.cooldown_delay.unwrap_or_default().as_millis();
    all.push(shorter(Parameter::Cooldown, delay, period_ms));
    let shrinking = policies().filter(|(_, policy)| policy.action == Action::ScaleDown);
    all.extend(shrinking.map(|(at, policy)| threshold(at, policy, &[0.1, 0.25, 0.5])));
    all.extend(growing().map(|(at, policy)| {
        let own = f64::from(policy.metric.sampling_range_min);
        let period_min = libm::ceil(as_f64(period_ms) / as_f64(MINUTE_MS));
        let values = [libm::ceil(own / 2.0), period_min];
        choice(Parameter::LookBack, Some(at), own, values.into_iter().filter(|to| *to < own))
    }));
}

fn of_target(base: &Variant, needed: u32, period_ms: i64, all: &mut Vec<Choice>) {
    let own = |parameter: Parameter| parameter.of(base, None);
    let mut add = |parameter: Parameter, values: fn(f64, f64) -> Vec<f64>| {
        if let Some(own) = own(parameter) {
            let values = values(own, f64::from(needed)).into_iter();
            all.push(choice(parameter, None, own, values));
        }
    };
    add(Parameter::Target, |own, _| {
        let lower = [0.05, 0.1, 0.15, 0.25].map(|by| libm::floor(own - own * by));
        lower.into_iter().filter(|value| *value >= 1.0).collect()
    });
    add(Parameter::FixedSize, |own, needed| {
        [own + 1.0, own + 2.0, needed].into_iter().filter(|value| *value > own).collect()
    });
    add(Parameter::OutStep, |own, _| vec![own + 1.0, own + 2.0, own + 4.0]);
    add(Parameter::InCooldown, |own, _| vec![own * 2.0 + 60.0, own * 4.0 + 60.0]);
    if let VariantRules::Target(rules) = &base.rules {
        let delay = rules.scale_out_cooldown.unwrap_or_default().as_millis();
        all.push(shorter(Parameter::OutCooldown, delay, period_ms));
    }
}

/// Values without repeats and without the own one, the nearest first.
fn choice(
    parameter: Parameter,
    policy: Option<usize>,
    own: f64,
    values: impl Iterator<Item = f64>,
) -> Choice {
    let mut values: Vec<f64> =
        values.filter(|value| *value != own && parameter.holds(*value)).collect();
    // Bounds are only ever raised.
    if matches!(parameter, Parameter::Maximum | Parameter::Minimum) {
        values.retain(|value| *value > own);
    }
    sort_by(&mut values, |a, b| (a - own).abs().total_cmp(&(b - own).abs()));
    values.dedup();
    Choice { parameter, policy, values }
}

/// A threshold moved so that a policy that adds acts sooner, or one that removes acts later.
fn threshold(at: usize, policy: &Policy, parts: &[f64]) -> Choice {
    let own = policy.metric.threshold.get();
    let sooner = policy.action == Action::ScaleUp;
    let lower = (policy.metric.operator == Operator::GreaterThan) == sooner;
    let moved = |part: &f64| {
        let by = if lower { -own * part } else { own * part };
        // Whole numbers are what people set, where they are fine enough.
        let to = own + by;
        Float::new(if own >= 20.0 { to.round() } else { to }).get()
    };
    choice(Parameter::Threshold, Some(at), own, parts.iter().map(moved))
}

/// A larger step.
fn amount(at: usize, policy: &Policy) -> Choice {
    let own = f64::from(policy.value);
    let values = match policy.adjustment {
        AdjustmentType::PercentOfTotalGroup => [1.5, 2.0, 3.0].map(|by| libm::ceil(own * by)),
        _ => [own + 1.0, own + 2.0, own + 4.0],
    };
    choice(Parameter::Value, Some(at), own, values.into_iter())
}

/// A shorter cooldown, in seconds, as far as the evaluations can tell it apart: one that ends at
/// the next evaluation is the shortest.
fn shorter(parameter: Parameter, own_ms: i64, period_ms: i64) -> Choice {
    let period_ms = period_ms.max(1);
    let periods = own_ms / period_ms + i64::from(own_ms % period_ms > 0);
    let values = [periods - 1, periods / 2, 1].map(|count| as_f64(count * period_ms) / 1_000.0);
    let own = as_f64(own_ms) / 1_000.0;
    let shorter = values.into_iter().filter(|value| *value > 0.0 && periods > 1 && *value < own);
    choice(parameter, None, own, shorter.map(libm::trunc))
}

/// Every combination of up to three settings, of different parameters each, the fewest and the
/// least changes first; values are left out evenly, and at last parameters, until at most `most`
/// remain.
pub(super) fn edits(mut choices: Vec<Choice>, most: usize) -> Vec<Vec<Setting>> {
    while combinations(&choices) > most {
        thin(&mut choices);
    }
    let settings = |choice: &Choice| {
        let Choice { parameter, policy, .. } = *choice;
        let of = move |value: &f64| Setting { parameter, policy, value: *value };
        choice.values.iter().map(of).collect::<Vec<_>>()
    };
    let lists: Vec<Vec<Setting>> = choices.iter().map(settings).collect();
    let mut found: Vec<Vec<Setting>> = Vec::new();
    let mut ends: Vec<(Vec<Setting>, usize)> = vec![(Vec::new(), 0)];
    for _ in 0..3 {
        let mut longer = Vec::new();
        for (edit, from) in &ends {
            for (at, list) in lists.iter().enumerate().skip(*from) {
                longer.extend(list.iter().map(|setting| {
                    (edit.iter().copied().chain([*setting]).collect::<Vec<_>>(), at + 1)
                }));
            }
        }
        found.extend(longer.iter().map(|(edit, _)| edit.clone()));
        ends = longer;
    }
    found
}

fn combinations(choices: &[Choice]) -> usize {
    // The elementary symmetric sums of the lists' lengths.
    let [mut one, mut two, mut three] = [0_usize; 3];
    for choice in choices {
        let own = choice.values.len();
        three += two * own;
        two += one * own;
        one += own;
    }
    one + two + three
}

/// Leaves out one value of the longest list, between its ends; where no list has more than two,
/// the last parameter's.
fn thin(choices: &mut Vec<Choice>) {
    let longest = choices.iter_mut().rev().max_by_key(|choice| choice.values.len());
    match longest {
        Some(longest) if longest.values.len() > 2 => {
            longest.values.remove(longest.values.len() / 2);
        }
        _ => {
            choices.pop();
        }
    }
}
