//! What several variants set, side by side.

use headroom::lab::{Compared, compared};
use headroom::whatif::Variant;
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy};
use headroom::wire::{Float, PolicyId};

use super::{policy, saved};

/// As in `up, Threshold: 70 % | 60 %! | 70 %`, where what is not as saved has a mark.
fn told(variants: &[Option<Variant>]) -> Vec<String> {
    let told = |Compared { place, field, saved, cells }: Compared| {
        let mut all = vec![saved];
        all.extend(cells.into_iter().map(|cell| match cell.is_changed {
            true => format!("{}!", cell.text),
            false => cell.text,
        }));
        format!("{place}, {field}: {}", all.join(" | "))
    };
    compared(&saved(), variants).into_iter().map(told).collect()
}

fn with_threshold(threshold: f64) -> Variant {
    let mut variant = saved();
    variant.thresholds_mut().unwrap().policies[0].metric.threshold = Float::new(threshold);
    variant
}

#[test]
fn every_setting_of_every_variant_stands_beside_the_saved_one() {
    assert_eq!(told(&[None, None]), [""; 0]);
    let mut other = with_threshold(55.0);
    other.thresholds_mut().unwrap().capacity.max_replicas = 9;
    assert_eq!(
        told(&[Some(with_threshold(60.0)), None, Some(other)]),
        [
            "up, Threshold: 70 % | 60 %! | 70 % | 55 %!",
            "Group, Maximum: 5 Instances | 5 Instances | 5 Instances | 9 Instances!",
        ]
    );
}

#[test]
fn policies_that_are_added_and_left_out_and_rules_of_the_other_kind_are_told() {
    let mut less = saved();
    less.thresholds_mut().unwrap().policies.truncate(1);
    let mut more = saved();
    let added = headroom::wire::Policy { id: PolicyId::default(), ..policy("new", true, 90.0) };
    more.thresholds_mut().unwrap().policies.push(added);
    let rows = told(&[Some(less), Some(more)]);
    assert!(rows.contains(&"down, Threshold: 30 % | –! | 30 %".to_owned()), "{rows:?}");
    assert!(rows.contains(&"new, Threshold: – | – | 90 %!".to_owned()), "{rows:?}");

    let fixed = Some(FixedSize { size: 2 });
    let target = ScalingPolicy { maximum_size: 7, fixed_size: fixed, ..<_>::default() };
    let target = Variant::of_target("target".to_owned(), target);
    let rows = told(&[Some(target)]);
    assert!(rows.contains(&"Group, Maximum: – | 7 Instances!".to_owned()), "{rows:?}");
}
