//! Which assumptions matter.

use std::collections::BTreeMap;

use headroom::engine::{Assumptions, Metric};
use headroom::whatif::{
    Detail, Job, MissingData, Otherwise, Removal, SampleReading, Scorecard, Sensitivity, run,
    sensitivities,
};

use super::naive_target::random_target_job;
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

/// An hour without samples a day, and Instances that boot slowly.
fn gappy() -> Job {
    let mut gappy = history(Metric::Cpu, 5, &[[95.0; 9], [30.0; 9]].concat().repeat(8));
    let lost = |at: &usize| at % 18 < 6 || at % 18 > 11;
    let keep = |values: &[f64]| (0..values.len()).filter(lost).collect::<Vec<_>>();
    let kept = keep(&gappy.values);
    gappy.values = kept.iter().map(|at| gappy.values[*at]).collect();
    gappy.times_ms = kept.iter().map(|at| gappy.times_ms[*at]).collect();
    let job = job(gappy, "0:3", capacity(1, 6, 300), &["cpu > 90 +1", "cpu < 50 -1"]);
    Job { boot_delay_ms: 90_000, ..job }
}

/// Neither gaps nor the boot are among the rules, and both matter more than any of them.
#[test]
fn what_no_recording_tells_is_asked_too_and_the_heaviest_comes_first() {
    let job = gappy();
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
    let weights = weights(&first(&job).scorecard, &found);
    assert!(weights.is_sorted_by(|one, next| one >= next), "{weights:?}");
    assert!(weights[0] > weights[weights.len() - 1], "they weigh alike: {weights:?}");
}

#[test]
fn the_boot_is_taken_for_half_of_itself_twice_and_three_times() {
    let job = gappy();
    let found = sensitivities(&job, &job.variants[0]).unwrap();
    for (delay_ms, words) in [(45_000, "45 s"), (180_000, "3 min"), (270_000, "4 min 30 s")] {
        let own = found.iter().find(|one| one.alternative == Otherwise::BootDelay(delay_ms));
        let own = own.unwrap_or_else(|| panic!("{words} is not told"));
        let said = own.sentence.replace('\u{a0}', " ");
        assert!(said.starts_with(&format!("If an Instance served {words} after its ")), "{said}");
        let other = Job { boot_delay_ms: delay_ms, ..job.clone() };
        assert_eq!(own.scorecard, first(&other).scorecard, "{words}");
    }
    let boots = found.iter().filter(|one| one.field == "boot_delay_ms");
    assert_eq!(boots.count(), 3);
}

/// Two are ordered, and before they serve one of the four goes: one of the new ones, or one of
/// those that serve.
#[test]
fn the_order_of_removal_matters_while_instances_boot() {
    let values = [90.0, 20.0, 20.0, 60.0, 60.0, 60.0, 60.0, 60.0];
    let rules = ["cpu > 70 +2", "cpu < 30 -1"];
    let mut job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 6, 0), &rules);
    let removal = |job: &Job| told(job).into_iter().find(|said| said.starts_with("removal: "));
    assert_eq!(removal(&job), None, "with all in service it does not matter which goes");
    job.boot_delay_ms = 15 * 60_000;
    let said = removal(&job).unwrap();
    let clause = "removal: If the oldest Instance went first when the group shrinks: ";
    assert!(said.starts_with(clause) && said.contains("overload +"), "{said}");
    job.removal = Removal::OldestFirst;
    let said = removal(&job).unwrap();
    let clause = "removal: If the newest Instance went first when the group shrinks: ";
    assert!(said.starts_with(clause) && said.contains("overload −"), "{said}");
}

/// How much each differs, reckoned anew: the largest of the shares of cost, overload, changes and
/// reversals, each held against a usual amount below which nothing is much.
fn weights(base: &Scorecard, found: &[Sensitivity]) -> Vec<f64> {
    found.iter().map(|one| weight(base, &one.scorecard)).collect()
}

fn weight(base: &Scorecard, other: &Scorecard) -> f64 {
    let amounts = |card: &Scorecard| {
        let minutes = card.overload_minutes.unwrap_or_default();
        [card.instance_hours, minutes, count(card.changes), count(card.reversals)]
    };
    let pairs = amounts(base).into_iter().zip(amounts(other)).zip([1.0, 30.0, 10.0, 10.0]);
    let shares = pairs.map(|((own, other), usual): ((f64, f64), f64)| {
        let larger = [own, other, usual].into_iter().fold(0.0, f64::max);
        (own - other).abs() / larger
    });
    shares.fold(0.0, f64::max)
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

/// What nobody can know of a job, besides the rules that no source settles, each taken otherwise:
/// written out by hand.
fn unknowns(job: &Job) -> Vec<Otherwise> {
    let data = [MissingData::Gap, MissingData::HoldLast, MissingData::Zero];
    let readings = [SampleReading::Interval, SampleReading::Instant];
    let removals = [Removal::NewestFirst, Removal::OldestFirst];
    let own_ms = job.boot_delay_ms;
    let mut all: Vec<Otherwise> = Vec::new();
    all.extend(data.map(Otherwise::MissingData));
    all.extend(readings.map(Otherwise::SampleReading));
    all.extend(removals.map(Otherwise::Removal));
    all.extend([own_ms / 2, own_ms * 2, own_ms * 3].map(Otherwise::BootDelay));
    let multiple = if job.saturation_multiple == 1.0 { 1.5 } else { 1.0 };
    all.push(Otherwise::SaturationMultiple(multiple));
    all.retain(|other| taken(job, *other) != *job);
    all
}

/// The rhythm of evaluation a quarter, a half and three quarters of a period later.
fn phases(job: &Job) -> [Otherwise; 3] {
    let is_target = job.variants[0].target().is_some();
    let period_ms = if is_target { job.target_period_ms } else { job.evaluation_period_ms };
    let starts = job.histories.iter().map(|history| history.times_ms[0]);
    let own_ms = job.evaluation_phase_ms.unwrap_or(starts.min().unwrap());
    [1, 2, 3].map(|quarter| Otherwise::EvaluationPhase(own_ms + quarter * (period_ms / 4)))
}

fn taken(job: &Job, other: Otherwise) -> Job {
    let mut job = job.clone();
    other.set(&mut job);
    job
}

/// What a job comes to when something is taken otherwise; nothing where that is the same. How much
/// demand there was said to be is no result.
fn rerun(job: &Job, other: Otherwise) -> Option<Scorecard> {
    let [base, outcome] = [job, &taken(job, other)]
        .map(|job| run(job, Detail::Curves).unwrap().variants.swap_remove(0));
    let demand_hours = base.scorecard.demand_hours;
    let same = Scorecard { demand_hours, ..outcome.scorecard.clone() } == base.scorecard;
    (outcome.sizes != base.sizes || !same).then_some(outcome.scorecard)
}

/// Every value of every other unknown, one at a time, found by a rerun here as well.
#[test]
fn every_unknown_that_matters_is_told_and_no_other() {
    let mut counts = BTreeMap::<String, [u32; 2]>::new();
    for (at, seed) in seeds(240).enumerate() {
        let mut job = if at % 3 == 0 { random_target_job(seed) } else { random_job(seed) };
        job.variants.truncate(1);
        if at % 2 == 0 {
            // While Instances boot it matters which of them goes.
            job.boot_delay_ms = 1_500_000;
            if let Some(rules) = job.variants[0].thresholds_mut() {
                rules.capacity.cooldown_delay = None;
            }
        }
        let found = sensitivities(&job, &job.variants[0]).unwrap();
        for other in unknowns(&job) {
            let own = found.iter().find(|one| one.alternative == other);
            let expected = rerun(&job, other);
            assert_eq!(own.map(|one| &one.scorecard), expected.as_ref(), "{seed}: {other:?}");
            let name = format!("{other:?}").split('(').next().unwrap().to_owned();
            counts.entry(name).or_default()[usize::from(own.is_some())] += 1;
        }
        let base = first(&job).scorecard;
        let told = told_of_phases(&job, &base, &found, seed);
        counts.entry("EvaluationPhase".to_owned()).or_default()[usize::from(told)] += 1;
        // All that is told is what its own rerun comes to, and the heaviest comes first.
        for one in &found {
            let expected = rerun(&job, one.alternative);
            assert_eq!(Some(&one.scorecard), expected.as_ref(), "{seed}: {}", one.field);
        }
        let weights = weights(&base, &found);
        assert!(weights.is_sorted_by(|one, next| one >= next), "{seed}: {weights:?}");
    }
    println!("silent and told: {counts:?}");
    assert_eq!(counts.len(), 6, "{counts:?}");
    assert!(counts.values().all(|[silent, told]| *silent > 5 && *told > 0), "{counts:?}");
}

/// Whether a phase is told, which must be the heaviest of the three, where any matters.
fn told_of_phases(job: &Job, base: &Scorecard, found: &[Sensitivity], seed: u64) -> bool {
    let reruns = phases(job).map(|other| (other, rerun(job, other)));
    let cards = reruns.iter().filter_map(|(_, card)| card.as_ref());
    let heaviest = cards.map(|card| weight(base, card)).max_by(f64::total_cmp);
    let told: Vec<_> = found.iter().filter(|one| one.field == "evaluation_phase_ms").collect();
    assert_eq!(told.len(), usize::from(heaviest.is_some()), "HEADROOM_SEED={seed}");
    for own in &told {
        let (_, rerun) = reruns.iter().find(|(other, _)| *other == own.alternative).unwrap();
        assert_eq!(rerun.as_ref(), Some(&own.scorecard), "HEADROOM_SEED={seed}");
        assert_eq!(heaviest, Some(weight(base, &own.scorecard)), "HEADROOM_SEED={seed}");
    }
    !told.is_empty()
}
