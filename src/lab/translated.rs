//! Rules in terms of the other generation, to try beside the saved ones.

use std::collections::BTreeMap;

use crate::engine::{Metric, TargetAssumptions, quantity};
use crate::forms::scaling_policy;
use crate::whatif::{
    Band, Job, Loss, ScalingPoints, ToTarget, Variant, VariantRules, real_sizes, to_target,
    to_thresholds,
};
use crate::wire::v1alpha2::{LoadBalancerConfiguration, ScalingPolicy};

/// What the rules of a group become in the other generation.
#[derive(Clone, Debug, PartialEq)]
pub struct Translated {
    /// The rules to start from.
    pub variant: Variant,
    /// What is lost by them.
    pub losses: Vec<Loss>,
    /// What a target is chosen by; only where thresholds become one.
    pub target: Option<ToTarget>,
}

/// Translates rules as a job assumes them to work, at the sizes that its group had.
///
/// # Errors
/// Why the rules cannot be translated, in a sentence.
pub fn translated(
    rules: &VariantRules,
    job: &Job,
    balancer: Option<&LoadBalancerConfiguration>,
) -> Result<Translated, String> {
    match rules {
        VariantRules::Thresholds(thresholds) => {
            let sizes = real_sizes(job);
            let made = to_target(thresholds, job.assumptions, &sizes).map_err(|e| e.to_string())?;
            Ok(Translated {
                variant: Variant::of_target(
                    t!("variant" => "target").to_owned(),
                    made.policy.clone(),
                ),
                losses: made.losses.clone(),
                target: Some(made),
            })
        }
        VariantRules::Target(policy) => {
            let made = to_thresholds(policy, job.assumptions, balancer)
                .map_err(|error| error.to_string())?;
            let rules = VariantRules::Thresholds(made.rules);
            let variant = Variant { name: t!("variant" => "thresholds").to_owned(), rules };
            Ok(Translated { variant, losses: made.losses, target: None })
        }
    }
}

/// The targets that keep the promises of thresholds, in words.
#[must_use]
pub fn band_words(made: &ToTarget) -> String {
    let sizes: Vec<String> = made.sizes.iter().map(|at| at.size.to_string()).collect();
    let at = match sizes.as_slice() {
        [one] if one == "1" => t!("at {one} Instance"),
        [one] => t!("at {one} Instances"),
        [first, .., last] => t!("at {first} to {last} Instances"),
        [] => String::new(),
    };
    let Band { lowest, highest } = made.band;
    match (made.band.both(), lowest, highest) {
        (Some(both), ..) if both.start() == both.end() => {
            t!(
                "A target of {}\u{a0}% grows and shrinks as early as the rules do now {at}.",
                both.start()
            )
        }
        (Some(both), ..) => {
            t!(
                "A target of {} to {}\u{a0}% grows and shrinks as early as the rules do now {at}.",
                both.start(),
                both.end()
            )
        }
        (None, Some(lowest), Some(highest)) => {
            t!("No single target matches both rules {at}: at {highest}\u{a0}% or less it grows as \
             early as now, and at {lowest}\u{a0}% or more it shrinks as early.")
        }
        (None, None, Some(highest)) => {
            t!("A target of at most {highest}\u{a0}% grows as early as the rules do now {at}.")
        }
        (None, Some(lowest), None) => {
            t!("A target of at least {lowest}\u{a0}% shrinks as early as the rules do now {at}.")
        }
        (None, None, None) => {
            let none =
                t!("No policy of the group is one that a target can stand for: choose a target \
                    yourself.");
            none.to_owned()
        }
    }
}

/// At which loads a target grows and shrinks, a sentence a size; nothing for a fixed size.
#[must_use]
pub fn points_words(
    policy: &ScalingPolicy,
    sizes: &[u32],
    assumptions: &TargetAssumptions,
) -> Vec<String> {
    const MOST: usize = 3;
    let target = policy.cpu_target.or(policy.memory_target);
    let Some(percent) = target.map(|target| target.target_avg_percent) else { return Vec::new() };
    let metric = if policy.cpu_target.is_some() { Metric::Cpu } else { Metric::Memory };
    let (min, max) = (policy.minimum_size.max(1), policy.maximum_size);
    let mut shown = BTreeMap::new();
    for size in sizes.iter().copied().chain([min, max]).filter(|size| (min..=max).contains(size)) {
        shown.insert(size, ());
    }
    let sizes: Vec<u32> = shown.into_keys().collect();
    // The ends, and the middle one.
    let places = [0, sizes.len() / 2, sizes.len().saturating_sub(1)];
    let mut chosen: Vec<u32> =
        places.iter().filter_map(|place| sizes.get(*place).copied()).take(MOST).collect();
    chosen.dedup();
    let sentence = |size: u32| {
        let ScalingPoints { out_over, in_under } = ScalingPoints::of(percent, size, assumptions);
        let grows = match size < max {
            false => t!("is at its maximum").to_owned(),
            true if out_over >= 100.0 => t!("never grows").to_owned(),
            true => t!("grows over {}", quantity(metric, out_over)),
        };
        let shrinks = match size > policy.minimum_size && in_under > 0.0 {
            false => t!("never shrinks").to_owned(),
            true => t!("shrinks under {}", quantity(metric, in_under)),
        };
        t!("At {size} it {grows} and {shrinks}.")
    };
    chosen.into_iter().map(sentence).collect()
}

/// The same of what is typed; nothing while that cannot be read.
#[must_use]
pub fn typed_points(
    draft: &crate::forms::Draft,
    sizes: &[u32],
    assumptions: &TargetAssumptions,
) -> Vec<String> {
    let policy = scaling_policy::read(draft);
    policy.map(|policy| points_words(&policy, sizes, assumptions)).unwrap_or_default()
}
