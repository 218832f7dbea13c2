//! Names for variants.

use headroom::whatif::free_name;

use crate::chance::Chance;

fn free(name: &str, taken: &[&str]) -> String {
    let taken: Vec<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    free_name(name, &taken)
}

#[test]
fn a_name_that_is_taken_gets_the_first_free_number() {
    assert_eq!(free("bolder", &["saved"]), "bolder");
    assert_eq!(free(" bolder ", &["saved", "bolder"]), "bolder 2");
    assert_eq!(free("bolder", &["bolder", "bolder 2", "bolder 4"]), "bolder 3");
    assert_eq!(free("bolder 2", &["bolder 2", "saved"]), "bolder 3", "not `bolder 2 2`");
    assert_eq!(free("saved", &["saved"]), "saved 2");
    assert_eq!(free(" ", &["saved"]), "edited");
    assert_eq!(free("", &["edited"]), "edited 2");
}

#[test]
fn a_number_alone_and_one_without_a_space_are_part_of_the_name() {
    assert_eq!(free("2", &["2"]), "2 2");
    assert_eq!(free("t3", &["t3"]), "t3 2");
}

#[test]
fn names_never_collide_whatever_is_taken() {
    for seed in 0..200 {
        let mut chance = Chance(seed);
        let mut names = vec!["saved".to_owned()];
        for _ in 0..30 {
            let wanted = chance.pick(&["a", "a 2", "", "saved", " a", "2", "a 02", "a  2", " 2"]);
            let free = free_name(wanted, &names);
            assert!(!names.contains(&free), "seed {seed}: {free:?} is among {names:?}");
            names.push(free);
        }
    }
}
