//! The points of a sweep that could be advised, by their scores over the whole history.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Point, Score, Search, Weighing};

/// The cheapest points that are no worse than the saved rules over the whole history and gain
/// enough. Whatever the order in which points come, and however they are split over workers, the
/// same are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Candidates {
    /// How scores are weighed.
    weighing: Weighing,
    /// What the saved rules did.
    saved: Score,
    /// How long the history is, in hours.
    hours: f64,
    /// Ascending in cost.
    points: Vec<Point>,
    /// How many more there were than are kept.
    dropped: u32,
}

const _: () = assert!(Search::MOST_AT_ONCE <= Candidates::MOST, "none of a piece is dropped");

impl Candidates {
    /// The most that are kept: 80 KB of them.
    pub const MOST: usize = 2_000;

    /// None yet, against what the saved rules did over so many hours.
    #[must_use]
    pub const fn new(weighing: Weighing, saved: Score, hours: f64) -> Self {
        Self { weighing, saved, hours, points: Vec::new(), dropped: 0 }
    }

    /// Those that are kept, the cheapest first.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// What the saved rules did.
    #[must_use]
    pub const fn saved(&self) -> Score {
        self.saved
    }

    /// How scores are weighed.
    #[must_use]
    pub const fn weighing(&self) -> Weighing {
        self.weighing
    }

    /// How long the history is, in hours.
    #[must_use]
    pub const fn hours(&self) -> f64 {
        self.hours
    }

    /// How many more there were than are kept, each dearer than all of them.
    #[must_use]
    pub const fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Takes a point, if it could be advised.
    pub fn add(&mut self, point: Point) {
        let Self { weighing, saved, hours, .. } = self;
        if weighing.is_worse(saved, &point.score, *hours)
            || weighing.gain(saved, &point.score, *hours).is_none()
        {
            return;
        }
        let at = self.points.partition_point(|other| self.order(other, &point).is_lt());
        if at < Self::MOST {
            self.points.insert(at, point);
        }
        let kept = self.points.len().min(Self::MOST);
        self.dropped += u32::from(at >= Self::MOST || kept < self.points.len());
        self.points.truncate(kept);
    }

    /// Takes those of another part of the same sweep.
    pub fn merge(&mut self, other: &Self) {
        other.points.iter().for_each(|point| self.add(*point));
        self.dropped += other.dropped;
    }

    fn order(&self, one: &Point, other: &Point) -> Ordering {
        let cost = |point: &Point| self.weighing.cost(&point.score);
        cost(one)
            .total_cmp(&cost(other))
            .then(one.score.overload_minutes.total_cmp(&other.score.overload_minutes))
            .then(one.index.cmp(&other.index))
    }
}

impl Extend<Point> for Candidates {
    fn extend<T: IntoIterator<Item = Point>>(&mut self, points: T) {
        points.into_iter().for_each(|point| self.add(point));
    }
}
