//! What a sample's value is of: the mean over its interval, or the metric at its stamp.

use headroom::api::Client;
use headroom::engine::Metric;
use headroom::lab::{Fresh, LogEntry, Recording, Samples, entries, phase_ms};
use headroom::sandbox::{FIRST_CONTENT_NOW_MS, Sandbox};
use headroom::whatif::{
    Cause, Change, Detail, Job, SampleReading, SizeAt, Variant, VariantOutcome, dated_sizes, flaps,
    rules, run, serving_sizes,
};
use headroom::wire::{Action, Event, Float, Group, ListQuery, Policy, query};

use super::{at, capacity, first, history, job, sizes, sizes_text};
use crate::api::block_on;
use crate::in_process::{SandboxHandle, samples};

/// The first content's first group, of a sandbox whose evaluations do not fall on the minute: what
/// a page reads of it over some days, with its sizes dated by its events.
fn own_history(days: i64) -> Job {
    let handle = SandboxHandle::over(Sandbox::new(5, FIRST_CONTENT_NOW_MS + 17_345));
    let now_ms = handle.now_ms();
    let client = Client::new(handle, "fr-par-1".into());
    let groups: Vec<Group> = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    let group = groups.into_iter().find(|group| group.name == "checkout-api").unwrap();
    let of_group = ListQuery { instance_group_id: Some(group.id.clone()), ..ListQuery::default() };
    let policies: Vec<Policy> = block_on(client.list::<Policy>(&of_group)).unwrap();
    let read = |expression: &str| {
        let from_ms = (now_ms - days * 24 * 3_600_000).div_euclid(60_000) * 60_000;
        samples(&block_on(client.samples("", expression, from_ms, now_ms, 60_000)).unwrap())
    };
    let cpu = read(&query::expression(&Metric::Cpu.to_wire().unwrap(), &group.id).unwrap());
    let counts = read(&query::size_expression(&group.id).unwrap());
    let events: Vec<Event> = block_on(client.events(&group.id)).unwrap();
    let log: Vec<LogEntry> = entries(&events);
    let own = |samples: crate::in_process::Samples| Samples {
        times_ms: samples.times_ms,
        values: samples.values,
    };
    let fresh =
        Fresh { metrics: vec![(Metric::Cpu, own(cpu))], counts: own(counts), ..Fresh::default() };
    let recording = Recording::default().extended(fresh, now_ms);
    Job {
        histories: recording.histories.clone(),
        recorded_sizes: serving_sizes(&recording.dated_sizes(&log), Job::BOOT_DELAY_MS),
        variants: vec![Variant::of_thresholds(group.name, group.capacity, policies)],
        evaluation_phase_ms: phase_ms(&log, None, Job::default().evaluation_period_ms),
        ..Job::default()
    }
}

/// A change of size between two samples once made a false sample after it: the old size times the
/// value, on the new size.
#[test]
fn a_groups_own_history_under_its_own_rules_is_what_was_recorded_to_the_bit() {
    let job = own_history(3);
    let changes = job.recorded_sizes.iter().filter(|entry| entry.at_ms % 60_000 != 0).count();
    assert!(changes > 5, "{changes} changes fall between two samples");
    let outcome = run(&job, Detail::Curves).unwrap().variants.swap_remove(0);
    assert!(outcome.changes.len() > 5, "{:?}", outcome.changes);
    let (recorded, replayed) = (&job.histories[0].values, &outcome.values[0]);
    let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    let differ = recorded.iter().zip(replayed).filter(|(a, b)| a != b).count();
    assert_eq!(bits(recorded), bits(replayed), "{differ} differ");
}

/// The job with rules that grow the group at another CPU.
fn growing_at(job: &Job, threshold: f64, sample_reading: SampleReading) -> Job {
    let mut job = Job { sample_reading, ..job.clone() };
    let policies = job.variants[0].policies();
    let up = policies.iter().position(|policy| policy.action == Action::ScaleUp).unwrap();
    job.variants[0].policy_mut(up).unwrap().metric.threshold = Float::new(threshold);
    job
}

/// How often the recorded size turned back within an hour.
fn turned_back(sizes: &[SizeAt]) -> usize {
    let grew = |pair: &[SizeAt]| pair[1].size > pair[0].size;
    let turns = sizes.windows(3).filter(|three| {
        grew(&three[..2]) != grew(&three[1..]) && three[2].at_ms - three[1].at_ms <= 3_600_000
    });
    turns.count()
}

/// What one Instance's share of something was over the minute before an instant, on average.
fn share(sizes: &[SizeAt], until_ms: i64) -> f64 {
    let instants = (0..60).map(|second| until_ms - 59_500 + second * 1_000);
    let served = instants.map(|at_ms| sizes.iter().rfind(|one| one.at_ms <= at_ms).unwrap().size);
    served.map(|size| 1.0 / f64::from(size)).sum::<f64>() / 60.0
}

/// What the recorded load came to on the simulated fleet over the five minutes before an instant.
fn load_on_the_fleet(job: &Job, outcome: &VariantOutcome, at_ms: i64) -> f64 {
    let served = serving_sizes(&outcome.sizes, job.boot_delay_ms);
    let recorded = &job.histories[0];
    let samples = recorded.times_ms.iter().zip(&recorded.values);
    let seen: Vec<f64> = samples
        .filter(|(own_ms, _)| (at_ms - 300_000 + 1..=at_ms).contains(*own_ms))
        .map(|(own_ms, value)| {
            value / share(&job.recorded_sizes, *own_ms) * share(&served, *own_ms)
        })
        .collect();
    seen.iter().map(|value| value.min(100.0)).sum::<f64>() / seen.len() as f64
}

/// How many reversals there are, how many of them are said to be the load's own doing, and of how
/// many of these the load knows nothing.
fn blamed(job: &Job) -> [usize; 3] {
    let outcome = run(job, Detail::Ledger).unwrap().variants.swap_remove(0);
    let found = flaps(job, &rules(job, &job.variants[0]).unwrap(), &outcome);
    assert_eq!(found.len(), outcome.scorecard.reversals);
    let by_load = found.iter().filter_map(|one| match one.cause {
        Cause::Load { value, back } => Some([(one.first, value), (one.second, back)]),
        _ => None,
    });
    let by_load: Vec<_> = by_load.collect();
    let known = |(change, value): &(Change, f64)| {
        (load_on_the_fleet(job, &outcome, change.at_ms) - value).abs() < 0.5
    };
    let unknown = by_load.iter().filter(|pair| !pair.iter().all(known));
    [found.len(), by_load.len(), unknown.count()]
}

/// A threshold near the load flaps as often as the load crosses it, and no more; and what is said
/// to be the load's own turn is one of the recorded load. The recorded rules grow it at 70 %.
#[test]
fn no_reversal_is_invented_between_two_samples() {
    let job = own_history(14);
    let recorded = turned_back(&job.recorded_sizes);
    for (threshold, most_more) in [(60.0, 8), (62.0, 2), (66.0, 2), (70.0, 2)] {
        let [all, by_load, unknown] = blamed(&growing_at(&job, threshold, SampleReading::Interval));
        let seen = format!("{threshold} %: {all} for {recorded}, {by_load} of the load, {unknown}");
        assert!(all >= by_load && by_load > 3, "{seen}");
        assert_eq!(unknown, 0, "the replay made its own load turn: {seen}");
        assert!(all <= recorded + most_more, "{seen}");
    }
    // With samples taken for instants the replay does both.
    let readings = [SampleReading::Interval, SampleReading::Instant];
    let [means, instants] = readings.map(|reading| blamed(&growing_at(&job, 56.0, reading)));
    let seen = format!("{means:?} and {instants:?}");
    assert!(means[0] < instants[0] && means[2] == 0 && instants[2] > 3, "{seen}");
}

fn shown(outcome: &VariantOutcome) -> Vec<String> {
    outcome.values[0].iter().map(|value| format!("{value:.2}")).collect()
}

/// Three Instances at 40 % and two at 60 %: 120 % in all, half of five minutes each.
#[test]
fn a_sample_counts_every_size_that_served_within_it_for_its_time() {
    let cpu = history(Metric::Cpu, 5, &[40.0, 50.0, 60.0]);
    let mut job = job(cpu, "0:3", capacity(3, 9, 0), &[]);
    let half_ms = at(7) + 30_000;
    job.recorded_sizes.push(SizeAt { at_ms: half_ms, size: 2 });
    let three = first(&job);
    // The harmonic mean of three and two for the same time is 2.4: 50 % of it are 120 %.
    assert_eq!(shown(&three), ["40.00", "40.00", "40.00"]);
    assert_eq!(three.scorecard.demand_hours, Some(1.2 * 15.0 / 60.0));
    job.sample_reading = SampleReading::Instant;
    // Two at the second stamp, and three on the simulated fleet.
    assert_eq!(shown(&first(&job)), ["40.00", "33.33", "40.00"]);
}

/// Ordered at 5 and serving from 7:30 on, two where one was: 80 % for half of the second sample,
/// and 40 % for the other half.
#[test]
fn an_instance_that_joins_within_a_sample_lowers_a_part_of_it() {
    let cpu = history(Metric::Cpu, 5, &[80.0, 80.0, 80.0]);
    let mut job = job(cpu, "0:1", capacity(1, 2, 0), &["cpu > 70 +1"]);
    job.boot_delay_ms = 150_000;
    assert_eq!(shown(&first(&job)), ["80.00", "60.00", "40.00"]);
    // Twice as much is over full until then, and full afterwards.
    job.growth = 2.0;
    let outcome = first(&job);
    assert_eq!(shown(&outcome), ["100.00", "90.00", "80.00"]);
    assert_eq!(outcome.scorecard.overload_minutes, Some(7.5));
    job.sample_reading = SampleReading::Instant;
    assert_eq!(shown(&first(&job)), ["100.00", "80.00", "80.00"]);
}

/// Samples of an hour, evaluated every five minutes over five.
#[test]
fn a_sample_that_is_longer_than_the_look_back_is_seen_throughout() {
    let cpu = history(Metric::Cpu, 60, &[40.0, 90.0, 90.0]);
    let mut job = job(cpu, "0:2", capacity(1, 9, 600), &["cpu > 70 +1"]);
    // From the second hour on; 180 % are 60 % each on three.
    let outcome = first(&job);
    assert_eq!(sizes_text(&outcome.sizes), "0:2 65:3");
    // 90 % for five minutes of an hour, and 60 % for the rest of it.
    assert_eq!(shown(&outcome), ["40.00", "62.50", "60.00"]);
    job.sample_reading = SampleReading::Instant;
    assert_eq!(sizes_text(&first(&job).sizes), "0:2 120:3", "nothing is seen between the stamps");
}

#[test]
fn a_counted_change_is_dated_by_the_log_where_that_tells_of_it() {
    let stamps = [0, 5, 10, 15].map(at);
    let counted = sizes("0:2 5:3 15:1");
    let told = |changes: &[(i64, i64)]| {
        let told: Vec<_> =
            changes.iter().map(|(second, by)| (at(0) + second * 1_000, *by)).collect();
        sizes_text(&dated_sizes(&counted, &stamps, &told))
    };
    assert_eq!(told(&[]), "0:2 5:3 15:1");
    assert_eq!(told(&[(17, 1), (611, -1), (899, -1)]), "0:2 0m17:3 10m11:2 14m59:1");
    // Another change than the counted one, or at another time, dates nothing.
    assert_eq!(told(&[(17, 2), (611, -1)]), "0:2 5:3 15:1");
    assert_eq!(told(&[(301, 1), (901, -2)]), "0:2 5:3 15:1");
    // What came and went between two stamps was never counted.
    assert_eq!(told(&[(17, 1), (400, 1), (401, -1)]), "0:2 0m17:3 15:1");
}

/// A group whose Instances are in no samples has its sizes from the log itself.
#[test]
fn sizes_that_only_the_log_tells_stay_as_it_tells_them() {
    let logged = sizes("0:2 5:3 10:2 15:3");
    let told: Vec<_> = [(5, 1), (10, -1), (15, 1)].map(|(minute, by)| (at(minute), by)).to_vec();
    assert_eq!(sizes_text(&dated_sizes(&logged, &[], &told)), "0:2 5:3 10:2 15:3");
}
