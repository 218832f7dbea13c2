//! Numbers of texts: the grammar and the bits of the standard library's.

use headroom::wire::parse_number;
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

/// Every NaN is one: which bits it has is nobody's promise.
fn bits(number: Option<f64>) -> Option<u64> {
    number.map(|number| if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() })
}

#[test]
fn texts_are_numbers_as_for_the_standard_library() {
    let numbers = [
        "0",
        "-0",
        "+0",
        "00",
        "007",
        "5",
        "+5",
        "-5",
        "5.",
        ".5",
        "-.5",
        "05.50",
        "1e5",
        "1E5",
        "1e+5",
        "1e-5",
        "1e05",
        "5.e1",
        ".5e1",
        "0e0",
        "0e999999",
        "1e308",
        "1e309",
        "-1e309",
        "1e400",
        "1e99999999999999999999",
        "1e-400",
        "5e-324",
        "2e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "9007199254740993",
        "9007199254740993.0000000000000001",
        "18446744073709551615",
        "18446744073709551616",
        "0.1",
        "123456789.123456789",
        "inf",
        "-inf",
        "+Inf",
        "INFINITY",
        "nan",
        "NaN",
        "-nan",
        "179769313486231580793728971405303415079934132710037826936173778980444",
    ];
    for text in numbers {
        assert!(parse_number(text).is_some(), "{text}");
        assert_eq!(bits(parse_number(text)), bits(text.parse().ok()), "{text}");
    }
    let others = [
        "", " ", ".", "-", "+", "--5", "+-5", "e5", ".e5", "1e", "1e+", "1e-", "1e5.", "1e5e5",
        "1 ", " 1", "1\n", "1.2.3", "1_0", "1,5", "0x1", "five", "infin", "nane", "1e ", "1e5 ",
        "١", "1é", "null", "\"1\"", "[1]", "1-1", "1.-1", "1.+1",
    ];
    for text in others {
        assert_eq!(parse_number(text), None, "{text}");
        assert_eq!(text.parse::<f64>().ok(), None, "{text}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<f64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| format!("{number:e}")),
        any::<u64>().prop_map(|whole| whole.to_string()),
        // The middle between two neighbours and what lies just beside it are the hardest to round.
        (
            1_u64..1 << 53,
            -340_i32..310,
            prop_oneof![Just(""), Just("5"), Just("50000000000000001")]
        )
            .prop_map(|(digits, power, tail)| format!("{digits}.{tail}e{power}")),
        "[+-]?[0-9]{0,30}[.]?[0-9]{0,30}(e[+-]?[0-9]{0,4})?",
        "[-+.eE0-9 infaN]{0,12}",
    ]
}

proptest! {
    #[test]
    fn any_text_has_the_standard_librarys_bits(text in texts()) {
        prop_assert_eq!(bits(parse_number(&text)), bits(text.parse().ok()));
    }
}
