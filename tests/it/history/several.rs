//! Several series: out as one file and back, and beside each other in time.

use headroom::history::{Alignment, ImportOptions, Part, Sample, Series, Span, export, import};
use proptest::prelude::*;

use super::{START, STEP};

fn series() -> impl Strategy<Value = Series> {
    let value = prop_oneof![0.0..100.0, 0.0..1e300, Just(0.0), Just(5e-324)];
    proptest::collection::vec((1_i64..5000, value), 2..40).prop_map(|steps| {
        let mut at_ms = START;
        let next = |(ms, value)| {
            at_ms += ms;
            Sample { at_ms, value }
        };
        Series::new(steps.into_iter().map(next).collect()).unwrap()
    })
}

proptest! {
    #[test]
    fn what_is_exported_reads_back_to_the_bit(
        series in proptest::collection::vec(series(), 1..4), name in "[ -~]{0,12}",
    ) {
        let named: Vec<_> = series.iter().map(|series| (name.as_str(), series)).collect();
        let read = import(export(&named).as_bytes(), ImportOptions::default()).unwrap().series;
        let bits = |series: &Series| -> Vec<(i64, u64)> {
            series.samples().iter().map(|s| (s.at_ms, s.value.to_bits())).collect()
        };
        prop_assert_eq!(read.len(), series.len());
        for (read, series) in read.iter().zip(&series) {
            prop_assert_eq!(bits(&read.series), bits(series));
        }
    }
}

#[test]
fn an_exported_name_is_no_formula() {
    let series = even(0, 2);
    assert!(export(&[("=1+1", &series)]).starts_with("timestamp,'=1+1\n"));
    assert!(export(&[("@a,\"b\"", &series)]).starts_with("timestamp,\"'@a,\"\"b\"\"\"\n"));
}

/// A name that is a time's own does not take the place of the time.
#[test]
fn an_exported_name_is_not_taken_for_the_time_or_a_delimiter() {
    for name in ["timestamp", "time", "a;b", "a\tb", "1"] {
        let series = even(0, 3);
        let text = export(&[(name, &series)]);
        assert_eq!(super::read(&text).series[0].series, series);
    }
}

fn even(first: i64, count: i64) -> Series {
    let sample = |index| Sample { at_ms: START + index * STEP, value: 1.0 };
    Series::new((first..first + count).map(sample).collect()).unwrap()
}

#[test]
fn series_of_unequal_length_have_a_common_span() {
    let (cpu, network) = (even(0, 10), even(2, 20));
    let alignment = Alignment::of(&[&cpu, &network]);
    let span = Span { from_ms: START + STEP, until_ms: START + 9 * STEP };
    assert_eq!(alignment.span, Some(span));
    let parts = [(8, 2, 0), (8, 0, 12)];
    let parts = parts.map(|(inside, before, after)| Part { inside, before, after });
    assert_eq!(alignment.parts, parts);
    assert_eq!(
        alignment.sentences(&["CPU", "in"])[1],
        "\"in\" has 8 samples after 2014-02-14 14:32 UTC and until 2014-02-14 15:12 UTC, the time \
         that all series cover; 0 before and 12 after lie outside."
    );
}

#[test]
fn series_without_a_common_time_are_told() {
    let alignment = Alignment::of(&[&even(0, 3), &even(50, 3)]);
    assert_eq!(alignment.span, None);
    assert!(alignment.sentences(&["a", "b"])[0].starts_with("The series have no time in common"));
    assert_eq!(Alignment::of(&[&even(0, 3)]).sentences(&["a"]), Vec::<String>::new());
}
