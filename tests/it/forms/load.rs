//! The what-if's load.

use headroom::forms::load::{Load, Overlay, blank, read, section};
use headroom::whatif::{FailedLaunches, Job, MissingData, Shape, ShapeKind};

use super::{paths, refused, stands_in_order, typed};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn a_blank_form_is_the_recorded_traffic() {
    let load = read(&blank()).unwrap();
    assert_eq!(load, Load::default());
    assert_eq!(load.lay(Job::default(), 7), Job::default());
}

#[test]
fn the_fields_follow_the_shape() {
    let fields = |shape: &str| paths(&[section(&blank().with("shape", shape))]);
    let plain = ["growth", "saturation", "failed", "period", "missing", "shape"];
    assert_eq!(fields("none"), plain);
    assert_eq!(fields("outage")[6..], ["after", "length"]);
    assert_eq!(fields("spike")[6..], ["after", "length", "factor"]);
}

#[test]
fn everything_typed_reaches_the_job() {
    let draft = typed(
        &blank(),
        &[
            ("growth", "1,5"),
            ("saturation", "2"),
            ("failed", "5"),
            ("period", "60"),
            ("missing", "hold_last"),
            ("shape", "ramp"),
            ("after", "10"),
            ("length", "0.5"),
            ("factor", "4"),
        ],
    );
    let load = read(&draft).unwrap();
    let (after_ms, length_ms) = (10 * HOUR_MS, HOUR_MS / 2);
    let shape = Overlay { kind: ShapeKind::Ramp, after_ms, length_ms, factor: 4.0 };
    assert_eq!(load.shape, Some(shape));
    let from_ms = 1_000 + after_ms;
    let expected = Job {
        growth: 1.5,
        saturation_multiple: 2.0,
        failed_launches: FailedLaunches { share: 0.05, ..FailedLaunches::default() },
        missing_data: MissingData::HoldLast,
        evaluation_period_ms: 60_000,
        shapes: vec![Shape {
            kind: ShapeKind::Ramp,
            from_ms,
            to_ms: from_ms + length_ms,
            factor: 4.0,
        }],
        ..Job::default()
    };
    assert_eq!(load.lay(Job::default(), 1_000), expected);
}

#[test]
fn every_error_stands_at_its_field() {
    let spike = blank().with("shape", "spike");
    for (path, text, expected) in [
        ("growth", "-1", "growth constraint"),
        ("growth", "much", "growth format"),
        ("saturation", "0.5", "saturation constraint"),
        ("failed", "101", "failed constraint"),
        ("period", "0", "period constraint"),
        ("after", "-1", "after constraint"),
        ("length", "0", "length constraint"),
        ("factor", "", "factor required"),
    ] {
        let errors = refused(read(&spike.clone().with(path, text)));
        assert_eq!(errors, [expected], "{path} = {text:?}");
    }
    // What is not asked for cannot be wrong.
    assert!(read(&blank().with("factor", "x").with("length", "x")).is_ok());
    let all = typed(&spike, &[("growth", "-1"), ("period", ""), ("factor", "x")]);
    stands_in_order(read(&all), &[section(&all)]);
}
