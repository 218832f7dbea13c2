//! From what was recorded and set to the job that is replayed.

use headroom::engine::Metric;
use headroom::forms::apply::Stored;
use headroom::forms::load::{self, Load};
use headroom::forms::settings::{self, Settings};
use headroom::lab::{
    Fresh, ImportedHistory, Inputs, Recording, Source, Why, own_history, phase_ms, replayable,
    settings_of, start_ms, watched,
};
use headroom::whatif::{Job, Offer, Price, Variant};
use headroom::wire::v1alpha2::ScalingPolicy;
use headroom::wire::{Capacity, Policy};

use super::{DAY, MINUTE, START, entry, group, job, policy, samples, saved};

fn recording() -> Recording {
    let cpu = samples(&[(START, 40.0), (START + MINUTE, 50.0), (START + 2 * MINUTE, 60.0)]);
    let counts = samples(&[(START, 2.0), (START + MINUTE, 3.0)]);
    let fresh = Fresh { metrics: vec![(Metric::Cpu, cpu)], counts, ..Fresh::default() };
    Recording::default().extended(fresh, START + 2 * MINUTE)
}

fn inputs<'a>(source: Source<'a>, base: &'a Job, offer: &'a Offer) -> Inputs<'a> {
    Inputs {
        source,
        base,
        settings: settings::read(&settings::blank()).unwrap(),
        load: load::read(&load::blank()).unwrap(),
        offer,
        phase_ms: Some(START + 7),
        log: &[],
    }
}

fn made(source: Source) -> Result<Job, Why> {
    inputs(source, &Job::default(), &Offer::Waiting).job()
}

#[test]
fn the_groups_own_history_is_replayed_under_the_sizes_that_served() {
    let own = recording();
    let job = made(Source::Own(Ok(&own))).unwrap();
    assert_eq!(job.histories, own.histories);
    let sizes: Vec<_> = job.recorded_sizes.iter().map(|at| (at.at_ms, at.size)).collect();
    let served = START + MINUTE + Job::BOOT_DELAY_MS;
    assert_eq!(sizes, [(START, 2), (served, 3)], "an Instance serves once it has booted");
    assert_eq!(job.evaluation_phase_ms, Some(START + 7));
    assert_eq!(start_ms(&job), START);
}

#[test]
fn why_there_is_no_job_is_told_apart() {
    let (blank, own) = (Recording::default(), recording());
    let failed = || Some("The API failed.".to_owned());
    assert_eq!(own_history(None::<&Recording>, None, None), Err(Why::Reading));
    assert_eq!(own_history(Some(&blank), None, None), Err(Why::Reading));
    let unread = own_history(Some(&blank), None, failed()).unwrap_err();
    assert_eq!(unread.to_string(), "The group's history could not be read. The API failed.",);
    let before = own_history(Some(&own), None, failed());
    assert_eq!(before, Ok(&own), "what was read before still serves");
    let no_log = Why::NoLog("The API failed.".to_owned());
    let unlogged = own_history(Some(&own), Some(no_log), None).unwrap_err();
    assert_eq!(
        unlogged.to_string(),
        "The log could not be read, so the size over time is not known. The API failed."
    );
    assert_eq!(made(Source::Own(Err(Why::Reading))), Err(Why::Reading));
    let one = Fresh { metrics: vec![(Metric::Cpu, samples(&[(START, 1.0)]))], ..Fresh::default() };
    let short = Recording::default().extended(one, START);
    assert_eq!(made(Source::Own(Ok(&short))), Err(Why::NoHistory));
    for why in [Why::Reading, Why::NoHistory, Why::NoRules("The API failed.".to_owned())] {
        assert!(!why.to_string().is_empty());
    }
}

#[test]
fn an_import_comes_before_the_groups_own_history() {
    let history = ImportedHistory::of_run("run".to_owned(), &job());
    let base = Job::default();
    let job = inputs(Source::Imported(&history), &base, &Offer::Waiting).job().unwrap();
    assert_eq!(job.recorded_sizes[0].size, 2, "as the run tells it");
    assert_eq!(job.evaluation_phase_ms, None, "a file has its own rhythm");
}

#[test]
fn settings_load_and_price_go_into_the_job() {
    let history = ImportedHistory::of_run("run".to_owned(), &job());
    let base = Job { reversal_window_ms: 1_000, ..Job::default() };
    let offer = Offer::Priced(Price { eur_per_hour: 0.5, source: None });
    let settings = Settings { boot_delay_ms: 5_000, ..Settings::default() };
    let load = Load { growth: 2.0, ..load::read(&load::blank()).unwrap() };
    let inputs = Inputs { settings, load, ..inputs(Source::Imported(&history), &base, &offer) };
    let job = inputs.job().unwrap();
    assert_eq!((job.boot_delay_ms, job.growth), (5_000, 2.0));
    assert_eq!(job.price_per_hour, Some(0.5));
    assert_eq!(job.reversal_window_ms, 1_000, "what a shared run set stays");
}

#[test]
fn rules_that_the_engine_refuses_are_named() {
    assert_eq!(replayable(&job(), &saved()), Ok(()));
    let mut broken = saved();
    broken.thresholds_mut().unwrap().policies[1].metric.sampling_range_min = 0;
    let why = replayable(&job(), &broken).unwrap_err();
    let words = why.to_string();
    assert!(words.starts_with("The saved rules cannot be replayed. policies[1]"), "{words}");
}

#[test]
fn the_rhythm_is_that_of_the_latest_change_or_of_the_creation() {
    let (group, change) =
        (Stored::Thresholds(group(), Vec::new()), entry(START, "added 1 instance(s)"));
    let other = entry(START + MINUTE, "A policy was changed");
    let period = 5 * MINUTE;
    assert_eq!(phase_ms(&[other.clone(), change], Some(&group), period), Some(START));
    assert_eq!(phase_ms(&[other], Some(&group), period), Some(START - DAY));
    assert_eq!(phase_ms(&[], None, period), None);
    // What somebody's bounds forced in between keeps no rhythm; two that do not tell go by the
    // newest.
    let change = |at_ms| entry(at_ms, "added 1 instance(s)");
    let forced = [change(START + 47_000), change(START - period), change(START - 3 * period + 900)];
    assert_eq!(phase_ms(&forced, Some(&group), period), Some(START - period));
    assert_eq!(phase_ms(&forced[..2], Some(&group), period), Some(START + 47_000));
}

#[test]
fn watched_metrics_are_each_once_and_cpu_always() {
    let mut connections = policy("busy", true, 100.0);
    connections.metric.managed_metric = Metric::Connections.to_wire();
    let rows = [connections.clone(), policy("up", true, 70.0), connections];
    let of = |rows: &[Policy]| {
        watched(&Variant::of_thresholds(String::new(), Capacity::default(), rows.to_vec()))
    };
    assert_eq!(of(&rows), [Metric::Connections, Metric::Cpu]);
    assert_eq!(of(&[]), [Metric::Cpu]);
    let memory = ScalingPolicy { memory_target: Some(<_>::default()), ..<_>::default() };
    let target = |policy| watched(&Variant::of_target(String::new(), policy));
    assert_eq!(target(memory), [Metric::Memory, Metric::Cpu]);
    assert_eq!(target(ScalingPolicy::default()), [Metric::Cpu]);
}

#[test]
fn what_a_job_sets_does_not_change_as_its_history_grows() {
    let short = job();
    let mut longer = short.clone();
    longer.histories[0].times_ms.push(START + DAY);
    longer.histories[0].values.push(1.0);
    longer.evaluation_phase_ms = Some(1);
    assert_eq!(settings_of(&short), settings_of(&longer));
    assert_ne!(settings_of(&short), settings_of(&Job { growth: 2.0, ..short.clone() }));
    assert_eq!(start_ms(&Job::default()), 0);
}
