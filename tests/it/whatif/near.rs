//! What counts as the same of two replays that sum up in another order.

use headroom::whatif::Scorecard;

/// Numbers to nine digits, so that sums in another order are equal.
pub fn rounded(card: &Scorecard) -> String {
    let nine = |value: f64| format!("{value:.9}");
    let parts = [
        Some(card.instance_hours),
        card.cost_eur,
        card.cost_per_day_eur,
        card.cost_per_month_eur,
        card.overload_minutes,
        card.demand_hours,
        card.overload_hours,
        card.p95,
        Some(card.minutes_at_minimum),
        Some(card.minutes_at_maximum),
        Some(card.denied_minutes),
    ];
    let parts = parts.map(|part| part.map_or("-".to_owned(), nine)).join(" ");
    format!("{parts} {} {}", card.changes, card.reversals)
}

/// Whether all values are the same but for the last bits of a mean.
pub fn near(own: &[Vec<f64>], other: &[Vec<f64>]) -> bool {
    let near = |(a, b): (&f64, &f64)| {
        a.to_bits() == b.to_bits() || (a - b).abs() <= 1e-12 * b.abs().max(1.0)
    };
    own.iter().flatten().zip(other.iter().flatten()).all(near)
}
