//! What a file holds, and what its user says that it holds.

use std::sync::Arc;

use headroom::engine::Metric;
use headroom::lab::import::{
    GroupSizes, Holds, ImportDraft, SizeChoice, Usage, earlier_without_history, local_zone,
    without_history,
};
use headroom::lab::{ImportedHistory, ImportedSeries, refused_at};
use headroom::whatif::{InForce, Job, LoadModel, SizeAt, Variant};
use headroom::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};
use headroom::worker::replay::{
    Conversion, Form, FormOf, FormReport, ImportOptions, ImportReport, ImportedFile, MetricReading,
    Note, Profile, Question, Samples, SeriesReport, ZoneOffset,
};

use super::{DAY, HOUR, MINUTE, START, job, samples, saved};

const ONE: Form = Form { as_rate: false, of: FormOf::One(0) };

fn glance() -> Profile {
    Profile { lowest: 0.4, median: 0.4, highest: 0.5, sketch: vec![Some(0.4), Some(0.5)] }
}

fn formed(form: Form) -> FormReport {
    FormReport { form, samples: 2, profile: glance(), notes: Vec::new() }
}

/// A unit that fits every metric, whose values, and their rates, are multiplied by a factor.
fn readings(factor: f64) -> Vec<MetricReading> {
    let reading = |(metric, as_rate): (Metric, bool)| MetricReading {
        metric: metric.word().to_owned(),
        as_rate,
        conversion: Conversion { factor, question: None },
    };
    let both = |metric| [(metric, false), (metric, true)];
    Metric::RECORDED.into_iter().flat_map(both).map(reading).collect()
}

/// A usage of CPU that something is asked about; its values as any other metric stand as they are.
fn asked(question: &Question, factor: f64) -> SeriesReport {
    let mut report = told("cpu", &cpu_word());
    report.readings = readings(1.0);
    let is_cpu = |own: &&mut MetricReading| own.metric == Metric::Cpu.word();
    for own in report.readings.iter_mut().filter(is_cpu) {
        own.conversion = Conversion { factor, question: Some(question.clone()) };
    }
    report
}

/// A series that is taken for a metric, or of which nothing tells what it holds.
fn told(name: &str, holds: &str) -> SeriesReport {
    let open = Question::Metric { series: 0, likely: None };
    SeriesReport {
        name: name.to_owned(),
        holds: holds.to_owned(),
        readings: readings(if holds.is_empty() { 1.0 } else { 100.0 }),
        reason: "Its name says so.".to_owned(),
        questions: if holds.is_empty() { vec![open] } else { Vec::new() },
        notes: vec![Note { warning: true, sentence: "It has gaps.".to_owned() }],
        forms: vec![formed(ONE)],
        ..SeriesReport::default()
    }
}

fn counts(name: &str) -> SeriesReport {
    SeriesReport { is_size: true, questions: Vec::new(), ..told(name, "") }
}

/// The series of three hosts, together and each by itself.
fn hosts(name: &str, holds: &str) -> SeriesReport {
    let all = [FormOf::Average, FormOf::Sum, FormOf::One(0), FormOf::One(1), FormOf::One(2)];
    SeriesReport {
        label: "host".to_owned(),
        parts: ["a", "b", "c"].map(str::to_owned).into(),
        forms: all.map(|of| formed(Form { as_rate: false, of })).into(),
        ..told(name, holds)
    }
}

fn cpu_word() -> String {
    Metric::Cpu.word().to_owned()
}

fn of(file_questions: Vec<Question>, all: &[SeriesReport], values: &[f64]) -> ImportedFile {
    let series: Vec<SeriesReport> = all.to_vec();
    let forms: usize = series.iter().map(|row| row.forms.len()).sum();
    let pairs: Vec<_> =
        (0..).zip(values).map(|(at, value)| (START + at * MINUTE, *value)).collect();
    let report = ImportReport { series, questions: file_questions, ..ImportReport::default() };
    ImportedFile { report, series: vec![samples(&pairs); forms] }
}

fn file(all: &[SeriesReport]) -> ImportedFile {
    of(Vec::new(), all, &[0.4, 0.5])
}

fn draft(all: &[SeriesReport]) -> ImportDraft {
    ImportDraft::new("file.csv".to_owned(), file(all), ImportOptions::default(), None)
}

/// With everything answered: so many Instances all the time.
fn answered(mut draft: ImportDraft, size: &str) -> ImportDraft {
    draft.size.choice = Some(SizeChoice::Constant);
    size.clone_into(&mut draft.size.typed);
    draft
}

fn holds(draft: &ImportDraft) -> Vec<Holds> {
    draft.rows.iter().map(|row| row.holds).collect()
}

#[test]
fn what_nothing_tells_is_asked_and_not_taken_for_cpu() {
    let draft = draft(&[told("a", &cpu_word()), told("b", ""), counts("n")]);
    assert_eq!(holds(&draft), [Holds::Metric(Metric::Cpu), Holds::Open, Holds::Size]);
    assert_eq!(draft.open(), ["what b holds"]);
    assert!(!draft.is_ready() && draft.history().is_none());
    let rest = draft.without_open().unwrap();
    assert_eq!(holds(&rest)[1], Holds::Nothing);
    assert_eq!((draft.open_names().as_str(), rest.used()), ("b", 1));
    assert!(rest.history().is_some());
    assert!(rest.without_open().is_none(), "nothing is open any more");
}

#[test]
fn a_second_series_of_a_kind_is_asked_and_not_dropped() {
    let draft = draft(&[told("a", &cpu_word()), told("b", &cpu_word())]);
    assert_eq!(holds(&draft), [Holds::Metric(Metric::Cpu), Holds::Open]);
}

#[test]
fn the_recorded_size_is_asked_where_nothing_tells_it() {
    let mut draft = draft(&[told("a", &cpu_word())]);
    assert_eq!(draft.size.choice, None);
    assert_eq!(draft.open(), ["how many Instances served"]);
    assert!(draft.without_open().is_none(), "leaving series out does not answer it");
    draft.size.choice = Some(SizeChoice::Constant);
    assert_eq!(draft.open(), ["how many Instances served"], "a number must be given");
    for (typed, why) in [
        ("0", "Enter at least 1: nothing served would have nothing to show."),
        ("two", "Enter a whole number, such as 3."),
        ("-1", "Enter a whole number, such as 3."),
    ] {
        typed.clone_into(&mut draft.size.typed);
        assert_eq!(draft.trouble().as_deref(), Some(why), "{typed}");
        assert!(draft.history().is_none());
    }
    let history = answered(draft, " 3 ").history().unwrap();
    assert_eq!(history.sizes, [SizeAt { at_ms: START, size: 3 }]);
}

#[test]
fn a_series_of_counts_is_the_recorded_size() {
    let all = [told("cpu", &cpu_word()), counts("instances")];
    let file = of(Vec::new(), &all, &[2.0, 2.0, 5.0]);
    let mut draft = ImportDraft::new(String::new(), file, ImportOptions::default(), None);
    assert_eq!(draft.size.choice, Some(SizeChoice::Series(1)));
    let option = &draft.size_options()[0];
    assert_eq!(option.label, "As the series “instances” says");
    assert_eq!(option.detail, "2 to 5, each for the interval up to its stamp");
    let sizes = draft.history().unwrap().sizes;
    let expected = [(START - MINUTE, 2), (START + MINUTE, 5)];
    assert_eq!(sizes, expected.map(|(at_ms, size)| SizeAt { at_ms, size }));
    draft.hold(1, Holds::Nothing);
    assert_eq!(draft.size.choice, None, "what is left out tells no size");
}

#[test]
fn the_groups_own_size_at_that_time_is_preset_where_it_is_known() {
    let served = vec![
        SizeAt { at_ms: START - DAY, size: 4 },
        SizeAt { at_ms: START + 30_000, size: 6 },
        SizeAt { at_ms: START + HOUR, size: 9 },
    ];
    let own = GroupSizes { served, until_ms: START + DAY };
    let known = ImportDraft::new(
        String::new(),
        file(&[told("cpu", &cpu_word())]),
        ImportOptions::default(),
        Some(&own),
    );
    assert_eq!(known.size.choice, Some(SizeChoice::Group));
    assert_eq!(known.size_options()[0].detail, "4 to 6");
    let sizes: Vec<u32> = known.history().unwrap().sizes.iter().map(|one| one.size).collect();
    assert_eq!(sizes, [4, 6]);
    // Known only over a part of the time, it is not offered; nor for another group's file.
    let part = GroupSizes { until_ms: START - HOUR, ..own.clone() };
    let late = GroupSizes { served: own.served[2..].to_vec(), ..own.clone() };
    let other = SeriesReport { is_of_another_group: true, ..told("cpu", &cpu_word()) };
    for (report, own) in
        [(told("cpu", &cpu_word()), &part), (told("cpu", &cpu_word()), &late), (other, &own)]
    {
        let options = ImportOptions::default();
        let draft = ImportDraft::new(String::new(), file(&[report]), options, Some(own));
        assert_eq!(draft.size.choice, None);
        assert_eq!(draft.size_options().len(), 1);
    }
}

#[test]
fn several_instances_are_averaged_or_summed_as_the_metric_asks() {
    let mut draft = draft(&[hosts("cpu", &cpu_word()), hosts("conns", "")]);
    assert_eq!(draft.rows[0].form.of, FormOf::Average);
    assert_eq!(draft.rows[0].title(), "cpu, average of 3");
    draft.hold(1, Holds::Metric(Metric::Connections));
    assert_eq!(draft.rows[1].form.of, FormOf::Sum, "connections are a total");
    draft.rows[1].form = Form { as_rate: false, of: FormOf::One(1) };
    assert_eq!(draft.rows[1].title(), "conns, only b");
    let parts = draft.size_options().into_iter().find(|one| one.choice == SizeChoice::Parts(0));
    let parts = parts.unwrap();
    assert_eq!((parts.label.as_str(), parts.detail.as_str()), ("One for each host of “cpu”", "3"));
    draft.size.choice = Some(SizeChoice::Parts(0));
    assert_eq!(draft.history().unwrap().constant_size(), Some(3));
}

#[test]
fn a_counter_is_taken_as_its_rate() {
    let rate = Form { as_rate: true, of: FormOf::One(0) };
    let forms = vec![formed(rate), formed(ONE)];
    let mut draft = draft(&[SeriesReport { forms, ..told("req_total", "") }]);
    assert_eq!(draft.rows[0].form, rate);
    assert_eq!(draft.rows[0].title(), "req_total, rate per second");
    assert_eq!(draft.rows[0].value_text(412.0), "412 /s");
    draft.hold(0, Holds::Metric(Metric::Connections));
    assert_eq!(draft.rows[0].value_text(412.0), "412");
}

#[test]
fn a_usage_over_100_percent_is_asked() {
    let question = Question::OverFull { series: 0, highest: 200.0, cores: 2, in_cores: false };
    let file = of(Vec::new(), &[asked(&question, 1.0)], &[50.0, 200.0, 80.0]);
    let draft = ImportDraft::new(String::new(), file, ImportOptions::default(), None);
    let mut draft = answered(draft, "2");
    assert_eq!(draft.open(), ["what the values of cpu are"]);
    let usages: Vec<Usage> = draft.rows[0].usages().into_iter().map(|(usage, _)| usage).collect();
    assert_eq!(usages[0], Usage::Cores(2));
    assert!(!usages.contains(&Usage::Cores(1)) && usages.contains(&Usage::Fault));
    draft.rows[0].say_usage(Usage::Cores(4));
    let job = draft.history().unwrap().job(Job::default());
    assert_eq!(job.histories[0].values, [12.5, 50.0, 20.0]);
    draft.rows[0].say_usage(Usage::Fault);
    let history = draft.history().unwrap();
    assert_eq!(history.job(Job::default()).histories[0].values, [50.0, 80.0]);
    let said = history.series[0].notes.last().unwrap();
    assert!(said.warning && said.sentence.starts_with("1 samples over 100 %"), "{said:?}");
    draft.hold(0, Holds::Metric(Metric::Connections));
    assert!(draft.rows[0].usage_question().is_none(), "connections know no 100 %");
    assert!(draft.is_ready());
}

#[test]
fn ratios_and_percentages_are_asked_where_both_fit() {
    let question = Question::Ratio { series: 0, highest: 0.9 };
    let mut draft = answered(draft(&[asked(&question, 100.0)]), "2");
    assert!(!draft.is_ready());
    draft.rows[0].say_usage(Usage::Percent);
    assert_eq!(draft.history().unwrap().series[0].factor, 1.0);
    draft.rows[0].say_usage(Usage::Ratio);
    assert_eq!(draft.history().unwrap().series[0].factor, 100.0);
}

fn dates() -> Question {
    let span = |from_ms| headroom::history::Span { from_ms, until_ms: from_ms + DAY };
    Question::DateOrder {
        example: "03/04/2026".to_owned(),
        line: 2,
        read_as: headroom::history::DateOrder::DayFirst,
        day_first: span(START),
        month_first: span(START + DAY),
    }
}

#[test]
fn a_file_with_two_plausible_readings_is_not_used_before_one_is_chosen() {
    let file = of(vec![dates()], &[told("cpu", &cpu_word())], &[0.4, 0.5]);
    let draft = ImportDraft::new(String::new(), file, ImportOptions::default(), None);
    let draft = answered(draft, "2");
    assert!(draft.asks_order() && !draft.asks_zone() && !draft.asks_decimal());
    assert_eq!(draft.open(), ["which number of a date is the day"]);
    assert!(draft.history().is_none() && draft.without_open().is_none());
}

#[test]
fn what_was_answered_stands_when_the_file_is_read_anew() {
    let all = [told("a", &cpu_word()), told("b", "")];
    let mut before = answered(draft(&all), "7");
    before.hold(1, Holds::Metric(Metric::NetworkIn));
    before.rows[1].factor = 8.0;
    let again = draft(&all).answered_as(&before);
    assert_eq!(holds(&again), holds(&before));
    assert_eq!(again.rows[1].factor, 8.0);
    assert_eq!(again.size, before.size);
    let gone = draft(&all[..1]).answered_as(&before);
    assert_eq!(holds(&gone), [Holds::Metric(Metric::Cpu)]);
}

#[test]
fn what_must_be_mended_is_said() {
    let mut draft = answered(draft(&[told("a", &cpu_word()), told("b", "")]), "2");
    draft.hold(1, Holds::Nothing);
    assert_eq!(draft.trouble(), None);
    draft.hold(1, Holds::Metric(Metric::Cpu));
    assert!(draft.trouble().unwrap().starts_with("Two series hold"));
    draft.hold(1, Holds::Nothing);
    for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        draft.rows[0].factor = factor;
        assert_eq!(draft.trouble().unwrap(), "Give a a factor above 0.", "{factor}");
    }
    draft.hold(0, Holds::Nothing);
    assert!(draft.trouble().unwrap().starts_with("Every series is left out."));
}

#[test]
fn the_values_tell_a_mistake_in_the_unit_of_what_they_hold() {
    let draft = draft(&[told("a", &cpu_word()), told("b", "")]);
    let profile = draft.rows[0].profile().unwrap();
    assert_eq!((profile.lowest, profile.highest), (40.0, 50.0), "times the factor");
    assert_eq!(profile.sketch, [Some(40.0), Some(50.0)]);
    assert_eq!(draft.rows[0].value_text(profile.median), "40 %");
    assert_eq!(draft.rows[1].value_text(1_190.0), "1,190");
    // Beside each other they have the same decimals.
    assert_eq!(draft.rows[0].value_texts([20.07, 48.69, 100.0]), ["20.1 %", "48.7 %", "100.0 %"]);
}

#[test]
fn rules_without_a_history_are_said() {
    let mut rules = saved();
    rules.thresholds_mut().unwrap().policies[1].metric.managed_metric = Metric::NetworkIn.to_wire();
    let mut draft = draft(&[told("a", &cpu_word()), told("b", "")]);
    assert!(draft.missing(&rules).is_empty(), "b might be it");
    draft.hold(1, Holds::Nothing);
    let said = "“down” watches Network in, which this history does not hold: it takes no part.";
    assert_eq!(draft.missing(&rules), [said]);
    assert_eq!(without_history(&rules, &[Metric::Cpu]), [said]);
    assert!(without_history(&rules, &[Metric::Cpu, Metric::NetworkIn]).is_empty());
    let policy = ScalingPolicy {
        memory_target: Some(UtilizationTarget { target_avg_percent: 70 }),
        ..ScalingPolicy::default()
    };
    let target = Variant::of_target("t".to_owned(), policy);
    let said = "The target is one of Memory, which this history does not hold: nothing scales.";
    assert_eq!(without_history(&target, &[Metric::Cpu]), [said]);
}

#[test]
fn earlier_rules_without_a_history_are_said_once() {
    let mut earlier = saved();
    earlier.thresholds_mut().unwrap().policies[1].metric.managed_metric =
        Metric::NetworkIn.to_wire();
    let in_force = |rules: &[&Variant]| -> Vec<InForce> {
        let own = |rules: &&Variant| InForce { since_ms: START, rules: (*rules).clone() };
        rules.iter().map(own).collect()
    };
    let said = "“down” watches Network in, which this history does not hold: it takes no part.";
    let twice = in_force(&[&earlier, &earlier, &saved()]);
    assert_eq!(earlier_without_history(&twice, &[Metric::Cpu]), [said]);
    assert!(earlier_without_history(&twice, &[Metric::Cpu, Metric::NetworkIn]).is_empty());
    let last = in_force(&[&saved(), &earlier]);
    assert!(earlier_without_history(&last, &[Metric::Cpu]).is_empty(), "it is said elsewhere");
    assert!(earlier_without_history(&[], &[]).is_empty());
}

#[test]
fn a_zone_becomes_plain_data() {
    let offset = |at_ms: i64| if at_ms < START + HOUR { HOUR } else { 2 * HOUR };
    let zone = local_zone("Europe/Paris", (START, START + DAY), offset);
    assert_eq!(zone.name, "Europe/Paris");
    let [first, second] = zone.offsets.as_slice() else { panic!("{zone:?}") };
    assert_eq!(first.offset_min, 60);
    assert_eq!(*second, ZoneOffset { from_ms: START + HOUR, offset_min: 120 });
}

fn history() -> ImportedHistory {
    let mut draft = answered(draft(&[told("a", &cpu_word()), told("b", "")]), "3");
    draft.hold(1, Holds::Nothing);
    draft.history().unwrap()
}

#[test]
fn a_file_is_replayed_under_the_size_that_was_said() {
    let history = history();
    assert_eq!(history.samples(), 2);
    let job = history.job(Job::default());
    assert_eq!(job.recorded_sizes, [SizeAt { at_ms: START, size: 3 }]);
    assert_eq!(job.histories[0].values, [40.0, 50.0], "times the factor");
    assert_eq!(job.histories[0].load, LoadModel::of(Metric::Cpu));
    let notes: Vec<_> = history.series[0].notes.iter().map(|note| note.sentence.as_str()).collect();
    assert_eq!(notes, ["Its name says so.", "It has gaps."]);
    assert_eq!(history.size_words(), "Recorded with 3 Instances.");
    let other = history.recorded_with(1);
    assert_eq!(other.job(Job::default()).recorded_sizes[0].size, 1);
    assert_eq!(other.size_words(), "Recorded with 1 Instance.");
}

#[test]
fn a_series_holds_something_else_only_where_that_can_be_used() {
    let history = history();
    let changed = history.holding(0, Some(Metric::Connections)).unwrap();
    assert_eq!(changed.series[0].metric, Some(Metric::Connections));
    assert_eq!(history.holding(0, None), None, "nothing would be left");
    assert_eq!(history.holding(7, Some(Metric::Cpu)), None, "there is no such series");
}

#[test]
fn a_history_that_lacks_its_size_is_asked_for_it() {
    let series = ImportedSeries {
        name: "cpu".to_owned(),
        unit: String::new(),
        metric: Some(Metric::Cpu),
        load: None,
        factor: 100.0,
        others: Vec::new(),
        samples: Arc::new(samples(&[(START, 0.25), (START + MINUTE, 0.75)])),
        notes: Vec::new(),
    };
    let old = ImportedHistory { name: "old".to_owned(), series: vec![series], ..history() };
    let draft = ImportDraft::of_history(ImportedHistory { sizes: Vec::new(), ..old }, None);
    assert_eq!(draft.open(), ["how many Instances served"]);
    let profile = draft.rows[0].profile().unwrap();
    assert_eq!((profile.lowest, profile.highest), (25.0, 75.0));
    let history = answered(draft, "4").history().unwrap();
    assert_eq!(history.constant_size(), Some(4));
    assert_eq!(history.job(Job::default()).histories[0].values, [25.0, 75.0]);
}

#[test]
fn a_run_file_tells_its_own_sizes_and_rhythm() {
    let sizes = [SizeAt { at_ms: START, size: 2 }, SizeAt { at_ms: START + MINUTE, size: 3 }];
    let run = Job { recorded_sizes: sizes.to_vec(), evaluation_phase_ms: Some(START + 7), ..job() };
    let history = ImportedHistory::of_run("run".to_owned(), &run);
    let again = history.job(Job::default());
    assert_eq!(again.recorded_sizes, sizes);
    assert_eq!(again.evaluation_phase_ms, Some(START + 7));
    assert_eq!(again.histories, run.histories);
    assert_eq!(history.report.samples, 120);
    assert_eq!(history.size_words(), "Recorded with 2 to 3 Instances.");
    let found = history.found();
    assert_eq!(found[0].sentence, "120 samples of 120 rows.");
    assert_eq!(found[1].sentence, "A run of Headroom, with its policies and settings.");
}

#[test]
fn a_query_holds_what_it_asked_for() {
    let all = file(&[told("{}", "")]);
    let draft = ImportDraft::of_query(Metric::Memory, "avg(mem)", all, None);
    assert_eq!(holds(&draft), [Holds::Metric(Metric::Memory)]);
    assert_eq!((draft.rows[0].report.name.as_str(), draft.rows[0].factor), ("avg(mem)", 1.0));
    assert_eq!(draft.name, format!("{} by query", Metric::Memory.label()));
    let several = file(&[told("a", ""), told("b", &cpu_word())]);
    let draft = ImportDraft::of_query(Metric::Cpu, "cpu", several, None);
    assert_eq!(holds(&draft), [Holds::Open, Holds::Open], "which of them is it?");
}

#[test]
fn what_is_wrong_with_a_query_stands_at_its_field() {
    assert_eq!(refused_at("step", "Enter a longer one.").at("step"), Some("Enter a longer one."));
}

#[test]
fn samples_are_named_all_or_those_that_are_used() {
    let mut history = history();
    let (name, samples) = ("b".to_owned(), Arc::new(Samples::default()));
    history.series.push(ImportedSeries {
        name,
        metric: None,
        samples,
        ..history.series[0].clone()
    });
    let names = |used_alone| {
        let named = history.named(used_alone);
        named.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(names(false), ["a", "b"]);
    assert_eq!(names(true), ["a"]);
    assert_eq!(history.named(true)[0].samples, history.series[0].samples);
}
