//! A sweep that can run: its points, each a variant.

use super::{Axis, Range, Sweep, SweepError};
use crate::base::{listed, plain};
use crate::whatif::parameter::{seconds_text, threshold_text};
use crate::whatif::{Parameter, Setting, Variant};
use crate::wire::Policy;

/// A parameter, the policy whose it is, and the values to try.
pub type Varied = (Parameter, Option<usize>, Vec<f64>);

/// A checked sweep around a variant. Its points are numbered from 0; the last axis changes the
/// fastest.
///
/// ```
/// use headroom::whatif::{Axis, Grid, Parameter, Range, Sweep, from_file};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let range = Some(Range { from: 60.0, to: 80.0, step: 10.0 });
/// let up = Axis { parameter: Parameter::Threshold, policy: Some(0), values: vec![], range };
/// let values = vec![0.0, 300.0];
/// let cooldown = Axis { parameter: Parameter::Cooldown, policy: None, values, range: None };
/// let grid = Grid::new(&job.variants[0], &Sweep { axes: vec![up, cooldown] })?;
/// assert_eq!(grid.count(), 6);
/// assert_eq!(grid.label(3), "as it is", "70 % and 300 s");
/// assert_eq!(grid.point(0).policies()[0].metric.threshold.get(), 60.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    base: Variant,
    axes: Vec<Varied>,
    count: u32,
}

impl Grid {
    /// Checks a sweep.
    ///
    /// # Errors
    /// Names the first axis that cannot be used, or how many points are too many.
    pub fn new(base: &Variant, sweep: &Sweep) -> Result<Self, SweepError> {
        for (index, axis) in sweep.axes.iter().enumerate() {
            let refuse =
                |part: &str, message| SweepError { path: format!("axes[{index}]{part}"), message };
            check(base, axis, refuse)?;
            let same =
                |other: &Axis| other.parameter == axis.parameter && other.policy == axis.policy;
            if let Some(first) = sweep.axes[..index].iter().position(same) {
                let message = t!("axes[{first}] varies the same parameter. Keep one of them.");
                return Err(refuse("", message));
            }
        }
        let count = u32::try_from(sweep.count()).ok().filter(|count| *count <= Sweep::MOST_POINTS);
        let Some(count) = count else { return Err(too_many(base, sweep)) };
        let axes = sweep.axes.iter().map(|axis| (axis.parameter, axis.policy, values(axis)));
        Ok(Self { base: base.clone(), axes: axes.collect(), count })
    }

    /// How many points it has, at least one.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// The variant that it varies.
    #[must_use]
    pub const fn base(&self) -> &Variant {
        &self.base
    }

    /// Its axes, with every value.
    #[must_use]
    pub fn sweep(&self) -> Sweep {
        let axis = |(parameter, policy, values): &Varied| Axis {
            parameter: *parameter,
            policy: *policy,
            values: values.clone(),
            range: None,
        };
        Sweep { axes: self.axes.iter().map(axis).collect() }
    }

    /// What varies, with every value.
    pub(super) fn axes(&self) -> &[Varied] {
        &self.axes
    }

    /// What a point sets.
    #[must_use]
    pub fn settings(&self, index: u32) -> Vec<Setting> {
        let mut rest = index as usize;
        let mut settings: Vec<Setting> = Vec::with_capacity(self.axes.len());
        for (parameter, policy, values) in self.axes.iter().rev() {
            let value = values[rest % values.len()];
            rest /= values.len();
            settings.push(Setting { parameter: *parameter, policy: *policy, value });
        }
        settings.reverse();
        settings
    }

    /// A point as a variant; what its rules are worth, their validation tells. Its name is the
    /// base's: [`Self::label`] has what differs.
    #[must_use]
    pub fn point(&self, index: u32) -> Variant {
        let mut variant = self.base.clone();
        self.settings(index).into_iter().for_each(|setting| setting.set(&mut variant));
        variant
    }

    /// What a point changes of the base, in words; `as it is` when nothing.
    #[must_use]
    pub fn label(&self, index: u32) -> String {
        let words = |setting: Setting| {
            let label = setting.parameter.label();
            format!("{label}{} {}", self.of_policy(setting.policy), self.text(setting))
        };
        let words: Vec<String> = self.changed(index).map(words).collect();
        if words.is_empty() { t!("a point" => "as it is").to_owned() } else { words.join(", ") }
    }

    /// What to do to come from the saved policies to a point, as the start of a sentence.
    #[must_use]
    pub fn clause(&self, index: u32, base_is_saved: bool) -> String {
        let name = &self.base.name;
        let set = self.changed(index).map(|setting| {
            let (the, of) = (setting.parameter.the(), self.of_policy(setting.policy));
            let value = self.text(setting);
            t!("{the}{of} to {value}")
        });
        match (listed(&set.collect::<Vec<_>>()), base_is_saved) {
            (Some(changes), true) => t!("Set {changes}"),
            (Some(changes), false) => t!("Take “{name}” and set {changes}"),
            (None, _) => t!("Take “{name}” as it is"),
        }
    }

    /// The settings of a point that are not the base's.
    fn changed(&self, index: u32) -> impl Iterator<Item = Setting> {
        self.settings(index).into_iter().filter(|setting| {
            setting.parameter.of(&self.base, setting.policy) != Some(setting.value)
        })
    }

    /// ` of “cpu-up”`, for a parameter of a policy.
    fn of_policy(&self, policy: Option<usize>) -> String {
        of_policy(&self.base, policy)
    }

    /// A parameter's name beside others: `cpu-up, threshold`.
    #[must_use]
    pub fn name(&self, parameter: Parameter, policy: Option<usize>) -> String {
        let policy = policy.and_then(|index| self.base.policies().get(index));
        let label = parameter.label();
        policy.map_or_else(|| label.to_owned(), |policy| format!("{}, {label}", policy.name))
    }

    /// A setting's value with its unit.
    #[must_use]
    pub fn text(&self, Setting { parameter, policy, value }: Setting) -> String {
        let policy = policy.and_then(|index| self.base.policies().get(index));
        match parameter {
            Parameter::Threshold => threshold_text(policy, value),
            Parameter::LookBack => seconds_text(value * 60.0),
            Parameter::Cooldown | Parameter::OutCooldown | Parameter::InCooldown => {
                seconds_text(value)
            }
            Parameter::Target => t!("{value}\u{a0}%"),
            _ => value.to_string(),
        }
    }
}

fn of_policy(base: &Variant, policy: Option<usize>) -> String {
    let policy = policy.and_then(|index| base.policies().get(index));
    policy.map(|Policy { name, .. }| t!(" of “{name}”")).unwrap_or_default()
}

/// What is wrong with an axis by itself; `error` makes one of the part and what is wrong with it.
fn check(
    base: &Variant,
    axis: &Axis,
    error: impl Fn(&str, String) -> SweepError,
) -> Result<(), SweepError> {
    let parameter = axis.parameter;
    let label = parameter.label();
    let refuse = |part: &str, message: String| Err(error(part, message));
    match axis.policy {
        None if parameter.is_of_policy() => {
            let message = t!("Name the policy whose {label} varies.");
            return refuse(".policy", message);
        }
        Some(_) if !parameter.is_of_policy() => {
            let message = t!("The {label} is the group's: name no policy.");
            return refuse(".policy", message);
        }
        Some(index) if index >= base.policies().len() => {
            let count = base.policies().len();
            return refuse(".policy", t!("There are {count} policies, numbered from 0."));
        }
        None if parameter.of(base, None).is_none() => {
            let message = t!("These rules have no {label}.");
            return refuse(".parameter", message);
        }
        _ => {}
    }
    let fits = |value| parameter.holds(value);
    let kind =
        if parameter.is_whole() { t!("a whole number of 0 or more") } else { t!("a number") };
    let Some(Range { from, to, step }) = axis.range else {
        return match axis.values.iter().find(|value| !fits(**value)) {
            Some(value) => refuse(".values", t!("{value} is not {kind}.")),
            None if axis.values.is_empty() => {
                refuse(".values", t!("Give values, or a range with from, to and step.").to_owned())
            }
            None => Ok(()),
        };
    };
    if !axis.values.is_empty() {
        return refuse("", t!("Give either values or a range, not both.").to_owned());
    }
    for (part, value) in [(".range.from", from), (".range.to", to), (".range.step", step)] {
        if !fits(value) {
            let value = plain(value);
            return refuse(part, t!("{value} is not {kind}."));
        }
    }
    if step <= 0.0 {
        return refuse(".range.step", t!("Give a step above 0.").to_owned());
    }
    if to < from {
        let from = plain(from);
        return refuse(".range.to", t!("The end is under the start of {from}."));
    }
    Ok(())
}

/// The values of a checked axis.
fn values(axis: &Axis) -> Vec<f64> {
    let Some(Range { from, step, .. }) = axis.range else { return axis.values.clone() };
    let count = u32::try_from(axis.count()).unwrap_or(u32::MAX);
    let value = |index| from + step * f64::from(index);
    (0..count).map(value).map(|value| tidied(axis.parameter, value)).collect()
}

/// A threshold as the API keeps it, without the dust of reckoning: 0.3, not 0.30000000000000004.
fn tidied(parameter: Parameter, value: f64) -> f64 {
    if parameter.is_whole() { value } else { crate::wire::Float::new(value).get() }
}

/// Says how many points there are, at the axis with the most values, and what would do.
fn too_many(base: &Variant, sweep: &Sweep) -> SweepError {
    let (count, most) = (sweep.count(), Sweep::MOST_POINTS);
    let widest = sweep.axes.iter().enumerate().max_by_key(|(_, axis)| axis.count());
    let message = t!("The sweep has {count} points, and at most {most} are run.");
    let Some((index, axis)) = widest else {
        return SweepError { path: "axes".to_owned(), message };
    };
    let values = axis.count();
    let (the, of) = (axis.parameter.the(), of_policy(base, axis.policy));
    let what = t!("{the}{of} has {values} values");
    let times = count.div_ceil(u128::from(most));
    let left = u128::from(values) / times;
    let way = match axis.range {
        Some(range) if left >= 2 => {
            let step = range.step * f64::from(u32::try_from(times).unwrap_or(u32::MAX));
            let step = plain(step);
            t!("Narrow it: {what}; a step of {step} would do.")
        }
        _ if left >= 2 => t!("Narrow it: {what}; {left} would do."),
        _ => t!("Narrow several parameters, or leave some out: {what}."),
    };
    SweepError { path: format!("axes[{index}]"), message: format!("{message} {way}") }
}
