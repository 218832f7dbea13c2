//! A sweep that follows the edited variant.

use headroom::lab::{Following, Found, Shared, Stage, waits_for_rest};
use headroom::whatif::{Axis, Grid, Parameter, Setting, Sweep, Variant};
use headroom::worker::protocol::Question;
use headroom::worker::replay::{ReplayWorker, SetJob, SweepPart, answer};

use super::{fronts, job, replayed, saved};

/// A sweep over thresholds and cooldowns around the saved rules, with all that it found.
fn swept(around: &Variant) -> (ReplayWorker, Found) {
    let axis = |parameter, policy, values: &[f64]| Axis {
        parameter,
        policy,
        values: values.to_vec(),
        range: None,
    };
    let axes = vec![
        axis(Parameter::Threshold, Some(0), &[60.0, 70.0, 90.0]),
        axis(Parameter::Cooldown, None, &[60.0, 300.0]),
    ];
    let mut found = fronts::found(Stage::Done, None);
    found.grid = Shared::new(Grid::new(around, &Sweep { axes }).unwrap());
    let mut worker = ReplayWorker::default();
    ask(&mut worker, SetJob { job: Shared::new(job()).arc() });
    (worker, found)
}

fn ask<Q: Question>(worker: &mut ReplayWorker, question: Q) -> Q::Answer {
    use headroom::worker::protocol::Packed;
    Q::Answer::unpack(answer(worker, Q::TAG, question.pack()).unwrap()).unwrap()
}

fn with(setting: Setting) -> Variant {
    Variant { name: "edited".to_owned(), ..setting.made(&saved()) }
}

#[test]
fn only_a_setting_that_is_not_swept_makes_other_points() {
    let (_, found) = swept(&saved());
    let (found, job) = (Shared::new(found), Shared::new(job()));
    let of = |setting| Following::of(&found, &job, &with(setting));
    assert_eq!(of(Setting::of_policy(Parameter::Threshold, 0, 41.0)), None);
    assert_eq!(of(Setting::of_group(Parameter::Cooldown, 900.0)), None);
    let other = of(Setting::of_policy(Parameter::Threshold, 1, 20.0)).unwrap();
    assert_eq!(other.points(), 6);
    assert_ne!(Some(other.clone()), of(Setting::of_policy(Parameter::Threshold, 1, 21.0)));
    assert_eq!(Some(other), of(Setting::of_policy(Parameter::Threshold, 1, 20.0)));
    // Rules without the swept policy have no such points, and half a sweep is not followed.
    let mut fewer = saved();
    fewer.thresholds_mut().unwrap().policies.clear();
    assert_eq!(Following::of(&found, &job, &fewer), None);
    let mut half = Found::clone(&found);
    half.progress.stage = Stage::Cancelled;
    let maximum = with(Setting::of_group(Parameter::Maximum, 4.0));
    assert_eq!(Following::of(&Shared::new(half), &job, &maximum), None);
}

#[test]
fn what_follows_is_the_sweep_around_the_edited_variant() {
    let (mut worker, found) = swept(&saved());
    let (found, job) = (Shared::new(found), Shared::new(job()));
    let edited = with(Setting::of_group(Parameter::Maximum, 3.0));
    let following = Following::of(&found, &job, &edited).unwrap();
    let started = ask(&mut worker, following.start());
    let parts = [(0, 4), (4, 6)].map(|(from, to)| ask(&mut worker, SweepPart { from, to }));
    let own = following.found(started.clone(), parts.to_vec());
    assert_eq!((own.grid.base(), &own.saved), (&edited, &saved()));
    assert_eq!((own.progress.done, &own.progress.stage), (6, &Stage::Done));
    assert_eq!(own.progress.saved, Some((started.saved, started.span)));
    let front = own.front().unwrap();
    assert!(!front.entries.is_empty() && front.advice.is_none());
    for entry in &front.entries {
        let point = own.grid.point(entry.index.unwrap());
        let card = replayed(&job, &point).outcome.scorecard;
        assert_eq!(entry.score.instance_hours, card.instance_hours);
        // The replay of a point stands on it.
        let place = own.own(&point, &card).unwrap();
        assert_eq!((place.index, place.score, place.cost), (entry.index, entry.score, entry.cost));
    }
    let card = replayed(&job, &saved()).outcome.scorecard;
    assert_eq!(own.own(&saved(), &card).unwrap().index, None, "the maximum is another");
}

#[test]
fn what_is_large_or_was_slow_waits_until_the_hand_rests() {
    assert!(!waits_for_rest(10_000, 100));
    assert!(waits_for_rest(10_001, 0));
    assert!(waits_for_rest(10, 101));
}
