//! JSON text: what is read, and what is said of a text that is none.

use headroom::wire::{TextPlace, decode, parse};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn an_error_tells_line_and_column_apart_from_what_is_wrong() {
    let table = [
        ("{\n  \"a\": x\n}", "expected value", 2, 8),
        ("[1", "EOF while parsing a list", 1, 2),
        ("", "EOF while parsing a value", 1, 0),
        ("{} {}", "trailing characters", 1, 4),
        ("[1e309]", "number out of range", 1, 6),
    ];
    for (text, message, line, column) in table {
        let error = parse(text.as_bytes()).unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.text),
            (message, Some(TextPlace { line, column }))
        );
        assert_eq!(error.to_string(), format!("{message} at line {line} column {column}"));
        assert_eq!(error.path(), format!("line {line} column {column}"));
    }
}

#[test]
fn what_is_not_json_is_refused() {
    let deep = "[".repeat(200) + &"]".repeat(200);
    let texts = ["nul", "[1,]", "{a:1}", "'a'", "01", "+1", ".5", "1e", "\"\\x41\"", "\"\u{1}\""];
    for text in texts.into_iter().chain([deep.as_str()]) {
        assert!(parse(text.as_bytes()).is_err(), "{text} is accepted");
    }
    assert!(parse(b"\"\xff\"").is_err());
}

/// The last of two would win in silence.
#[test]
fn a_name_that_stands_twice_is_refused() {
    for text in [r#"{"a": 1, "b": {"c": 2, "c": 2}}"#, r#"[{"c": 1, "\u0063": {}}]"#] {
        let error = parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.message, "\"c\" stands twice in one object");
        assert_eq!(error.text.unwrap().line, 1);
        assert!(decode::<serde::de::IgnoredAny>(text.as_bytes()).is_err());
    }
    assert!(parse(br#"{"a": {"c": 1}, "b": {"c": 1}, "": 1, "A": 2}"#).is_ok());
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Every number comes back to the bit: the library rounds unless its feature says otherwise.
    #[test]
    fn what_is_written_is_read_back(value in json()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(parse(text.as_bytes()).unwrap(), value.clone());
        prop_assert_eq!(decode::<Value>(text.as_bytes()).unwrap(), value);
    }

    #[test]
    fn numbers_are_the_nearest(whole: u64, fraction: u64, power in -340..300) {
        let text = format!("{whole}.{fraction}e{power}");
        let nearest: f64 = text.parse().unwrap();
        let read = parse(text.as_bytes()).ok().and_then(|value| value.as_f64());
        prop_assert_eq!(read.map(f64::to_bits), nearest.is_finite().then(|| nearest.to_bits()));
    }
}
