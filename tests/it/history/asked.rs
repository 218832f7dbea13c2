//! What an import asks, and what shows a mistake at a glance.

use headroom::history::{
    Certainty, CombineError, Guess, Holds, Profile, Question, Sample, Series, Together, combine,
    rate,
};

use super::{START, STEP, read};

fn series(values: &[f64]) -> Series {
    let sample = |(step, value): (i64, &f64)| Sample { at_ms: START + step * STEP, value: *value };
    Series::new((0..).zip(values).map(sample).collect()).unwrap()
}

fn values(series: &Series) -> Vec<f64> {
    series.samples().iter().map(|sample| sample.value).collect()
}

/// A table of two columns in epoch seconds.
fn table(name: &str, cells: &[&str]) -> String {
    let rows =
        (0..).zip(cells).map(|(step, cell)| format!("{},{cell}\n", (START + step * STEP) / 1000));
    format!("time,\"{name}\"\n{}", rows.collect::<String>())
}

#[test]
fn a_profile_tells_the_range_and_the_shape() {
    let profile = Profile::of(&series(&[4.0, 1.0, 9.0, 2.0]));
    assert_eq!((profile.lowest, profile.median, profile.highest), (1.0, 2.0, 9.0));
    assert_eq!(profile.sketch, [4.0, 1.0, 9.0, 2.0].map(Some));
    let long: Vec<f64> = (0..600).map(f64::from).collect();
    let sketch = Profile::of(&series(&long)).sketch;
    assert_eq!(sketch.len(), 60);
    assert_eq!((sketch[0], sketch[59]), (Some(4.5), Some(594.5)));
    let hole = [0, 1, 2, 7, 8].map(|step| Sample { at_ms: START + step * STEP, value: 1.0 });
    let sketch = Profile::of(&Series::new(hole.to_vec()).unwrap()).sketch;
    let there = [true, true, true, false, false, false, false, true, true];
    assert_eq!(sketch.iter().map(Option::is_some).collect::<Vec<_>>(), there);
    let huge = Profile::of(&series(&[f64::MAX, f64::MAX]));
    assert!(huge.sketch.iter().flatten().all(|value| value.is_finite()));
}

#[test]
fn a_counter_becomes_a_rate_over_its_resets() {
    let counter = series(&[600.0, 900.0, 30.0, 330.0]);
    assert_eq!(values(&rate(&counter).unwrap()), [1.0, 0.1, 1.0]);
    assert!(rate(&series(&[1.0, 2.0])).is_err());
    let gap = [0, 1, 4].map(|step| Sample { at_ms: START + step * STEP, value: step as f64 });
    let gap = rate(&Series::new(gap.to_vec()).unwrap()).unwrap();
    assert_eq!(values(&gap), [1.0 / 300.0, 3.0 / 900.0]);
}

#[test]
fn a_counter_is_told_by_its_name_or_its_growth() {
    let growing: Vec<String> = (0..12).map(|value| (value * 40).to_string()).collect();
    let growing: Vec<&str> = growing.iter().map(String::as_str).collect();
    let cases: [(&str, &[&str], bool); 7] = [
        ("cpu_percent", &growing, false),
        ("x", &growing, true),
        ("x", &growing[..6], false),
        ("requests_total", &["5", "9", "9", "30"], true),
        ("requests_total", &["500", "900", "3", "30"], true),
        ("memory_total", &["5", "5", "5"], false),
        ("average_total", &["50", "60", "55", "58"], false),
    ];
    for (name, cells, is_counter) in cases {
        let imported = read(&table(name, cells));
        assert_eq!(imported.series[0].is_counter(), is_counter, "{name} {cells:?}");
        let asked = imported.questions.contains(&Question::Counter { series: 0 });
        assert_eq!(asked, is_counter, "{name} {cells:?}");
    }
}

#[test]
fn what_nothing_tells_is_asked_with_no_choice_made() {
    let imported = read(&table("value", &["5", "7"]));
    let suggestion = imported.series[0].suggestion();
    assert_eq!((suggestion.holds, suggestion.certainty), (None, Certainty::Unknown));
    assert_eq!(imported.questions, [Question::Metric { series: 0, likely: None }]);
    let percent = read(&table("value", &["5 %", "7 %"]));
    let likely = Some(Guess::Cpu);
    assert_eq!(percent.questions, [Question::Metric { series: 0, likely }]);
    assert_eq!(read(&table("cpu", &["5 %", "7 %"])).questions, []);
}

#[test]
fn a_recorded_size_is_told() {
    let size = |name: &str, cells: &[&str]| {
        read(&table(name, cells)).series[0].suggestion().holds == Some(Holds::Size)
    };
    for name in [
        "instances",
        "GroupInServiceInstances",
        "kube_deployment_status_replicas",
        "capacity",
        "group_size",
        "desired_capacity",
        "instance_count",
    ] {
        assert!(size(name, &["2", "3", "8"]), "{name}");
    }
    for name in ["GroupMaxSize", "disk size", "instance_cpu", "GroupPendingInstances", "value"] {
        assert!(!size(name, &["2", "3", "8"]), "{name}");
    }
    assert!(!size("instances", &["2", "2.5"]), "half an Instance");
    assert!(!size("capacity", &["2 GB", "3 GB"]), "bytes");
}

#[test]
fn a_usage_over_100_percent_is_asked() {
    let over =
        |highest: f64, cores| Question::OverFull { series: 0, highest, cores, in_cores: false };
    assert_eq!(read(&table("cpu", &["90 %", "270.4 %"])).questions, [over(270.4, 3)]);
    assert_eq!(read(&table("cpu", &["90 %", "100.2 %"])).questions, []);
    let ratio = |highest| Question::Ratio { series: 0, highest };
    assert_eq!(read(&table("cpu", &["0.4", "1.0021"])).questions, [ratio(1.0021)]);
    assert_eq!(read(&table("cpu_ratio", &["0.4", "0.8"])).questions, []);
    assert_eq!(read(&table("cpu_ratio", &["40", "80"])).questions, [over(8_000.0, 77)]);
}

#[test]
fn several_series_become_one() {
    let (one, other) = (series(&[1.0, 2.0, 4.0]), series(&[3.0, 4.0, 8.0]));
    let average = combine(&[&one, &other], Together::Average).unwrap();
    assert_eq!(values(&average.series), [2.0, 3.0, 6.0]);
    assert_eq!((average.incomplete, average.present), (0, (2, 2)));
    let sum = combine(&[&one, &other], Together::Sum).unwrap();
    assert_eq!(values(&sum.series), [4.0, 6.0, 12.0]);
    let huge = series(&[f64::MAX, f64::MAX]);
    assert_eq!(combine(&[&huge, &huge], Together::Sum), Err(CombineError::TooLarge));
    let average = combine(&[&huge, &huge], Together::Average).unwrap();
    assert_eq!(values(&average.series), [f64::MAX, f64::MAX]);
}

/// One that joins later and leaves earlier is no part of the rest; a moment at which one that is
/// there has no sample is left out and counted.
#[test]
fn a_missing_sample_makes_no_short_sum() {
    let at = |steps: &[i64], late_ms: i64, value: f64| {
        let sample = |step: &i64| Sample { at_ms: START + step * STEP + late_ms, value };
        Series::new(steps.iter().map(sample).collect()).unwrap()
    };
    let whole = at(&[0, 1, 2, 3, 4, 5], 0, 1.0);
    let part = at(&[1, 2, 4], 9, 10.0);
    let sum = combine(&[&whole, &part], Together::Sum).unwrap();
    assert_eq!(values(&sum.series), [1.0, 11.0, 11.0, 11.0, 1.0]);
    assert_eq!((sum.incomplete, sum.present), (1, (1, 2)));
    assert_eq!(sum.series.samples()[1].at_ms, START + STEP + 9, "the later stamp of the moment");
    let minute = [0, 1, 2].map(|step| Sample { at_ms: START + step * 60_000, value: 1.0 });
    let minute = Series::new(minute.to_vec()).unwrap();
    let steps = combine(&[&whole, &minute], Together::Sum);
    assert_eq!(steps, Err(CombineError::Steps(60_000, STEP)));
}

/// Series that no label tells apart are asked about too, where they are taken for one metric.
#[test]
fn two_series_of_one_metric_are_asked_together() {
    let imported = read("time,web-a cpu %,web-b cpu %\n1392388020,1,2\n1392388320,3,4\n");
    let [question] = imported.questions.as_slice() else { panic!("{:?}", imported.questions) };
    assert_eq!(question.series(), [0, 1]);
    let said = "These are 2 series of one metric. Is their average what to look at, or their sum?";
    assert_eq!(question.to_string(), said);
}
