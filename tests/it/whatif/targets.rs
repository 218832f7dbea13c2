//! What is said of a target's replay: moments, smallest changes, flaps, assumptions, calibration,
//! sweeps, and how its variants travel.

use headroom::engine::{Assumptions, Metric, StepMeaning, TargetAssumptions, TargetFormula};
use headroom::whatif::{
    Cause, Grid, Job, Known, Parameter, RealChange, Search, Setting, Situation, Sweep, Variant,
    calibrate, counterfactuals, explain, flaps, from_file, from_link, rebased, rules,
    sensitivities, to_file, to_link,
};
use headroom::wire::Duration;
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy, UtilizationTarget};

use super::naive_target::random_target_job;
use super::random::seeds;
use super::{at, capacity, first, history, job, ran, sizes};

pub fn cpu(target_avg_percent: u32) -> ScalingPolicy {
    ScalingPolicy {
        minimum_size: 1,
        maximum_size: 12,
        scale_out_cooldown: Some(Duration::from_secs(60)),
        scale_in_cooldown: Some(Duration::from_secs(60)),
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent }),
        ..ScalingPolicy::default()
    }
}

/// CPU every `step` minutes under a target, with Instances that serve at once.
fn target_job(step: i64, values: &[f64], recorded: &str, policy: ScalingPolicy) -> Job {
    let mut job = job(history(Metric::Cpu, step, values), recorded, capacity(1, 2, 0), &[]);
    job.variants = vec![Variant::of_target("target".to_owned(), policy)];
    job
}

/// What is said of the smallest changes at a minute.
fn flips(job: &Job, minute: i64) -> Vec<String> {
    let rules = rules(job, &job.variants[0]).unwrap();
    let outcome = first(job);
    let situation = Situation::simulated(job, &rules, &outcome, at(minute)).unwrap();
    let found = counterfactuals(&situation, &job.variants[0]);
    found.into_iter().map(|one| one.sentence).collect()
}

#[test]
fn a_decision_taken_again_is_the_ledgers_own() {
    let mut taken = 0;
    for seed in seeds(150) {
        let job = random_target_job(seed);
        for (variant, outcome) in job.variants.iter().zip(&ran(&job).variants) {
            let rules = rules(&job, variant).unwrap();
            let ledger = outcome.ledger.as_ref().unwrap();
            for (index, decision) in ledger.decisions().iter().enumerate().step_by(7) {
                let situation = Situation::simulated(&job, &rules, outcome, decision.at_ms);
                let (again, signals) = situation.unwrap().decide(rules.clone());
                assert_eq!(again, *decision, "HEADROOM_SEED={seed}, at {index}");
                let verdicts = signals.iter().map(|own| (own.value, own.verdict));
                let noted = ledger.signals(index).iter().map(|own| (own.value, own.verdict));
                assert!(verdicts.eq(noted), "HEADROOM_SEED={seed}, at {index}");
                taken += 1;
            }
        }
    }
    assert!(taken > 3_000, "{taken}");
}

#[test]
fn a_moment_says_why_five_stay() {
    let job = target_job(5, &[82.0; 3], "0:5", cpu(80));
    let (rules, outcome) = (rules(&job, &job.variants[0]).unwrap(), first(&job));
    let moment = explain(&Situation::simulated(&job, &rules, &outcome, at(7)).unwrap());
    assert_eq!(
        moment.sentence,
        "Stayed at 5. CPU 82 % over 1 min is 2 over the target of 80 %, within the tolerance of \
         10 %: 5 Instances stay."
    );
    let [reading] = &moment.readings[..] else { panic!("{moment:?}") };
    assert_eq!((reading.name.as_str(), reading.threshold), ("CPU target", 80.0));
    assert_eq!((reading.value, reading.margin), (Some(82.0), Some(2.0)));
    assert_eq!(moment.at_ms, at(7));
}

#[test]
fn the_smallest_change_of_a_target_is_told() {
    let job = target_job(5, &[75.0; 3], "0:5", cpu(80));
    assert_eq!(
        flips(&job, 7)[0],
        "With a target of 68 % instead of 80 %, it would have gone from 5 to 6."
    );
    // Eleven minutes after growing, and again 30 s into the cooldown of two minutes.
    let slow = ScalingPolicy { scale_out_cooldown: Some(Duration::from_secs(120)), ..cpu(40) };
    let job = target_job(5, &[75.0; 3], "0:5", slow);
    let said = flips(&job, 6);
    let expected = "With a scale-out cooldown of 1 min instead of 2 min, it would have gone from \
                    6 to 7.";
    assert!(said.iter().any(|one| one == expected), "{said:?}");
}

#[test]
fn fixed_sizes_and_steps_have_smallest_changes_too() {
    let fixed =
        ScalingPolicy { fixed_size: Some(FixedSize { size: 4 }), cpu_target: None, ..cpu(0) };
    let job = target_job(5, &[75.0; 3], "0:4", fixed);
    let said = flips(&job, 7);
    let expected = "With a fixed size of 3 instead of 4, it would have gone from 4 to 3.";
    assert!(said.iter().any(|one| one == expected), "{said:?}");
    let still = ScalingPolicy { scale_out_step: 0, ..cpu(40) };
    let job = target_job(5, &[75.0; 3], "0:5", still);
    let said = flips(&job, 7);
    let expected = "With a scale-out step of 1 instead of 0, it would have gone from 5 to 6.";
    assert!(said.iter().any(|one| one == expected), "{said:?}");
}

/// Every number near enough to matter in a random job.
fn grid(variant: &Variant) -> Vec<Setting> {
    let policy = variant.target().unwrap();
    let max = policy.maximum_size;
    let group = |parameter, numbers: std::ops::RangeInclusive<u32>| {
        numbers.map(move |number| Setting::of_group(parameter, number))
    };
    let mut settings: Vec<Setting> = group(Parameter::Minimum, 0..=max).collect();
    settings.extend(group(Parameter::Maximum, policy.minimum_size..=max + 20));
    settings.extend(group(Parameter::OutStep, 0..=max + 20));
    settings.extend(group(Parameter::InStep, 0..=max + 20));
    settings.extend(group(Parameter::OutCooldown, 0..=2_000));
    settings.extend(group(Parameter::InCooldown, 0..=2_000));
    match policy.fixed_size {
        Some(_) => settings.extend(group(Parameter::FixedSize, 0..=max + 20)),
        None => settings.extend(group(Parameter::Target, 0..=100)),
    }
    settings
}

fn relative(setting: Setting, variant: &Variant) -> f64 {
    let (from, to) = (setting.present(variant), setting.value);
    (to - from).abs() / from.abs().max(1.0)
}

#[test]
fn a_flip_of_a_target_turns_the_decision_and_nothing_smaller_does() {
    let (mut found, mut none) = (0, 0);
    for seed in seeds(160) {
        let job = random_target_job(seed);
        let (variant, outcome) = (&job.variants[0], first(&job));
        let own = rules(&job, variant).unwrap();
        let decisions = outcome.ledger.as_ref().unwrap().decisions();
        let pick = usize::try_from(seed % 10_007).unwrap() % decisions.len();
        let decision = decisions[pick];
        let situation = Situation::simulated(&job, &own, &outcome, decision.at_ms).unwrap();
        let told = counterfactuals(&situation, variant);
        let after = |setting: Setting| {
            let changed = rules(&job, &setting.made(variant)).ok()?;
            Some(situation.decide(changed).0.after)
        };
        let mut smallest: Vec<(Parameter, f64)> = Vec::new();
        for setting in grid(variant) {
            if after(setting).is_none_or(|after| after == decision.after) {
                continue;
            }
            let (parameter, size) = (setting.parameter, relative(setting, variant));
            match smallest.iter_mut().find(|own| own.0 == parameter) {
                Some(own) => own.1 = own.1.min(size),
                None => smallest.push((parameter, size)),
            }
        }
        let said = format!("HEADROOM_SEED={seed}: {told:?} beside {smallest:?}");
        for one in &told {
            assert_eq!(after(one.setting), Some(one.after), "{said}");
            assert_ne!(one.after, decision.after, "{said}");
        }
        for (parameter, size) in smallest {
            let one = told.iter().find(|one| one.setting.parameter == parameter);
            assert!(one.is_some_and(|one| one.relative <= size), "{said}");
            found += 1;
        }
        none += u32::from(told.is_empty());
    }
    assert!(found > 200 && none < 120, "{found} {none}");
}

/// Between two samples the one that is still to end counts.
#[test]
fn a_real_moment_sees_the_sample_that_covers_it() {
    let job = target_job(5, &[50.0, 90.0, 50.0], "0:2", cpu(60));
    let rules = rules(&job, &job.variants[0]).unwrap();
    let moment = |minute, ordered: &str| {
        explain(&Situation::recorded(&job, &rules, &sizes(ordered), at(minute)).unwrap())
    };
    let seen = |minute| moment(minute, "0:2").readings[0].value;
    assert_eq!([5, 6, 7, 10, 11, 15].map(seen), [50.0, 90.0, 90.0, 90.0, 50.0, 50.0].map(Some));
    let grown = moment(6, "0:2 6:3");
    assert!(grown.agrees() && grown.really == Some(3), "{grown:?}");
    assert_eq!(grown.sentence.split(". ").next(), Some("2 to 3"));
    let held = moment(7, "0:2 6:3");
    assert_eq!((held.decision.after, held.cooldown_left_ms), (4, None), "60 s are over");
    let stayed = moment(6, "0:2");
    assert!(stayed.sentence.starts_with("Actual: stayed at 2."), "{}", stayed.sentence);
}

#[test]
fn an_exact_step_flaps_and_says_so() {
    let policy = ScalingPolicy { scale_out_step: 3, ..cpu(50) };
    let mut job = target_job(5, &[80.0; 3], "0:2", policy);
    job.assumptions.target.step = StepMeaning::Exact;
    let rules = rules(&job, &job.variants[0]).unwrap();
    let flap = flaps(&job, &rules, &first(&job)).swap_remove(0);
    assert_eq!(flap.cause, Cause::LoadSharing { value: 80.0, shared: 32.0 });
    assert_eq!(
        flap.sentence,
        "2 to 5, and to 4 after 1 min: CPU 80 % on 2 is 32 % on 5, so little for the target of \
         50 % that 5 do not stay."
    );
}

#[test]
fn a_target_orders_again_before_anyone_serves() {
    let policy = ScalingPolicy { scale_out_step: 4, ..cpu(50) };
    let mut job = target_job(5, &[90.0; 6], "0:2", policy);
    job.boot_delay_ms = 150_000;
    let own = rules(&job, &job.variants[0]).unwrap();
    let flap = flaps(&job, &own, &first(&job)).swap_remove(0);
    assert!(matches!(flap.cause, Cause::Lag { serving: 2, .. }), "{flap:?}");
    assert!(flap.sentence.contains("only 2 of "), "{}", flap.sentence);
    // Where booting Instances count as idle, what is ordered is enough. The boot ends just after an
    // evaluation: a minute that both fleets served reads as a mean of them, which asks for more.
    job.boot_delay_ms = 121_000;
    job.assumptions.target.booting = headroom::engine::BootingInstances::Idle;
    let own = rules(&job, &job.variants[0]).unwrap();
    assert!(flaps(&job, &own, &first(&job)).is_empty());
}

#[test]
fn load_that_turns_is_nobodys_fault() {
    let job = target_job(5, &[90.0, 10.0, 10.0], "0:2", cpu(50));
    let own = rules(&job, &job.variants[0]).unwrap();
    let flap = flaps(&job, &own, &first(&job)).swap_remove(0);
    assert!(matches!(flap.cause, Cause::Load { .. }), "{flap:?}");
    assert!(flap.sentence.contains("the load itself turned"), "{}", flap.sentence);
}

#[test]
fn only_what_the_rules_ask_is_assumed_otherwise() {
    let fields = |job: &Job| -> Vec<String> {
        let found = sensitivities(job, &job.variants[0]).unwrap();
        found.into_iter().map(|one| one.field).collect()
    };
    // 85 % is within the tolerance of 80 %, and grows without one.
    let job = target_job(1, &[85.0, 85.0, 40.0, 85.0, 85.0, 20.0, 20.0], "0:5", cpu(80));
    let found = fields(&job);
    for field in ["target.formula", "target.tolerance_percent", "target_period_ms"] {
        assert!(found.iter().any(|own| own == field), "{found:?}");
    }
    let both = [
        "cooldown_start",
        "cooldown_includes_end",
        "repair_starts_cooldown",
        "missing_data",
        "sample_reading",
        "boot_delay_ms",
        "evaluation_phase_ms",
        "saturation_multiple",
    ];
    let known = |own: &String| {
        ["target", "model."].iter().any(|start| own.starts_with(start))
            || both.contains(&own.as_str())
    };
    assert!(found.iter().all(known), "{found:?}");
    let found = sensitivities(&job, &job.variants[0]).unwrap();
    let formula = found.iter().find(|one| one.field == "target.formula").unwrap();
    let mut taken = job.clone();
    formula.alternative.set(&mut taken);
    assert_eq!(taken.assumptions.target.formula, TargetFormula::Ceil);
    assert!(formula.sentence.starts_with("If the needed size were rounded up, with no tolerance"));
    for seed in seeds(20) {
        let job = super::random::random_job(seed);
        let found = fields(&job);
        assert!(found.iter().all(|own| !own.starts_with("target")), "{found:?}");
    }
}

/// Written out by hand: the field's name in the JSON, and every value that it is tried with.
fn alternatives(job: &Job) -> Vec<Job> {
    let of_target: [(&str, &[&str]); 7] = [
        (
            "formula",
            &["\"ceil_with_tolerance\"", "\"ceil\"", "\"nearest\"", "\"floor_out_ceil_in\""],
        ),
        ("tolerance_percent", &["5", "10", "20"]),
        ("step", &["\"limit\"", "\"exact\""]),
        ("averaging_ms", &["60000", "300000"]),
        ("booting", &["\"unmeasured\"", "\"idle\""]),
        ("cooldown_scope", &["\"both_directions\"", "\"out_passes_in\""]),
        ("repair_by_steps", &["true", "false"]),
    ];
    let of_both: [(&str, &[&str]); 3] = [
        ("cooldown_start", &["\"order\"", "\"serving\""]),
        ("repair_starts_cooldown", &["true", "false"]),
        ("cooldown_includes_end", &["true", "false"]),
    ];
    let whole = serde_json::to_value(job.assumptions).unwrap();
    let fields = whole["target"].as_object().unwrap().len();
    assert_eq!(fields, of_target.len(), "a new assumption has no sensitivity yet");
    let mut found = Vec::new();
    let mut add = |other: serde_json::Value, target_period_ms| {
        let assumptions: Assumptions = serde_json::from_value(other).unwrap();
        let other = Job { assumptions, target_period_ms, ..job.clone() };
        if other != *job {
            found.push(other);
        }
    };
    let rounds = job.assumptions.target.formula != TargetFormula::CeilWithTolerance;
    for (field, values) in of_target {
        for value in values.iter().filter(|_| field != "tolerance_percent" || !rounds) {
            let mut other = whole.clone();
            other["target"][field] = serde_json::from_str(value).unwrap();
            add(other, job.target_period_ms);
        }
    }
    for (field, values) in of_both {
        for value in values {
            let mut other = whole.clone();
            other[field] = serde_json::from_str(value).unwrap();
            add(other, job.target_period_ms);
        }
    }
    for period_ms in [30_000, 60_000, 300_000] {
        add(whole.clone(), period_ms);
    }
    found
}

#[test]
fn what_a_target_hangs_on_is_told_and_nothing_else() {
    let mut told = 0;
    for seed in seeds(40) {
        let mut job = random_target_job(seed);
        job.variants.truncate(1);
        let base = first(&job);
        let sensitivities = sensitivities(&job, &job.variants[0]).unwrap();
        for other in alternatives(&job) {
            let outcome = first(&other);
            let differs = outcome.sizes != base.sizes || outcome.scorecard != base.scorecard;
            let one = sensitivities.iter().find(|one| {
                let mut taken = job.clone();
                one.alternative.set(&mut taken);
                taken == other
            });
            assert_eq!(one.is_some(), differs, "HEADROOM_SEED={seed}: {:?}", other.assumptions);
            if let Some(one) = one {
                assert_eq!(one.scorecard, outcome.scorecard, "HEADROOM_SEED={seed}");
                told += 1;
            }
        }
    }
    assert!(told > 100, "{told} sensitivities");
}

#[test]
fn a_target_group_is_calibrated_at_its_own_period() {
    let real = [RealChange { at_ms: at(6), by: 1, known: Known::Event }];
    let job = target_job(5, &[90.0; 4], "0:2", cpu(60));
    let outcome = ran(&job);
    let own = rules(&job, &job.variants[0]).unwrap();
    let replayed = &outcome.variants[0].changes;
    assert_eq!(replayed.first().map(|change| (change.at_ms, change.to)), Some((at(5), 3)));
    let tolerance_ms = job.period_ms(&own);
    assert_eq!(tolerance_ms, 60_000);
    let found = calibrate(replayed, &real, outcome.span, tolerance_ms);
    assert_eq!((found.matched, found.missed, found.extra), (1, 0, 0));
    let late: Vec<RealChange> =
        real.iter().map(|own| RealChange { at_ms: at(8), ..*own }).collect();
    let found = calibrate(replayed, &late, outcome.span, tolerance_ms);
    assert_eq!((found.matched, found.missed, found.extra), (0, 1, 1));
}

#[test]
fn a_sweep_around_a_target_tries_its_own_numbers() {
    let values: Vec<f64> = (0..48).map(|at| f64::from(30 + (at * 37) % 60)).collect();
    let job = target_job(5, &values, "0:3", cpu(70));
    let base = &job.variants[0];
    let sweep = Sweep::suggested(base, &job);
    let parameters: Vec<Parameter> = sweep.axes.iter().map(|axis| axis.parameter).collect();
    for parameter in [Parameter::Target, Parameter::OutCooldown, Parameter::OutStep] {
        assert!(parameters.contains(&parameter), "{parameters:?}");
    }
    let grid = Grid::new(base, &sweep).unwrap();
    let own = (0..grid.count()).find(|index| grid.point(*index) == *base);
    assert_eq!(grid.label(own.unwrap()), "as it is");
    let wide = Sweep {
        axes: vec![headroom::whatif::Axis {
            parameter: Parameter::Target,
            values: vec![50.0, 70.0, 150.0],
            ..headroom::whatif::Axis::default()
        }],
    };
    let grid = Grid::new(base, &wide).unwrap();
    let mut search = Search::new(&job, grid.clone(), 0..grid.count()).unwrap();
    let chunk = search.chunk(u32::MAX).unwrap();
    assert_eq!((chunk.points.len(), chunk.skipped), (2, 1));
    assert_eq!(grid.label(0), "target 50 %");
    let again = search.score(base).unwrap();
    assert_eq!(chunk.points[1].score, again);
    assert!(chunk.points[0].score.instance_hours > again.instance_hours);
    let foreign = Sweep {
        axes: vec![headroom::whatif::Axis {
            parameter: Parameter::Cooldown,
            values: vec![0.0],
            ..headroom::whatif::Axis::default()
        }],
    };
    let refused = Grid::new(base, &foreign).unwrap_err();
    assert_eq!(refused.to_string(), "axes[0].parameter: These rules have no cooldown.");
}

#[test]
fn targets_travel_in_files_and_links() {
    for seed in seeds(30) {
        let mut job = random_target_job(seed);
        let text = to_file(&job);
        assert_eq!(from_file(text.as_bytes()).as_ref(), Ok(&job), "seed {seed}");
        job.shapes.clear();
        let carried = from_link(&to_link(&job).unwrap()).unwrap();
        assert_eq!(carried.variants, job.variants, "seed {seed}");
        assert_eq!(carried.assumptions, job.assumptions);
        assert_eq!(carried.target_period_ms, job.target_period_ms);
        assert_eq!(rebased(&carried.variants[0], &job.variants[0]), job.variants[0]);
    }
}

#[test]
fn both_kinds_and_unknown_fields_are_refused_by_their_path() {
    let job = target_job(5, &[50.0; 3], "0:2", cpu(60));
    let text = to_file(&job);
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        from_file(text.replacen(from, to, 1).as_bytes()).unwrap_err()
    };
    assert_eq!(
        refused("\"scaling_policy\":", "\"policies\":[],\"scaling_policy\":"),
        "variants[0]: a variant has either `capacity` and `policies`, or a `scaling_policy`."
    );
    assert_eq!(
        refused("\"scaling_policy\":", "\"scaling\":{},\"scaling_policy\":"),
        "variants[0].scaling: This Headroom knows no such field."
    );
    assert_eq!(
        refused("\"minimum_size\"", "\"minimum\":3,\"minimum_size\""),
        "variants[0].scaling_policy.minimum: This Headroom knows no such field."
    );
    assert_eq!(
        refused("\"target_avg_percent\":60", "\"target_avg_percent\":160"),
        "variants[0].scaling_policy.cpu_target.target_avg_percent: Enter a whole number from 0 to \
         100 per cent."
    );
    assert_eq!(
        refused("\"averaging_ms\":60000", "\"averaging_ms\":0"),
        "assumptions.target.averaging_ms: Give a time of at least a second."
    );
}

/// Nothing within the tolerance moves, whatever else is assumed.
#[test]
fn the_documented_examples_hold_over_a_whole_replay() {
    for value in [82.0, 70.0] {
        let job = target_job(5, &[value; 12], "0:5", cpu(80));
        assert!(first(&job).changes.is_empty(), "{value}");
        let ceil = TargetAssumptions { formula: TargetFormula::Ceil, ..Default::default() };
        let assumptions = Assumptions { target: ceil, ..Assumptions::default() };
        let without = Job { assumptions, ..job };
        assert_eq!(first(&without).changes.is_empty(), value < 80.0, "{value}");
    }
}
