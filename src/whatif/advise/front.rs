//! The best bargains of a sweep.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::Point;

/// The points that no other beats: none costs less with no more overload, and none has less
/// overload at no more cost. Of points equal in both, the one with fewer changes, then fewer
/// reversals, then the lower number stays, so that the order in which they come does not matter,
/// nor which worker finds them.
///
/// ```
/// use headroom::whatif::{Front, Point, Score};
///
/// let point = |index, instance_hours, overload_minutes| {
///     let score = Score { instance_hours, overload_minutes, ..Score::default() };
///     Point { index, score }
/// };
/// let mut front = Front::default();
/// front.add(point(0, 20.0, 30.0));
/// front.add(point(1, 24.0, 0.0));
/// front.add(point(2, 25.0, 5.0));
/// let kept: Vec<u32> = front.points().iter().map(|point| point.index).collect();
/// assert_eq!(kept, [0, 1], "the last is dearer than the second and overloaded besides");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Front {
    /// Ascending in cost, and so descending in overload.
    points: Vec<Point>,
}

impl Front {
    /// The points, the cheapest first and the one with the least overload last.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Takes a point, if no other beats it, and drops what it beats.
    pub fn add(&mut self, point: Point) {
        let at = self.points.partition_point(|other| order(other, &point) == Ordering::Less);
        let overload = point.score.overload_minutes;
        let cheaper = at.checked_sub(1).and_then(|before| self.points.get(before));
        if cheaper.is_some_and(|cheaper| cheaper.score.overload_minutes <= overload) {
            return;
        }
        let beaten = self.points[at..]
            .iter()
            .take_while(|other| other.score.overload_minutes >= overload)
            .count();
        self.points.splice(at..at + beaten, [point]);
    }

    /// Takes the points of another front over the same grid.
    pub fn merge(&mut self, other: &Self) {
        other.points.iter().for_each(|point| self.add(*point));
    }
}

impl Extend<Point> for Front {
    fn extend<T: IntoIterator<Item = Point>>(&mut self, points: T) {
        points.into_iter().for_each(|point| self.add(point));
    }
}

/// By cost, then overload, then what breaks a tie.
fn order(one: &Point, other: &Point) -> Ordering {
    let (a, b) = (&one.score, &other.score);
    let (a_rest, b_rest) =
        ((a.changes, a.reversals, one.index), (b.changes, b.reversals, other.index));
    a.instance_hours
        .total_cmp(&b.instance_hours)
        .then(a.overload_minutes.total_cmp(&b.overload_minutes))
        .then(a_rest.cmp(&b_rest))
}
