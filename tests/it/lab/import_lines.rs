//! The small line beside each series of a file: what its scale, its gaps and its lone samples are.

use headroom::engine::Metric;
use headroom::lab::import::{Holds, ImportDraft, Row};
use headroom::worker::replay::{
    Form, FormOf, FormReport, ImportOptions, ImportReport, ImportedFile, Profile, SeriesReport,
};

use super::{MINUTE, START, samples};

/// A row of a file whose only series has such a sketch, as what it holds.
fn row(sketch: &[Option<f64>], holds: Holds, factor: f64) -> Row {
    let known = || sketch.iter().flatten().copied();
    let profile = Profile {
        lowest: known().fold(f64::INFINITY, f64::min),
        median: known().next().unwrap_or_default(),
        highest: known().fold(f64::NEG_INFINITY, f64::max),
        sketch: sketch.to_vec(),
    };
    let form = Form { as_rate: false, of: FormOf::One(0) };
    let forms = vec![FormReport { form, samples: 2, profile, notes: Vec::new() }];
    let series = SeriesReport { name: "a".to_owned(), forms, ..SeriesReport::default() };
    let pairs: Vec<_> = (0..).zip(known()).map(|(at, own)| (START + at * MINUTE, own)).collect();
    let report = ImportReport { series: vec![series], ..ImportReport::default() };
    let file = ImportedFile { report, series: vec![samples(&pairs)] };
    let mut draft = ImportDraft::new(String::new(), file, ImportOptions::default(), None);
    draft.hold(0, holds);
    draft.rows[0].factor = factor;
    draft.rows.swap_remove(0)
}

/// In a box with room for 100 by 100 within its stroke.
fn line(sketch: &[Option<f64>], holds: Holds, factor: f64) -> String {
    row(sketch, holds, factor).line(102.0, 102.0)
}

/// The height of each point of a line above the bottom of that box, in its hundredths.
fn heights(d: &str) -> Vec<f64> {
    let points = d.split(['M', 'L']).skip(1);
    let rows = points.map(|point| point.trim_end_matches("h0").split_once(',').unwrap().1);
    rows.map(|row| 101.0 - row.parse::<f64>().unwrap()).collect()
}

const CPU: Holds = Holds::Metric(Metric::Cpu);
const MEMORY: Holds = Holds::Metric(Metric::Memory);
const CONNECTIONS: Holds = Holds::Metric(Metric::Connections);

#[test]
fn usages_share_a_scale_of_100_percent_and_all_else_fills_its_own() {
    let sketch = [Some(10.0), Some(40.0), Some(20.0)];
    for usage in [CPU, MEMORY] {
        assert_eq!(heights(&line(&sketch, usage, 1.0)), [10.0, 40.0, 20.0], "{usage:?}");
    }
    for other in [CONNECTIONS, Holds::Size, Holds::Nothing, Holds::Open] {
        assert_eq!(heights(&line(&sketch, other, 1.0)), [25.0, 100.0, 50.0], "{other:?}");
    }
    // Of what is over 100 % nothing is cut off.
    assert_eq!(heights(&line(&[Some(50.0), Some(200.0)], CPU, 1.0)), [25.0, 100.0]);
}

#[test]
fn a_usage_is_drawn_in_per_cent_and_so_after_its_factor() {
    let ratios = [Some(0.1), Some(0.4), Some(0.2)];
    assert_eq!(heights(&line(&ratios, CPU, 100.0)), [10.0, 40.0, 20.0]);
    assert_eq!(heights(&line(&ratios, CONNECTIONS, 100.0)), [25.0, 100.0, 50.0]);
}

#[test]
fn what_never_changes_is_a_level_line_at_its_height() {
    let flat = |value| [Some(value); 4];
    assert_eq!(heights(&line(&flat(40.0), CPU, 1.0)), [40.0; 4]);
    assert_eq!(heights(&line(&flat(0.0), CPU, 1.0)), [0.0; 4]);
    assert_eq!(heights(&line(&flat(7.0), CONNECTIONS, 1.0)), [100.0; 4]);
    // A scale from 0 to 0 has no bottom and no top.
    assert_eq!(heights(&line(&flat(0.0), CONNECTIONS, 1.0)), [50.0; 4]);
}

#[test]
fn a_gap_lifts_the_line_and_a_sample_between_two_is_a_dot() {
    let (some, none) = (Some(50.0), None);
    let broken = line(&[some, some, none, some, some], CPU, 1.0);
    assert_eq!(broken, "M1.0,51.0L26.0,51.0M76.0,51.0L101.0,51.0");
    let alone = line(&[some, none, some, none, some], CPU, 1.0);
    assert_eq!(alone, "M1.0,51.0h0M51.0,51.0h0M101.0,51.0h0");
    // What is missing at an end still takes its room.
    assert_eq!(line(&[none, none, some, some, none], CPU, 1.0), "M51.0,51.0L76.0,51.0");
    assert_eq!(line(&[none, none], CPU, 1.0), "");
}

#[test]
fn one_sample_is_a_dot_and_no_sample_is_nothing() {
    assert_eq!(line(&[Some(50.0)], CPU, 1.0), "M1.0,51.0h0");
    assert_eq!(line(&[], CPU, 1.0), "");
    let mut formless = row(&[Some(50.0)], CPU, 1.0);
    formless.report.forms.clear();
    assert_eq!((formless.line(102.0, 102.0).as_str(), formless.profile()), ("", None));
}
