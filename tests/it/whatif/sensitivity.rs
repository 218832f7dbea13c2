//! Which assumptions matter.

use headroom::engine::{Assumptions, Metric};
use headroom::whatif::{Detail, Job, Otherwise, Sensitivity, run, sensitivities};

use super::random::{random_job, seeds};
use super::{capacity, first, history, job, policies};

/// The sensitivities as `field: sentence`.
fn told(job: &Job) -> Vec<String> {
    let found = sensitivities(job, &job.variants[0]).unwrap();
    found
        .iter()
        .map(|sensitivity| format!("{}: {}", sensitivity.field, sensitivity.sentence))
        .collect()
}

#[test]
fn a_result_that_no_assumption_touches_raises_no_doubt() {
    let values = [50.0; 6];
    let job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 300), &["cpu > 70 +1"]);
    assert_eq!(told(&job), [""; 0]);
}

#[test]
fn the_rounding_of_a_percentage_matters_where_it_is_used() {
    // 40 % of two is 0.8: one rounded up or to the nearest, none towards zero.
    let values = [90.0; 6];
    let job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 900), &["cpu > 70 +40%"]);
    let found = told(&job);
    let said = found.iter().find(|said| said.starts_with("percent_rounding")).unwrap();
    assert!(said.starts_with("percent_rounding: If a percentage were rounded towards zero: "));
    assert!(said.contains("changes −1") && said.contains("instance-hours −0.4 h"), "{said}");
}

#[test]
fn a_cooldown_of_one_period_hangs_on_its_last_moment() {
    let values = [90.0; 6];
    let mut job =
        job(history(Metric::Cpu, 5, &values), "0:1", capacity(1, 5, 300), &["cpu > 20 +1"]);
    let hangs = |job: &Job, field: &str| {
        let found = sensitivities(job, &job.variants[0]).unwrap();
        found.iter().any(|sensitivity| sensitivity.field == field)
    };
    assert!(hangs(&job, "cooldown_includes_end") && !hangs(&job, "cooldown_start"));
    assert!(!hangs(&job, "boot_delay_ms"), "of none there is no half and no double");
    job.boot_delay_ms = 90_000;
    assert!(hangs(&job, "cooldown_includes_end") && hangs(&job, "cooldown_start"));
    // From the other side the present rule is the alternative.
    job.assumptions.cooldown_includes_end = true;
    let said = told(&job).join(" ");
    assert!(said.contains("If the cooldown no longer denied at its last moment"), "{said}");
}

/// An hour without samples a day, and Instances that boot slowly: neither is one of the rules, and
/// both matter more than any of them.
#[test]
fn what_no_recording_tells_is_asked_too_and_the_heaviest_comes_first() {
    let mut gappy = history(Metric::Cpu, 5, &[[95.0; 9], [30.0; 9]].concat().repeat(8));
    let lost = |at: &usize| at % 18 < 6 || at % 18 > 11;
    let keep = |values: &[f64]| (0..values.len()).filter(lost).collect::<Vec<_>>();
    let kept = keep(&gappy.values);
    gappy.values = kept.iter().map(|at| gappy.values[*at]).collect();
    gappy.times_ms = kept.iter().map(|at| gappy.times_ms[*at]).collect();
    let rules = ["cpu > 90 +1", "cpu < 50 -1"];
    let mut job = job(gappy, "0:3", capacity(1, 6, 300), &rules);
    job.boot_delay_ms = 90_000;
    let found = sensitivities(&job, &job.variants[0]).unwrap();
    let fields: Vec<&str> = found.iter().map(|one| one.field.as_str()).collect();
    for field in ["missing_data", "boot_delay_ms", "evaluation_phase_ms"] {
        assert!(fields.contains(&field), "{fields:?}");
    }
    let mut coarse = job.clone();
    let rules = policies(&["cpu > 90 +1", "cpu < 50 -1"]);
    coarse.histories = vec![history(Metric::Cpu, 30, &[95.0, 95.0, 40.0, 40.0].repeat(6))];
    coarse.variants[0].thresholds_mut().unwrap().policies = rules;
    let coarse = sensitivities(&coarse, &coarse.variants[0]).unwrap();
    assert!(coarse.iter().any(|one| one.field == "sample_reading"), "{coarse:?}");
    let phases = fields.iter().filter(|field| **field == "evaluation_phase_ms");
    assert_eq!(phases.count(), 1, "the worst of them alone");
    let longer = found.iter().find(|one| one.alternative == Otherwise::BootDelay(270_000)).unwrap();
    let said = &longer.sentence;
    assert!(said.starts_with("If an Instance served 4 min 30 s after its order: "), "{said}");
    let base = first(&job).scorecard;
    let hours = |one: &Sensitivity| {
        let (own, other) = (base.instance_hours, one.scorecard.instance_hours);
        (own - other).abs() / own.max(other)
    };
    let heaviest = found.iter().map(hours).fold(0.0, f64::max);
    let first_weighs = [
        hours(&found[0]),
        difference(base.overload_minutes, found[0].scorecard.overload_minutes, 30.0),
        difference(Some(count(base.changes)), Some(count(found[0].scorecard.changes)), 10.0),
        difference(Some(count(base.reversals)), Some(count(found[0].scorecard.reversals)), 10.0),
    ];
    let first_weighs = first_weighs.into_iter().fold(0.0, f64::max);
    assert!(first_weighs >= heaviest, "{first_weighs} of the first, {heaviest} of another");
}

fn difference(one: Option<f64>, other: Option<f64>, usual: f64) -> f64 {
    let (one, other) = (one.unwrap(), other.unwrap());
    (one - other).abs() / one.max(other).max(usual)
}

fn count(of: usize) -> f64 {
    f64::from(u32::try_from(of).unwrap())
}

/// Samples at 100 % leave the demand open.
#[test]
fn full_samples_are_doubted_where_they_matter() {
    let rules = ["cpu > 70 +1"];
    let fine = job(history(Metric::Cpu, 5, &[90.0; 12]), "0:2", capacity(1, 5, 900), &rules);
    let full = job(history(Metric::Cpu, 5, &[100.0; 12]), "0:2", capacity(1, 5, 900), &rules);
    assert!(!told(&fine).iter().any(|said| said.starts_with("saturation_multiple")));
    let said = told(&full);
    let said = said.iter().find(|said| said.starts_with("saturation_multiple")).unwrap();
    assert!(said.contains("If the samples at 100 % stood for 1.5 times full: "), "{said}");
}

/// Every alternative of every field, one at a time, found by a rerun here as well.
#[test]
fn what_is_told_differs_and_what_is_not_told_does_not() {
    let mut told = 0;
    for seed in seeds(150) {
        let mut job = random_job(seed);
        job.variants.truncate(1);
        let base = run(&job, Detail::Curves).unwrap().variants.swap_remove(0);
        let sensitivities = sensitivities(&job, &job.variants[0]).unwrap();
        for alternative in alternatives(job.assumptions) {
            let other = Job { assumptions: alternative, ..job.clone() };
            let outcome = run(&other, Detail::Curves).unwrap().variants.swap_remove(0);
            let differs = outcome.sizes != base.sizes || outcome.scorecard != base.scorecard;
            let alternative = Otherwise::Assumptions(alternative);
            let sensitivity =
                sensitivities.iter().find(|sensitivity| sensitivity.alternative == alternative);
            assert_eq!(sensitivity.is_some(), differs, "HEADROOM_SEED={seed}: {alternative:?}");
            if let Some(sensitivity) = sensitivity {
                assert_eq!(sensitivity.scorecard, outcome.scorecard, "HEADROOM_SEED={seed}");
                let said = &sensitivity.sentence;
                assert!(said.starts_with("If ") && said.ends_with('.'), "{said}");
                told += 1;
            }
        }
        let present = Otherwise::Assumptions(job.assumptions);
        assert!(sensitivities.iter().all(|sensitivity| sensitivity.alternative != present));
    }
    assert!(told > 100, "{told} sensitivities");
}

/// Written out by hand: the field's name in the JSON, and every other value that it can take.
fn alternatives(present: Assumptions) -> Vec<Assumptions> {
    let table: [(&str, &[&str]); 9] = [
        ("percent_rounding", &["\"away_from_zero\"", "\"nearest\"", "\"towards_zero\""]),
        ("set_total_may_reverse", &["true", "false"]),
        ("one_action_per_step", &["true", "false"]),
        ("no_effect_ends_step", &["true", "false"]),
        ("no_effect_starts_cooldown", &["true", "false"]),
        ("repair_starts_cooldown", &["true", "false"]),
        ("cooldown_includes_end", &["true", "false"]),
        ("cooldown_start", &["\"order\"", "\"serving\""]),
        ("tie_order", &["\"oldest_first\"", "\"newest_first\""]),
    ];
    let whole = serde_json::to_value(present).unwrap();
    // The last one holds what targets ask: targets.rs has its own table.
    assert_eq!(
        whole.as_object().unwrap().len(),
        table.len() + 1,
        "a new assumption has no sensitivity yet"
    );
    let mut found = Vec::new();
    for (field, values) in table {
        for value in values {
            let mut other = whole.clone();
            other[field] = serde_json::from_str(value).unwrap();
            let other: Assumptions = serde_json::from_value(other).unwrap();
            if other != present {
                found.push(other);
            }
        }
    }
    found
}
