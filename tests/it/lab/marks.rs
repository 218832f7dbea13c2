//! How an address names a history.

use std::sync::Arc;

use headroom::engine::Metric;
use headroom::lab::import::HistoryMark;
use headroom::lab::{ImportedHistory, ImportedSeries};
use headroom::whatif::{LoadModel, SizeAt};

use super::{START, samples};

#[test]
fn a_mark_tells_samples_and_their_reading_apart() {
    let timed = |values: &[f64]| -> Vec<(i64, f64)> {
        (START..).step_by(60_000).zip(values.iter().copied()).collect()
    };
    let history = |values: &[f64]| ImportedHistory {
        name: "a.b.csv".to_owned(),
        series: vec![ImportedSeries {
            name: "cpu".to_owned(),
            unit: String::new(),
            metric: Some(Metric::Cpu),
            load: None,
            factor: 1.0,
            others: Vec::new(),
            samples: Arc::new(samples(&timed(values))),
            notes: Vec::new(),
        }],
        sizes: vec![SizeAt { at_ms: START, size: 3 }],
        ..ImportedHistory::default()
    };
    let plain = HistoryMark::of(&history(&[40.0, 50.0]));
    assert_eq!(HistoryMark::parse(&plain.text()), Some(plain.clone()), "its name holds dots");
    for broken in ["", "week.csv", "0123456789abcdef.week"] {
        assert_eq!(HistoryMark::parse(broken), None, "{broken}");
    }
    for other in [&[40.0][..], &[40.0, 50.5], &[50.0, 40.0], &[40.0, 50.0, 0.0]] {
        assert_ne!(HistoryMark::of(&history(other)).key, plain.key, "{other:?}");
    }
    let read = |change: fn(&mut ImportedHistory)| {
        let mut other = history(&[40.0, 50.0]);
        change(&mut other);
        HistoryMark::of(&other)
    };
    let changes: [fn(&mut ImportedHistory); 5] = [
        |own| own.series[0].metric = Some(Metric::Memory),
        |own| own.series[0].load = Some(LoadModel::Total),
        |own| own.series[0].factor = 100.0,
        |own| own.sizes[0].size = 4,
        |own| own.phase_ms = Some(0),
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let other = read(change);
        assert_eq!(other.key, plain.key, "{index}");
        assert_ne!(other.reading, plain.reading, "{index}");
    }
    let renamed = read(|own| own.series[0].name = "other".to_owned());
    assert_eq!((renamed.key, renamed.reading), (plain.key, plain.reading));
}
