//! What a sweep has found, ready to show.

use super::advice::{Advice, AdviceContext};
use super::{ImportedHistory, Shared, same_rules, settings_of};
use crate::base::{duration_text, grouped, minute_decimals, thousands};
use crate::chart::front::Mark;
use crate::whatif::{
    self, Axis, Candidates, Cost, Grid, Interval, Job, Parameter, Point, Recommendation, Score,
    ScorecardRow, Setting, Variant, Worth,
};

/// How a sweep stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Points are being replayed.
    Running,
    /// All points were replayed, and the best are tried on other days.
    Judging,
    /// All points were replayed.
    Done,
    /// The user stopped it.
    Cancelled,
    /// It could not go on; with the reason, in a sentence.
    Failed(String),
}

/// How far a sweep is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// How it stands.
    pub stage: Stage,
    /// Points replayed.
    pub done: u32,
    /// Points whose values do not go together.
    pub skipped: u32,
    /// The best bargains.
    pub front: whatif::Front,
    /// The points that could be advised; once a worker has told what they are put to.
    pub candidates: Option<Candidates>,
    /// What is advised; once every point was replayed and judged.
    pub recommendation: Option<Recommendation>,
    /// What the saved policies did, and over which time; once a worker has told it.
    pub saved: Option<(Score, Interval)>,
    /// How many workers died and were started again.
    pub restarts: u32,
    /// How long it has been going, in milliseconds.
    pub took_ms: i64,
}

impl Progress {
    /// How much longer a sweep of so many points takes at its pace so far, in milliseconds; `None`
    /// while that tells little, and where it ends at once.
    ///
    /// ```
    /// use headroom::lab::Sweeping;
    /// use headroom::worker::replay::SweepResult;
    ///
    /// let mut sweeping = Sweeping::new(1_000, 2, 100);
    /// sweeping.at(4_000);
    /// assert_eq!(sweeping.progress().left_ms(1_000), None, "nothing has come back");
    /// let part = sweeping.part().unwrap();
    /// sweeping.take(&part, SweepResult::default());
    /// assert_eq!((part, sweeping.progress().left_ms(1_000)), (0..100, Some(36_000)));
    /// ```
    #[must_use]
    pub fn left_ms(&self, points: u32) -> Option<i64> {
        const LEAST_MS: i64 = 3_000;
        let left = i64::from(points.saturating_sub(self.done));
        let at_pace = self.took_ms.saturating_mul(left).checked_div(i64::from(self.done))?;
        (self.took_ms >= LEAST_MS && at_pace >= LEAST_MS).then_some(at_pace)
    }
}

/// `7 min`, `40 s`: a time that is estimated, no finer than it can be.
fn estimate_text(ms: i64) -> String {
    let step_ms = if ms < 60_000 { 10_000 } else { 60_000 };
    duration_text((ms + step_ms - 1) / step_ms * step_ms)
}

/// A setting that differs: of which policy, for a policy's.
type Differing = (Parameter, Option<usize>);

/// A sweep with what it has found so far.
#[derive(Clone, Debug)]
pub struct Found {
    /// What was replayed.
    pub job: Shared<Job>,
    /// The import whose history it is; none for the group's own.
    pub imported: Option<Shared<ImportedHistory>>,
    /// The saved policies.
    pub saved: Variant,
    /// What was tried.
    pub grid: Shared<Grid>,
    /// What overload and reversals were worth.
    pub worth: Worth,
    /// What came of it.
    pub progress: Progress,
}

/// A front to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// The settings that differ anywhere, each a column; those of one policy stand together.
    pub columns: Vec<Column>,
    /// Whether the costs are EUR a day, rather than Instance-hours.
    pub is_priced: bool,
    /// The saved policies.
    pub saved: Entry,
    /// The best bargains, the cheapest first.
    pub entries: Vec<Entry>,
    /// What to take; once every point was replayed and judged.
    pub advice: Option<Advice>,
}

/// A setting over its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Whose it is: a policy's name; none for the group's.
    pub policy: Option<String>,
    /// What it is called beside others of the same owner.
    pub short: &'static str,
    /// What it is called anywhere.
    pub name: String,
}

/// What stands over the columns of one owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// A policy, or the group.
    pub name: String,
    /// Over how many columns.
    pub columns: usize,
}

impl Front {
    /// Whose the columns are, in their order.
    #[must_use]
    pub fn owners(&self) -> Vec<Owner> {
        let same = self.columns.chunk_by(|one, next| one.policy == next.policy);
        let owner = |columns: &[Column]| {
            let policy = columns.first().and_then(|first| first.policy.clone());
            let name = policy.unwrap_or_else(|| t!("Group").to_owned());
            Owner { name, columns: columns.len() }
        };
        same.map(owner).collect()
    }

    /// In what the costs are counted.
    #[must_use]
    pub fn cost_unit(&self) -> &'static str {
        if self.is_priced { t!("€ a day") } else { t!("unit" => "Instance-hours") }
    }

    /// What can be pointed at, and where it is opened from; none where it is open or saved already.
    #[must_use]
    pub fn index(&self, mark: Mark) -> Option<u32> {
        match mark {
            Mark::Point(at) => self.entries.get(at)?.index,
            Mark::Saved | Mark::Edited => None,
        }
    }

    /// What a mark sets and does, in a sentence; `edited` is the edited variant's cost and score,
    /// which is not among the entries.
    #[must_use]
    pub fn told(&self, mark: Mark, edited: Option<(f64, Score)>) -> Option<String> {
        let (name, cost, score) = match mark {
            Mark::Point(at) => {
                let Entry { label, cost, score, .. } = self.entries.get(at)?;
                let name = self.entries.get(at)?.name();
                (format!("{name}, {label}"), *cost, *score)
            }
            Mark::Saved => (self.saved.name(), self.saved.cost, self.saved.score),
            Mark::Edited => {
                let (cost, score) = edited?;
                (t!("Edited").to_owned(), cost, score)
            }
        };
        let decimals = if self.is_priced { 2 } else { 1 };
        let (cost, unit) = (grouped(cost, decimals), self.cost_unit());
        let minutes = score.overload_minutes;
        let overload = grouped(minutes, minute_decimals(&[minutes]));
        let [changes, reversals] =
            [score.changes, score.reversals].map(|count| thousands(count as u64));
        Some(t!("{name}: {cost}\u{a0}{unit}, overload {overload}\u{a0}min, changes {changes}, \
             reversals {reversals}."))
    }
}

impl Entry {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        match self.index {
            None => self.label.clone(),
            Some(_) if self.is_advised => t!("Recommended").to_owned(),
            Some(_) => t!("Point {}", thousands(self.place as u64)),
        }
    }
}

/// One line of a front.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it sets.
    pub label: String,
    /// Its number in the grid; none for the saved policies.
    pub index: Option<u32>,
    /// Which of those that are listed it is, from 1; 0 for the saved policies.
    pub place: usize,
    /// EUR a day, or Instance-hours while no price is known.
    pub cost: f64,
    /// What it did.
    pub score: Score,
    /// That beside what the saved policies did: cost, overload, changes and reversals.
    pub figures: Vec<ScorecardRow>,
    /// What it sets, column by column.
    pub cells: Vec<Cell>,
    /// Whether it is what is advised.
    pub is_advised: bool,
}

/// A setting in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its value with its unit.
    pub text: String,
    /// Whether it is not what is saved.
    pub is_changed: bool,
}

impl Found {
    /// The front, once a worker has told what the saved policies did.
    #[must_use]
    pub fn front(&self) -> Option<Front> {
        let (saved, span) = self.progress.saved?;
        let points = self.shown();
        let columns = self.columns(&points);
        let told = AdviceContext {
            grid: &self.grid,
            saved: &self.saved,
            as_saved: same_rules(self.grid.base(), &self.saved),
            span,
            eur_per_hour: self.job.price_per_hour,
            candidates: self.progress.candidates.as_ref(),
        };
        let recommendation = self.progress.recommendation.as_ref();
        let advised = recommendation.and_then(|told| told.point).map(|point| point.index);
        let entry = |(label, index, place): (String, Option<u32>, usize), score: Score| Entry {
            label,
            index,
            place,
            figures: told.figures(&saved, &score),
            cost: cost(score, self.job.price_per_hour, span),
            score,
            cells: columns.iter().map(|column| self.cell(*column, index)).collect(),
            is_advised: index.is_some() && index == advised,
        };
        let of_point = |(at, point): (usize, &Point)| {
            entry((self.grid.label(point.index), Some(point.index), at + 1), point.score)
        };
        Some(Front {
            columns: columns.iter().map(|differing| self.column(*differing)).collect(),
            is_priced: self.job.price_per_hour.is_some(),
            saved: entry((t!("Saved").to_owned(), None, 0), saved),
            entries: points.iter().enumerate().map(of_point).collect(),
            advice: recommendation.map(|own| told.advice(own)),
        })
    }

    fn column(&self, (parameter, policy): Differing) -> Column {
        let owner = policy.and_then(|index| self.grid.base().policies().get(index));
        Column {
            policy: owner.map(|policy| policy.name.clone()),
            short: parameter.label(),
            name: self.grid.name(parameter, policy),
        }
    }

    /// The settings in which any of these points is not as saved.
    fn columns(&self, points: &[Point]) -> Vec<Differing> {
        let axes = self.grid.sweep().axes;
        let differs = |axis: &&Axis| {
            let saved = axis.parameter.of(&self.saved, axis.policy);
            points.iter().any(|point| {
                let settings = self.grid.settings(point.index);
                let mut own = settings.iter().filter(|setting| {
                    (setting.parameter, setting.policy) == (axis.parameter, axis.policy)
                });
                own.any(|setting| Some(setting.value) != saved)
            })
        };
        axes.iter().filter(differs).map(|axis| (axis.parameter, axis.policy)).collect()
    }

    /// What a point, or the saved rules, has in a column.
    fn cell(&self, (parameter, policy): Differing, index: Option<u32>) -> Cell {
        let saved = parameter.of(&self.saved, policy);
        let value = match index {
            None => saved,
            Some(index) => parameter.of(&self.grid.point(index), policy),
        };
        let text = |value| self.grid.text(Setting { parameter, policy, value });
        Cell { text: value.map_or_else(|| "–".to_owned(), text), is_changed: value != saved }
    }

    /// The front, with the advised point among it: what is advised may cost more than a point that
    /// is worse otherwise.
    pub(super) fn shown(&self) -> Vec<Point> {
        let mut points = self.progress.front.points().to_vec();
        let advised = self.progress.recommendation.as_ref().and_then(|told| told.point);
        if let Some(advised) = advised
            && points.iter().all(|point| point.index != advised.index)
        {
            let cheaper =
                |point: &Point| point.score.instance_hours <= advised.score.instance_hours;
            points.insert(points.partition_point(cheaper), advised);
        }
        points
    }

    /// A point as a variant to open.
    #[must_use]
    pub fn variant(&self, index: u32) -> Variant {
        Variant { name: t!("variant" => "swept").to_owned(), ..self.grid.point(index) }
    }

    /// Whether what was swept is not what is shown any more. A history that only grew is the same
    /// one.
    #[must_use]
    pub fn is_outdated(
        &self,
        job: Option<&Job>,
        imported: Option<&Shared<ImportedHistory>>,
        saved: Option<&Variant>,
    ) -> bool {
        let same_settings = job.is_some_and(|job| settings_of(job) == settings_of(&self.job));
        let same_history = imported == self.imported.as_ref();
        !(same_settings && same_history && saved == Some(&self.saved))
    }

    /// How much of it is done, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        f64::from(self.progress.done) / f64::from(self.grid.count().max(1))
    }

    /// How it stands, in sentences; `count` writes a number and `when` an instant.
    #[must_use]
    pub fn standing(&self, count: impl Fn(u32) -> String, when: impl Fn(i64) -> String) -> String {
        let Self { grid, progress, .. } = self;
        let (done, all) = (count(progress.done), count(grid.count()));
        let span = progress.saved.map_or_else(String::new, |(_, span)| {
            t!(" and over {} to {}", when(span.from_ms), when(span.to_ms))
        });
        let mut words = match &progress.stage {
            Stage::Running => match progress.left_ms(grid.count()).map(estimate_text) {
                Some(left) => t!("{done} of {all} points are tried, about {left} left."),
                None => t!("{done} of {all} points are tried."),
            },
            Stage::Judging => {
                t!("All {all} points are tried. The best are tried on other days…")
            }
            Stage::Done => {
                t!("All {all} points are tried, around “{}”{span}.", grid.base().name)
            }
            Stage::Cancelled => {
                t!("Cancelled after {done} of {all} points. What was found stands.")
            }
            Stage::Failed(why) => t!("It stopped after {done} of {all} points. {why}"),
        };
        if progress.skipped > 0 {
            let skipped = count(progress.skipped);
            words += &t!(" {skipped} hold values that do not go together and were left out.");
        }
        if progress.restarts > 0 {
            words += t!(" A worker stopped on the way and was started again; nothing is lost.");
        }
        words
    }
}

pub(super) fn cost(score: Score, price: Option<f64>, span: Interval) -> f64 {
    let hours = score.instance_hours;
    price.map_or(hours, |price| Cost::of(hours, price, span).per_day)
}
