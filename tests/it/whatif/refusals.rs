//! Every refusal of a job, by its path.

use headroom::engine::Metric;
use headroom::whatif::{Detail, Job, JobError, SizeAt, Variant, run, run_variants};

use super::{at, capacity, history, job, policies};

fn good() -> Job {
    job(history(Metric::Cpu, 5, &[50.0; 4]), "0:2", capacity(1, 5, 300), &["cpu > 70 +1"])
}

/// What is refused after `edit`.
fn refusal(edit: impl FnOnce(&mut Job)) -> String {
    let mut job = good();
    edit(&mut job);
    let error = run(&job, Detail::Curves).unwrap_err();
    let text = error.to_string();
    assert!(text.ends_with('.'), "{text} is no sentence");
    if let JobError::Invalid { path, message } = error {
        assert_eq!(text, format!("{path}: {message}"));
    }
    text
}

#[test]
fn a_job_names_the_first_part_that_cannot_be_used() {
    assert!(run(&good(), Detail::Curves).is_ok());
    assert_eq!(refusal(|job| job.histories.clear()), "histories: Give at least one history.");
    assert_eq!(
        refusal(|job| job.recorded_sizes.clear()),
        "recorded_sizes: Give the size at the start at least."
    );
    let same = SizeAt { at_ms: at(0), size: 3 };
    let refused = refusal(|job| job.recorded_sizes.push(same));
    assert_eq!(refused, "recorded_sizes[1].at_ms: Times must ascend.");
    for period_ms in [0, -1, i64::MIN] {
        let refused = refusal(|job| job.evaluation_period_ms = period_ms);
        assert_eq!(refused, "evaluation_period_ms: Give a period above 0.");
    }
    let refused = refusal(|job| job.boot_delay_ms = -1);
    assert_eq!(refused, "boot_delay_ms: A boot delay cannot be negative.");
    for price in [-0.01, f64::NAN, f64::INFINITY] {
        let refused = refusal(|job| job.price_per_hour = Some(price));
        assert_eq!(refused, "price_per_hour: Give a price of 0 or more.");
    }
    let refused = refusal(|job| {
        job.evaluation_period_ms = 1;
        *job.histories[0].times_ms.last_mut().unwrap() = at(200);
    });
    assert_eq!(
        refused,
        "histories: The histories span more than ten million evaluations. Cut them."
    );
}

#[test]
fn a_history_names_its_first_bad_sample() {
    let refused = refusal(|job| job.histories[0].values.truncate(3));
    assert_eq!(refused, "histories[0].values: There are 4 times but 3 values.");
    let refused = refusal(|job| job.histories[0] = history(Metric::Cpu, 5, &[1.0]));
    assert_eq!(refused, "histories[0].times_ms: A history needs at least two samples.");
    let refused = refusal(|job| job.histories[0] = history(Metric::Cpu, 5, &[]));
    assert_eq!(refused, "histories[0].times_ms: A history needs at least two samples.");
    for late in [at(10), at(15)] {
        let refused = refusal(|job| job.histories[0].times_ms[1] = late + 300_000);
        assert_eq!(refused, "histories[0].times_ms[2]: Times must ascend.");
    }
    for value in [-0.5, f64::NAN, f64::INFINITY] {
        let refused = refusal(|job| job.histories[0].values[3] = value);
        assert_eq!(refused, "histories[0].values[3]: Values must be numbers of 0 or more.");
    }
    let refused = refusal(|job| job.histories.push(history(Metric::Cpu, 1, &[1.0, 2.0])));
    assert_eq!(refused, "histories[1].metric: There are two histories of CPU.");
    for (index, time) in [(0, i64::MIN), (3, i64::MAX), (3, 8_640_000_000_000_001)] {
        let refused = refusal(|job| {
            job.evaluation_period_ms = i64::MAX;
            job.histories[0].times_ms[index] = time;
        });
        let expected = format!("histories[0].times_ms[{index}]: The time is out of range.");
        assert_eq!(refused, expected);
    }
}

#[test]
fn a_variant_names_its_part_and_field() {
    let refused = refusal(|job| job.variants[0].capacity = capacity(0, 5, 300));
    let expected = "variants[0].capacity: capacity.min_replicas: \
                    Enter a whole number of at least 1.";
    assert_eq!(refused, expected);
    let refused = refusal(|job| {
        let mut edited = job.variants[0].clone();
        edited.policies.push(policies(&["cpu > 70 +0"]).remove(0));
        job.variants.push(edited);
    });
    assert_eq!(refused, "variants[1].policies[1]: value: Enter a whole number of at least 1.");
}

#[test]
fn other_variants_are_checked_like_the_jobs_own() {
    let job = good();
    let bad = Variant { capacity: capacity(3, 2, 0), ..job.variants[0].clone() };
    let error = run_variants(&job, &[job.variants[0].clone(), bad], Detail::Curves).unwrap_err();
    assert!(matches!(error, JobError::Rules { variant: 1, part, .. } if part == "capacity"));
    let same = run_variants(&job, &job.variants, Detail::Ledger);
    assert_eq!(same, run(&job, Detail::Ledger));
}
