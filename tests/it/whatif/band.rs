//! The band of a recording that stood at its ceiling.

use headroom::engine::Metric;
use headroom::whatif::{Edge, Job, Scorecard, USUAL_MULTIPLE, band_words};

use super::{capacity, first, history, job};

fn card(overload: f64, hours: f64) -> Scorecard {
    Scorecard { overload_minutes: Some(overload), instance_hours: hours, ..Scorecard::default() }
}

#[test]
fn the_other_edge_is_exactly_full_unless_the_job_is() {
    let plain = Job::default();
    assert_eq!(plain.other_multiple(), USUAL_MULTIPLE);
    let stated = Job { saturation_multiple: 2.5, ..plain };
    assert_eq!(stated.other_multiple(), 1.0);
    assert_eq!(stated.other_edge(), Job::default());
}

#[test]
fn more_demand_behind_a_full_recording_is_more_overload() {
    let values = [100.0, 100.0, 100.0, 100.0, 60.0, 60.0];
    let full = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 8, 0), &["cpu > 70 +1"]);
    let (exactly, more) = (first(&full), first(&full.other_edge()));
    let minutes = |outcome: &headroom::whatif::VariantOutcome| outcome.scorecard.overload_minutes;
    assert!(minutes(&more) > minutes(&exactly), "{:?} {:?}", minutes(&more), minutes(&exactly));
}

#[test]
fn the_band_is_told_from_exactly_full_upwards() {
    let (exactly, more) = (card(2.0, 1_272.04), card(31.4, 1_301.0));
    let (exactly, more) =
        (Edge { multiple: 1.0, scorecard: &exactly }, Edge { multiple: 1.5, scorecard: &more });
    let start = "25 samples of the recording stood at 100 %: the true demand there is unknown.";
    assert_eq!(
        band_words(25, exactly, Some(more)),
        format!(
            "{start} Taken as exactly full, as in the numbers above: overload 2 min, 1,272.0 \
             Instance-hours. At 1.5 times full: overload 31 min, 1,301.0 Instance-hours."
        )
    );
    assert_eq!(
        band_words(25, more, Some(exactly)),
        format!(
            "{start} Taken as exactly full: overload 2 min, 1,272.0 Instance-hours. At 1.5 times \
             full, as in the numbers above: overload 31 min, 1,301.0 Instance-hours."
        )
    );
    let start = "1 sample of the recording stood at 100 %: the true demand there is unknown.";
    let alone = format!("{start} The numbers take it as exactly full.");
    assert_eq!(band_words(1, exactly, None), alone);
}
