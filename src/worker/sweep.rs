//! Points of a sweep, a part at a time.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::replay::read_job;
use super::{Message, Reply, ask, from_text, to_text, unknown};
use crate::whatif::{Front, Grid, Interval, Job, Point, Score, Search, Sweep, Variant};

/// What is swept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Swept {
    /// The variant whose numbers are varied.
    pub base: Variant,
    /// The saved policies, for comparison.
    pub saved: Variant,
    /// What to try.
    pub sweep: Sweep,
}

/// How a sweep begins.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Begun {
    /// How many points to ask for at once.
    pub at_once: u32,
    /// What the saved policies did.
    pub saved: Score,
    /// The time that the histories cover.
    pub span: Interval,
}

/// What came of a part of a sweep.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Swath {
    /// The points that no other of the part beats.
    pub front: Vec<Point>,
    /// How many points hold values that do not go together.
    pub skipped: u32,
}

/// The worker of a sweep: of all questions it answers [`ask::JOB`], [`ask::SWEEP`] and
/// [`ask::POINTS`]. As many of them as there are cores share a sweep.
#[derive(Default)]
pub struct Sweeper {
    job: Option<Job>,
    search: Option<Search>,
}

impl Sweeper {
    /// Answers a message.
    ///
    /// # Errors
    /// Says why there is no answer, for people.
    pub fn answer(&mut self, message: Message) -> Result<Reply, String> {
        let Message { name, text, columns, .. } = message;
        match name.as_str() {
            ask::JOB => {
                *self = Self { job: Some(read_job(&text, columns)?), search: None };
                Ok(Reply::default())
            }
            ask::SWEEP => {
                let job = self.job.as_ref().ok_or("There is nothing to sweep yet.")?;
                let (search, begun) = begin(job, &text)?;
                self.search = Some(search);
                Ok(begun)
            }
            ask::POINTS => points(self.search.as_mut().ok_or("No sweep has begun.")?, &text),
            other => Err(unknown(other)),
        }
    }
}

fn begin(job: &Job, text: &str) -> Result<(Search, Reply), String> {
    let Swept { base, saved, sweep } = from_text(text)?;
    let grid = Grid::new(&base, &sweep).map_err(|error| error.to_string())?;
    let search = Search::new(job, grid, 0..0).map_err(|error| error.to_string())?;
    let saved = search.score(&saved).map_err(|error| error.to_string())?;
    let begun = Begun { at_once: search.at_once(), saved, span: search.span() };
    Ok((search, Reply::text(to_text(&begun))))
}

fn points(search: &mut Search, text: &str) -> Result<Reply, String> {
    let part = part(text).ok_or_else(|| format!("“{text}” is no part of a sweep."))?;
    search.go_to(part);
    let chunk = search.chunk(u32::MAX).unwrap_or_default();
    let mut front = Front::default();
    front.extend(chunk.points);
    Ok(Swath { front: front.points().to_vec(), skipped: chunk.skipped }.into_reply())
}

/// The part of a sweep that this text asks for.
fn part(text: &str) -> Option<Range<u32>> {
    let (from, to) = text.split_once(' ')?;
    Some(from.parse().ok()?..to.parse().ok()?)
}

/// Asks for a part of a sweep.
#[must_use]
pub fn part_text(part: &Range<u32>) -> String {
    format!("{} {}", part.start, part.end)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far under 2^53")]
const fn float(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as counted")]
const fn count(float: f64) -> usize {
    float as usize
}

impl Swath {
    /// As columns: no text stands for thousands of numbers.
    fn into_reply(self) -> Reply {
        let column = |value: fn(&Point) -> f64| self.front.iter().map(value).collect();
        let columns = vec![
            column(|point| f64::from(point.index)),
            column(|point| point.score.instance_hours),
            column(|point| point.score.overload_minutes),
            column(|point| float(point.score.changes)),
            column(|point| float(point.score.reversals)),
        ];
        Reply { text: self.skipped.to_string(), columns, ..Reply::default() }
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// When it is none.
    pub fn of_reply(reply: &Reply) -> Result<Self, String> {
        let none = || "The worker answered with something that is no part of a sweep.".to_owned();
        let [indices, hours, minutes, changes, reversals] = reply.columns.as_slice() else {
            return Err(none());
        };
        let skipped = reply.text.parse().map_err(|_| none())?;
        let point = |(at, index): (usize, &f64)| {
            let score = Score {
                instance_hours: *hours.get(at)?,
                overload_minutes: *minutes.get(at)?,
                changes: count(*changes.get(at)?),
                reversals: count(*reversals.get(at)?),
            };
            Some(Point { index: u32::try_from(count(*index)).ok()?, score })
        };
        let front: Option<Vec<Point>> = indices.iter().enumerate().map(point).collect();
        Ok(Self { front: front.ok_or_else(none)?, skipped })
    }
}
