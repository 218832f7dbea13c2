//! What a job can hold: load models, several histories, gaps, a phase, nothing that serves.

use headroom::engine::Metric;
use headroom::whatif::{History, Job, LoadModel};

use super::{at, capacity, clock, first, history, job, ran, sizes_text};

/// The minutes of a job's ticks.
fn ticks(job: &Job) -> String {
    let ledger = first(job).ledger.unwrap();
    let words = ledger.decisions().iter().map(|decision| clock(decision.at_ms));
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_load_model_says_how_a_metric_answers_to_the_size() {
    // Recorded under two; the variant is brought to four at the first tick.
    let simulated = |metric, load| {
        let history = History { load, ..history(metric, 5, &[60.0, 60.0, 60.0]) };
        first(&job(history, "0:2", capacity(4, 8, 0), &[])).values.swap_remove(0)
    };
    let spread = [60.0, 30.0, 30.0];
    for metric in [Metric::Cpu, Metric::NetworkIn, Metric::NetworkOut] {
        assert_eq!(LoadModel::of(metric), LoadModel::PerInstance);
        assert_eq!(simulated(metric, LoadModel::PerInstance), spread, "{metric:?}");
    }
    for metric in [Metric::Connections, Metric::Throughput] {
        assert_eq!(LoadModel::of(metric), LoadModel::Total);
        assert_eq!(simulated(metric, LoadModel::Total), [60.0; 3], "{metric:?}");
    }
    assert_eq!(LoadModel::of(Metric::Custom), LoadModel::AsRecorded);
    assert_eq!(simulated(Metric::Cpu, LoadModel::AsRecorded), [60.0; 3]);
    assert_eq!(simulated(Metric::Connections, LoadModel::PerInstance), spread);
}

#[test]
fn only_the_cpu_of_an_instance_tells_what_it_can_carry() {
    // A minimum above what was recorded, and below: 80 % of four is 160 % of two.
    let known = |metric, load| {
        let history = History { load, ..history(metric, 5, &[80.0; 3]) };
        let outcome = first(&job(history, "0:4", capacity(1, 2, 0), &[]));
        (outcome.scorecard.overload_minutes, outcome.values[0][2])
    };
    assert_eq!(known(Metric::Cpu, LoadModel::PerInstance), (Some(10.0), 100.0));
    assert_eq!(known(Metric::Cpu, LoadModel::AsRecorded), (None, 80.0));
    assert_eq!(known(Metric::NetworkIn, LoadModel::PerInstance), (None, 160.0));
    assert_eq!(known(Metric::Connections, LoadModel::Total), (None, 80.0));
}

#[test]
fn a_total_does_not_come_down_when_the_group_grows() {
    let history = history(Metric::Connections, 5, &[900.0; 6]);
    let outcome = first(&job(history, "0:1", capacity(1, 4, 0), &["connections > 500 +1"]));
    assert_eq!(sizes_text(&outcome.sizes), "0:1 5:2 10:3 15:4");
    assert_eq!(outcome.scorecard.p95, Some(900.0));
}

#[test]
fn several_histories_keep_their_own_steps() {
    let mut job = job(
        history(Metric::Cpu, 1, &[50.0; 30]),
        "0:2",
        capacity(1, 5, 0),
        &["connections > 500 +1", "in < 10 -1"],
    );
    job.histories.push(history(Metric::Connections, 10, &[900.0, 100.0, 100.0]));
    job.histories.push(history(Metric::NetworkIn, 3, &[50.0; 10]));
    let outcome = ran(&job);
    assert_eq!((outcome.span.from_ms, outcome.span.to_ms), (at(0), at(30)));
    let variant = &outcome.variants[0];
    // The first tick is at the first sample of any. A look-back of 5 minutes sees the first sample
    // of ten in two parts: 6 sees that of its first half, 11 that of the second.
    assert_eq!(sizes_text(&variant.sizes), "0:2 6:3 11:4");
    let lengths: Vec<usize> = variant.values.iter().map(Vec::len).collect();
    assert_eq!(lengths, [30, 3, 10]);
    assert_eq!(variant.scorecard.p95, Some(50.0), "of the first history");
    assert_eq!(ticks(&job), "1 6 11 16 21 26");
}

#[test]
fn a_policy_on_a_metric_without_a_history_has_no_data() {
    let rules = &["connections > 1 +1"];
    let job = job(history(Metric::Cpu, 5, &[99.0; 3]), "0:2", capacity(1, 5, 0), rules);
    let outcome = first(&job);
    assert_eq!(outcome.changes, []);
    let ledger = outcome.ledger.unwrap();
    assert_eq!(ledger.signals(2)[0].verdict, headroom::engine::Verdict::NoData);
}

/// The evaluation keeps its rhythm through the gap, with nothing to look at.
#[test]
fn a_gap_in_the_history_is_a_gap_in_the_simulation() {
    let times_ms = [5, 10, 15, 60, 65].map(at).to_vec();
    let history = History { times_ms, ..history(Metric::Cpu, 5, &[90.0; 5]) };
    let outcome = first(&job(history, "0:1", capacity(1, 9, 0), &["cpu > 80 +1"]));
    assert_eq!(sizes_text(&outcome.sizes), "0:1 5:2");
    let ledger = outcome.ledger.unwrap();
    let samples = |tick: usize| ledger.signals(tick)[0].samples;
    assert_eq!([samples(2), samples(3), samples(10), samples(11)], [1, 0, 0, 1]);
    // After the gap a sample stands for one step: five intervals of five minutes at 90 %.
    assert_eq!(outcome.scorecard.demand_hours, Some(0.9 * 25.0 / 60.0));
    assert_eq!(outcome.scorecard.instance_hours, (5.0 + 2.0 * 60.0) / 60.0);
}

/// A step half as long again is still one interval; anything longer is a gap.
#[test]
fn a_late_sample_stands_for_the_time_since_the_last() {
    let demand = |third: i64| {
        let times_ms = [at(10), at(20), at(30), at(30) + third, at(50) + third, at(60) + third];
        let history =
            History { times_ms: times_ms.to_vec(), ..history(Metric::Cpu, 5, &[60.0; 6]) };
        let job = job(history, "0:1", capacity(1, 2, 0), &[]);
        (first(&job).scorecard.demand_hours.unwrap() * 100.0).round() / 100.0
    };
    // Six samples of ten minutes and the extra of the two irregular ones, at 60 %.
    assert_eq!(demand(15 * 60_000), 0.65);
    assert_eq!(demand(15 * 60_000 + 1), 0.6);
}

#[test]
fn samples_may_be_sparser_or_denser_than_ticks() {
    let rules = &["cpu > 70 +1"];
    let sparse = history(Metric::Cpu, 15, &[90.0, 90.0, 90.0]);
    let sparse = job(sparse, "0:1", capacity(1, 9, 0), rules);
    assert_eq!(ticks(&sparse), "15 20 25 30 35 40 45");
    // One sample in the look-back at every third tick; 90 % of one is 45 % of two.
    assert_eq!(sizes_text(&first(&sparse).sizes), "0:1 15:2");
    let mut values = vec![0.0; 10];
    values[5..].fill(90.0);
    let dense = job(history(Metric::Cpu, 1, &values), "0:1", capacity(1, 9, 0), rules);
    assert_eq!(ticks(&dense), "1 6");
    let dense = Job { evaluation_phase_ms: Some(at(0)), ..dense };
    assert_eq!(ticks(&dense), "5 10");
    assert_eq!(sizes_text(&first(&dense).sizes), "0:1 10:2");
}

#[test]
fn a_phase_is_any_instant_of_the_rhythm() {
    let job = job(history(Metric::Cpu, 5, &[50.0; 4]), "0:1", capacity(1, 2, 0), &[]);
    let with = |phase_ms| ticks(&Job { evaluation_phase_ms: Some(phase_ms), ..job.clone() });
    for (phase_ms, expected) in [
        (at(0), "5 10 15 20"),
        (at(3), "8 13 18"),
        (at(-2), "8 13 18"),
        (at(5) + 1_000, "5m1 10m1 15m1"),
        (at(5) - 1_000, "9m59 14m59 19m59"),
        (at(1_000_003), "8 13 18"),
    ] {
        assert_eq!(with(phase_ms), expected);
    }
    for extreme in [i64::MIN, i64::MAX, 0, -1] {
        let first = with(extreme);
        assert!(matches!(first.split(' ').count(), 3 | 4), "{first}");
    }
    let rare = Job { evaluation_period_ms: i64::MAX, ..job };
    assert_eq!(ticks(&rare), "5");
}

#[test]
fn where_nothing_serves_all_demand_is_overload_and_there_is_no_sample() {
    // Recorded with one from minute 10 on: until then nothing served, and nothing was asked.
    let history = history(Metric::Cpu, 5, &[0.0, 0.0, 80.0, 80.0, 80.0]);
    let mut job = job(history, "0:0 10:1", capacity(1, 2, 0), &["cpu > 70 +1"]);
    job.boot_delay_ms = 600_000;
    let outcome = first(&job);
    // Ordered by the repair at 5, it serves from 15 on; the sample at 15 finds nobody yet.
    assert_eq!(sizes_text(&outcome.sizes), "0:0 5:1 20:2");
    let shown: Vec<bool> = outcome.values[0].iter().map(|value| value.is_nan()).collect();
    assert_eq!(shown, [true, true, true, false, false]);
    let card = &outcome.scorecard;
    assert_eq!((card.overload_minutes, card.overload_hours), (Some(5.0), Some(0.8 * 5.0 / 60.0)));
    assert_eq!(card.p95, Some(80.0));
}

#[test]
fn where_nobody_ever_serves_there_is_no_percentile() {
    let mut job = job(history(Metric::Cpu, 5, &[0.0; 2]), "0:0", capacity(1, 2, 0), &[]);
    job.boot_delay_ms = 3_600_000;
    let outcome = first(&job);
    assert_eq!((outcome.scorecard.p95, outcome.values[0].len()), (None, 2));
}

/// A full Instance may have had more to do than it shows.
#[test]
fn full_samples_are_counted_where_full_is_known() {
    let values = [99.9, 100.0, 100.0, 120.0, 50.0];
    let saturated = |metric, load| {
        let history = History { load, ..history(metric, 5, &values) };
        ran(&job(history, "0:1", capacity(1, 2, 0), &[])).saturated_samples
    };
    assert_eq!(saturated(Metric::Cpu, LoadModel::PerInstance), 3);
    assert_eq!(saturated(Metric::Cpu, LoadModel::AsRecorded), 0);
    assert_eq!(saturated(Metric::NetworkIn, LoadModel::PerInstance), 0);
}

#[test]
fn variants_run_on_their_own_and_in_order() {
    let values = [90.0; 4];
    let mut job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 0), &["cpu > 80 +1"]);
    let mut edited = job.variants[0].clone();
    edited.name = "edited".to_owned();
    edited.thresholds_mut().unwrap().policies = super::policies(&["cpu > 80 +2"]);
    job.variants.push(edited);
    let outcome = ran(&job);
    let read: Vec<_> =
        outcome.variants.iter().map(|v| (v.name.as_str(), sizes_text(&v.sizes))).collect();
    assert_eq!(read, [("saved", "0:2 5:3".to_owned()), ("edited", "0:2 5:4".to_owned())]);
    job.variants.clear();
    assert_eq!(ran(&job).variants, []);
}

/// The size says that nobody served, the metric that somebody worked.
#[test]
fn samples_that_contradict_the_recorded_size_are_counted_and_told() {
    let recorded = |metric, load| {
        let history = History { load, ..history(metric, 5, &[0.0, 40.0, 50.0, 60.0]) };
        ran(&job(history, "0:0 15:2", capacity(1, 2, 0), &[]))
    };
    let told = recorded(Metric::Cpu, LoadModel::PerInstance);
    assert_eq!(told.unserved_samples, 2, "the first shows nothing, the last had two to show it");
    let said = "2 samples of the recording show load while its size is 0: that load counts as \
                nothing here. Check the recorded sizes.";
    assert_eq!(told.contradiction().as_deref(), Some(said));
    for (metric, load) in
        [(Metric::Cpu, LoadModel::AsRecorded), (Metric::Connections, LoadModel::Total)]
    {
        let told = recorded(metric, load);
        assert_eq!((told.unserved_samples, told.contradiction()), (0, None));
    }
}
