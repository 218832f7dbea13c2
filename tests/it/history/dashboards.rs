//! The exports of Grafana and of CloudWatch, typed after their forms.

use headroom::history::{ImportError, ImportOptions, Quantity, Severity, Unit, import};
use headroom::wire::GroupId;

use super::{START, STEP, check, check_all, pairs, read, refuse};

/// "Download for Excel", with formatted data, of a joined table.
#[test]
fn reads_grafanas_table() {
    check_all(
        "\u{feff}sep=,\r\n\"Time\",\"CPU, {host=\"\"a\"\"}\",\"Network in\"\r\n\
         \"2014-02-14 14:27:00\",\"12.3%\",\"250 kB/s\"\r\n\
         \"2014-02-14 14:32:00\",\"8%\",\r\n\
         \"2014-02-14 14:37:00\",\"0%\",\"1.5 MB/s\"\r\n\
         \"2014-02-14 14:42:00\",undefined,\"0 B/s\"\r\n",
        &[
            "The file has 3 columns: the time was taken from column 1 (\"Time\") and the values \
             from columns 2 and 3.",
            "4 times without a zone (first at line 3): read as UTC.",
        ],
        &[
            (
                "CPU, {host=\"a\"}",
                &[(START, 12.3), (START + STEP, 8.0), (START + 2 * STEP, 0.0)],
                &[
                    "3 values with a unit (first at line 3, in %): read as %.",
                    "1 row with a value of another series only (line 6): taken as no sample of \
                     this one.",
                ],
            ),
            (
                "Network in",
                &[(START, 250e3), (START + 2 * STEP, 1.5e6), (START + 3 * STEP, 0.0)],
                &[
                    "3 values with a unit (first at line 3, in kB/s; MB/s at line 5): read as B/s.",
                    "1 row with a value of another series only (line 4): taken as no sample of \
                     this one.",
                    "1 gap (up to line 5), the longest 10 min after 2014-02-14 14:27 UTC (up to \
                     line 5): kept, nothing was filled in.",
                ],
            ),
        ],
    );
}

/// Without formatting, Grafana writes epoch milliseconds and bare numbers.
#[test]
fn reads_grafanas_plain_table() {
    check(
        "\"Time\",\"cpu\"\r\n1392388020000,51.5\r\n1392388320000,44.25\r\n",
        &[(START, 51.5), (START + STEP, 44.25)],
        &[],
    );
}

/// One column in each unit, of two samples: the second is twice the first.
#[test]
fn reads_every_unit_in_its_base() {
    let cases = [
        ("1.5 GiB", Quantity::Bytes, 1_610_612_736.0),
        ("2 kB", Quantity::Bytes, 2_000.0),
        ("2 KiB", Quantity::Bytes, 2_048.0),
        ("512 B", Quantity::Bytes, 512.0),
        ("250 kB/s", Quantity::ByteRate, 250_000.0),
        ("1.5 MiB/s", Quantity::ByteRate, 1_572_864.0),
        ("8 Mb/s", Quantity::ByteRate, 1_000_000.0),
        ("80 kbps", Quantity::ByteRate, 10_000.0),
        ("1e3 B/s", Quantity::ByteRate, 1_000.0),
        ("60 B/min", Quantity::ByteRate, 1.0),
        ("12.5%", Quantity::Percent, 12.5),
        ("12.5 %", Quantity::Percent, 12.5),
        ("3 req/s", Quantity::Rate, 3.0),
        ("1.5 K req/s", Quantity::Rate, 1_500.0),
        ("120 rpm", Quantity::Rate, 2.0),
        ("1.2 K", Quantity::Number, 1_200.0),
        ("3 Mil", Quantity::Number, 3e6),
    ];
    for (cell, quantity, value) in cases {
        let imported = read(&format!("time,v\n1392388020,{cell}\n1392388320,{cell}\n"));
        assert_eq!(pairs(&imported), [(START, value), (START + STEP, value)], "{cell}");
        let unit = imported.series[0].unit.clone();
        let word = quantity.to_string();
        let base = Unit { word, quantity, factor: 1.0 };
        assert_eq!(unit, (quantity != Quantity::Number).then_some(base), "{cell}");
    }
    for cell in ["5 min", "3 ms", "2 apples", "4 mB", "1 2 B", "7 Kib"] {
        let said = refuse(&format!("time,v\n1392388020,{cell}\n1392388320,{cell}\n")).to_string();
        let reason =
            if cell == "1 2 B" { "not a number" } else { "a unit that no metric here has" };
        assert!(said.contains(reason), "{cell}: {said}");
    }
}

#[test]
fn a_zero_needs_no_unit() {
    check(
        "time,v\n1392388020,0\n1392388320,1 kB/s\n1392388620,0\n",
        &[(START, 0.0), (START + STEP, 1_000.0), (START + 2 * STEP, 0.0)],
        &["1 value with a unit (first at line 3, in kB/s): read as B/s."],
    );
}

#[test]
fn refuses_units_that_do_not_convert() {
    let cases = [
        ("12%", "3 MB/s", "\"%\" at line 2, \"MB/s\" at line 3"),
        ("3 MB", "3 MB/s", "\"MB\" at line 2, \"MB/s\" at line 3"),
        ("12", "13%", "no unit at line 2, \"%\" at line 3"),
        ("13 req/s", "12", "\"req/s\" at line 2, no unit at line 3"),
    ];
    for (first, second, said) in cases {
        let error = refuse(&format!("time,v\n1392388020,{first}\n1392388320,{second}\n"));
        assert!(matches!(error, ImportError::MixedUnits { column: 1, lines: [2, 3], .. }));
        assert_eq!(
            error.to_string(),
            format!(
                "Column 2 mixes units that do not convert into each other: {said}. Nothing was \
                 imported; export that column in one unit."
            )
        );
    }
}

#[test]
fn reads_cloudwatchs_table() {
    let rows = "2014/02/14 14:27:00,51.5,1000\n2014/02/14 14:32:00,44.25,\n\
        2014/02/14 14:37:00,40,3000\n";
    let head = "Id,m1,m2\nStatusCode,Complete,Complete\nMessages,,\n";
    let cases = [
        ("Full label,CPUUtilization,ASG NetworkIn\nLabel,CPU,NetworkIn\n", ["CPU", "NetworkIn"]),
        ("Label,CPU,\nFull label,CPUUtilization,ASG NetworkIn\n", ["CPU", "m2"]),
        ("Full label,CPUUtilization,ASG NetworkIn\n", ["CPUUtilization", "ASG NetworkIn"]),
        ("", ["m1", "m2"]),
    ];
    for (labels, names) in cases {
        let imported = read(&format!("{head}{labels}{rows}"));
        assert_eq!(imported.series.iter().map(|one| &one.name).collect::<Vec<_>>(), names);
        assert_eq!(imported.report.rows, 3);
        let samples = [(START, 51.5), (START + STEP, 44.25), (START + 2 * STEP, 40.0)];
        assert_eq!(pairs(&imported), samples);
        let last = imported.series[1].series.samples();
        assert_eq!((last.len(), last[1].value), (2, 3000.0));
    }
}

#[test]
fn a_table_of_cloudwatch_without_a_row_is_a_lone_header() {
    let error = refuse("Id,m1\nStatusCode,Complete\nMessages,\nFull label,CPU\nLabel,CPU\n");
    assert_eq!(error, ImportError::OnlyHeader { line: 1, header: "Id,m1".to_owned() });
}

/// Names of Instances start with their group's id.
#[test]
fn a_series_of_another_group_is_told() {
    const OURS: &str = "b77011a5-e421-47b0-88d5-f8065fe37e17";
    const OTHER: &str = "69CA1701-1757-4f79-b19d-bad9513f9977";
    let warnings = |name: &str, group: Option<&str>| -> Vec<String> {
        let text = format!("time,\"{name}\"\n1392388020,1\n1392388320,2\n");
        let group = group.map(GroupId::from);
        let options = ImportOptions { group, ..ImportOptions::default() };
        let findings = import(text.as_bytes(), options).unwrap().series.remove(0).findings;
        assert!(findings.iter().all(|finding| finding.severity() == Severity::Warning));
        findings.iter().map(ToString::to_string).collect()
    };
    let said = format!(
        "The name speaks of the group {OTHER}, and the group here is {OURS}: check that this is \
         the history you mean."
    );
    let foreign = [
        format!("{OTHER}_0198"),
        format!("cpu {{resource_name=~'{OTHER}_.*'}}"),
        format!("é{OTHER}_0198"),
    ];
    for name in &foreign {
        assert_eq!(warnings(name, Some(OURS)), [said.as_str()], "{name}");
        assert!(warnings(name, None).is_empty(), "{name}");
    }
    let own = [
        format!("{OURS}_0198"),
        format!("{}_0198", OURS.to_uppercase()),
        format!("{OTHER}_1 and {OURS}_2"),
        OTHER.to_owned(),
        format!("0{OTHER}_0198"),
        format!("{}_0198", OTHER.replace("69", "zz")),
        "_a_b".to_owned(),
    ];
    for name in own {
        assert!(warnings(&name, Some(OURS)).is_empty(), "{name}");
    }
}
