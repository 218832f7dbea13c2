//! Which point of a sweep to take, and whether it would have held on other days.

use serde::{Deserialize, Serialize};

use super::admission::{Admission, Check, Stood};
use super::choose::Choice;
use super::edits::Edits;
use super::held_out::{Days, HeldOut, LEAST_DAYS, Table};
use super::worth::Gain;
use super::{Candidates, Grid, Point, Score};
use crate::base::{draw, grouped, unit};
use crate::whatif::{Job, JobError, Plan, Variant};

/// How a point stands to the saved rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// It is better in cost or overload and worse in nothing.
    Better,
    /// It is worse in cost, overload or reversals, and better by what the user said that these are
    /// worth.
    Trade,
    /// The saved rules stay: no point may be advised.
    #[default]
    Keep,
}

/// A point that would have been chosen, but for a check that it did not stand.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PassedOver {
    /// The point.
    pub point: Point,
    /// The first check that it did not stand.
    pub check: Check,
}

impl PassedOver {
    /// The share of the cost that it would save, 0 to 1; under 0 where it would cost more.
    #[must_use]
    pub fn saves(&self, saved: &Score) -> f64 {
        1.0 - self.point.score.instance_hours / saved.instance_hours.max(f64::MIN_POSITIVE)
    }

    /// That in words: `would save 9.5 %`.
    #[must_use]
    pub fn saving_words(&self, saved: &Score) -> String {
        let share = self.saves(saved) * 100.0;
        let percent = grouped(share.abs(), 1);
        match share < 0.0 {
            true => t!("would cost {percent}\u{a0}% more"),
            false => t!("would save {percent}\u{a0}%"),
        }
    }
}

/// What a sweep recommends.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// How it stands to the saved rules.
    pub advice: Advice,
    /// The point to take; `None` to keep the saved rules.
    pub point: Option<Point>,
    /// How many settings it changes.
    pub edits: usize,
    /// What the saved rules did.
    pub saved: Score,
    /// The checks that the point stood, in numbers.
    pub stood: Vec<Stood>,
    /// The cheapest of the points that were better but did not stand a check; `None` where there is
    /// none.
    pub passed_over: Option<PassedOver>,
    /// How many points did not stand a check before one did.
    pub refused: u32,
    /// How many more could not be looked at, each dearer than those that were.
    pub not_looked_at: u32,
    /// How many whole days the history has.
    pub days: u32,
    /// How the choice does on days that it was not made on; `None` where the history is too short
    /// to tell, with fewer than [`Recommendation::LEAST_DAYS`] days.
    pub held_out: Option<HeldOut>,
}

impl Recommendation {
    /// The least number of whole days for a verdict on other days.
    pub const LEAST_DAYS: u32 = LEAST_DAYS;

    /// The most points that a verdict is made of: with 14 blocks, 336 KB of sums.
    pub const MOST_JUDGED: u32 = 1_000;
}

/// The most evaluations that are replayed to check points, and to judge on other days; a longer
/// history has fewer points looked at.
const MOST_TICKS: usize = 8_000_000;

/// The fewest points that are looked at, however long the history is.
const FEWEST: usize = 50;

/// Recommends a point of a sweep.
///
/// The rule: of the candidates that stand every [`Check`], and gain at least 2 % of the cost or a
/// stated amount of overload, the cheapest; of those within 1 % of it the one with the fewest
/// edits, then the least ones. Where there is none, keep the saved rules.
///
/// # Errors
/// When the job cannot run, or the saved rules are not valid.
///
/// ```
/// use headroom::whatif::{
///     Advice, Axis, Candidates, Grid, OverloadWorth, Parameter, Search, Sweep, Weighing,
///     from_file, recommend,
/// };
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let saved = &job.variants[0];
/// let values = vec![60.0, 65.0, 70.0];
/// let axis = Axis { parameter: Parameter::Threshold, policy: Some(0), values, range: None };
/// let grid = Grid::new(saved, &Sweep { axes: vec![axis] })?;
/// let mut search = Search::new(&job, grid.clone(), 0..grid.count())?;
/// let weighing = Weighing::new(OverloadWorth::NoMore, job.price_per_hour)?;
/// let mut candidates = Candidates::new(weighing, search.score(saved)?, 1.0);
/// while let Some(chunk) = search.chunk(100) {
///     chunk.points.into_iter().for_each(|point| candidates.add(point));
/// }
/// // A lower threshold costs more and prevents nothing: the saved rules stay.
/// let found = recommend(&job, &grid, saved, &candidates)?;
/// assert_eq!((found.advice, found.point), (Advice::Keep, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recommend(
    job: &Job,
    grid: &Grid,
    saved: &Variant,
    candidates: &Candidates,
) -> Result<Recommendation, JobError> {
    let weighing = candidates.weighing();
    let admission = Admission::new(job, grid, saved, weighing)?;
    let plan = Plan::new(job)?;
    let most = (MOST_TICKS / plan.ticks(saved).max(1)).max(FEWEST);
    let mut asked = Asked::new(&admission, most);
    let choice =
        Choice { weighing: &weighing, saved: candidates.saved(), hours: candidates.hours() };
    let points = candidates.points();
    let weighed: Vec<(Score, Edits)> =
        points.iter().map(|point| (point.score, Edits::of(grid, point.index, saved))).collect();
    let place = choice.of(&weighed, |place| asked.admits(points[place]));
    let point = place.map(|place| points[place]);
    let days = Days::of(plan.span());
    let enough = days.days >= LEAST_DAYS;
    let (whole_days, table) =
        (days.days, enough.then(|| table(&plan, grid, saved, point, days, &admission)));
    let stood = point.map(|point| asked.stood(point)).unwrap_or_default();
    Ok(Recommendation {
        advice: point.map_or(Advice::Keep, |point| advice(&choice, &point.score)),
        point,
        edits: place.map_or(0, |place| weighed[place].1.count),
        saved: candidates.saved(),
        passed_over: asked.refused.first().copied(),
        refused: u32::try_from(asked.refused.len()).unwrap_or(u32::MAX),
        not_looked_at: candidates.dropped() + asked.unseen,
        stood,
        days: whole_days,
        held_out: table.transpose()?.map(|table| table.verdict(&weighing)),
    })
}

fn advice(choice: &Choice, point: &Score) -> Advice {
    let worse = point.instance_hours > choice.saved.instance_hours
        || point.overload_minutes > choice.saved.overload_minutes
        || point.reversals > choice.saved.reversals;
    match choice.weighing.gain(&choice.saved, point, choice.hours) {
        Some(Gain::Cost | Gain::Limit) if worse => Advice::Trade,
        _ => Advice::Better,
    }
}

/// What was asked of the checks so far.
struct Asked<'a> {
    admission: &'a Admission<'a>,
    most: usize,
    /// How many were looked at.
    seen: usize,
    /// Those that would have been chosen in place of the first that stood.
    refused: Vec<PassedOver>,
    stood: Vec<(Point, Vec<Stood>)>,
    /// How many were asked about after the last that was looked at.
    unseen: u32,
}

impl<'a> Asked<'a> {
    const fn new(admission: &'a Admission<'a>, most: usize) -> Self {
        Self { admission, most, seen: 0, refused: Vec::new(), stood: Vec::new(), unseen: 0 }
    }

    fn admits(&mut self, point: Point) -> bool {
        if self.seen >= self.most {
            self.unseen += 1;
            return false;
        }
        self.seen += 1;
        match self.admission.check(point.index) {
            Ok(stood) => {
                self.stood.push((point, stood));
                true
            }
            // After one that stood only those are asked that might change less, at up to as much.
            Err(check) => {
                if self.stood.is_empty() {
                    self.refused.push(PassedOver { point, check });
                }
                false
            }
        }
    }

    fn stood(&mut self, point: Point) -> Vec<Stood> {
        let own = self.stood.iter_mut().find(|(other, _)| other.index == point.index);
        own.map(|(_, stood)| std::mem::take(stood)).unwrap_or_default()
    }
}

/// The sums of each block, of points that are spread evenly over the sweep and pass at first sight,
/// and last of the advised one.
fn table(
    plan: &Plan,
    grid: &Grid,
    saved: &Variant,
    advised: Option<Point>,
    days: Days,
    admission: &Admission,
) -> Result<Table, JobError> {
    let refuse = |error| JobError::Rules { variant: 0, error };
    let saved_totals = plan.block_totals(plan.rules(saved).map_err(refuse)?, &days.ends_ms);
    let most = (MOST_TICKS / plan.ticks(saved).max(1)).max(FEWEST);
    let most = u32::try_from(most).unwrap_or(u32::MAX).min(Recommendation::MOST_JUDGED);
    let indices = spread(grid.count(), most)
        .filter(|index| admission.at_first_sight(*index).is_none())
        .chain(advised.map(|point| point.index));
    let mut points = Vec::new();
    for index in indices {
        // Points whose values do not go together are no choice.
        if let Ok(rules) = plan.rules(&grid.point(index)) {
            let totals = plan.block_totals(rules, &days.ends_ms);
            points.push((Edits::of(grid, index, saved), totals));
        }
    }
    Ok(Table { days, saved: saved_totals, points, advised: advised.is_some() })
}

/// At most so many of the numbers under `count`, one drawn of each of so many equal stretches: a
/// fixed stride would always meet the same values of the last axis.
fn spread(count: u32, most: u32) -> impl Iterator<Item = u32> {
    let parts = count.min(most);
    let width = f64::from(count) / f64::from(parts.max(1));
    (0..parts).map(move |part| {
        let within = if parts == count { 0.0 } else { unit(draw(0, part.into())) };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least 0 and less than the count"
        )]
        let index = ((f64::from(part) + within) * width) as u32;
        index.min(count.saturating_sub(1))
    })
}
