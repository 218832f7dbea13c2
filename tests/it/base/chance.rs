//! The one generator, against numbers published for it.

use headroom::base::{draw, unit};

/// The first outputs of splitmix64 from the seed 1234567, as its reference implementation in C
/// prints them.
#[test]
fn draws_are_those_of_the_reference_implementation() {
    let published = [
        6_457_827_717_110_365_317,
        3_203_168_211_198_807_973,
        9_817_491_932_198_370_423,
        4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
    ];
    for (index, number) in (0..).zip(published) {
        assert_eq!(draw(1_234_567, index), number, "{index}");
    }
}

#[test]
fn a_unit_is_from_nothing_to_under_one() {
    assert_eq!(unit(0), 0.0);
    assert_eq!(unit(1 << 63), 0.5);
    assert!(unit(u64::MAX) < 1.0);
}
