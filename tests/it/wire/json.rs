//! The reader of JSON text, against the library's.

use headroom::wire::parse;
use proptest::prelude::*;
use serde_json::Value;

/// Both read the same, or both refuse.
fn assert_same(text: &[u8]) {
    let (ours, theirs) = (parse(text), serde_json::from_slice::<Value>(text));
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(text)),
        (Err(_), Err(_)) => {}
        (ours, theirs) => {
            panic!("{:?}: {ours:?} but {theirs:?}", String::from_utf8_lossy(text))
        }
    }
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "null",
    "nul",
    "nullx",
    "true",
    "false",
    " \t\r\n[ ] ",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{}",
    "{,}",
    r#"{"a":1,}"#,
    r#"{"a" 1}"#,
    r#"{a:1}"#,
    r#"{"a":1,"a":2}"#,
    "{} {}",
    r#""""#,
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u00e9\uD83D\uDE00""#,
    r#""\uD83D""#,
    r#""\uD83Dx""#,
    r#""\uD83D\n""#,
    r#""\uD83D\u0041""#,
    r#""\uDE00""#,
    r#""\u12""#,
    r#""\u12G4""#,
    r#""\x41""#,
    "\"\u{1}\"",
    "\"a",
    r#""a\"#,
    "\"ä€😀\"",
    "'a'",
    "0",
    "-0",
    "-0.0",
    "00",
    "01",
    "-",
    "+1",
    ".5",
    "5.",
    "1e",
    "1e+",
    "1E5",
    "1e-5",
    "1.5e3",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "1e308",
    "1e309",
    "-1e309",
    "1e-400",
    "60.492000000000004",
    "0.1",
    "2.2250738585072011e-308",
    "9007199254740993",
    "123456789012345678901234567890",
];

#[test]
fn texts_that_are_and_are_not_json_are_read_alike() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    for text in TEXTS {
        assert_same(text.as_bytes());
    }
    for levels in [100, 127, 200] {
        assert_same(deep(levels).as_bytes());
    }
    assert_same(b"\"\xff\"");
    assert_same(b"\xef\xbb\xbf1");
}

#[test]
fn an_error_tells_line_and_column() {
    let said = |text: &str| parse(text.as_bytes()).unwrap_err().message;
    assert_eq!(said("{\n  \"a\": x\n}"), "expected value at line 2 column 8");
    assert_eq!(said("[1"), "expected `,` or `]` at line 1 column 3");
    assert_eq!(said(""), "EOF while parsing a value at line 1 column 1");
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
    #[test]
    fn what_is_written_is_read_back(value in json()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(parse(text.as_bytes()).unwrap(), value.clone());
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(parse(pretty.as_bytes()).unwrap(), value);
    }

    #[test]
    fn damaged_texts_are_read_alike(value in json(), at: prop::sample::Index, byte: u8) {
        let mut text = serde_json::to_vec(&value).unwrap();
        let at = at.index(text.len());
        text[at] = byte;
        assert_same(&text);
        text.truncate(at);
        assert_same(&text);
    }

    #[test]
    fn numbers_are_read_alike(whole: u64, fraction: u64, power in -340..340) {
        assert_same(format!("{whole}.{fraction}e{power}").as_bytes());
        assert_same(format!("-{whole}e{power}").as_bytes());
        assert_same(format!("0.{fraction}").as_bytes());
    }
}
