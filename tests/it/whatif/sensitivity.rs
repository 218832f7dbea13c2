//! Which assumptions matter.

use headroom::engine::{Assumptions, Metric};
use headroom::whatif::{Detail, Job, run, sensitivities};

use super::random::{random_job, seeds};
use super::{capacity, history, job};

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
    assert_eq!(found.len(), 1, "{found:?}");
    let said = found[0].as_str();
    assert!(said.starts_with("percent_rounding: If a percentage were rounded towards zero: "));
    assert!(said.contains("changes −1") && said.contains("instance-hours −0.4 h"), "{said}");
}

#[test]
fn a_cooldown_of_one_period_hangs_on_its_last_moment() {
    let values = [90.0; 6];
    let mut job =
        job(history(Metric::Cpu, 5, &values), "0:1", capacity(1, 5, 300), &["cpu > 20 +1"]);
    let fields = |job: &Job| {
        let found = sensitivities(job, &job.variants[0]).unwrap();
        found.into_iter().map(|sensitivity| sensitivity.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(&job), ["cooldown_includes_end"]);
    job.boot_delay_ms = 90_000;
    assert_eq!(fields(&job), ["cooldown_start", "cooldown_includes_end"]);
    // From the other side the present rule is the alternative.
    job.assumptions.cooldown_includes_end = true;
    let said = told(&job).join(" ");
    assert!(said.contains("If the cooldown no longer denied at its last moment"), "{said}");
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
        assert!(sensitivities.iter().all(|sensitivity| sensitivity.alternative != job.assumptions));
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
