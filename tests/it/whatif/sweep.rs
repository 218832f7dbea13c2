//! Sweeps: their points, their limits, and their walk.

use headroom::engine::Metric;
use headroom::whatif::{
    Axis, Detail, Front, Grid, Job, Parameter, Point, Range, Search, Sweep, Variant, run_variants,
};

use headroom::wire;

use super::random::{random_job, seeds};
use super::{capacity, history, job, policies};
use crate::chance::Chance;

fn list(parameter: Parameter, policy: Option<usize>, values: &[f64]) -> Axis {
    Axis { parameter, policy, values: values.to_vec(), range: None }
}

fn range(parameter: Parameter, policy: Option<usize>, from: f64, to: f64, step: f64) -> Axis {
    Axis { parameter, policy, values: Vec::new(), range: Some(Range { from, to, step }) }
}

fn base() -> Variant {
    let rules = &["cpu > 70 +1", "cpu < 30 -1"];
    Variant::of_thresholds("saved".to_owned(), capacity(1, 5, 300), policies(rules))
}

fn grid(axes: &[Axis]) -> Result<Grid, String> {
    let sweep = Sweep { axes: axes.to_vec() };
    Grid::new(&base(), &sweep).map_err(|error| error.to_string())
}

#[test]
fn points_are_numbered_with_the_last_axis_the_fastest() {
    let axes = [
        range(Parameter::Threshold, Some(0), 60.0, 60.2, 0.1),
        list(Parameter::Cooldown, None, &[300.0, 0.0]),
    ];
    let grid = grid(&axes).unwrap();
    assert_eq!(grid.count(), 6);
    let labels: Vec<String> = (0..6).map(|index| grid.label(index)).collect();
    let expected = [
        "threshold of “cpu > 70 +1” 60 %",
        "threshold of “cpu > 70 +1” 60 %, cooldown 0 s",
        "threshold of “cpu > 70 +1” 60.1 %",
        "threshold of “cpu > 70 +1” 60.1 %, cooldown 0 s",
        "threshold of “cpu > 70 +1” 60.2 %",
        "threshold of “cpu > 70 +1” 60.2 %, cooldown 0 s",
    ];
    assert_eq!(labels, expected);
    let point = grid.point(3);
    assert_eq!(point.thresholds().unwrap().policies[0].metric.threshold.get(), 60.1);
    assert_eq!(point.thresholds().unwrap().policies[1], base().thresholds().unwrap().policies[1]);
    assert_eq!(point.thresholds().unwrap().capacity, capacity(1, 5, 0));
    assert_eq!(grid.label(0), grid.label(6), "numbers go round");
    let both = "set the threshold of “cpu > 70 +1” to 60 % and the cooldown to 0 s";
    assert_eq!(grid.clause(1, true), format!("S{}", &both[1..]));
    assert_eq!(grid.clause(1, false), format!("Take “saved” and {both}"));
    assert_eq!(grid.clause(0, true), "Set the threshold of “cpu > 70 +1” to 60 %");
    let same = self::grid(&[list(Parameter::Cooldown, None, &[300.0])]).unwrap();
    assert_eq!(
        (same.label(0), same.clause(0, false)),
        ("as it is".to_owned(), "Take “saved” as it is".to_owned())
    );
}

#[test]
fn every_parameter_is_set_and_read_back() {
    let all = [
        (Parameter::Threshold, Some(1), 41.5, "threshold of “cpu < 30 -1” 41.5 %"),
        (Parameter::Value, Some(1), 3.0, "value of “cpu < 30 -1” 3"),
        (Parameter::LookBack, Some(1), 12.0, "look-back of “cpu < 30 -1” 12 min"),
        (Parameter::Priority, Some(1), 9.0, "priority of “cpu < 30 -1” 9"),
        (Parameter::Cooldown, None, 77.0, "cooldown 1 min 17 s"),
        (Parameter::Minimum, None, 2.0, "minimum 2"),
        (Parameter::Maximum, None, 8.0, "maximum 8"),
    ];
    for (parameter, policy, value, label) in all {
        let grid = grid(&[list(parameter, policy, &[value])]).unwrap();
        let point = grid.point(0);
        assert_eq!(parameter.of(&point, policy), Some(value), "{label}");
        assert_ne!(parameter.of(&base(), policy), Some(value), "{label}");
        assert_eq!(grid.label(0), label);
        for (other, policy, _, _) in all.iter().filter(|(other, ..)| *other != parameter) {
            assert_eq!(other.of(&point, *policy), other.of(&base(), *policy), "{label}");
        }
    }
}

#[test]
fn a_range_holds_both_ends_where_its_steps_meet_them() {
    for (from, to, step, count) in [
        (50.0, 80.0, 5.0, 7),
        (50.0, 79.9, 5.0, 6),
        (0.1, 0.7, 0.1, 7),
        (60.0, 60.0, 1.0, 1),
        (1.0, 2.0, 5.0, 1),
        (0.0, 1e12, 1e-12, u64::MAX),
        (2.0, 1.0, 1.0, 0),
        (1.0, 2.0, 0.0, 0),
        (1.0, 2.0, -1.0, 0),
        (1.0, f64::NAN, 1.0, 0),
    ] {
        let axis = range(Parameter::Threshold, Some(0), from, to, step);
        assert_eq!(axis.count(), count, "{from} to {to} by {step}");
    }
    let grid = grid(&[range(Parameter::Threshold, Some(0), 0.1, 0.7, 0.1)]).unwrap();
    let found: Vec<f64> = (0..7).map(|index| grid.settings(index)[0].value).collect();
    assert_eq!(found, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
}

#[test]
fn an_axis_that_cannot_be_used_is_named() {
    let axis = list(Parameter::Threshold, Some(0), &[60.0]);
    let whole = |from, to, step| range(Parameter::Value, Some(0), from, to, step);
    for (bad, expected) in [
        (list(Parameter::Value, None, &[1.0]), ".policy: Name the policy whose value varies."),
        (
            list(Parameter::Value, Some(2), &[1.0]),
            ".policy: There are 2 policies, numbered from 0.",
        ),
        (
            list(Parameter::Cooldown, Some(0), &[1.0]),
            ".policy: The cooldown is the group's: name no policy.",
        ),
        (axis.clone(), ": axes[0] varies the same parameter. Keep one of them."),
        (
            list(Parameter::Value, Some(0), &[]),
            ".values: Give values, or a range with from, to and step.",
        ),
        (
            list(Parameter::Value, Some(0), &[1.0, 1.5]),
            ".values: 1.5 is not a whole number of 0 or more.",
        ),
        (
            list(Parameter::Value, Some(0), &[-1.0]),
            ".values: -1 is not a whole number of 0 or more.",
        ),
        (list(Parameter::Threshold, Some(1), &[f64::INFINITY]), ".values: inf is not a number."),
        (whole(1.0, 5.0, 0.5), ".range.step: 0.5 is not a whole number of 0 or more."),
        (whole(1.0, 5.0, 0.0), ".range.step: Give a step above 0."),
        (whole(5.0, 1.0, 1.0), ".range.to: The end is under the start of 5."),
        (
            whole(1.0, 4_294_967_296.0, 1.0),
            ".range.to: 4294967296 is not a whole number of 0 or more.",
        ),
        (
            Axis { values: vec![1.0], ..whole(1.0, 5.0, 1.0) },
            ": Give either values or a range, not both.",
        ),
    ] {
        let refused = grid(&[axis.clone(), bad]).unwrap_err();
        assert_eq!(refused, format!("axes[1]{expected}"));
    }
}

#[test]
fn a_sweep_of_too_many_points_says_how_many_and_what_to_do() {
    let thousand = |policy| range(Parameter::Threshold, Some(policy), 0.1, 100.0, 0.1);
    let three = [thousand(0), thousand(1), range(Parameter::Cooldown, None, 0.0, 999.0, 1.0)];
    assert_eq!(
        grid(&three).unwrap_err(),
        "axes[2]: The sweep has 1000000000 points, and at most 1000000 are run. Narrow several \
         parameters, or leave some out: the cooldown has 1000 values."
    );
    let two = [thousand(0), range(Parameter::Cooldown, None, 0.0, 3_999.0, 1.0)];
    assert_eq!(
        grid(&two).unwrap_err(),
        "axes[1]: The sweep has 4000000 points, and at most 1000000 are run. Narrow it: the \
         cooldown has 4000 values; a step of 4 would do."
    );
    let list = [thousand(1), list(Parameter::Value, Some(0), &[1.0; 3_000])];
    assert_eq!(
        grid(&list).unwrap_err(),
        "axes[1]: The sweep has 3000000 points, and at most 1000000 are run. Narrow it: the value \
         of “cpu > 70 +1” has 3000 values; 1000 would do."
    );
    let advised = range(Parameter::Cooldown, None, 0.0, 3_999.0, 4.0);
    assert_eq!(grid(&[thousand(0), advised]).unwrap().count(), 1_000_000);
    // Far more than any number that could be counted up to, and refused at once.
    let most = u32::MAX.into();
    let all = [Parameter::Cooldown, Parameter::Minimum, Parameter::Maximum];
    let huge = all.map(|parameter| range(parameter, None, 0.0, most, 1.0));
    let refused = grid(&huge).unwrap_err();
    assert!(refused.contains("79228162514264337593543950336 points"), "{refused}");
}

#[test]
fn the_suggested_sweep_holds_the_saved_policies_and_fits_its_budget() {
    for seed in seeds(300) {
        let job = random_job(seed);
        for variant in job.variants.clone() {
            let sweep = Sweep::suggested(&variant, &job);
            let grid = Grid::new(&variant, &sweep).unwrap();
            assert!(u64::from(grid.count()) <= Sweep::SUGGESTED_POINTS, "HEADROOM_SEED={seed}");
            let saved = (0..grid.count()).filter(|index| grid.label(*index) == "as it is").count();
            assert_eq!(saved, 1, "HEADROOM_SEED={seed}");
        }
    }
    let any = Job::default();
    let sweep = Sweep::suggested(&base(), &any);
    let labels: Vec<_> = sweep.axes.iter().map(|axis| (axis.parameter, axis.policy)).collect();
    let (up, down) = (Some(0), Some(1));
    let thresholds = [(Parameter::Threshold, up), (Parameter::Threshold, down)];
    let rest = [(Parameter::Cooldown, None), (Parameter::Value, up), (Parameter::Maximum, None)];
    assert_eq!(labels[..5], [&thresholds[..], &rest[..]].concat());
    assert_eq!(sweep.axes[1].values, [21.0, 24.0, 27.0, 30.0, 33.0, 36.0, 39.0]);
    // What no axis can hold is left alone: a cooldown of half a second, a step past the largest.
    let mut odd = base();
    odd.thresholds_mut().unwrap().capacity = wire::Capacity {
        cooldown_delay: "2.5s".parse().ok(),
        ..odd.thresholds_mut().unwrap().capacity
    };
    (
        odd.thresholds_mut().unwrap().capacity.max_replicas,
        odd.thresholds_mut().unwrap().policies[0].value,
    ) = (u32::MAX, u32::MAX - 1);
    let sweep = Sweep::suggested(&odd, &any);
    assert!(sweep.axes.iter().all(|axis| axis.parameter != Parameter::Cooldown));
    assert!(Grid::new(&odd, &sweep).unwrap().count() > 1);
    assert!(Sweep::suggested(&Variant::default(), &any).axes.len() <= 2);
}

/// Cooldowns that end between the same two evaluations are one, and CPU thresholds leave room.
#[test]
fn the_suggested_values_are_those_that_an_evaluation_can_tell_apart() {
    let suggested = |cooldown_s: i64, job: &Job| {
        let mut around = base();
        around.thresholds_mut().unwrap().capacity = capacity(1, 5, cooldown_s);
        let axes = Sweep::suggested(&around, job).axes;
        axes.into_iter().find(|axis| axis.parameter == Parameter::Cooldown).unwrap().values
    };
    let every_five = Job::default();
    assert_eq!(suggested(300, &every_five), [300.0, 600.0, 900.0]);
    assert_eq!(suggested(0, &every_five), [0.0, 600.0, 900.0], "the own one stands for its kind");
    assert_eq!(suggested(450, &every_five), [300.0, 450.0, 900.0]);
    let minutely = Job { evaluation_period_ms: 60_000, ..Job::default() };
    assert_eq!(suggested(300, &minutely), [60.0, 120.0, 300.0, 600.0, 900.0]);
    let mut strict = Job::default();
    strict.assumptions.cooldown_includes_end = true;
    assert_eq!(suggested(300, &strict), [120.0, 300.0, 600.0, 900.0]);
    let thresholds = &Sweep::suggested(&base(), &every_five).axes[0].values;
    assert_eq!(thresholds, &[49.0, 56.0, 63.0, 70.0, 77.0, 84.0]);
}

/// A random sweep around a random job's first variant, of which some points do not go together.
fn random_search(seed: u64) -> Option<(Job, Grid)> {
    let chance = &mut Chance(seed);
    let mut job = random_job(seed);
    job.histories.sort_by_key(|history| history.metric != Metric::Cpu);
    let cpu = job.histories.first_mut().filter(|history| history.metric == Metric::Cpu)?;
    cpu.load = headroom::whatif::LoadModel::PerInstance;
    let mut axes = vec![
        range(Parameter::Minimum, None, 0.0, 4.0, f64::from(chance.within(1, 3))),
        list(Parameter::Maximum, None, &[2.0, 3.0, 9.0]),
        list(Parameter::Cooldown, None, &[0.0, 300.0]),
    ];
    if !job.variants[0].thresholds().unwrap().policies.is_empty() {
        axes.push(list(Parameter::Threshold, Some(0), &[20.0, 55.5, 80.0]));
        axes.push(list(Parameter::LookBack, Some(0), &[5.0, 60.0, 61.0]));
    }
    let grid = Grid::new(&job.variants[0], &Sweep { axes }).unwrap();
    Some((job, grid))
}

/// All points and how many were skipped, so many at a time.
fn walk(mut search: Search, most: u32) -> (Vec<Point>, u32) {
    let (mut points, mut skipped) = (Vec::new(), 0);
    while let Some(chunk) = search.chunk(most) {
        let walked = u32::try_from(chunk.points.len()).unwrap() + chunk.skipped;
        assert!(walked <= most && walked > 0);
        points.extend(chunk.points);
        skipped += chunk.skipped;
    }
    assert_eq!(search.left(), 0);
    (points, skipped)
}

#[test]
fn a_point_scores_what_its_variant_replayed_alone_does() {
    let (mut walked, mut left_out) = (0, 0);
    for (job, grid) in seeds(60).filter_map(random_search) {
        let search = Search::new(&job, grid.clone(), 0..grid.count()).unwrap();
        let saved = search.score(grid.base()).unwrap();
        let (points, skipped) = walk(search, 7);
        assert_eq!(u32::try_from(points.len()).unwrap() + skipped, grid.count());
        for Point { index, score } in &points {
            let variant = grid.point(*index);
            let outcome = run_variants(&job, &[variant], Detail::Curves).unwrap();
            let card = &outcome.variants[0].scorecard;
            assert_eq!(score.instance_hours, card.instance_hours);
            assert_eq!(Some(score.overload_minutes), card.overload_minutes);
            assert_eq!((score.changes, score.reversals), (card.changes, card.reversals));
            if grid.label(*index) == "as it is" {
                assert_eq!(*score, saved);
            }
        }
        for index in (0..grid.count()).filter(|i| points.iter().all(|point| point.index != *i)) {
            assert!(run_variants(&job, &[grid.point(index)], Detail::Curves).is_err());
        }
        walked += points.len();
        left_out += skipped;
    }
    assert!(walked > 1_000 && left_out > 100, "{walked} walked, {left_out} left out");
}

#[test]
fn any_parts_of_a_grid_give_the_same_points_and_front() {
    for (seed, (job, grid)) in seeds(30).filter_map(|seed| Some((seed, random_search(seed)?))) {
        let search = |part| Search::new(&job, grid.clone(), part).unwrap();
        let whole = walk(search(0..grid.count()), u32::MAX);
        let mut front = Front::default();
        front.extend(whole.0.iter().copied());
        let chance = &mut Chance(seed);
        for parts in [1, 2, 3, 1_000] {
            let (mut points, mut skipped, mut merged) = (Vec::new(), 0, Front::default());
            for part in search(0..grid.count()).split(std::num::NonZero::new(parts).unwrap()) {
                let (more, left_out) = walk(part, chance.within(1, 9));
                let mut of_part = Front::default();
                of_part.extend(more.iter().copied());
                merged.merge(&of_part);
                points.extend(more);
                skipped += left_out;
            }
            assert!((&points, skipped) == (&whole.0, whole.1), "HEADROOM_SEED={seed}");
            assert_eq!(merged, front, "HEADROOM_SEED={seed}");
        }
        let cut = chance.within(0, grid.count());
        let halves = [search(0..cut), search(cut..u32::MAX)].map(|part| walk(part, 5).0);
        assert!(halves.concat() == whole.0, "HEADROOM_SEED={seed}");
    }
}

#[test]
fn a_job_that_tells_no_overload_is_not_swept() {
    let rules = &["connections > 70 +1"];
    let job = job(history(Metric::Connections, 5, &[9.0; 4]), "0:2", capacity(1, 5, 0), rules);
    let grid = Grid::new(&job.variants[0], &Sweep::default()).unwrap();
    assert_eq!(grid.count(), 1, "no axis, one point");
    let error = Search::new(&job, grid, 0..1).unwrap_err().to_string();
    assert_eq!(
        error,
        "histories: A sweep weighs cost against overload, which no history here tells. Add the \
         group's CPU, with the load per_instance."
    );
}
