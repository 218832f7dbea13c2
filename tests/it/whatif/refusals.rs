//! Every refusal of a job, by its path.

use headroom::engine::Metric;
use headroom::whatif::{
    Detail, Job, JobError, MissingData, PriceSource, RulesPart, Shape, ShapeKind, SizeAt, Variant,
    run, run_variants,
};

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
        "histories[0].times_ms[3]: This time is more than ten million evaluations after the one \
         before it. Correct it, or cut the history there."
    );
    let refused = refusal(|job| {
        job.evaluation_period_ms = 1;
        job.histories[0] = history(Metric::Cpu, 100, &[50.0; 4]);
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
    for (index, time) in
        [(0, i64::MIN), (3, i64::MAX), (3, 8_640_000_000_000_001), (1, i64::MIN), (2, i64::MAX)]
    {
        let refused = refusal(|job| job.histories[0].times_ms[index] = time);
        let expected = format!("histories[0].times_ms[{index}]: The time is out of range.");
        assert_eq!(refused, expected);
    }
}

#[test]
fn a_load_out_of_range_is_named() {
    for growth in [-0.1, 1_000.1, f64::NAN, f64::INFINITY] {
        let refused = refusal(|job| job.growth = growth);
        assert_eq!(refused, "growth: Give a factor from 0 to 1000; 1 is the recording itself.");
    }
    for multiple in [0.99, 1_000.1, f64::NAN] {
        let refused = refusal(|job| job.saturation_multiple = multiple);
        let expected = "saturation_multiple: Give a multiple from 1, exactly full, to 1000.";
        assert_eq!(refused, expected);
    }
    for share in [-0.1, 1.1, f64::NAN] {
        let refused = refusal(|job| job.failed_launches.share = share);
        assert_eq!(refused, "failed_launches.share: Give a share from 0 to 1.");
    }
    let source = PriceSource { at_ms: i64::MAX, ..PriceSource::default() };
    let refused = refusal(|job| job.price_source = Some(source));
    assert_eq!(refused, "price_source.at_ms: The time is out of range.");
    // The size and the growth make a demand that no sum could hold.
    let refused = refusal(|job| job.histories[0].values[2] = 1e300);
    let expected =
        "histories[0].values[2]: The value, times the size and the growth, is too large.";
    assert_eq!(refused, expected);
}

#[test]
fn a_shape_out_of_range_is_named() {
    let good = Shape { kind: ShapeKind::Ramp, from_ms: at(0), to_ms: at(5), factor: 2.0 };
    let refused = |edit: fn(&mut Shape)| {
        let mut bad = good;
        edit(&mut bad);
        refusal(|job| job.shapes = vec![good, bad])
    };
    for (found, expected) in [
        (refused(|s| s.to_ms = at(0)), "shapes[1].to_ms: The end must be after the start."),
        (refused(|s| s.from_ms = at(9)), "shapes[1].to_ms: The end must be after the start."),
        (refused(|s| s.to_ms = i64::MAX), "shapes[1].to_ms: The time is out of range."),
        (refused(|s| s.from_ms = i64::MIN), "shapes[1].from_ms: The time is out of range."),
        (
            refused(|s| s.factor = -1.0),
            "shapes[1].factor: Give a factor from 0 to 1000; 1 changes nothing.",
        ),
        (
            refused(|s| s.factor = f64::NAN),
            "shapes[1].factor: Give a factor from 0 to 1000; 1 changes nothing.",
        ),
    ] {
        assert_eq!(found, expected);
    }
    let mut job = good_with(Shape { kind: ShapeKind::Outage, factor: -1.0, ..good });
    assert!(run(&job, Detail::Curves).is_ok(), "an outage has no factor");
    job.shapes.clear();
    assert!(run(&job, Detail::Curves).is_ok());
}

fn good_with(shape: Shape) -> Job {
    Job { shapes: vec![shape], ..good() }
}

/// A gap of a year in samples of a millisecond would be filled with thirty billion of them.
#[test]
fn a_gap_too_long_to_fill_is_refused() {
    let long = |job: &mut Job| {
        job.histories[0].times_ms = vec![at(0), at(0) + 1, at(0) + 2, at(525_600)];
    };
    assert!(
        run(
            &{
                let mut job = good();
                long(&mut job);
                job
            },
            Detail::Curves
        )
        .is_ok()
    );
    let refused = refusal(|job| {
        long(job);
        job.missing_data = MissingData::Zero;
    });
    assert_eq!(
        refused,
        "histories[0].times_ms: Its gaps hold more than ten million samples. Cut it, or leave \
         gaps as gaps."
    );
}

#[test]
fn a_variant_names_its_part_and_field() {
    let refused =
        refusal(|job| job.variants[0].thresholds_mut().unwrap().capacity = capacity(0, 5, 300));
    let expected = "variants[0].capacity.min_replicas: Enter a whole number of at least 1.";
    assert_eq!(refused, expected);
    let refused = refusal(|job| {
        let mut edited = job.variants[0].clone();
        edited.thresholds_mut().unwrap().policies.push(policies(&["cpu > 70 +0"]).remove(0));
        job.variants.push(edited);
    });
    assert_eq!(refused, "variants[1].policies[1].value: Enter a whole number of at least 1.");
}

#[test]
fn other_variants_are_checked_like_the_jobs_own() {
    let job = good();
    let bad = Variant::of_thresholds(
        String::new(),
        capacity(3, 2, 0),
        job.variants[0].policies().to_vec(),
    );
    let error = run_variants(&job, &[job.variants[0].clone(), bad], Detail::Curves).unwrap_err();
    let JobError::Rules { variant: 1, error: of_rules } = &error else { panic!("{error:?}") };
    assert_eq!(of_rules.part, RulesPart::Capacity);
    let message = "The maximum is under the minimum of 3.";
    assert_eq!(error.places(), [("variants[1].capacity.max_replicas".to_owned(), message)]);
    let elsewhere = error.of_variant(4).places().remove(0).0;
    assert_eq!(elsewhere, "variants[4].capacity.max_replicas");
    let same = run_variants(&job, &job.variants, Detail::Ledger);
    assert_eq!(same, run(&job, Detail::Ledger));
}
