//! What tells how far a replay can be trusted, in lines.

use headroom::lab::{Mark, Trust};
use headroom::whatif::{Estimate, Fit, LoadEstimate};
use headroom::worker::replay::{CalibrationReport, LoadReport, Remark};

fn calibrated(met: usize, real: usize, extra: usize) -> CalibrationReport {
    #[expect(clippy::cast_precision_loss, reason = "a few changes")]
    let score = (real + extra > 0).then(|| met as f64 / (real + extra) as f64);
    let fit = Fit { mape: Some(0.0041), offset_median_ms: Some(30_000), ..Fit::default() };
    CalibrationReport { score, met, real, extra, fit, ..CalibrationReport::default() }
}

#[test]
fn a_replay_that_follows_its_group_says_how_near() {
    let told = Trust::of_calibration(&calibrated(146, 150, 0));
    assert_eq!(told.mark, Mark::Passed);
    assert_eq!(told.name, "Prediction 97 %");
    assert_eq!(told.figure, "146 of 150 real changes met");
    assert_eq!(
        told.line,
        "Changes come 30 s apart at the median; the size is off by 0.4 % on average."
    );
}

#[test]
fn one_that_does_not_is_worth_a_look() {
    let told = Trust::of_calibration(&calibrated(5, 8, 2));
    assert_eq!((told.mark, told.name.as_str()), (Mark::Look, "Prediction 50 %"));
    let end = "The replay made 2 changes of its own. Where few match, so will few of an edit's.";
    assert!(told.line.ends_with(end), "{}", told.line);
    let told = Trust::of_calibration(&calibrated(19, 19, 1));
    assert_eq!(told.mark, Mark::Passed);
    assert!(told.line.ends_with("The replay made 1 change of its own."), "{}", told.line);
}

#[test]
fn without_any_change_nothing_is_judged() {
    let told = Trust::of_calibration(&calibrated(0, 0, 0));
    assert_eq!((told.mark, told.name.as_str()), (Mark::Open, "Prediction"));
    assert_eq!(told.figure, "");
    assert!(told.line.starts_with("Neither side ever changed"), "{}", told.line);
}

fn measured(elasticity: [f64; 3], idle: f64) -> Trust {
    let estimate = |[value, least, most]: [f64; 3]| Estimate { value, least, most };
    let told = LoadEstimate::Told {
        changes: 150,
        elasticity: estimate(elasticity),
        idle: estimate([idle; 3]),
    };
    Trust::of_load(&LoadReport { estimate: Some(told), ..LoadReport::default() })
}

#[test]
fn the_load_model_is_held_against_what_is_assumed() {
    let fits = measured([0.96, 0.91, 1.01], 0.0);
    assert_eq!((fits.mark, fits.name.as_str()), (Mark::Passed, "Load spreads as assumed"));
    assert_eq!(fits.figure, "0.96 (0.91 to 1.01)");
    assert_eq!(fits.line, "Measured at 150 changes of size; 1 is half when the fleet doubles.");
    let near = measured([1.01, 1.005, 1.02], 0.0);
    assert_eq!((near.mark, near.name.as_str()), (Mark::Passed, "Load spreads nearly as assumed"));
    let less = measured([0.6, 0.5, 0.7], 0.0);
    assert_eq!((less.mark, less.name.as_str()), (Mark::Look, "Load spreads less than assumed"));
    let idle = measured([1.0, 0.9, 1.1], 12.0);
    assert_eq!((idle.mark, idle.name), (Mark::Look, less.name), "what stays idle does not spread");
    let more = measured([1.4, 1.2, 1.5], 0.0);
    assert_eq!((more.mark, more.name.as_str()), (Mark::Look, "Load spreads more than assumed"));
}

#[test]
fn what_cannot_be_measured_is_assumed() {
    let sentence = "The recording's size never changed.".to_owned();
    for estimate in [None, Some(LoadEstimate::NeverChanged), Some(LoadEstimate::TooFew(3))] {
        let report = LoadReport { estimate, sentence: sentence.clone(), model: None };
        let told = Trust::of_load(&report);
        assert_eq!((told.mark, told.name.as_str()), (Mark::Open, "Load model"));
        assert_eq!((told.figure.as_str(), told.line), ("assumed", sentence.clone()));
    }
}

#[test]
fn the_unknown_is_open_until_somebody_asks() {
    let remark = |sentence: &str| Remark { sentence: sentence.to_owned(), ..Remark::default() };
    let told = Trust::of_unknown(None);
    assert_eq!((told.mark, told.name.as_str()), (Mark::Open, "What nobody knows"));
    assert!(told.line.starts_with("Checked while it is open"), "{}", told.line);
    let told = Trust::of_unknown(Some(&Ok(Vec::new())));
    assert_eq!((told.mark, told.figure.as_str()), (Mark::Passed, "none matters"));
    let told = Trust::of_unknown(Some(&Ok(vec![remark("If so, more.")])));
    assert_eq!((told.mark, told.figure.as_str()), (Mark::Look, "one matters"));
    assert_eq!(told.line, "If so, more.");
    let told = Trust::of_unknown(Some(&Ok(vec![remark("If so, more."), remark("If not, less.")])));
    assert_eq!(told.figure, "2 matter");
    let told = Trust::of_unknown(Some(&Err("It stopped.".to_owned())));
    assert_eq!((told.mark, told.line.as_str()), (Mark::Look, "It stopped."));
}

#[test]
fn what_only_tells_is_not_judged() {
    assert_eq!(Trust::of_reversals(4).name, "4 reversals and their causes");
    for told in [Trust::of_reversals(1), Trust::of_measures()] {
        assert_eq!((told.mark, told.figure.as_str()), (Mark::Open, ""));
    }
    let names = [Mark::Passed, Mark::Look, Mark::Open].map(Mark::name);
    assert_eq!(names, ["passed", "look", "open"]);
}
