//! Labels that keep out of each other's way.

use super::geometry::Rule;
use super::layout::{LABEL_DROP, LABEL_GAP};
use crate::base::order;

/// Moves `wanted` positions apart so that neighbours are at least `gap` from each other and all
/// lie within `low..=high`, each as near to its place as a simple sweep gets. If there is not
/// enough room, the gap shrinks. Equal positions keep their order.
///
/// ```
/// use headroom::chart::labels::spread;
///
/// assert_eq!(spread(&[50.0, 52.0], 10.0, 0.0, 100.0), [50.0, 60.0]);
/// assert_eq!(spread(&[95.0, 99.0], 10.0, 0.0, 100.0), [90.0, 100.0]);
/// ```
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let order = order(wanted.len(), &|a, b| wanted[a].total_cmp(&wanted[b]));
    let steps = wanted.len().saturating_sub(1).max(1) as f64;
    let gap = gap.min((high - low) / steps).max(0.0);
    let mut placed = wanted.to_vec();
    let mut free = low;
    for index in &order {
        placed[*index] = placed[*index].max(free);
        free = placed[*index] + gap;
    }
    let mut free = high;
    for index in order.iter().rev() {
        placed[*index] = placed[*index].min(free);
        free = placed[*index] - gap;
    }
    placed
}

/// Sets the baselines of the labels of horizontal lines.
pub fn place(rules: &mut [Rule], low: f64, high: f64) {
    let wanted: Vec<f64> = rules.iter().map(|rule| rule.y).collect();
    let placed = spread(&wanted, LABEL_GAP, low, high);
    for (rule, y) in rules.iter_mut().zip(placed) {
        rule.label_y = y + LABEL_DROP;
    }
}

/// Adds a line, unless an earlier series has the same: then that one takes the later tone, since
/// the later series is drawn on top.
pub fn add(rules: &mut Vec<Rule>, new: Rule) {
    let same = |rule: &&mut Rule| rule.kind == new.kind && rule.value == new.value;
    let Some(rule) = rules.iter_mut().find(same) else {
        rules.push(new);
        return;
    };
    rule.shared |= rule.tone != new.tone;
    rule.tone = new.tone;
}
