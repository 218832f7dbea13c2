//! The advised point is the one that trying all of them finds.

use headroom::whatif::{Detail, Grid, Job, OverloadWorth, Plan, Recommendation};

use super::advice::{Promise, advised, grid, job, target_job};
use super::random::seeds;

/// A point that may be advised.
#[derive(Clone, Debug)]
struct Tried {
    index: u32,
    hours: f64,
    minutes: f64,
    /// How many settings it changes, and by how much in all, each as a share of what is saved.
    edits: (usize, f64),
}

fn edits(job: &Job, grid: &Grid, index: u32) -> (usize, f64) {
    let settings = grid.settings(index).into_iter();
    let own = |policy, parameter: headroom::whatif::Parameter| {
        parameter.of(&job.variants[0], policy).unwrap()
    };
    let far = settings.map(|one| (one.value, own(one.policy, one.parameter)));
    far.filter(|(value, own)| value != own).fold((0, 0.0), |(count, size), (value, own)| {
        (count + 1, size + (value - own).abs() / own.abs().max(1.0))
    })
}

/// All points that keep the promise and gain enough: first those that save 2 %, and only where
/// there is none those that cost no more and avoid half an hour of overload a month, which must be
/// a tenth of what there is.
fn admitted(job: &Job, grid: &Grid) -> (Vec<Tried>, bool) {
    let plan = Plan::new(job).unwrap();
    let amounts = |variant: &headroom::whatif::Variant| {
        let card = plan.replay(variant, Detail::Curves).unwrap().scorecard;
        (card.instance_hours, card.overload_minutes.unwrap())
    };
    let (own_hours, own_minutes) = amounts(&job.variants[0]);
    let least = (30.0 * plan.span().hours() / 730.0).max(own_minutes / 10.0);
    let promise = Promise::new(job);
    let tried = |index| {
        let (hours, minutes) = amounts(&grid.point(index));
        Tried { index, hours, minutes, edits: edits(job, grid, index) }
    };
    let all: Vec<Tried> = (0..grid.count()).map(tried).collect();
    let holds = |one: &&Tried| promise.holds(&grid.point(one.index));
    let saves = all.iter().filter(|one| one.hours <= own_hours * 0.98);
    let cheap: Vec<Tried> = saves.filter(holds).cloned().collect();
    if !cheap.is_empty() {
        return (cheap, true);
    }
    let calms = all.iter().filter(|one| {
        let avoided = own_minutes - one.minutes;
        one.hours <= own_hours && avoided > 0.0 && avoided >= least
    });
    (calms.filter(holds).cloned().collect(), false)
}

/// What was seen of all choices.
#[derive(Debug, Default)]
struct Seen {
    keeps: u32,
    cheapest: u32,
    nearer: u32,
    calmer: u32,
}

fn assert_chosen(job: &Job, grid: &Grid, told: &Recommendation, seed: u64, seen: &mut Seen) {
    assert_eq!(told.not_looked_at, 0, "all are looked at");
    let (admitted, by_cost) = admitted(job, grid);
    let measure = |one: &Tried| if by_cost { one.hours } else { one.minutes };
    let Some(best) = admitted.iter().map(measure).min_by(f64::total_cmp) else {
        assert_eq!(told.point, None, "HEADROOM_SEED={seed}");
        seen.keeps += 1;
        return;
    };
    let as_good = || admitted.iter().filter(|one| measure(one) <= best * 1.01);
    let order = |one: &&Tried, other: &&Tried| {
        let sizes = one.edits.1.total_cmp(&other.edits.1);
        one.edits.0.cmp(&other.edits.0).then(sizes).then(measure(one).total_cmp(&measure(other)))
    };
    let nearest = as_good().min_by(order).unwrap();
    let chosen = told.point.unwrap_or_else(|| panic!("HEADROOM_SEED={seed}: not {nearest:?}"));
    let ties: Vec<u32> =
        as_good().filter(|one| order(one, &nearest).is_eq()).map(|one| one.index).collect();
    let said = format!("HEADROOM_SEED={seed}: {} of {ties:?}", grid.label(chosen.index));
    assert!(ties.contains(&chosen.index), "{said}");
    assert_eq!(told.edits, nearest.edits.0, "{said}");
    assert_eq!(chosen.score.instance_hours.to_bits(), nearest.hours.to_bits(), "{said}");
    seen.calmer += u32::from(!by_cost);
    match measure(nearest) > best {
        true => seen.nearer += 1,
        false => seen.cheapest += 1,
    }
}

fn chosen_by_hand(jobs: impl Iterator<Item = (u64, Job)>) -> Seen {
    let mut seen = Seen::default();
    for (seed, job) in jobs {
        let grid = grid(&job);
        let (told, _) = advised(&job, &grid, OverloadWorth::NoMore);
        assert_chosen(&job, &grid, &told, seed, &mut seen);
    }
    println!("{seen:?}");
    seen
}

/// Of those within 1 % of the best that may be advised, the one with the fewest edits, and of
/// these the one with the least.
#[test]
fn the_advised_point_is_the_nearest_of_those_as_good_as_the_best() {
    let seen = chosen_by_hand(seeds(30).map(|seed| (seed, job(seed, 3))));
    assert!(seen.keeps > 2 && seen.cheapest > 2 && seen.nearer > 2, "{seen:?}");
}

#[test]
fn the_advised_point_on_a_target_is_the_nearest_of_those_as_good_as_the_best() {
    let seen = chosen_by_hand(seeds(15).map(|seed| (seed, target_job(seed, 2))));
    assert!(seen.keeps > 1 && seen.cheapest + seen.nearer > 2, "{seen:?}");
}
