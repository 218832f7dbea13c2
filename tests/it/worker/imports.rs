//! Files of several Instances and of counters, in rows.

use headroom::worker::replay::{
    Form, FormOf, ImportOptions, ImportedFile, Profile, Question, SeriesReport,
};

use super::{MINUTE_MS, read_file};

fn read(text: &str) -> ImportedFile {
    read_file(text.as_bytes(), ImportOptions::default(), text.len())
}

/// The answer of Prometheus for several hosts: the values of each, from noon on, every minute.
fn hosts(name: &str, hosts: &[(&str, &[f64])]) -> String {
    let series = hosts.iter().map(|(host, values)| {
        let values = (0..)
            .zip(values.iter())
            .map(|(minute, value)| format!(r#"[{},"{value}"]"#, 1_772_366_400 + minute * 60));
        let values = values.collect::<Vec<_>>().join(",");
        format!(r#"{{"metric":{{"__name__":"{name}","host":"{host}"}},"values":[{values}]}}"#)
    });
    let series = series.collect::<Vec<_>>().join(",");
    format!(r#"{{"status":"success","data":{{"resultType":"matrix","result":[{series}]}}}}"#)
}

fn form(as_rate: bool, of: FormOf) -> Form {
    Form { as_rate, of }
}

/// The values of a form.
fn values(file: &ImportedFile, row: usize, form: Form) -> &[f64] {
    let before: usize = file.report.series[..row].iter().map(|row| row.forms.len()).sum();
    let own = &file.report.series[row];
    let at = own.forms.iter().position(|one| one.form == form);
    let at = at.unwrap_or_else(|| panic!("{form:?} in {:?}", own.forms));
    &file.series[before + at].values
}

#[test]
fn several_hosts_are_one_row_with_average_and_sum() {
    let text = hosts(
        "cpu_percent",
        &[("a", &[10.0, 20.0, 30.0]), ("b", &[30.0, 40.0, 50.0]), ("c", &[50.0, 60.0, 70.0])],
    );
    let file = read(&text);
    let [row] = file.report.series.as_slice() else { panic!("{:?}", file.report) };
    assert_eq!((row.name.as_str(), row.label.as_str()), ("cpu_percent", "host"));
    assert_eq!(row.parts, ["a", "b", "c"]);
    assert_eq!(row.holds, "managed_metric_instance_cpu");
    assert_eq!(values(&file, 0, form(false, FormOf::Average)), [30.0, 40.0, 50.0]);
    assert_eq!(values(&file, 0, form(false, FormOf::Sum)), [90.0, 120.0, 150.0]);
    assert_eq!(values(&file, 0, form(false, FormOf::One(1))), [30.0, 40.0, 50.0]);
    let profile = &row.forms[0].profile;
    assert_eq!((profile.lowest, profile.median, profile.highest), (30.0, 40.0, 50.0));
    assert!(!profile.sketch.is_empty());
}

#[test]
fn a_counter_comes_with_its_rate_first() {
    let text = "time,bytes_total\n2026-03-01 12:00:00,0\n2026-03-01 12:01:00,600\n\
        2026-03-01 12:02:00,1800\n2026-03-01 12:03:00,300\n";
    let file = read(text);
    let row = &file.report.series[0];
    assert!(row.questions.iter().any(|one| matches!(one, Question::Counter { .. })), "{row:?}");
    assert!(row.forms[0].form.as_rate, "{:?}", row.forms);
    assert_eq!(values(&file, 0, form(true, FormOf::One(0))), [10.0, 20.0, 5.0]);
    assert_eq!(values(&file, 0, form(false, FormOf::One(0))), [0.0, 600.0, 1800.0, 300.0]);
}

/// A moment at which one host has no sample is no average of the others.
#[test]
fn what_is_left_out_of_an_average_is_said() {
    let text = hosts("cpu_percent", &[("a", &[10.0; 9]), ("b", &[30.0; 9])]);
    let fifth = format!(r#"[{},"30"],"#, 1_772_366_400 + 4 * 60);
    let text = text.replace(&fifth, "");
    let file = read(&text);
    let row = &file.report.series[0];
    assert_eq!(values(&file, 0, form(false, FormOf::Average)).len(), 8);
    let said: Vec<_> = row.forms[0].notes.iter().map(|note| note.sentence.as_str()).collect();
    assert!(said[0].starts_with("1 moment is left out"));
    assert!(row.forms[0].notes[0].warning);
}

#[test]
fn what_stays_out_is_told_apart_from_what_was_found() {
    let text = "time,cpu_percent,state\n2026-03-01 12:00:00,10,up\n2026-03-01 12:01:00,20,up\n\
        2026-03-01 12:02:00,30,down\n";
    let ImportedFile { report, .. } = read(text);
    let names = |row: &SeriesReport| row.name.clone();
    assert!(report.series.iter().map(names).all(|name| name != "state"));
    let told = report.left_out.iter().chain(report.notes.iter().map(|note| &note.sentence));
    assert!(told.clone().any(|one| one.contains("state")), "{report:?}");
}

/// A label column splits a long table: each host has its own samples, and the row has all of them.
#[test]
fn a_table_of_a_row_for_each_host_is_one_row_too() {
    let mut text = "time,host,cpu_percent\n".to_owned();
    for minute in 0..3 {
        for (host, value) in [("a", 10), ("b", 30), ("c", 50)] {
            text += &format!("2026-03-01 12:0{minute}:00,{host},{}\n", value + minute * 10);
        }
    }
    let file = read(&text);
    let [row] = file.report.series.as_slice() else { panic!("{:?}", file.report) };
    assert_eq!((row.name.as_str(), row.label.as_str()), ("cpu_percent", "host"));
    assert_eq!(row.parts, ["a", "b", "c"]);
    assert_eq!(values(&file, 0, form(false, FormOf::Average)), [30.0, 40.0, 50.0]);
}

#[test]
fn a_question_of_the_whole_file_is_no_ones_of_its_series() {
    let mut text = "time,cpu_percent\n".to_owned();
    for day in 1..=9 {
        text += &format!("0{day}/03/2026 12:00,{}\n", 10 + day * 7 % 9);
    }
    let ImportedFile { report, series } = read(&text);
    let asks = |one: &Question| matches!(one, Question::DateOrder { .. });
    assert!(report.questions.iter().any(asks), "{report:?}");
    assert!(report.series[0].questions.is_empty(), "its name says what it holds");
    assert!(series[0].times_ms.windows(2).all(|pair| pair[1] - pair[0] >= MINUTE_MS));
    let Profile { lowest, highest, .. } = report.series[0].forms[0].profile;
    assert_eq!((lowest, highest), (10.0, 18.0));
}
