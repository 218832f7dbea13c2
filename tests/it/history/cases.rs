//! The kinds of files that people have, each with values of its own.

use headroom::history::{
    DateOrder, DecimalMark, Encoding, Finding, Guess, ImportError, ImportOptions, Imported, Label,
    LeftOutReason, LocalZone, Question, Tool, ZoneOffset, import,
};

use super::{Format, pairs_of, read, refuse, sentences};

/// 2026-05-03 14:00:00 UTC.
const AT: i64 = 1_777_816_800_000;
const MINUTE: i64 = 60_000;

fn names(imported: &Imported) -> Vec<&str> {
    imported.series.iter().map(|one| one.name.as_str()).collect()
}

/// Times in minutes from 14:00, and values.
#[track_caller]
fn check(imported: &Imported, expected: &[(i64, f64)]) {
    let expected: Vec<_> =
        expected.iter().map(|(min, value)| (AT + min * MINUTE, *value)).collect();
    assert_eq!(pairs_of(&imported.series[0].series), expected);
}

fn asks_order(imported: &Imported) -> bool {
    imported.questions.iter().any(|one| matches!(one, Question::DateOrder { .. }))
}

const TWO: [(i64, f64); 2] = [(0, 31.5), (5, 40.25)];

#[test]
fn dates_of_many_countries_are_read() {
    let rows = [
        ("03.05.2026 14:00", "03.05.2026 14:05"),
        ("3.5.26 14:00:00", "3.5.26 14:05:00"),
        ("2026-5-3 14:00", "2026-5-3 14:05"),
        ("May 3, 2026 @ 14:00:00.000", "May 3, 2026 @ 14:05:00.000"),
        ("Sun May 03 2026 16:00:00 GMT+0200 (CEST)", "Sun May 03 2026 16:05:00 GMT+0200 (CEST)"),
        ("3 Mai 2026 14:00", "3 Mai 2026 14:05"),
        ("03-May-2026 02:00 PM", "03-May-2026 02:05 PM"),
        ("03/May/2026:14:00:00 +0000", "03/May/2026:14:05:00 +0000"),
        ("Sun, 03 May 2026 14:00:00 GMT", "Sun, 03 May 2026 14:05:00 GMT"),
        ("Sun May  3 14:00:00 UTC 2026", "Sun May  3 14:05:00 UTC 2026"),
        ("20260503T140000Z", "20260503T140500Z"),
        ("2026-05-03T14:00Z", "2026-05-03T14:05Z"),
        ("1.7778168e9", "1.7778171E+09"),
        ("1.7778168e12", "1.7778171e12"),
        ("1777816800000000000", "1777817100000000000"),
    ];
    for (first, second) in rows {
        let imported = read(&format!("when it was;cpu\n\"{first}\";31.5\n\"{second}\";40.25\n"));
        check(&imported, &TWO);
        assert!(!asks_order(&imported), "{first}");
    }
}

#[test]
fn a_date_that_fits_two_orders_is_asked() {
    let text = "time,cpu\n5/3/2026 2:00:00 PM,31.5\n5/3/2026 2:05:00 PM,40.25\n";
    assert!(asks_order(&read(text)));
    let order = |date_order| ImportOptions { date_order: Some(date_order), ..Default::default() };
    let month_first = import(text.as_bytes(), order(DateOrder::MonthFirst)).unwrap();
    check(&month_first, &TWO);
    assert!(!asks_order(&month_first));
    let day_first = import(text.as_bytes(), order(DateOrder::DayFirst)).unwrap();
    assert_eq!(pairs_of(&day_first.series[0].series)[0].0, 1_772_719_200_000, "5 March");
    let said = read(text).questions[0].to_string();
    assert!(said.starts_with("Does \"5/3/2026 2:00:00 PM\" (line 2) start with the day"), "{said}");
    // One date that fits one order alone tells it for all.
    let told = read("time,cpu\n03/05/2026 14:00,31.5\n03/05/2026 14:05,1\n13/05/2026 14:05,1\n");
    assert!(!asks_order(&told));
    assert_eq!(pairs_of(&told.series[0].series)[0].0, AT);
    let told = read("time,cpu\n05/03/2026 14:00,31.5\n05/03/2026 14:05,1\n05/13/2026 14:05,1\n");
    assert_eq!(pairs_of(&told.series[0].series)[0].0, AT);
}

#[test]
fn a_date_and_a_time_apart_are_joined_and_a_time_alone_is_refused() {
    for head in ["Date;Time;cpu", "Time;Date;cpu", "a;b;cpu"] {
        let cells = |clock: &str| match head.starts_with("Time") {
            true => format!("{clock};2026-05-03"),
            false => format!("2026-05-03;{clock}"),
        };
        let text = format!("{head}\n{};31.5\n{};40.25\n", cells("14:00:00"), cells("2:05 PM"));
        check(&read(&text), &TWO);
    }
    let error = refuse("Timestamp;cpu\n14:00:00;3\n14:05:00;4\n");
    assert_eq!(error, ImportError::NoDate { line: 2, example: "14:00:00".to_owned() });
    let days = refuse("Timestamp;cpu\n46145.5834;3\n46145.5868;4\n").to_string();
    assert!(days.starts_with("The times are numbers of days"), "{days}");
    let rounded = refuse("time,cpu\n1.77782E+12,3\n1.77782E+12,4\n1.77783E+12,5\n").to_string();
    assert!(rounded.starts_with("The times are rounded until several are the same"), "{rounded}");
}

#[test]
fn thousands_and_decimals_are_told_apart_or_asked() {
    let of = |delimiter: char, cells: [&str; 2]| {
        let row =
            |minute: i64, cell: &str| format!("2026-05-03T14:0{minute}:00Z{delimiter}\"{cell}\"\n");
        format!("time{delimiter}load\n{}{}", row(0, cells[0]), row(5, cells[1]))
    };
    let cases = [
        (';', ["1.234,5", "12,25"], [1_234.5, 12.25]),
        (',', ["1,234.5", "12.25"], [1_234.5, 12.25]),
        (',', ["1,234,567", "2"], [1_234_567.0, 2.0]),
        (';', ["42\u{a0}000,5", "7"], [42_000.5, 7.0]),
        (';', ["1'234.5", "7"], [1_234.5, 7.0]),
        ('\t', ["42,5", "42.000"], [42.5, 42_000.0]),
        (',', ["0.123", "1.234"], [0.123, 1.234]),
    ];
    for (delimiter, cells, values) in cases {
        let imported = read(&of(delimiter, cells));
        check(&imported, &[(0, values[0]), (5, values[1])]);
        let asked = imported.questions.iter().any(|one| matches!(one, Question::Decimal { .. }));
        assert!(!asked, "{cells:?}");
    }
    for (delimiter, cell, point, comma) in [
        (';', "42.000", 42.0, 42_000.0),
        (',', "2,580", 2_580.0, 2.58),
        ('|', "7.125", 7.125, 7_125.0),
    ] {
        let text = of(delimiter, [cell, cell]);
        let imported = read(&text);
        let asked = imported.questions.iter().find_map(|one| match one {
            Question::Decimal { point, comma, .. } => Some((*point, *comma)),
            _ => None,
        });
        assert_eq!(asked, Some((point, comma)), "{cell}");
        for (mark, value) in [(DecimalMark::Point, point), (DecimalMark::Comma, comma)] {
            let options = ImportOptions { decimal: Some(mark), ..Default::default() };
            check(&import(text.as_bytes(), options).unwrap(), &[(0, value), (5, value)]);
        }
    }
}

#[test]
fn a_label_column_makes_series() {
    let text = "host,timestamp,cpu %\na,2026-05-03T14:00:00Z,1\na,2026-05-03T14:05:00Z,2\n\
                b,2026-05-03T14:00:00Z,3\nb,2026-05-03T14:05:00Z,4\n";
    let imported = read(text);
    assert_eq!(names(&imported), ["cpu %", "cpu %"]);
    assert_eq!(imported.series[1].label("host"), Some("b"));
    check(&imported, &[(0, 1.0), (5, 2.0)]);
    let several = Question::Several { label: "host".to_owned(), series: vec![0, 1] };
    assert!(imported.questions.contains(&several), "{:?}", imported.questions);
    // A column of labels that nothing names, but that tells rows of one time apart.
    let other = text.replace("host", "wer");
    assert_eq!(read(&other).series.len(), 2);
    let core = "time,core,cpu %\n1777816800,0,1\n1777816800,1,2\n1777817100,0,3\n1777817100,1,4\n";
    assert_eq!(read(core).series.len(), 2);
}

#[test]
fn series_as_rows_take_their_name_from_the_label() {
    let row = |host: &str, minute: i64| {
        format!("cpu.usage(host={host},zone=z,);2026-05-03T14:0{minute}:00.000Z;{minute}\n")
    };
    let text =
        format!("Series;Time;Value\n{}{}{}{}", row("a", 0), row("a", 5), row("b", 0), row("b", 5));
    let imported = read(&text);
    assert_eq!(names(&imported), ["cpu.usage(host=a,zone=z,)", "cpu.usage(host=b,zone=z,)"]);
    assert_eq!(imported.series[1].label("host"), Some("b"));
    let several = Question::Several { label: "host".to_owned(), series: vec![0, 1] };
    assert!(imported.questions.contains(&several), "{:?}", imported.questions);
}

#[test]
fn labels_that_are_no_labels_are_left_out_with_their_reason() {
    let trace = "time,trace,cpu %\n1777816800,a1,1\n1777817100,b2,2\n1777817400,c3,3\n";
    let imported = read(trace);
    let why = LeftOutReason::AllDifferent { example: "a1".to_owned() };
    assert!(
        imported
            .left_out()
            .any(|one| matches!(one, Finding::LeftOut { why: own, .. } if *own == why))
    );
    assert_eq!(imported.report.samples, 3);
    let single =
        "time,request,ms\n1777816800,a1,1\n1777816800,b2,2\n1777817100,c3,3\n1777817400,d4,3\n";
    let error = refuse(single).to_string();
    assert!(error.starts_with("Several rows have the same time and another value"), "{error}");
    let bare: String =
        (0..8).map(|row| format!("{},{row}\n", 1_777_816_800 + row / 2 * 300)).collect();
    assert!(matches!(refuse(&bare), ImportError::SeveralRowsPerTime { .. }));
    let states =
        "time,state,cpu %\n1777816800,ok,1\n1777817100,ok,2\n1777817400,bad,3\n1777817700,ok,4\n";
    let imported = read(states);
    assert_eq!((imported.series.len(), imported.report.samples), (1, 4));
    assert_eq!(imported.left_out().count(), 1);
}

#[test]
fn influx_and_sadf_are_read_by_their_columns() {
    let row = |minute: i64, host: &str, table: i64| {
        format!(
            ",_result,{table},2026-05-03T14:00:00Z,2026-05-03T15:00:00Z,\
             2026-05-03T14:0{minute}:00Z,{minute},\
             usage_user,cpu,{host}\n"
        )
    };
    let head = ",result,table,_start,_stop,_time,_value,_field,_measurement,host\n";
    let notes = "#datatype,string,long,dateTime:RFC3339,double\n";
    let text = format!(
        "{notes}{head}{}{}\n{notes}{head}{}{}",
        row(0, "a", 0),
        row(5, "a", 0),
        row(0, "b", 1),
        row(5, "b", 1)
    );
    let imported = read(&text);
    assert_eq!(names(&imported), ["cpu usage_user", "cpu usage_user"]);
    assert_eq!(
        imported.series[1].labels,
        [Label { key: "host".to_owned(), value: "b".to_owned() }]
    );
    check(&imported, &[(0, 0.0), (5, 5.0)]);
    let sadf = "# hostname;interval;timestamp;IFACE;rxkB/s;txkB/s\n\
                h;300;2026-05-03 14:00:00 UTC;eth0;1.00;2.00\n\
                h;300;2026-05-03 14:05:00 UTC;eth0;3.00;2.00\n";
    let imported = read(sadf);
    assert_eq!(names(&imported), ["rxkB/s", "txkB/s"]);
    assert_eq!(imported.series[0].label("IFACE"), Some("eth0"));
    assert_eq!(imported.series[0].suggestion().metric(), Some(Guess::NetworkIn));
    assert_eq!(imported.series[0].suggestion().factor, 1_024.0);
}

#[test]
fn titles_units_and_totals_around_a_table_are_no_data() {
    let table = "Time,CPU\n2026-05-03 14:00:00,31.5\n2026-05-03 14:05:00,40.25\n";
    let title = format!("Chart Title,CPU of web\nStart Time,2026-05-03 14:00:00\n\n{table}");
    check(&read(&title), &TWO);
    assert!(sentences(&read(&title))[0].starts_with("2 lines above the header (lines 1 and 2"));
    check(&read(&format!("My report\n{table}")), &TWO);
    check(&read(&format!("{table}Average,35.9\n")), &TWO);
    let units =
        read("Time,CPU,Net in\n,%,kB/s\n2026-05-03 14:00:00,31.5,1\n2026-05-03 14:05:00,40.25,2\n");
    check(&units, &TWO);
    assert_eq!(names(&units), ["CPU (%)", "Net in (kB/s)"]);
    assert_eq!(units.series[1].suggestion().factor, 1_000.0);
    let second = format!("{table}\nTime,Memory,CPU\n2026-05-03 14:00:00,1,2\n");
    assert_eq!(refuse(&second), ImportError::SecondTable { line: 5 });
    let twice = "sep=;\n\"Time\";\"a cpu\"\nTime,a cpu\n2026-05-03 14:00:00;31.5\n\
                 2026-05-03 14:05:00;40.25\n";
    check(&read(twice), &TWO);
}

#[test]
fn other_encodings_are_read_and_told() {
    let text = "Zeit\tGrad °\r\n03.05.2026 14:00\t31,5\r\n03.05.2026 14:05\t40,25\r\n";
    let units = || format!("\u{feff}{text}").encode_utf16().collect::<Vec<_>>();
    let little: Vec<u8> = units().iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units().iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let cases = [
        (little.clone(), Encoding::Utf16),
        (little[2..].to_vec(), Encoding::Utf16),
        (big.clone(), Encoding::Utf16),
        (big[2..].to_vec(), Encoding::Utf16),
        (windows, Encoding::Windows1252),
    ];
    for (bytes, encoding) in cases {
        let imported = import(&bytes, ImportOptions::default()).unwrap();
        check(&imported, &TWO);
        assert_eq!(names(&imported), ["Grad °"]);
        assert!(imported.report.findings.contains(&Finding::Encoded { encoding }));
    }
    assert!(import(&little[..little.len() - 1], ImportOptions::default()).is_err());
}

/// Paris in the night of 25 October 2026, whose hours look alike, by its zone.
#[test]
fn local_times_are_read_by_their_zone() {
    let offset = |from_ms, offset_min| ZoneOffset { from_ms, offset_min };
    // Clocks are put back at 2026-10-25 01:00 UTC.
    let back = 1_792_890_000_000;
    let offsets = vec![offset(i64::MIN, 120), offset(back, 60)];
    let zone = Some(LocalZone { name: "Europe/Paris".to_owned(), offsets });
    let options = ImportOptions { zone, ..Default::default() };
    for step in [15, 30, 60] {
        let count = 6 * 60 / step;
        let times: Vec<i64> = (0..count).map(|row| back + (row * step - 180) * MINUTE).collect();
        let row = |at_ms: &i64| {
            let local = at_ms + if *at_ms < back { 120 } else { 60 } * MINUTE;
            let local = chrono::DateTime::from_timestamp_millis(local).unwrap();
            format!("{},7\n", local.format("%Y-%m-%d %H:%M:%S"))
        };
        let rows: String = times.iter().map(row).collect();
        let imported = import(format!("time,cpu %\n{rows}").as_bytes(), options.clone()).unwrap();
        let read: Vec<i64> = imported.series[0].series.samples().iter().map(|s| s.at_ms).collect();
        assert_eq!(read, times, "{step} min");
        assert_eq!(imported.questions, []);
    }
    let skipped = "time,cpu\n2026-03-29 02:30:00,1\n2026-03-29 03:30:00,2\n";
    let offsets = vec![offset(i64::MIN, 60), offset(1_774_746_000_000, 120)];
    let zone = Some(LocalZone { name: "Europe/Paris".to_owned(), offsets });
    let told = import(skipped.as_bytes(), ImportOptions { zone, ..Default::default() });
    assert!(told.is_err() || sentences(&told.unwrap()).iter().any(|one| one.contains("skip")));
}

#[track_caller]
fn check_json(text: &str, tool: Tool, name: &str, unit: Option<&str>) {
    let imported = read(text);
    check(&imported, &TWO);
    assert_eq!(imported.series[0].name, name);
    assert_eq!(imported.series[0].unit.as_ref().map(|unit| unit.word.as_str()), unit);
    assert!(matches!(imported.report.format, Format::Json { tool: own, .. } if own == tool));
}

#[test]
fn json_of_many_tools_is_read() {
    check_json(
        r#"{"MetricDataResults":[{"Id":"m","Label":"CPUUtilization","Values":[40.25,31.5],
            "Timestamps":["2026-05-03T14:05:00Z","2026-05-03T14:00:00+00:00"]}],"Messages":[]}"#,
        Tool::CloudWatchData,
        "CPUUtilization",
        Some("%"),
    );
    check_json(
        r#"{"Label":"CPUUtilization","Datapoints":[
            {"Timestamp":"2026-05-03T14:05:00Z","Average":40.25,"Unit":"Percent"},
            {"Timestamp":"2026-05-03T14:00:00Z","Average":31.5,"Unit":"Percent"}]}"#,
        Tool::CloudWatchStatistics,
        "CPUUtilization",
        Some("%"),
    );
    check_json(
        r#"{"value":[{"name":{"value":"Percentage CPU"},"unit":"Percent","timeseries":[
            {"metadatavalues":[],"data":[{"timeStamp":"2026-05-03T14:00:00Z","average":31.5},
            {"timeStamp":"2026-05-03T14:05:00Z","average":40.25}]}]}]}"#,
        Tool::AzureMonitor,
        "Percentage CPU",
        Some("%"),
    );
    check_json(
        r#"{"results":{"A":{"frames":[{"schema":{"fields":[{"name":"Time","type":"time"},
            {"name":"Value","type":"number","labels":{"host":"a"},
            "config":{"unit":"percentunit"}}]},
            "data":{"values":[[1777816800000,1777817100000],[31.5,40.25]]}}]}}}"#,
        Tool::Grafana,
        "Value",
        Some("ratio"),
    );
    check_json(
        r#"{"status":"ok","series":[{"metric":"system.cpu.user","tag_set":["host:a"],
            "unit":[{"name":"percent"},null],
            "pointlist":[[1777816800000.0,31.5],[1777817100000.0,40.25]]}]}"#,
        Tool::Datadog,
        "system.cpu.user",
        Some("%"),
    );
    check_json(
        "{\"metric\":{\"__name__\":\"cpu_percent\"},\"values\":[31.5],\
         \"timestamps\":[1777816800000]}\n{\"metric\":{\"__name__\":\"cpu_percent\"},\
         \"values\":[40.25],\"timestamps\":[1777817100000]}\n",
        Tool::VictoriaMetrics,
        "cpu_percent",
        Some("percent"),
    );
    check_json(
        r#"[{"metric":{"__name__":"cpu_percent"},
            "values":[[1777816800,31.5],[1777817100,"40.25"]]}]"#,
        Tool::Prometheus,
        "cpu_percent",
        Some("percent"),
    );
}

/// An id that is not known here is no bare number.
#[test]
fn units_of_grafana_are_read_or_said_to_be_unknown() {
    let read = |unit: &str| {
        let frame = format!(
            r#"[{{"schema":{{"fields":[{{"name":"Time","type":"time"}},{{"name":"network in",
                "type":"number","config":{{"unit":"{unit}"}}}}]}},
                "data":{{"values":[[1777816800000,1777817100000],[3,4]]}}}}]"#
        );
        let found = read(&frame).series[0].suggestion();
        (found.metric(), found.factor)
    };
    for (unit, factor) in
        [("MiBs", 1_048_576.0), ("Gbits", 1.25e8), ("KiBs", 1_024.0), ("short", 1.0)]
    {
        assert_eq!(read(unit), (Some(Guess::NetworkIn), factor), "{unit}");
    }
    for unknown in ["celsius", "MiBsec"] {
        assert_eq!(read(unknown).0, None, "{unknown}");
    }
}

#[test]
fn what_is_refused_names_its_tool_and_what_to_do() {
    let cases = [
        (r#"{"hits":{"hits":[]}}"#, "Elasticsearch", "Kibana"),
        (r#"{"panels":[]}"#, "Grafana", "Inspect, Data"),
        (r#"{"timeSeries":[]}"#, "Google Cloud Monitoring", "CSV"),
        (r#"{"histories":[]}"#, "a job of the what-if", "command line"),
    ];
    for (text, tool, instead) in cases {
        let said = refuse(text).to_string();
        assert!(said.contains(tool) && said.contains(instead), "{said}");
    }
}

#[test]
fn units_in_names_are_read_or_said_to_be_unknown() {
    let cases = [
        ("Network in (Mbit/s)", Some(Guess::NetworkIn), 125_000.0),
        ("rx [Mbps]", Some(Guess::NetworkIn), 125_000.0),
        ("Network In (Kbit/s)", Some(Guess::NetworkIn), 125.0),
        ("Network In Total (Sum)", Some(Guess::NetworkIn), 1.0 / 300.0),
        ("NetworkIn (Bytes)", Some(Guess::NetworkIn), 1.0 / 300.0),
        ("Bytes Received/sec", Some(Guess::NetworkIn), 1.0),
        ("rxkB/s", Some(Guess::NetworkIn), 1_024.0),
        ("Network in (Mo/s)", Some(Guess::NetworkIn), 1e6),
        ("Backend throughput (MBps)", Some(Guess::Throughput), 1e6),
        ("CPU (0-1)", Some(Guess::Cpu), 100.0),
        ("cpu %", Some(Guess::Cpu), 1.0),
        ("CPU usage (cores)", Some(Guess::Cpu), 100.0),
        ("CPU millicores", Some(Guess::Cpu), 0.1),
        ("node_load1", None, 1.0),
        ("CPU %idle", None, 1.0),
        ("system.cpu.idle", None, 1.0),
        ("CPUCreditBalance", None, 1.0),
        ("CPU temperature (C)", None, 1.0),
        ("Connections/min", Some(Guess::Connections), 1.0 / 60.0),
        ("Network In, bytes per 5 min", Some(Guess::NetworkIn), 1.0 / 300.0),
        ("net in bits", Some(Guess::NetworkIn), 1.0 / 2_400.0),
        ("Network receive (octets/s)", Some(Guess::NetworkIn), 1.0),
        ("CPU (widgets)", None, 1.0),
    ];
    for (name, metric, factor) in cases {
        let imported = read(&format!("time,\"{name}\"\n1777816800,10\n1777817100,12\n"));
        let found = imported.series[0].suggestion();
        assert_eq!(found.metric(), metric, "{name}: {}", found.reason);
        assert!((found.factor / factor - 1.0).abs() < 1e-12, "{name}: {}", found.factor);
    }
    let cell = |cell: &str| format!("time,x\n1777816800,{cell}\n1777817100,{cell}\n");
    assert_eq!(read(&cell("4.5 kBs")).series[0].series.range(), (4_500.0, 4_500.0));
    assert_eq!(read(&cell("350 mcores")).series[0].suggestion().metric(), Some(Guess::Cpu));
    assert_eq!(read(&cell("20 conn/s")).series[0].suggestion().metric(), Some(Guess::Connections));
    assert_eq!(read(&cell("7 p/s")).series[0].suggestion().metric(), None);
    let said = refuse(&cell("13.6 °C")).to_string();
    assert!(said.contains("a number in a unit that no metric here has"), "{said}");
}
