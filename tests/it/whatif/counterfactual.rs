//! The smallest change that turns a decision, against the oracle and every smaller change.

use std::ops::RangeInclusive;

use headroom::engine::{Cooldown, MINUTE_MS, Metric, Rules, Scaling, Unit};
use headroom::whatif::{
    Counterfactual, Job, Parameter, Setting, Situation, Variant, counterfactuals, rules,
};
use headroom::wire::Float;

use super::random::{random_job, seeds};
use super::states::{State, samples, states};
use super::{at, capacity, first, history, job};

/// Every point of the grids near enough to matter in a random job.
fn grid(rules: &Rules) -> Vec<Setting> {
    let (min, max) = (rules.capacity.min, rules.capacity.max);
    let group = |parameter, values: RangeInclusive<u32>| {
        values.map(move |value| Setting::of_group(parameter, value))
    };
    let mut settings: Vec<Setting> = group(Parameter::Minimum, 1..=max).collect();
    settings.extend(group(Parameter::Maximum, min.max(2)..=max + 12));
    settings.extend(group(Parameter::Cooldown, 0..=2_200));
    for (policy, rule) in rules.policies().iter().enumerate() {
        let per_unit = match rule.metric.unit() {
            Unit::Percent => 10.0,
            Unit::BytesPerSecond | Unit::Count => 1.0,
        };
        let threshold = |k: u32| {
            let value = Float::new(f64::from(k) / per_unit).get();
            Setting::of_policy(Parameter::Threshold, policy, value)
        };
        settings.extend((0..=3_500).map(threshold));
        let own = |parameter, values: RangeInclusive<u32>| {
            values.map(move |value| Setting::of_policy(parameter, policy, value))
        };
        settings.extend(own(Parameter::LookBack, 1..=60));
        settings.extend(own(Parameter::Value, 1..=450));
        settings.extend(own(Parameter::Priority, 0..=5));
    }
    settings
}

/// Whether people would type it: tenths of a per cent, else whole numbers, in the allowed range.
fn is_on_grid(setting: Setting, rules: &Rules) -> bool {
    let Setting { parameter, policy, value } = setting;
    let percent = |index: usize| rules.policies()[index].metric.unit() == Unit::Percent;
    match parameter {
        Parameter::Threshold if policy.is_some_and(percent) => {
            value >= 0.0 && ((value * 10.0).round() / 10.0) == value
        }
        Parameter::Threshold => value >= 0.0 && value.trunc() == value,
        Parameter::LookBack => (1.0..=60.0).contains(&value),
        Parameter::Value | Parameter::Minimum => value >= 1.0,
        Parameter::Maximum => value >= 2.0,
        _ => true,
    }
}

/// How large a change is beside the present value.
fn relative(setting: Setting, variant: &Variant) -> f64 {
    let (from, to) = (setting.present(variant), setting.value);
    (to - from).abs() / from.abs().max(1.0)
}

/// The change made to the rules themselves, past the rows and their validation.
fn applied(setting: Setting, rules: &Rules) -> Rules {
    let Setting { parameter, policy, value } = setting;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the grid's")]
    let whole = value as u32;
    let mut rules = rules.clone();
    let Scaling::Thresholds(policies) = &mut rules.scaling else { panic!("{rules:?}") };
    let mut own = policy.map(|index| &mut policies[index]);
    let mut own = || own.take().unwrap();
    match parameter {
        Parameter::Threshold => own().threshold = value,
        Parameter::Value => {
            let policy = own();
            policy.adjustment = policy.adjustment.with_amount(whole);
        }
        Parameter::LookBack => own().look_back_ms = i64::from(whole) * MINUTE_MS,
        Parameter::Priority => own().priority = whole,
        Parameter::Cooldown => rules.capacity.cooldown = Cooldown::both(i64::from(whole) * 1_000),
        Parameter::Minimum => rules.capacity.min = whole,
        Parameter::Maximum => rules.capacity.max = whole,
        other => panic!("{other:?} is of no threshold"),
    }
    rules
}

/// The oracle's size after the decision under changed rules.
fn after(state: State, setting: Setting, rules: &Rules, seen: &[(Metric, i64, f64)]) -> u32 {
    state.decide(&applied(setting, rules), seen).decision.after
}

#[test]
fn a_flip_turns_the_decision_and_nothing_smaller_does() {
    let mut found = [0_u32; 7];
    let mut none = 0;
    for seed in seeds(220) {
        let job = random_job(seed);
        let (variant, outcome) = (&job.variants[0], first(&job));
        let rules = rules(&job, variant).unwrap();
        let seen = samples(&job, &rules, &outcome);
        let states = states(&rules, &outcome, &seen);
        // Not the first decision, which most often only repairs the bounds.
        let state = states[usize::try_from(seed % 1_000).unwrap() % states.len()];
        let near = |sample: &(Metric, i64, f64)| (sample.1 - state.at_ms).abs() <= 3_600_000;
        let seen: Vec<_> = seen.into_iter().filter(near).collect();
        let situation = Situation::simulated(&job, &rules, &outcome, state.at_ms).unwrap();
        let decided = state.decide(&rules, &seen).decision.after;
        let counterfactuals = counterfactuals(&situation, variant);
        for counterfactual in &counterfactuals {
            let becomes = after(state, counterfactual.setting, &rules, &seen);
            assert_eq!(
                (counterfactual.decided, counterfactual.after),
                (decided, becomes),
                "HEADROOM_SEED={seed}"
            );
            assert_ne!(becomes, decided, "HEADROOM_SEED={seed}: {counterfactual:?}");
            assert!(
                is_on_grid(counterfactual.setting, &rules),
                "HEADROOM_SEED={seed}: {counterfactual:?}"
            );
        }
        for setting in grid(&rules) {
            let same = |counterfactual: &&Counterfactual| {
                counterfactual.setting.parameter == setting.parameter
            };
            let counterfactual = counterfactuals.iter().find(same);
            let smaller = counterfactual
                .is_none_or(|counterfactual| relative(setting, variant) < counterfactual.relative);
            if smaller && setting.present(variant) != setting.value {
                let becomes = after(state, setting, &rules, &seen);
                assert_eq!(
                    becomes, decided,
                    "HEADROOM_SEED={seed}: {setting:?} beats {counterfactual:?}"
                );
            }
        }
        let kinds = [
            Parameter::Threshold,
            Parameter::Cooldown,
            Parameter::LookBack,
            Parameter::Value,
            Parameter::Minimum,
            Parameter::Maximum,
            Parameter::Priority,
        ];
        for (count, kind) in found.iter_mut().zip(kinds) {
            let of_kind =
                |counterfactual: &&Counterfactual| counterfactual.setting.parameter == kind;
            assert!(counterfactuals.iter().filter(of_kind).count() <= 1, "HEADROOM_SEED={seed}");
            *count += u32::try_from(counterfactuals.iter().filter(of_kind).count()).unwrap();
        }
        none += u32::from(counterfactuals.is_empty());
        assert!(
            counterfactuals.is_sorted_by_key(|counterfactual| counterfactual.relative.to_bits()),
            "HEADROOM_SEED={seed}"
        );
    }
    println!("counterfactuals by kind: {found:?}; nothing turns {none} decisions");
    assert!(found.iter().all(|count| *count >= 5), "{found:?}");
}

/// What is taken with one click is what was tried.
#[test]
fn a_setting_of_the_rows_is_the_setting_of_the_rules() {
    for seed in seeds(100) {
        let job = random_job(seed);
        let variant = &job.variants[0];
        let validated = rules(&job, variant).unwrap();
        for setting in grid(&validated).into_iter().step_by(7) {
            let made = rules(&job, &setting.made(variant)).unwrap();
            let expected = applied(setting, &validated);
            assert_eq!(made, expected, "HEADROOM_SEED={seed}: {setting:?}");
        }
    }
}

fn counterfactuals_at(job: &Job, minute: i64) -> Vec<Counterfactual> {
    let rules = rules(job, &job.variants[0]).unwrap();
    let outcome = first(job);
    let situation = Situation::simulated(job, &rules, &outcome, at(minute)).unwrap();
    counterfactuals(&situation, &job.variants[0])
}

fn sentences(job: &Job, minute: i64) -> Vec<String> {
    counterfactuals_at(job, minute)
        .into_iter()
        .map(|counterfactual| counterfactual.sentence)
        .collect()
}

#[test]
fn a_group_that_stayed_reads_what_would_have_moved_it() {
    // 68.34 % on average over 5 minutes at minute 10; 72 % over the last two.
    let values = [60.0, 60.0, 60.0, 60.0, 60.0, 66.0, 66.0, 65.7, 72.0, 72.0];
    let mut job =
        job(history(Metric::Cpu, 1, &values), "0:2", capacity(1, 5, 300), &["cpu > 70 +1"]);
    job.evaluation_phase_ms = Some(at(0));
    let expected = [
        "With a threshold of 68.3 % instead of 70 % for “cpu > 70 +1”, it would have gone from 2 \
         to 3.",
        "With a look-back of 2 min instead of 5 min for “cpu > 70 +1”, it would have gone from 2 \
         to 3.",
        "With a maximum of 2 instead of 5, it would have",
    ];
    let found = sentences(&job, 10);
    assert_eq!(found[..2], expected[..2]);
    // The bounds move it too, but only by force.
    assert_eq!(found[2..], ["With a minimum of 3 instead of 1, it would have gone from 2 to 3."]);
}

#[test]
fn a_denied_group_reads_that_the_cooldown_held_it() {
    let mut job =
        job(history(Metric::Cpu, 5, &[80.0; 3]), "0:1", capacity(1, 5, 900), &["cpu > 30 +1"]);
    let found = sentences(&job, 10);
    let expected = "With a cooldown of 5 min instead of 15 min, it would have gone from 2 to 3.";
    assert_eq!(found[0], expected);
    // At the edge: a cooldown that still denies at its last moment has to end a second sooner.
    job.assumptions.cooldown_includes_end = true;
    let sooner = "With a cooldown of 4 min 59 s instead of 15 min, it would have gone from 2 to 3.";
    assert_eq!(sentences(&job, 10)[0], sooner);
}

#[test]
fn a_group_that_grew_reads_what_would_have_kept_it() {
    let job = job(history(Metric::Cpu, 5, &[80.0; 2]), "0:2", capacity(1, 5, 0), &["cpu > 78 +1"]);
    let found = sentences(&job, 5);
    let kept = "With a threshold of 80 % instead of 78 % for “cpu > 78 +1”, it would have stayed \
                at 2.";
    assert_eq!(found[0], kept, "80 % is not over 80 %");
    assert!(
        found.contains(&"With a maximum of 2 instead of 5, it would have stayed at 2.".to_owned())
    );
    let more = "With a step of 2 instead of 1 for “cpu > 78 +1”, it would have gone from 2 to 4.";
    assert!(found.contains(&more.to_owned()), "{found:?}");
}

#[test]
fn a_policy_that_lost_wins_by_its_priority() {
    let rules = &["cpu > 70 +1", "cpu > 80 +3"];
    let job = job(history(Metric::Cpu, 5, &[90.0; 2]), "0:2", capacity(1, 9, 0), rules);
    let counterfactuals = counterfactuals_at(&job, 5);
    // Both have one step to go, to the tie that the assumed order decides, or past it.
    let of_priority =
        |counterfactual: &&Counterfactual| counterfactual.setting.parameter == Parameter::Priority;
    let priority = counterfactuals.iter().find(of_priority).unwrap();
    assert_eq!((priority.decided, priority.after), (3, 5));
    assert_eq!((priority.setting.policy, priority.relative), (Some(1), 1.0));
}

#[test]
fn a_threshold_past_exact_floats_moves_to_the_next_one() {
    let value = 3_000_000_123.0;
    let rules = &["in > 4000000000 +1"];
    let job = job(history(Metric::NetworkIn, 5, &[value; 2]), "0:2", capacity(1, 9, 0), rules);
    let of_threshold =
        |counterfactual: &Counterfactual| counterfactual.setting.parameter == Parameter::Threshold;
    let below = counterfactuals_at(&job, 5).into_iter().find(of_threshold).unwrap().setting.value;
    #[expect(clippy::cast_possible_truncation, reason = "the point is the next 32-bit float")]
    let above = Float::new(f64::from((below as f32).next_up())).get();
    let kept = Float::new(value).get();
    assert!(below < kept && kept == above, "{below} {above}");
}
