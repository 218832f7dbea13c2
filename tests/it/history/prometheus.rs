//! The answers of Prometheus, as its HTTP API writes them.

use headroom::history::{
    Format, ImportError, ImportOptions, Importer, MAX_JSON_BYTES, MAX_SERIES, NamedSeries,
    Severity, Tool, import, import_answers,
};
use headroom::wire::GroupId;
use proptest::prelude::*;

use super::{START, STEP, check_all, pairs, read, refuse};

/// Two series of the same times; the second has what is no number.
const RESULT: &str = r#"[
  {"metric":{"__name__":"cpu_ratio","host":"a"},"values":[[1392388020,"0.5"],[1392388320,"0.25"]]},
  {"metric":{"direction":"rx"},"values":[[1392388020.5,"1"],[1392388320.5,"NaN"],
   [1392388620.5,"+Inf"],[1392388920.5,"-1"],[1392389220.5,"2e3"]]}
]"#;

fn data() -> String {
    format!(r#"{{"resultType":"matrix","result":{RESULT}}}"#)
}

fn envelope() -> String {
    format!(r#"{{"status":"success","data":{}}}"#, data())
}

#[test]
fn reads_the_answer_and_its_inner_parts() {
    for text in [envelope(), data(), RESULT.to_owned(), format!("\u{feff}\n {}\r\n", envelope())] {
        check_all(
            &text,
            &[],
            &[
                ("cpu_ratio{host=\"a\"}", &[(START, 0.5), (START + STEP, 0.25)], &[]),
                (
                    "{direction=\"rx\"}",
                    &[(START + 500, 1.0), (START + 4 * STEP + 500, 2_000.0)],
                    &[
                        "1 sample without a value, that is empty, NaN or null (sample 2): \
                         skipped, each leaves a gap.",
                        "1 sample with an infinite value (sample 3, like \"+Inf\"): skipped.",
                        "1 sample with a negative value (sample 4, like \"-1\"): skipped, as \
                         managed metrics cannot be negative.",
                    ],
                ),
            ],
        );
        let imported = read(&text);
        assert_eq!(imported.report.format, Format::Json { tool: Tool::Prometheus, series: 2 });
        assert_eq!((imported.report.rows, imported.report.samples), (7, 4));
        assert_eq!(
            imported.report.format.to_string(),
            "An answer of Prometheus, 2 series, times in epoch seconds."
        );
        let [cpu, network] = imported.series.as_slice() else { panic!("{text}") };
        let unit = cpu.unit.as_ref().map(|unit| (unit.word.as_str(), unit.factor));
        assert_eq!((unit, cpu.column), (Some(("ratio", 100.0)), None));
        let guess = network.suggestion().metric().map(headroom::history::Guess::as_str);
        assert_eq!(guess, Some("managed_metric_instance_network_in"));
    }
}

fn series(values: &str) -> String {
    format!(r#"[{{"metric":{{"__name__":"up"}},"values":[{values}]}}]"#)
}

#[test]
fn a_series_that_cannot_be_one_is_left_out() {
    let empty = r#"{"metric":{"__name__":"gone"},"values":[]}"#;
    let once = r#"{"metric":{},"values":[[1392388020,"1"]]}"#;
    let words = r#"{"metric":{"__name__":"up"},"values":[[1392388020,"12 %"],[1392388320,"x"]]}"#;
    let text = format!("{},{empty},{once},{words}]", RESULT.trim_end_matches([']', '\n']));
    let imported = read(&text);
    assert_eq!(imported.series.len(), 2);
    let findings = &imported.report.findings;
    assert!(findings.iter().all(|finding| finding.severity() == Severity::Warning));
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "No value in series 3 (\"gone\"): left out.",
            "Only one sample in series 4 (\"{}\"), and a history needs at least two: left out.",
            "No number in series 5 (\"up\") (first \"12 %\"): left out.",
        ]
    );
    assert_eq!(
        refuse(&format!("[{empty}]")).to_string(),
        "No series could be used. No value in series 1 (\"gone\"): left out. Check the query and \
         its time range, and save the answer again."
    );
}

#[test]
fn samples_out_of_order_or_twice_are_told_by_their_number() {
    let text = series(
        r#"[1392388320,"2"],[1392388020,"1"],[1392388620,"3"],[1392388620,"4"],["x","5"],
           [-5,"6"],[1392389220,"7"]"#,
    );
    let samples =
        [(START, 1.0), (START + STEP, 2.0), (START + 2 * STEP, 4.0), (START + 4 * STEP, 7.0)];
    check_all(
        &text,
        &[],
        &[(
            "up",
            &samples,
            &[
                "1 sample out of order (sample 2): sorted by time.",
                "1 sample with a time that cannot be read (sample 5, like \"5\"): skipped.",
                "1 sample with a time outside the years 1970 to 2099 (sample 6, like \"-5\"): \
                 skipped.",
                "1 sample with the same time as a later sample (sample 3): dropped, the last \
                 sample of a time counts.",
                "1 gap (up to sample 7), the longest 10 min after 2014-02-14 14:37 UTC (up to \
                 sample 7): kept, nothing was filled in.",
            ],
        )],
    );
}

#[test]
fn repeats_the_servers_own_words() {
    let text = r#"{"status":"error","errorType":"bad_data","error":"1:5: parse\n error"}"#;
    assert_eq!(
        refuse(text).to_string(),
        "The file holds no history but the refusal of a query by Prometheus (bad_data: 1:5: parse \
         error). Correct the query and save its answer again."
    );
}

#[test]
fn tells_json_of_another_kind() {
    let cases = [
        ("{}", "it has no list \"result\""),
        ("{\"status\":\"success\",\"data\":[]}", ""),
        ("[]", ""),
        ("{\"policies\":[]}", "it has no list \"result\""),
        ("[{\"policies\":[]}]", "series 1 has no list \"values\""),
        ("[1]", "series 1 has no list \"values\""),
        (
            r#"{"status":"success","data":{"resultType":"vector","result":[]}}"#,
            "its \"resultType\" is \"vector\"",
        ),
        (r#"{"data":{"result":{"a":1}}}"#, "it has no list \"result\""),
    ];
    for (text, what) in cases {
        let expected = match what {
            "" => ImportError::NoSeries { why: "Its list of series is empty.".to_owned() },
            _ => ImportError::OtherJson { what: what.to_owned() },
        };
        assert_eq!(refuse(text), expected, "{text}");
    }
}

/// Wherever the file is cut off, it is refused; at its end the place is named.
#[test]
fn refuses_json_that_is_cut_off() {
    let text = envelope();
    for end in 1..text.len() {
        let error = refuse(&text[..end]);
        assert!(matches!(error, ImportError::BrokenJson { .. }), "{end}: {error}");
    }
    assert_eq!(
        refuse("{\"status\":\"suc").to_string(),
        "The file starts like JSON and is not whole, or it is no JSON: EOF while parsing a string \
         at line 1 column 14. Nothing was imported; save the answer again and import all of it."
    );
}

#[test]
fn refuses_json_over_its_limits() {
    let mut importer = Importer::new(ImportOptions::default());
    importer.push(b"[").unwrap();
    importer.push(&vec![b' '; MAX_JSON_BYTES - 1]).unwrap();
    importer.push(b" ").unwrap();
    let error = importer.finish().unwrap_err();
    assert_eq!(error, ImportError::LargeJson);
    assert!(error.to_string().contains("more than 16,000,000 bytes (16 MB)"), "{error}");
    let many = vec![r#"{"values":[]}"#; MAX_SERIES + 1].join(",");
    let error = refuse(&format!("[{many}]"));
    assert_eq!(error, ImportError::TooManySeries { series: MAX_SERIES + 1 });
}

#[test]
fn a_label_with_another_groups_id_is_told() {
    let text = series(r#"[1392388020,"1"],[1392388320,"2"]"#)
        .replace("\"up\"", r#""up","resource_name":"69ca1701-1757-4f79-b19d-bad9513f9977_0198""#);
    let group = Some(GroupId::from("b77011a5-e421-47b0-88d5-f8065fe37e17"));
    let imported = import(text.as_bytes(), ImportOptions { group, ..ImportOptions::default() });
    let said = imported.unwrap().series[0].findings[0].to_string();
    assert!(said.starts_with("The name speaks of the group 69ca1701-"), "{said}");
}

/// Text that is nearly an answer.
fn answer_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\"values\":"),
        Just("\"metric\":"),
        Just("\"data\":"),
        Just("\"result\":"),
        Just("\"status\":\"error\""),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just("1392388020"),
        Just("\"5\""),
        Just("null"),
    ];
    let pieces = proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    // Half of them are whole but for one place.
    (pieces, any::<bool>(), 0_usize..400).prop_map(|(pieces, within, at)| {
        let text = envelope();
        let at = at % text.len();
        if within {
            format!("{}{pieces}{}", &text[..at], &text[at..])
        } else {
            format!("[{pieces}")
        }
    })
}

proptest! {
    #[test]
    fn what_is_nearly_an_answer_is_read_or_refused_in_a_sentence(text in answer_like()) {
        let said = match import(text.as_bytes(), ImportOptions::default()) {
            Ok(imported) => {
                let own = imported.series.iter().flat_map(|one| &one.findings);
                own.chain(&imported.report.findings).map(ToString::to_string).collect()
            }
            Err(error) => vec![error.to_string()],
        };
        prop_assert!(said.iter().all(|said| said.ends_with('.')), "{said:?}");
    }

    #[test]
    fn json_does_not_depend_on_the_cuts(
        cuts in proptest::collection::vec(0_usize..400, 0..8), end in 0_usize..400,
    ) {
        let text = format!("\n{}", envelope());
        let bytes = &text.as_bytes()[..text.len().min(end + 200)];
        let mut importer = Importer::new(ImportOptions::default());
        let mut from = 0;
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % bytes.len()).collect();
        cuts.sort_unstable();
        for to in cuts.into_iter().chain([bytes.len()]) {
            importer.push(&bytes[from..to]).unwrap();
            from = to;
        }
        prop_assert_eq!(importer.finish(), import(bytes, ImportOptions::default()));
    }

    #[test]
    fn an_answer_reads_back_to_the_bit(values in proptest::collection::vec(0.0..1e300, 2..30)) {
        let seconds = |index: i64| 1_392_388_020 + index * 300;
        let point = |(index, value): (i64, &f64)| format!("[{},\"{value}\"]", seconds(index));
        let points: Vec<String> = (0..).zip(&values).map(point).collect();
        let read = pairs(&read(&series(&points.join(","))));
        let expected: Vec<(i64, f64)> =
            (0..).zip(&values).map(|(index, value)| (START + index * STEP, *value)).collect();
        prop_assert_eq!(read, expected);
    }
}

fn answers(bodies: &[&str]) -> Result<headroom::history::Imported, ImportError> {
    let bodies: Vec<&[u8]> = bodies.iter().map(|body| body.as_bytes()).collect();
    import_answers(&bodies, &ImportOptions::default())
}

#[test]
fn answers_that_follow_each_other_are_one_history() {
    let part = |series: &[(&str, &str)]| {
        let series: Vec<String> = series
            .iter()
            .map(|(host, values)| {
                format!(r#"{{"metric":{{"host":"{host}"}},"values":[{values}]}}"#)
            })
            .collect();
        let result = series.join(",");
        format!(r#"{{"status":"success","data":{{"resultType":"matrix","result":[{result}]}}}}"#)
    };
    let first = part(&[("a", r#"[60,"1"],[120,"2"]"#), ("b", r#"[60,"7"]"#)]);
    // In another order, and one that came later.
    let second = part(&[("b", r#"[180,"8"]"#), ("c", r#"[180,"5"],[240,"6"]"#)]);
    let third = part(&[("a", r#"[300,"3"]"#)]);
    let (empty, whole) = (part(&[]), [first.as_str(), &second, &third]);
    let imported = answers(&[&empty, whole[0], &empty, whole[1], whole[2]]).unwrap();
    let samples = |one: &NamedSeries| -> Vec<(i64, f64)> {
        one.series.samples().iter().map(|sample| (sample.at_ms, sample.value)).collect()
    };
    let told: Vec<_> =
        imported.series.iter().map(|one| (one.name.as_str(), samples(one))).collect();
    assert_eq!(
        told,
        [
            ("{host=\"a\"}", vec![(60_000, 1.0), (120_000, 2.0), (300_000, 3.0)]),
            ("{host=\"b\"}", vec![(60_000, 7.0), (180_000, 8.0)]),
            ("{host=\"c\"}", vec![(180_000, 5.0), (240_000, 6.0)]),
        ]
    );
    assert_eq!((imported.report.rows, imported.report.samples), (7, 7));
    assert_eq!(imported.report.format, Format::Json { tool: Tool::Prometheus, series: 3 });
    let nothing = ImportError::NoSeries { why: "Its list of series is empty.".to_owned() };
    assert_eq!(answers(&[&empty, &empty]), Err(nothing.clone()));
    assert_eq!(answers(&[]), Err(nothing));
}

#[test]
fn answers_that_are_too_much_together_are_refused() {
    let half = " ".repeat(MAX_JSON_BYTES / 2);
    assert_eq!(answers(&[&half, &half, " "]), Err(ImportError::LargeJson));
}

/// What may not be whole is used, and said once for all parts.
#[test]
fn a_warning_of_the_server_is_told() {
    let values = [r#"[1392388020,"1"],[1392388320,"2"]"#, r#"[1392388620,"3"]"#];
    let parts = values.map(|values| {
        format!(
            r#"{{"status":"success","warnings":["a store is away"],"data":{{"resultType":"matrix",
                "result":{}}}}}"#,
            series(values)
        )
    });
    let bodies: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    let told = "Samples may be missing: the metrics server warned “a store is away”.";
    for imported in [
        import_answers(&bodies, &ImportOptions::default()).unwrap(),
        import(parts[0].as_bytes(), ImportOptions::default()).unwrap(),
    ] {
        let findings = imported.report.findings;
        assert_eq!(findings.iter().map(ToString::to_string).collect::<Vec<_>>(), [told]);
        assert_eq!(findings[0].severity(), Severity::Warning);
    }
}
