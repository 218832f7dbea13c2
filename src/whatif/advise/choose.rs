//! The one rule by which a point is chosen, of a sweep and of half of its days alike.

use super::edits::Edits;
use super::worth::Gain;
use super::{Score, Weighing};
use crate::base::sort_by;

/// How far from the best a point may be and still be as good, as a share.
const AS_GOOD: f64 = 0.01;

/// What is chosen among: scores over one stretch of time, each with its edits.
pub struct Choice<'a> {
    pub weighing: &'a Weighing,
    pub saved: Score,
    /// How long the stretch is, in hours.
    pub hours: f64,
}

impl Choice<'_> {
    /// The place of what is chosen: of those that gain in cost (or meet the stated limit) the best
    /// that `admits` takes, else of those that gain in overload; and of those within 1 % of the
    /// best the one with the fewest edits, then the least ones.
    ///
    /// None of `points` is worse than the saved rules; `admits` is asked as seldom as can be.
    pub fn of(
        &self,
        points: &[(Score, Edits)],
        mut admits: impl FnMut(usize) -> bool,
    ) -> Option<usize> {
        let (mut cheap, mut calm) = (Vec::new(), Vec::new());
        for (place, (score, _)) in points.iter().enumerate() {
            match self.weighing.gain(&self.saved, score, self.hours) {
                Some(Gain::Cost | Gain::Limit) => cheap.push((self.weighing.cost(score), place)),
                Some(Gain::Overload) => calm.push((score.overload_minutes, place)),
                None => {}
            }
        }
        let best = best(cheap, points, &mut admits);
        best.or_else(|| self::best(calm, points, &mut admits))
    }
}

fn best(
    mut ranked: Vec<(f64, usize)>,
    points: &[(Score, Edits)],
    admits: &mut impl FnMut(usize) -> bool,
) -> Option<usize> {
    let edits = |place: usize| &points[place].1;
    sort_by(&mut ranked, |one, other| {
        one.0.total_cmp(&other.0).then(edits(one.1).order(edits(other.1)))
    });
    let first = ranked.iter().position(|(_, place)| admits(*place))?;
    let (measure, place) = ranked[first];
    let as_good = ranked[first + 1..].iter().take_while(|(m, _)| *m <= measure * (1.0 + AS_GOOD));
    let mut nearer: Vec<usize> = as_good.map(|(_, place)| *place).collect();
    nearer.retain(|other| edits(*other).order(edits(place)).is_lt());
    sort_by(&mut nearer, |one, other| edits(*one).order(edits(*other)));
    Some(nearer.into_iter().find(|other| admits(*other)).unwrap_or(place))
}
