//! The history that the console builds of a group is what happened.

use headroom::engine::Metric;
use headroom::forms::load::Load;
use headroom::forms::settings::Settings;
use headroom::lab::{Fresh, Inputs, Picture, Recording, Scene, Source, metric_expression};
use headroom::whatif::{Job, Offer};
use headroom::wire::query::size_expression;
use headroom::worker::replay::{ReadMetric, Samples};

use crate::connection::{Connection, group, work};
use crate::daemon::{Prometheus, Setting};
use crate::world::{Instance, scraped, stamp_ms, true_cpu, true_sizes};

fn read(connection: &Connection, text: &str, times: (i64, i64)) -> Samples {
    let mut whole = Samples::default();
    for body in connection.ask(text, times, Recording::STEP_MS).unwrap() {
        let part = work(ReadMetric { body }).unwrap().samples;
        whole.times_ms.extend(part.times_ms);
        whole.values.extend(part.values);
    }
    whole
}

/// A group's own history up to a minute, as its page reads it.
fn recording(connection: &Connection, known: Recording, minute: i64) -> Recording {
    let (now_ms, metric) = (stamp_ms(minute), Metric::Cpu);
    let text = metric_expression(metric, &group()).unwrap();
    let cpu = read(connection, &text, (known.known_until_ms(metric, now_ms), now_ms));
    let text = size_expression(&group()).unwrap();
    let counts = read(connection, &text, (known.counted_until_ms(now_ms), now_ms));
    known.extended(Fresh { metrics: vec![(metric, cpu)], counts, ..Fresh::default() }, now_ms)
}

fn pairs(times_ms: &[i64], values: &[f64]) -> Vec<(i64, f64)> {
    times_ms.iter().copied().zip(values.iter().copied()).collect()
}

/// What is measured by differences of growing sums is so to the last digits.
fn assert_close(found: &[(i64, f64)], wanted: &[(i64, f64)]) {
    let stamps = |pairs: &[(i64, f64)]| pairs.iter().map(|(at, _)| *at).collect::<Vec<_>>();
    assert_eq!(stamps(found), stamps(wanted));
    for ((at_ms, found), (_, wanted)) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < 1e-6, "{found} for {wanted} at {at_ms}");
    }
}

/// The sizes in the order in which they were, as (minute, size).
fn changes(recording: &Recording) -> Vec<(i64, u32)> {
    let minute = |at_ms: i64| (at_ms - stamp_ms(0)) / Recording::STEP_MS;
    recording.sizes.iter().map(|own| (minute(own.at_ms), own.size)).collect()
}

fn assert_true(recording: &Recording, instances: &[Instance], minutes: i64) {
    let history = &recording.histories[0];
    let cpu = pairs(&history.times_ms, &history.values);
    assert_close(&cpu, &true_cpu(instances, minutes));
    let mut sizes = true_sizes(instances, minutes);
    sizes.dedup_by_key(|(_, size)| *size);
    let found: Vec<(i64, f64)> =
        recording.sizes.iter().map(|own| (own.at_ms, f64::from(own.size))).collect();
    assert_eq!(found, sizes);
}

#[test]
fn instances_come_and_go() {
    let instances = [
        Instance::running("one", 0, 240),
        Instance { vcpus: 4.0, ..Instance::running("second", 60, 180) },
        Instance::running("third-one", 90, 120),
    ];
    let prometheus = Prometheus::start(&scraped(&instances));
    let connection = Connection::to(&prometheus);
    let whole = recording(&connection, Recording::default(), 240);
    assert_true(&whole, &instances, 240);
    assert_eq!(changes(&whole), [(1, 1), (61, 2), (91, 3), (121, 2), (181, 1)]);
    // Read on as time went on, it is the same.
    let mut grown = Recording::default();
    for minute in [50, 61, 62, 119, 121, 122, 200, 240] {
        grown = recording(&connection, grown, minute);
    }
    assert_true(&grown, &instances, 240);
}

/// What a page shows: the line is broken wherever nothing was measured.
#[test]
fn a_gap_is_a_gap() {
    let instances = [Instance { holes: &[(20, 23), (40, 70)], ..Instance::running("one", 0, 100) }];
    let prometheus = Prometheus::start(&scraped(&instances));
    let own = recording(&Connection::to(&prometheus), Recording::default(), 100);
    assert_true(&own, &instances, 100);
    let log = &[];
    let source = Source::Own(Ok(&own));
    let (base, offer) = (Job::default(), Offer::Waiting);
    let (settings, load) = (Settings::default(), Load::default());
    let job = Inputs { source, base: &base, settings, load, offer: &offer, phase_ms: None, log };
    let job = job.job().unwrap();
    let picture = Picture::of(&Scene {
        metric: Metric::Cpu,
        job: Some(&job),
        is_imported: false,
        is_open: false,
        sizes: &own.sizes,
        log,
        alerts: None,
        saved: None,
        edited: None,
        others: &[],
        shadow: &[],
    });
    let [series] = picture.timeline.series.as_slice() else { panic!("the recording alone") };
    let breaks: Vec<i64> = (picture.timeline.times_ms.iter().zip(&series.values))
        .filter(|(_, value)| value.is_nan())
        .map(|(at_ms, _)| (at_ms - stamp_ms(0)) / 1_000)
        .collect();
    // In the middle between the samples around each hole.
    assert_eq!(breaks, [22 * 60, (40 + 71) * 30]);
}

#[test]
fn counters_that_start_anew_lose_nothing() {
    let instances = [
        Instance { resets: &[5, 6, 30], ..Instance::running("one", 0, 60) },
        Instance { resets: &[30, 59], vcpus: 8.0, ..Instance::running("another", 0, 60) },
    ];
    let prometheus = Prometheus::start(&scraped(&instances));
    let own = recording(&Connection::to(&prometheus), Recording::default(), 60);
    assert_true(&own, &instances, 60);
}

/// The fortnight that is asked for reaches back before the oldest sample.
#[test]
fn what_retention_has_taken_is_not_there_and_nothing_else() {
    let instances = [Instance::running("one", 0, 2 * 24 * 60)];
    let options = ["--storage.tsdb.retention.time=24h"];
    let setting = Setting { options: &options, ..Setting::default() };
    let prometheus = Prometheus::start_with(&scraped(&instances), &setting);
    let connection = Connection::to(&prometheus);
    let own = recording(&connection, Recording::default(), 2 * 24 * 60);
    let history = &own.histories[0];
    let first_ms = history.times_ms[0];
    // Prometheus drops whole blocks: this one's reach 18 hours.
    let kept = |(at_ms, _): &(i64, f64)| *at_ms >= first_ms;
    assert!(stamp_ms(12 * 60) < first_ms && first_ms < stamp_ms(24 * 60), "{first_ms}");
    let wanted: Vec<_> = true_cpu(&instances, 2 * 24 * 60).into_iter().filter(kept).collect();
    assert_close(&pairs(&history.times_ms, &history.values), &wanted);
    assert_eq!((own.sizes.len(), own.sizes[0].at_ms - first_ms), (1, 0));
    assert_eq!(connection.asked.borrow().iter().filter(|path| path.contains("/query")).count(), 6);
}

/// Memory is an average of the minute, so that one that went weighs no longer than for CPU.
#[test]
fn memory_is_true_while_instances_come_and_go() {
    let instances = [Instance::running("one", 0, 60), Instance::running("second", 20, 40)];
    let mut text = String::new();
    for own in &instances {
        own.write_memory(&mut text);
    }
    let prometheus = Prometheus::start(&(text + "# EOF\n"));
    let expression = metric_expression(Metric::Memory, &group()).unwrap();
    let times = (stamp_ms(0), stamp_ms(60));
    let memory = read(&Connection::to(&prometheus), &expression, times);
    assert_close(&pairs(&memory.times_ms, &memory.values), &true_cpu(&instances, 60));
}
