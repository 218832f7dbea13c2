//! What a file holds, and what its user says that it holds.

use headroom::engine::Metric;
use headroom::lab::{ImportedHistory, ImportedSeries, refused_at};
use headroom::whatif::{Job, LoadModel, SizeAt};
use headroom::worker::replay::{ImportReport, ImportedFile, Note, SeriesReport};

use super::{MINUTE, START, job, samples};

fn told(name: &str, metric: &str) -> SeriesReport {
    let reason = if metric.is_empty() { "" } else { "Its name says so." };
    SeriesReport {
        name: name.to_owned(),
        metric: metric.to_owned(),
        factor: 100.0,
        reason: reason.to_owned(),
        notes: vec![Note { warning: true, sentence: "It has gaps.".to_owned() }],
        ..SeriesReport::default()
    }
}

fn series(all: &[SeriesReport]) -> Vec<ImportedSeries> {
    imported(all).series
}

fn file(all: &[SeriesReport]) -> ImportedFile {
    let report = ImportReport { series: all.to_vec(), ..ImportReport::default() };
    let each = samples(&[(START, 0.4), (START + MINUTE, 0.5)]);
    ImportedFile { report, series: vec![each; all.len()] }
}

fn cpu_word() -> String {
    Metric::Cpu.to_wire().unwrap().to_string()
}

fn imported(all: &[SeriesReport]) -> ImportedHistory {
    ImportedHistory::of_file("file.csv".to_owned(), file(all))
}

#[test]
fn each_series_holds_what_it_is_likely_to_and_the_first_of_a_kind_only() {
    let found = series(&[told("a", &cpu_word()), told("b", &cpu_word()), told("c", "")]);
    let metrics: Vec<_> = found.iter().map(|series| series.metric).collect();
    assert_eq!(metrics, [Some(Metric::Cpu), None, None]);
    let notes: Vec<_> = found[0].notes.iter().map(|note| note.sentence.as_str()).collect();
    assert_eq!(notes, ["Its name says so.", "It has gaps."]);
    assert_eq!(found[2].notes.len(), 1, "no reason is no note");
}

#[test]
fn where_nothing_tells_the_first_is_taken_for_cpu() {
    let found = series(&[told("a", ""), told("b", "no such metric")]);
    let metrics: Vec<_> = found.iter().map(|series| series.metric).collect();
    assert_eq!(metrics, [Some(Metric::Cpu), None]);
}

#[test]
fn a_factor_that_is_none_is_one() {
    let found = series(&[SeriesReport { factor: 0.0, ..told("a", "") }]);
    assert_eq!(found[0].factor, 1.0);
}

#[test]
fn what_must_be_mended_is_said() {
    let mut history = imported(&[told("a", &cpu_word()), told("b", "")]);
    assert_eq!(history.trouble(), None);
    history.series[1].holds(Some(Metric::Cpu));
    assert!(history.trouble().unwrap().starts_with("Two series hold"));
    history.series[1].holds(None);
    for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        history.series[0].factor = factor;
        assert_eq!(history.trouble().unwrap(), "Give a a factor above 0.", "{factor}");
    }
    history.series[0].holds(None);
    assert!(history.trouble().unwrap().starts_with("Every series is left out."));
}

#[test]
fn a_series_holds_something_else_only_where_that_can_be_used() {
    let history = imported(&[told("a", &cpu_word()), told("b", "")]);
    let changed = history.holding(0, Some(Metric::Connections)).unwrap();
    assert_eq!(changed.series[0].metric, Some(Metric::Connections));
    assert_eq!(history.holding(0, None), None, "nothing would be left");
    assert_eq!(history.holding(1, Some(Metric::Cpu)), None, "two would hold the same");
    assert_eq!(history.holding(7, Some(Metric::Cpu)), None, "there is no such series");
}

#[test]
fn a_file_is_replayed_under_the_size_that_is_stated() {
    let history = imported(&[told("a", &cpu_word())]);
    assert_eq!(history.samples(), 2);
    let job = history.job(3, Job::default());
    assert_eq!(job.recorded_sizes, [SizeAt { at_ms: START, size: 3 }]);
    assert_eq!(job.histories[0].values, [40.0, 50.0], "times the factor");
    assert_eq!(job.histories[0].load, LoadModel::of(Metric::Cpu));
}

#[test]
fn a_run_file_tells_its_own_sizes_and_rhythm() {
    let sizes = [SizeAt { at_ms: START, size: 2 }, SizeAt { at_ms: START + MINUTE, size: 3 }];
    let run = Job { recorded_sizes: sizes.to_vec(), evaluation_phase_ms: Some(START + 7), ..job() };
    let history = ImportedHistory::of_run("run".to_owned(), &run);
    let again = history.job(9, Job::default());
    assert_eq!(again.recorded_sizes, sizes);
    assert_eq!(again.evaluation_phase_ms, Some(START + 7));
    assert_eq!(again.histories, run.histories);
    assert_eq!(history.report.samples, 120);
    let found = history.found();
    assert_eq!(found[0].sentence, "120 samples of 120 rows.");
    assert_eq!(found[1].sentence, "A run of Headroom, with its policies and settings.");
}

#[test]
fn a_query_holds_what_it_asked_for() {
    let all = file(&[told("{}", ""), told("b", &cpu_word())]);
    let history = ImportedHistory::of_query(Metric::Cpu, "avg(cpu)", all);
    let [first, second] = &history.series[..] else { panic!("two series") };
    assert_eq!((first.name.as_str(), first.metric), ("avg(cpu)", Some(Metric::Cpu)));
    assert_eq!(second.metric, None, "only the first is used");
    assert_eq!(first.factor, 1.0, "its factor was of no metric");
    assert_eq!(second.factor, 100.0, "its factor is that of the metric asked for");
    assert_eq!(history.name, format!("{} by query", Metric::Cpu.label()));
}

#[test]
fn what_is_wrong_with_a_query_stands_at_its_field() {
    assert_eq!(refused_at("step", "Enter a longer one.").at("step"), Some("Enter a longer one."));
}

#[test]
fn samples_are_named_all_or_those_that_are_used() {
    let history = imported(&[told("a", &cpu_word()), told("b", "")]);
    let names = |used_alone| {
        let named = history.named(used_alone);
        named.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(names(false), ["a", "b"]);
    assert_eq!(names(true), ["a"]);
    assert_eq!(history.named(true)[0].samples, history.series[0].samples);
}
