//! Variants by name.

use headroom::whatif::{Variant, Variants};
use headroom::wire::Policy;

use super::{capacity, policies};
use crate::chance::Chance;

fn saved() -> Variants {
    let policies = policies(&["cpu > 70 +1", "cpu < 30 -1"]);
    Variants::new(Variant { name: "saved".to_owned(), capacity: capacity(1, 5, 300), policies })
}

fn names(variants: &Variants) -> Vec<&str> {
    variants.iter().map(|variant| variant.name.as_str()).collect()
}

#[test]
fn copies_have_names_of_their_own() {
    let mut variants = saved();
    assert_eq!(variants.duplicate(0), Some(1));
    assert_eq!(variants.duplicate(1), Some(2));
    assert_eq!(variants.add(Variant::default()), 3);
    assert_eq!(names(&variants), ["saved", "saved 2", "saved 3", "variant"]);
    variants.rename(1, " bolder ");
    variants.rename(2, "bolder");
    variants.rename(3, "saved");
    variants.rename(0, "other");
    assert_eq!(names(&variants), ["saved", "bolder", "bolder 2", "saved 2"]);
    variants.rename(1, "bolder");
    assert_eq!(variants.get(1).unwrap().name, "bolder", "its own name is free");
    variants.remove(2);
    variants.remove(0);
    variants.remove(9);
    assert_eq!((names(&variants).len(), variants.count()), (3, 3));
    assert_eq!(variants.duplicate(9), None);
}

#[test]
fn the_saved_variant_cannot_be_edited_here() {
    let mut variants = saved();
    variants.edit(0, |variant| variant.policies.clear());
    assert_eq!(variants.saved().policies.len(), 2);
    let copy = variants.duplicate(0).unwrap();
    variants.edit(copy, |variant| variant.policies.truncate(1));
    assert_eq!(variants.get(copy).unwrap().policies.len(), 1);
}

#[test]
fn a_row_keeps_the_id_of_the_policy_that_it_came_from() {
    let mut variants = saved();
    let copy = variants.duplicate(0).unwrap();
    let first = variants.saved().policies[0].clone();
    variants.edit(copy, |variant| {
        assert_eq!(variant.add_policy(first.clone()), 2);
    });
    let ids = |variants: &Variants| {
        let rows = variants.get(copy).unwrap().policies.iter();
        rows.map(|row| row.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&variants), ["policy-1", "policy-2", ""]);
    // Saved meanwhile by someone else, without the second policy.
    let saved = Variant { policies: vec![first], ..variants.saved().clone() };
    variants.follow(saved);
    assert_eq!(ids(&variants), ["policy-1", "", ""]);
    assert_eq!(variants.saved().policies.len(), 1);
}

#[test]
fn names_never_collide_whatever_is_done() {
    for seed in 0..200 {
        let mut chance = Chance(seed);
        let mut variants = saved();
        for _ in 0..30 {
            let index = usize::try_from(chance.within(0, 7)).unwrap();
            match chance.within(0, 3) {
                0 => drop(variants.duplicate(index)),
                1 => variants
                    .rename(index, chance.pick(&["a", "a 2", "", "saved", " a", "2", "a 02"])),
                2 => variants.remove(index),
                _ => drop(
                    variants
                        .add(Variant { policies: vec![Policy::default()], ..Variant::default() }),
                ),
            }
            let mut seen = names(&variants);
            assert_eq!(seen[0], "saved", "seed {seed}");
            seen.sort_unstable();
            let all = seen.len();
            seen.dedup();
            assert_eq!(seen.len(), all, "seed {seed}: {:?}", names(&variants));
        }
    }
}
