//! What holds for any input.

use std::fmt::Write;

use headroom::history::{ImportError, ImportOptions, Imported, Importer, Sample, import};
use proptest::prelude::*;

/// Imports with the bytes cut at these places (each taken modulo the length).
fn in_pieces(bytes: &[u8], cuts: &[usize]) -> Result<Imported, ImportError> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.extend([0, bytes.len()]);
    cuts.sort_unstable();
    let mut importer = Importer::new(ImportOptions::default());
    for cut in cuts.windows(2) {
        if importer.push(&bytes[cut[0]..cut[1]]).is_err() {
            break;
        }
    }
    importer.finish()
}

/// Samples in ascending time, in whole seconds.
fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let value = prop_oneof![0.0..100.0, 0.0..1e12, Just(0.0)];
    proptest::collection::vec((1_i64..5000, value), 2..60).prop_map(|steps| {
        let mut at_ms = 1_700_000_000_000;
        let next = |(seconds, value)| {
            at_ms += seconds * 1000;
            Sample { at_ms, value }
        };
        steps.into_iter().map(next).collect()
    })
}

/// Bytes that look like a file often enough to reach every branch.
fn file_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b",".to_vec()),
        Just(b";".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"# ".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just("é".as_bytes().to_vec()),
        Just(b"time,value\n".to_vec()),
        Just(b"2025-10-26 02:00:00,".to_vec()),
        Just(b"2025-10-26T02:00:00+0".to_vec()),
        (0_u32..5000).prop_map(|minute| {
            format!("2025-10-26 {:02}:{:02},{minute}\n", minute / 60 % 24, minute % 60).into_bytes()
        }),
        (any::<i64>(), any::<f64>())
            .prop_map(|(at, value)| format!("{at};{value}\r\n").into_bytes()),
        (0_u32..99_999, 0_u32..9).prop_map(|(at, value)| format!("{at},{value}\n").into_bytes()),
        proptest::collection::vec(any::<u8>(), 0..4),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The samples as a file: 0 to 5 choose the form.
fn written(samples: &[Sample], form: usize, header: bool, line_end: &str) -> String {
    let delimiter = [",", ";", "\t", ",", ",", ";"][form];
    let mut text = String::new();
    if header {
        let _ = write!(text, "timestamp{delimiter}value{line_end}");
    }
    for sample in samples {
        let at = chrono::DateTime::from_timestamp_millis(sample.at_ms).unwrap_or_default();
        let (seconds, value) = (sample.at_ms / 1000, sample.value);
        let _ = match form {
            0 => write!(text, "{}", at.format("%Y-%m-%dT%H:%M:%SZ")),
            1 => write!(text, "{}", at.format("%Y-%m-%d %H:%M:%S")),
            2 => write!(text, "{seconds}"),
            3 => write!(text, "{}", sample.at_ms),
            4 => write!(text, "\"{}.000\"", at.format("%Y-%m-%dT%H:%M:%S")),
            _ => write!(
                text,
                "{}",
                (at + chrono::TimeDelta::hours(2)).format("%Y-%m-%dT%H:%M:%S+02:00")
            ),
        };
        let value = if form == 5 { value.to_string().replace('.', ",") } else { value.to_string() };
        let _ = write!(text, "{delimiter}{value}{line_end}");
    }
    text
}

proptest! {
    #[test]
    fn a_series_reads_back_as_it_was_written(
        samples in samples(), form in 0_usize..6, header: bool, crlf: bool,
    ) {
        let text = written(&samples, form, header, if crlf { "\r\n" } else { "\n" });
        let imported = import(text.as_bytes(), ImportOptions::default());
        let imported = imported.map(|imported| imported.series[0].series.samples().to_vec());
        prop_assert_eq!(imported, Ok(samples));
    }

    #[test]
    fn the_result_does_not_depend_on_the_cuts(
        bytes in file_like(), cuts in proptest::collection::vec(any::<usize>(), 0..20),
    ) {
        let whole = import(&bytes, ImportOptions::default());
        prop_assert_eq!(in_pieces(&bytes, &cuts), whole.clone());
        let single: Vec<usize> = (0..bytes.len()).collect();
        prop_assert_eq!(in_pieces(&bytes, &single), whole);
    }

    #[test]
    fn a_good_file_does_not_depend_on_the_cuts(
        samples in samples(), form in 0_usize..6,
        cuts in proptest::collection::vec(any::<usize>(), 0..20),
    ) {
        let text = format!("\u{feff}{}", written(&samples, form, true, "\r\n"));
        let whole = import(text.as_bytes(), ImportOptions::default());
        prop_assert!(whole.is_ok());
        prop_assert_eq!(in_pieces(text.as_bytes(), &cuts), whole);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(samples in samples(), seed: u64) {
        let mut shuffled = samples.clone();
        shuffled.sort_by_key(|sample| sample.at_ms.unsigned_abs().wrapping_mul(seed | 1));
        let text = written(&shuffled, 0, true, "\n");
        let imported = import(text.as_bytes(), ImportOptions::default());
        let imported = imported.map(|imported| imported.series[0].series.samples().to_vec());
        prop_assert_eq!(imported, Ok(samples));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = import(&bytes, ImportOptions::default());
    }

    /// Whatever is read, every sentence ends like one and the series is what it says.
    #[test]
    fn what_is_read_is_clean_and_told(bytes in file_like(), offset_min: i32) {
        let options = super::zoned(offset_min);
        match import(&bytes, options) {
            Ok(imported) => {
                let report = &imported.report;
                let lengths = imported.series.iter().map(|one| one.series.samples().len());
                prop_assert_eq!(lengths.clone().sum::<usize>(), report.samples as usize);
                prop_assert!(lengths.max() <= Some(report.rows as usize));
                let own = imported.series.iter().flat_map(|one| &one.findings);
                for finding in report.findings.iter().chain(own) {
                    prop_assert!(finding.to_string().ends_with('.'), "{}", finding);
                }
            }
            Err(error) => prop_assert!(error.to_string().ends_with('.'), "{}", error),
        }
    }
}
