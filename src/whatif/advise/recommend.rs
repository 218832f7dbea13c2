//! Which point of a front to take.

use serde::{Deserialize, Serialize};

use super::{Front, Point, Score};
use crate::base::grouped;
use crate::whatif::{HOURS_PER_DAY, HOURS_PER_MONTH, Interval};

/// How a point stands to the saved policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// It is better in cost or overload and worse in neither.
    Better,
    /// It is better in one and worse in the other, and the best balance of both.
    Trade,
    /// The saved policies are the best balance themselves.
    Keep,
}

/// What a sweep recommends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// How it stands to the saved policies.
    pub advice: Advice,
    /// The point to take; `None` to keep the saved policies.
    pub point: Option<Point>,
    /// What the saved policies did.
    pub saved: Score,
}

/// Recommends a point.
///
/// The rule: the cheapest point that is better than the saved policies in cost or overload and
/// worse in neither. Where there is none, the knee of the front with the saved policies on it:
/// the smallest sum of cost and overload when each goes from 0 at its least to 1 at its most
/// there; of equals the one with the least overload. The knee may be the saved policies.
#[must_use]
pub fn recommend(front: &Front, saved: Score) -> Recommendation {
    let points = front.points();
    let better = points.iter().find(|point| {
        let score = point.score;
        let worse = score.instance_hours > saved.instance_hours
            || score.overload_minutes > saved.overload_minutes;
        let same = score.instance_hours == saved.instance_hours
            && score.overload_minutes == saved.overload_minutes;
        !worse && !same
    });
    if let Some(point) = better {
        return Recommendation { advice: Advice::Better, point: Some(*point), saved };
    }
    let balance = balance(points, saved);
    let mut knee: (f64, Score, Option<Point>) = (balance(saved), saved, None);
    for point in points {
        let (sum, score) = (balance(point.score), point.score);
        if sum < knee.0 || (sum == knee.0 && score.overload_minutes < knee.1.overload_minutes) {
            knee = (sum, score, Some(*point));
        }
    }
    let advice = if knee.2.is_some() { Advice::Trade } else { Advice::Keep };
    Recommendation { advice, point: knee.2, saved }
}

/// Cost and overload as shares of the way from their least to their most, added up.
fn balance(points: &[Point], saved: Score) -> impl Fn(Score) -> f64 {
    let all = || points.iter().map(|point| point.score).chain([saved]);
    let range = |value: fn(&Score) -> f64| {
        let least = all().map(|score| value(&score)).fold(f64::INFINITY, f64::min);
        let most = all().map(|score| value(&score)).fold(0.0, f64::max);
        (least, most - least)
    };
    let hours = range(|score| score.instance_hours);
    let minutes = range(|score| score.overload_minutes);
    let share = |value: f64, (least, width): (f64, f64)| match width {
        0.0 => 0.0,
        width => (value - least) / width,
    };
    move |score| share(score.instance_hours, hours) + share(score.overload_minutes, minutes)
}

impl Recommendation {
    /// What it buys against the saved policies, in a sentence. `clause` says what to do, as
    /// [`super::Grid::clause`] does; without a price the cost is in Instance-hours.
    #[must_use]
    pub fn sentence(&self, clause: &str, span: Interval, eur_per_hour: Option<f64>) -> String {
        let Some(point) = self.point else {
            return "Keep the saved policies: no point of this sweep is better in cost or overload \
                    without being worse in the other, and none is a better balance."
                .to_owned();
        };
        let (before, after) = (self.saved, point.score);
        let hours = after.instance_hours - before.instance_hours;
        let share = match before.instance_hours {
            0.0 => String::new(),
            whole => format!(" ({} %)", grouped((hours / whole * 100.0).abs(), 1)),
        };
        let amount = match eur_per_hour {
            Some(price) => {
                let monthly = hours.abs() / span.hours() * HOURS_PER_MONTH * price;
                format!("€ {} a month", grouped(monthly, 2))
            }
            None => {
                let daily = hours.abs() / span.hours() * HOURS_PER_DAY;
                format!("{} Instance-hours a day", grouped(daily, 1))
            }
        };
        let minutes = after.overload_minutes - before.overload_minutes;
        let overload = format!("{} min of overload", grouped(minutes.abs(), 0));
        let cheaper = hours < 0.0;
        let cost = match hours {
            0.0 => "costs the same".to_owned(),
            hours if hours < 0.0 => format!("saves {amount}{share}"),
            _ => format!("costs {amount}{share} more"),
        };
        let risk = match minutes {
            0.0 => "with no more overload".to_owned(),
            minutes if minutes < 0.0 => format!("and avoids {overload} of this history"),
            _ if cheaper => format!("but adds {overload} to this history"),
            _ => format!("and adds {overload} to this history"),
        };
        format!("{clause}: that {cost} {risk}, against the saved policies.")
    }
}
