//! What sets any two rules apart.

use super::pairs::{own_place, pair_rows};
use super::review::{self, Line, differences};
use super::target;
use crate::forms::{Draft, group, scaling_policy};
use crate::whatif::VariantRules;

/// The fields in which rules differ from the saved ones. Of rules of the other kind these are all
/// fields, since nothing saved corresponds to them.
#[must_use]
pub fn differing(saved: &VariantRules, wanted: &VariantRules) -> Vec<Line> {
    let mut lines = Vec::new();
    match (saved, wanted) {
        (VariantRules::Thresholds(old), VariantRules::Thresholds(new)) => {
            let rows = pair_rows(&old.policies, &new.policies);
            lines = review::lines(&old.capacity, &new.capacity, &rows);
        }
        (VariantRules::Target(old), VariantRules::Target(new)) => lines = target::lines(old, new),
        (VariantRules::Target(_), VariantRules::Thresholds(new)) => {
            let bounds = group::capacity_draft(&new.capacity);
            let sections = [group::capacity_section()];
            differences(own_place(), &sections, &Draft::default(), &bounds, &mut lines);
            let rows = pair_rows(&[], &new.policies);
            lines.extend(review::lines(&new.capacity, &new.capacity, &rows));
        }
        (VariantRules::Thresholds(_), VariantRules::Target(new)) => {
            let new = scaling_policy::draft(new);
            let sections = scaling_policy::sections(&new);
            differences(own_place(), &sections, &Draft::default(), &new, &mut lines);
        }
    }
    lines
}
