//! What the timeline shows.

use headroom::chart::geometry::Line;
use headroom::chart::timeline::{
    Acts, Bounds, Change, Event, Interval, Level, Series, Threshold, Tone, Unit,
};
use headroom::chart::view::{Limits, View};
use headroom::engine::Metric;
use headroom::lab::{self, Band, LogEntry, Picture, Run, Scene, Shared, layered};
use headroom::whatif::{Job, SizeAt, Variant};
use headroom::wire::Timestamp;
use headroom::wire::v1alpha2::{Alert, ScalingPolicy, UtilizationTarget};

use super::{HOUR, MINUTE, START, entry, job, replayed, saved};

fn scene(job: Option<&Job>) -> Scene<'_> {
    Scene {
        metric: Metric::Cpu,
        job,
        is_imported: false,
        is_open: false,
        sizes: &[],
        log: &[],
        alerts: None,
        saved: None,
        edited: None,
        others: &[],
        shadow: &[],
    }
}

fn tones(picture: &Picture) -> Vec<Tone> {
    picture.timeline.series.iter().map(|series| series.tone).collect()
}

fn run() -> Run {
    replayed(&job(), &saved())
}

#[test]
fn nothing_is_shown_without_a_history() {
    let other = Scene { metric: Metric::Connections, ..scene(None) };
    let job = job();
    for scene in [scene(None), Scene { job: Some(&job), ..other }] {
        let picture = Picture::of(&scene);
        assert!(picture.is_empty() && picture.names().is_empty());
        assert_eq!(picture.nearest(START), None);
        assert_eq!((picture.limits().from_ms, picture.limits().to_ms), (0, 0));
        assert_eq!(picture.rows(0, i64::MAX), (1, Vec::new()));
    }
}

#[test]
fn a_stretch_beyond_the_history_is_told() {
    let job = job();
    let view = |from_ms, to_ms| View { from_ms, to_ms, width: 800.0 };
    let own = Picture::of(&scene(Some(&job)));
    let file = Picture::of(&Scene { is_imported: true, ..scene(Some(&job)) });
    let Limits { from_ms, to_ms } = own.limits();
    let said = |picture: &Picture, begin, end| {
        picture.beyond(&view(begin, end), |at_ms| ((at_ms - from_ms) / HOUR).to_string())
    };
    let end = (to_ms - from_ms) / HOUR;
    let before = said(&own, from_ms - 9 * HOUR, from_ms - 8 * HOUR);
    let words = format!("This history does not reach -9 to -8. It goes from 0 to {end}.");
    assert_eq!(before, Some(words));
    assert!(said(&own, to_ms + HOUR, to_ms + 2 * HOUR).unwrap().contains("does not reach"));
    let early = said(&own, from_ms - HOUR, from_ms + HOUR).unwrap();
    assert!(early.ends_with(&format!("lies outside of this history, which goes from 0 to {end}.")));
    // The future of a group has not come yet, which nobody need be told; a file ends anywhere.
    assert_eq!(said(&own, to_ms - HOUR, to_ms + HOUR), None);
    assert!(said(&file, to_ms - HOUR, to_ms + HOUR).unwrap().contains("A part of this stretch"));
    // The oldest sample has just fallen away.
    assert_eq!(said(&own, from_ms - MINUTE, from_ms + 2 * HOUR), None);
    assert_eq!(said(&Picture::of(&scene(None)), 0, HOUR), None);
}

#[test]
fn the_recording_is_shown_while_the_what_if_is_closed() {
    let (job, run) = (job(), run());
    let sizes = [SizeAt { at_ms: START, size: 2 }, SizeAt { at_ms: START + HOUR, size: 3 }];
    let picture = Picture::of(&Scene { sizes: &sizes, saved: Some(&run), ..scene(Some(&job)) });
    assert_eq!((picture.saved_label(), picture.is_replayed), ("Actual", false));
    // Its changes are real ones, not those of saved rules.
    assert_eq!(picture.timeline.series[0].label(), "actual");
    let [series] = &picture.timeline.series[..] else { panic!("the recording alone") };
    assert_eq!(series.values, job.histories[0].values);
    assert_eq!(series.changes, [Change { at_ms: START + HOUR, from: 2, to: 3 }]);
    let cooled = Interval { from_ms: START + HOUR, to_ms: START + HOUR + 300_000 };
    assert_eq!(series.cooldowns, [cooled]);
    assert_eq!(series.bounds, Some(Bounds { min: 1, max: 5 }));
    let thresholds =
        [Threshold { value: 70.0, acts: Acts::Up }, Threshold { value: 30.0, acts: Acts::Down }];
    assert_eq!(series.thresholds, thresholds);
    assert_eq!(picture.timeline.unit, Unit::Percent);
    assert_eq!(picture.lane(), "CPU, average over the group");
}

#[test]
fn a_recording_shows_without_any_replay() {
    let job = job();
    let picture = Picture::of(&scene(Some(&job)));
    let series = &picture.timeline.series[0];
    assert!(series.thresholds.is_empty() && series.cooldowns.is_empty());
    assert_eq!(series.bounds, None);
}

#[test]
fn replays_are_shown_while_it_is_open_the_saved_one_first() {
    // Twice full in the second hour, which two Instances cannot carry.
    let job = Job { saturation_multiple: 2.0, ..job() };
    let mut run = replayed(&job, &saved());
    run.band = Some(Band { multiple: 1.5, outcome: run.outcome.clone() });
    let others = [Shared::new(replayed(&job, &saved()))];
    let picture = Picture::of(&Scene {
        is_open: true,
        saved: Some(&run),
        edited: Some(&run),
        others: &others,
        ..scene(Some(&job))
    });
    assert_eq!(tones(&picture), [Tone::Saved, Tone::Edited, Tone::Band, Tone::Other]);
    assert_eq!(picture.saved_label(), "Saved, replayed");
    // Nothing is saved of a group that is yet to be created.
    let mut new = run.clone();
    new.outcome.name = "new".to_owned();
    let open = Scene { is_open: true, saved: Some(&new), ..scene(Some(&job)) };
    assert_eq!(Picture::of(&open).saved_label(), "Replayed");
    let rows: Vec<_> = picture.timeline.series.iter().map(Series::label).collect();
    assert_eq!(rows[..2], ["saved", "edited"]);
    assert_eq!(picture.timeline.series[0].values, run.outcome.values[0]);
    assert!(picture.timeline.series[2].thresholds.is_empty(), "a band is its curves alone");
    assert_eq!(picture.band, Some(1.5));
    assert!(picture.has(Tone::Band) && picture.has_overload());
    let names = picture.names();
    assert_eq!(names[1], "Edited");
    assert_eq!(names[2], picture.band_label());
    assert_eq!(names[3], "Other variant");
}

#[test]
fn the_band_is_not_shown_beside_the_recording() {
    let (job, mut run) = (job(), run());
    run.band = Some(Band { multiple: 1.5, outcome: run.outcome.clone() });
    let picture = Picture::of(&Scene { saved: Some(&run), ..scene(Some(&job)) });
    assert_eq!(tones(&picture), [Tone::Saved]);
}

#[test]
fn an_import_is_always_replayed_and_has_no_events() {
    let (job, run, events) = (job(), run(), [entry(START, "added 1 instance(s)")]);
    let own = Scene { saved: Some(&run), log: &events, ..scene(Some(&job)) };
    let picture = Picture::of(&Scene { is_imported: true, ..own.clone() });
    assert!(picture.is_replayed && picture.is_imported);
    assert_eq!(picture.timeline.events, None);
    assert_eq!(Picture::of(&own).timeline.events.map(|events| events.len()), Some(1));
}

#[test]
fn events_ascend_and_keep_their_level() {
    let job = job();
    let failed = LogEntry { level: Level::Error, ..entry(START, "failed") };
    let worked = LogEntry { level: Level::Success, ..entry(START + 1, "worked") };
    let picture = Picture::of(&Scene {
        log: &[entry(START + 2, "info"), worked, failed],
        ..scene(Some(&job))
    });
    let mark = |by, level| Event { at_ms: START + by, level };
    let marks = [mark(0, Level::Error), mark(1, Level::Success), mark(2, Level::Info)];
    assert_eq!(picture.timeline.events.unwrap(), marks);
}

#[test]
fn a_gap_breaks_every_line() {
    let mut job = job();
    let history = &mut job.histories[0];
    history.times_ms.drain(30..60);
    history.values.drain(30..60);
    let run = replayed(&job, &saved());
    let picture = Picture::of(&Scene { is_open: true, saved: Some(&run), ..scene(Some(&job)) });
    let times_ms = &picture.timeline.times_ms;
    assert_eq!(times_ms.len(), 91);
    assert_eq!(times_ms[30], START + 45 * MINUTE + MINUTE / 2, "in the middle of the gap");
    assert!(picture.timeline.series[0].values[30].is_nan());
    let (_, rows) = picture.rows(times_ms[30], times_ms[30]);
    assert_eq!(rows[0].cells[0].0, "–", "there is no value");
    assert!(picture.spoken(times_ms[30], |_| String::new()).ends_with(": no value"));
}

#[test]
fn a_single_sample_has_no_gaps() {
    let mut job = job();
    job.histories[0].times_ms.truncate(1);
    job.histories[0].values.truncate(1);
    assert_eq!(Picture::of(&scene(Some(&job))).timeline.times_ms, [START + MINUTE]);
}

#[test]
fn rows_are_of_what_is_in_view_and_of_at_most_so_many() {
    let job = job();
    let sizes = [SizeAt { at_ms: START + 2 * MINUTE, size: 2 }];
    let picture = Picture::of(&Scene { sizes: &sizes, ..scene(Some(&job)) });
    let (every, rows) = picture.rows(START, START + 2 * MINUTE);
    assert_eq!(every, 1);
    let cell = |value: &str, size: &str| vec![(value.to_owned(), size.to_owned())];
    assert_eq!(rows[0].cells, cell("50 %", "–"), "no size is known before the first");
    assert_eq!((rows[1].at_ms, &rows[1].cells), (START + 2 * MINUTE, &cell("50 %", "2")));
    assert_eq!(picture.rows(START + HOUR, START).1, [], "a window that ends before it begins");

    let mut long = job;
    let times_ms = (0..700).map(|minute| START + minute * MINUTE);
    long.histories[0].times_ms = times_ms.collect();
    long.histories[0].values = vec![1.0; 700];
    let (every, rows) = Picture::of(&scene(Some(&long))).rows(0, i64::MAX);
    assert_eq!((every, rows.len()), (3, 234));
}

#[test]
fn a_moment_is_said_and_found() {
    let job = job();
    let picture = Picture::of(&scene(Some(&job)));
    let said = picture.spoken(START + 3 * MINUTE + 5, |at_ms| format!("at {at_ms}"));
    assert_eq!(said, format!("at {}, Actual: 50 %", START + 3 * MINUTE + 5));
    assert_eq!(picture.nearest(START + 3 * MINUTE + 5), Some(START + 3 * MINUTE));
    assert_eq!(picture.nearest(0), Some(START + MINUTE));
    assert_eq!(picture.limits().to_ms, START + 2 * HOUR);
}

#[test]
fn another_metric_is_called_by_its_name() {
    let mut job = job();
    job.histories[0].metric = Metric::Connections;
    let picture = Picture::of(&Scene { metric: Metric::Connections, ..scene(Some(&job)) });
    assert_eq!(picture.lane(), Metric::Connections.label());
    assert_eq!(picture.timeline.unit, Unit::Number);
}

#[test]
fn curves_that_stand_alone_lie_under_the_others() {
    let line = |tone| Line { tone, d: String::new() };
    let lines = [Tone::Saved, Tone::Edited, Tone::Band, Tone::Other].map(line);
    let order: Vec<_> = layered(&lines).map(|line| line.tone).collect();
    assert_eq!(order, [Tone::Band, Tone::Other, Tone::Saved, Tone::Edited]);
}

/// A shadow is a line of sizes from its start on; neither an import nor the spoken moment has it.
#[test]
fn a_shadow_is_a_line_of_sizes() {
    let (job, saved) = (job(), run());
    let shadow = [SizeAt { at_ms: START + HOUR, size: 4 }];
    let own = Scene { saved: Some(&saved), shadow: &shadow, ..scene(Some(&job)) };
    let picture = Picture::of(&own);
    assert_eq!(tones(&picture), [Tone::Saved, Tone::Shadow]);
    assert_eq!(picture.names()[1], "Shadow");
    let (_, rows) = picture.rows(START, START + 2 * HOUR);
    let cell = |row: &lab::Moment| row.cells[1].clone();
    assert_eq!(cell(&rows[0]), ("–".to_owned(), "–".to_owned()), "before it began");
    assert_eq!(cell(rows.last().unwrap()), ("–".to_owned(), "4".to_owned()));
    assert!(!picture.spoken(START + HOUR, |_| String::new()).contains("Shadow"));
    assert_eq!(tones(&Picture::of(&Scene { is_imported: true, ..own })), [Tone::Saved]);
}

#[test]
fn a_target_is_a_line_and_an_open_alert_lasts_to_the_end() {
    let job = job();
    let policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 5,
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 60 }),
        ..ScalingPolicy::default()
    };
    let run = replayed(&job, &Variant::of_target("saved".to_owned(), policy));
    let at = |by: i64| Timestamp::from_millis(START + by);
    let alert = |opened_at, closed_at| Alert { opened_at, closed_at, ..Alert::default() };
    let alerts = [alert(at(HOUR), None), alert(at(MINUTE), Some(at(2 * MINUTE)))];
    let scene = Scene { saved: Some(&run), alerts: Some(&alerts), ..scene(Some(&job)) };
    let picture = Picture::of(&scene);
    let target = [Threshold { value: 60.0, acts: Acts::Target }];
    assert_eq!(picture.timeline.series[0].thresholds, target);
    let span = |from: i64, to: i64| Interval { from_ms: START + from, to_ms: START + to };
    let lasting = vec![span(MINUTE, 2 * MINUTE), span(HOUR, 2 * HOUR)];
    assert_eq!(picture.timeline.alerts, Some(lasting));
    let imported = Picture::of(&Scene { is_imported: true, ..scene });
    assert_eq!(imported.timeline.alerts, None, "nobody knows of a file's group");
}
