//! Single values: durations, instants, numbers, enums and cloud-init on the wire.

use headroom::wire::{
    Action, AdjustmentType, Aggregate, CloudInit, Duration, Float, Level, ManagedMetric,
    NotADuration, Operator, OrderBy, Source, TemplateStatus, Timestamp, VolumeType,
};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{parse, print, through};

fn refuses<T: DeserializeOwned>(text: &str) {
    assert!(serde_json::from_str::<T>(text).is_err(), "{text} is accepted");
}

#[test]
fn durations_print_none_three_six_or_nine_digits() {
    let table = [
        ("300s", "300s"),
        ("300.000000000s", "300s"),
        ("0s", "0s"),
        ("0.5s", "0.500s"),
        ("1.500s", "1.500s"),
        ("1.0005s", "1.000500s"),
        ("1.000500s", "1.000500s"),
        ("0.000000001s", "0.000000001s"),
        ("1.1234567s", "1.123456700s"),
        ("-3s", "-3s"),
        ("-0.5s", "-0.500s"),
        ("-0s", "0s"),
        ("9223372036.854775807s", "9223372036.854775807s"),
        ("007s", "7s"),
    ];
    for (sent, answered) in table {
        let duration: Duration = sent.parse().expect(sent);
        assert_eq!(duration.to_string(), answered, "{sent}");
        assert_eq!(through::<Duration>(&print(&sent)), print(&answered));
    }
}

#[test]
fn what_is_no_duration_is_refused() {
    let table = [
        "",
        "s",
        "300",
        "300 s",
        " 300s",
        "300s ",
        "300S",
        "5m",
        "3e2s",
        "1.s",
        ".5s",
        "+5s",
        "--5s",
        "1.2.3s",
        "1.0000000001s",
        "1_000s",
        "0x10s",
        "NaNs",
        "infs",
        "٣s",
        "9223372036.854775808s",
        "99999999999999999999s",
    ];
    for text in table {
        assert!(text.parse::<Duration>().is_err(), "{text:?} is accepted");
        refuses::<Duration>(&print(&text));
    }
    for json in ["300", "null", "{}", "[\"300s\"]"] {
        refuses::<Duration>(json);
    }
}

#[test]
fn a_duration_out_of_range_is_said_to_be_just_that() {
    for text in ["9223372036.854775808s", "-9223372037s", "99999999999999999999s"] {
        assert_eq!(text.parse::<Duration>(), Err(NotADuration::Range), "{text}");
    }
    for text in ["300", "1.s", "99999999999999999999", "99999999999999999999.xs"] {
        assert_eq!(text.parse::<Duration>(), Err(NotADuration::Form), "{text}");
    }
    let error = serde_json::from_str::<Duration>("\"99999999999s\"").unwrap_err().to_string();
    assert!(error.contains("at most 9223372036 seconds"), "{error}");
}

#[test]
fn any_fraction_below_zero_is_negative() {
    for (text, negative) in [("-0.000000001s", true), ("-1s", true), ("-0s", false), ("0s", false)]
    {
        assert_eq!(text.parse::<Duration>().unwrap().is_negative(), negative, "{text}");
    }
}

#[test]
fn durations_count_in_milliseconds() {
    for (text, millis) in [("300s", 300_000), ("0.5s", 500), ("0.0009s", 0), ("-1.5s", -1_500)] {
        assert_eq!(text.parse::<Duration>().unwrap().as_millis(), millis, "{text}");
    }
    assert_eq!(Duration::from_secs(90).to_string(), "90s");
    assert_eq!(Duration::from_secs(-1).to_string(), "-1s");
    assert_eq!(Duration::from_secs(i64::MAX).to_string(), "9223372036.854775807s");
}

#[test]
fn instants_are_read_with_any_fraction_and_offset() {
    let table = [
        ("2025-08-26T16:26:11Z", "2025-08-26T16:26:11Z"),
        ("2025-08-26T16:26:11.9Z", "2025-08-26T16:26:11.900Z"),
        ("2025-08-26T16:26:11.97Z", "2025-08-26T16:26:11.970Z"),
        ("2025-08-26T16:26:11.973Z", "2025-08-26T16:26:11.973Z"),
        ("2025-08-26T16:26:11.9734Z", "2025-08-26T16:26:11.973400Z"),
        ("2025-08-26T16:26:11.97347Z", "2025-08-26T16:26:11.973470Z"),
        ("2025-08-26T16:26:11.973477Z", "2025-08-26T16:26:11.973477Z"),
        ("2025-08-26T16:26:11.9734779Z", "2025-08-26T16:26:11.973477900Z"),
        ("2025-08-26T16:26:11.97347793Z", "2025-08-26T16:26:11.973477930Z"),
        ("2025-08-26T16:26:11.973477931Z", "2025-08-26T16:26:11.973477931Z"),
        ("2025-08-26T18:26:11+02:00", "2025-08-26T16:26:11Z"),
        ("2025-08-26T16:26:16.723119+00:00", "2025-08-26T16:26:16.723119Z"),
        ("2025-08-25T23:26:11.5-17:00", "2025-08-26T16:26:11.500Z"),
        ("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z"),
        ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
        ("2025-08-26T16:26:11.9734779319999Z", "2025-08-26T16:26:11.973477931Z"),
        ("1677-09-22T00:00:00Z", "1677-09-22T00:00:00Z"),
        ("2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775807Z"),
    ];
    for (sent, answered) in table {
        let time: Timestamp = sent.parse().expect(sent);
        assert_eq!(time.to_string(), answered, "{sent}");
        assert_eq!(through::<Timestamp>(&print(&sent)), print(&answered));
    }
}

#[test]
fn what_is_no_instant_is_refused() {
    let table = [
        "",
        "now",
        "2025-08-26",
        "2025-08-26T16:26:11",
        "2025-13-01T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "2025-08-26T24:00:00Z",
        "2025-08-26T16:26:11.Z",
        "1772438400",
        "2025-08-26T16:26:11Z ",
        "9999-12-31T00:00:00Z",
        "1677-09-20T00:00:00Z",
        "2262-04-12T00:00:00Z",
    ];
    for text in table {
        assert!(text.parse::<Timestamp>().is_err(), "{text:?} is accepted");
        refuses::<Timestamp>(&print(&text));
    }
    refuses::<Timestamp>("1772438400");
}

#[test]
fn instants_are_cut_to_microseconds_towards_the_past() {
    let table = [
        ("2026-02-27T07:38:11.253788104Z", "2026-02-27T07:38:11.253788Z"),
        ("2026-02-27T07:38:11.000000999Z", "2026-02-27T07:38:11Z"),
        ("2026-02-27T07:38:11.253Z", "2026-02-27T07:38:11.253Z"),
        ("1969-12-31T23:59:59.999999001Z", "1969-12-31T23:59:59.999999Z"),
    ];
    for (sent, cut) in table {
        let time = sent.parse::<Timestamp>().unwrap().cut_to_micros();
        assert_eq!(time.to_string(), cut, "{sent}");
        assert_eq!(time.cut_to_micros(), time);
    }
}

#[test]
fn instants_count_in_milliseconds() {
    assert_eq!(Timestamp::from_millis(1_772_438_400_000).to_string(), "2026-03-02T08:00:00Z");
    assert_eq!(Timestamp::from_millis(-1).to_string(), "1969-12-31T23:59:59.999Z");
    assert_eq!(Timestamp::from_nanos(-1).as_millis(), -1);
    assert_eq!(Timestamp::from_nanos(1_999_999).as_millis(), 1);
    assert_eq!(Timestamp::from_millis(i64::MAX), Timestamp::from_nanos(i64::MAX));
}

#[test]
fn numbers_print_as_short_as_they_were_typed() {
    let table = [
        ("40", "40"),
        ("40.0", "40"),
        ("40.1", "40.1"),
        ("0.5", "0.5"),
        ("0", "0"),
        ("-0.0", "0"),
        ("-12.25", "-12.25"),
        ("1e10", "10000000000"),
        ("16777217", "16777216"),
        ("0.1", "0.1"),
        ("99.99", "99.99"),
        ("1e-7", "1e-7"),
    ];
    for (sent, answered) in table {
        assert_eq!(through::<Float>(sent), answered, "{sent}");
    }
    assert_eq!(parse::<Float>("40.1").get(), 40.1);
    for huge in ["3.4028235e38", "1e16", "9007199000000000", "1e30", "-1e30"] {
        let number: Float = parse(huge);
        assert_eq!(parse::<Float>(&print(&number)), number, "{huge}");
        assert_eq!(number.get(), huge.parse::<f64>().unwrap(), "{huge}");
    }
    for text in ["\"40\"", "null", "true", "1e39", "-1e300", "3.4028236e38"] {
        refuses::<Float>(text);
    }
}

/// JSON has no word for what is not finite, so a `Float` never is.
#[test]
fn a_number_out_of_range_is_the_largest_there_is() {
    let largest = f64::from(f32::MAX);
    for (number, held, printed) in [
        (1e39, false, "3.4028235e+38"),
        (-1e300, false, "-3.4028235e+38"),
        (f64::INFINITY, false, "3.4028235e+38"),
        (f64::NAN, false, "0"),
        (largest, true, "3.4028235e+38"),
        (1e-300, true, "0"),
    ] {
        let float = Float::new(number);
        assert_eq!((Float::holds(number), print(&float).as_str()), (held, printed), "{number}");
        assert!(float.get().is_finite());
        assert_eq!(parse::<Float>(&print(&float)), float);
    }
}

/// `""`, null and the first word are the default; other words stay themselves.
fn check_words<T>(words: &[&str])
where
    T: DeserializeOwned + Serialize + Default + PartialEq + std::fmt::Debug,
{
    assert_eq!(parse::<T>("\"\""), T::default());
    assert_eq!(parse::<T>("null"), T::default());
    assert_eq!(parse::<T>(&print(&words[0])), T::default());
    for word in words.iter().chain(&["from_the_future", "SCALE_UP", "größer \\\" "]) {
        let json = print(word);
        assert_eq!(through::<T>(&json), json);
    }
    for (index, word) in words.iter().enumerate() {
        let same = words.iter().position(|w| parse::<T>(&print(w)) == parse(&print(word)));
        assert_eq!(same, Some(index), "{word} is a word of its own");
    }
    refuses::<T>("1");
}

#[test]
fn enums_know_their_words_and_keep_the_unknown() {
    check_words::<TemplateStatus>(&["unknown_status", "ready", "error"]);
    check_words::<VolumeType>(&["unknown_volume_type", "l_ssd", "sbs"]);
    check_words::<Action>(&["unknown_action", "scale_up", "scale_down"]);
    let kinds = ["unknown_type", "flat_count", "percent_of_total_group", "set_total_group"];
    check_words::<AdjustmentType>(&kinds);
    check_words::<ManagedMetric>(&[
        "managed_metric_unknown",
        "managed_metric_instance_cpu",
        "managed_metric_instance_network_in",
        "managed_metric_instance_network_out",
        "managed_loadbalancer_backend_connections_rate",
        "managed_loadbalancer_backend_throughput",
    ]);
    check_words::<Operator>(&["operator_unknown", "operator_greater_than", "operator_less_than"]);
    check_words::<Aggregate>(&[
        "aggregate_unknown",
        "aggregate_average",
        "aggregate_max",
        "aggregate_min",
        "aggregate_sum",
    ]);
    check_words::<Level>(&["info", "success", "error"]);
    let sources = ["unknown_source", "watcher", "scaler", "instance_manager", "supervisor"];
    check_words::<Source>(&sources);
    check_words::<OrderBy>(&["created_at_desc", "created_at_asc"]);
}

#[test]
fn known_words_are_not_kept_as_unknown_ones() {
    assert_eq!(Action::from("scale_up"), Action::ScaleUp);
    assert_eq!(Action::from("scale up"), Action::Other("scale up".to_owned()));
    assert_eq!(Action::KNOWN.len(), 3);
    assert!(Action::default().is_unset() && !Action::ScaleUp.is_unset());
    assert!(!Action::from("later").is_unset());
}

#[test]
fn cloud_init_travels_as_base64() {
    let table = [
        ("", ""),
        ("#cloud-config\n", "I2Nsb3VkLWNvbmZpZwo="),
        ("ab", "YWI="),
        ("abc", "YWJj"),
        ("é", "w6k="),
        ("~~~???", "fn5+Pz8/"),
    ];
    for (text, base64) in table {
        assert_eq!(print(&CloudInit::from(text)), print(&base64));
        assert_eq!(parse::<CloudInit>(&print(&base64)).to_text(), text);
    }
    assert_eq!(parse::<CloudInit>("\"//4=\"").0, [0xff, 0xfe]);
    assert_eq!(parse::<CloudInit>("\"//4=\"").to_text(), "\u{fffd}\u{fffd}");
    for bad in ["#cloud-config", "YWI", "YWI==", "YW I=", "YWI=\\n", "Y", "_-8="] {
        refuses::<CloudInit>(&format!("\"{bad}\""));
    }
    refuses::<CloudInit>("[1, 2]");
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_duration_is_read_back_as_printed(whole in -9_223_372_035_i64..9_223_372_035,
        nanos in 0_u32..1_000_000_000) {
        let text = format!("{whole}.{nanos:09}s");
        let duration: Duration = text.parse().unwrap();
        prop_assert_eq!(duration.to_string().parse::<Duration>(), Ok(duration));
        prop_assert_eq!(parse::<Duration>(&print(&duration)), duration);
        let millis = i128::from(whole) * 1_000
            + i128::from(nanos / 1_000_000) * if text.starts_with('-') { -1 } else { 1 };
        prop_assert_eq!(i128::from(duration.as_millis()), millis);
    }

    #[test]
    fn any_instant_is_read_back_as_printed(nanos: i64) {
        let time = Timestamp::from_nanos(nanos);
        prop_assert_eq!(time.to_string().parse::<Timestamp>(), Ok(time));
        prop_assert_eq!(parse::<Timestamp>(&print(&time)), time);
    }

    #[test]
    fn any_finite_number_is_read_back_as_printed(bits in any::<f32>()) {
        let number = Float::new(f64::from(bits));
        prop_assert_eq!(parse::<Float>(&print(&number)), number);
        #[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
        let kept = number.get() as f32;
        prop_assert_eq!(kept, bits);
    }

    #[test]
    fn any_bytes_survive_base64(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        let document = CloudInit(bytes);
        prop_assert_eq!(parse::<CloudInit>(&print(&document)), document);
    }

    #[test]
    fn no_text_panics_a_parser(text in ".{0,40}") {
        let duration = text.parse::<Duration>().map(|duration| duration.to_string());
        let time = text.parse::<Timestamp>().map(|time| time.to_string());
        let message = headroom::wire::ErrorBody::parse(text.as_bytes()).message;
        drop((duration, time, message));
    }
}
