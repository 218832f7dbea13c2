//! Files of several Instances and of counters, in rows.

use headroom::engine::Metric;
use headroom::lab::import::{Holds, ImportDraft, SizeChoice, Usage};
use headroom::whatif::{Job, LoadEstimate};
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

/// The import of a file, to be said of what it holds.
fn draft(text: &str) -> ImportDraft {
    ImportDraft::new("a.csv".to_owned(), read(text), ImportOptions::default(), None)
}

/// Ten rows of a column, a minute apart.
fn column(name: &str, value: impl Fn(u32) -> f64) -> String {
    let row = |minute| format!("2026-03-01 12:{minute:02}:00,{}\n", value(minute));
    format!("time,{name}\n{}", (0..10).map(row).collect::<String>())
}

/// What the first series comes to once it is said to hold a metric.
fn held(text: &str, metric: Metric) -> Option<f64> {
    let mut draft = draft(text);
    draft.hold(0, Holds::Metric(metric));
    (draft.size.choice, draft.size.typed) = (Some(SizeChoice::Constant), "1".to_owned());
    let history = draft.history()?;
    history.job(Job::default()).histories[0].values.last().copied()
}

/// The unit is the series' own, whoever says what it holds.
#[test]
fn a_unit_counts_for_whatever_metric_is_chosen() {
    let rate = column("network (MB/s)", |_| 40.0);
    assert_eq!(draft(&rate).rows[0].holds, Holds::Open, "in or out?");
    assert_eq!(held(&rate, Metric::NetworkIn), Some(40_000_000.0));
    let requests = column("lb (requests/min)", |_| 120.0);
    assert_eq!(held(&requests, Metric::Connections), Some(2.0));
    // A unit of something else fits no factor: it is asked.
    assert_eq!(held(&rate, Metric::Cpu), None);
    let mut draft = draft(&rate);
    draft.hold(0, Holds::Metric(Metric::Cpu));
    let trouble = draft.trouble().unwrap();
    assert!(
        trouble.starts_with("network (MB/s) is in MB/s, which is no unit of CPU."),
        "{trouble}"
    );
    draft.rows[0].factor = 2.0;
    assert_eq!(draft.trouble(), None);
}

/// An hour's bytes, counted: the rate is a second's already, whatever the distance of the samples.
#[test]
fn a_counters_rate_is_so_much_a_second() {
    let bytes = column("received (bytes)", |minute| f64::from(minute) * 60_000.0);
    assert!(draft(&bytes).rows[0].form.as_rate);
    assert_eq!(held(&bytes, Metric::NetworkIn), Some(1_000.0));
    let seconds = column("cpu_seconds_total", |minute| f64::from(minute) * 21.0);
    assert_eq!(held(&seconds, Metric::Cpu), None, "of how many cores?");
    let mut draft = draft(&seconds);
    draft.hold(0, Holds::Metric(Metric::Cpu));
    assert_eq!(draft.rows[0].usage, Usage::Open);
    draft.rows[0].say_usage(Usage::Cores(1));
    assert_eq!(draft.rows[0].factor, 100.0, "0.35 cores are 35 % of one");
    // As it is, it is no rate.
    draft.rows[0].use_as(form(false, FormOf::One(0)));
    assert_eq!((draft.rows[0].factor, draft.rows[0].usage), (1.0, Usage::Plain));
}

/// Beside a host at 80 %, one below 1 % is idle and no ratio.
#[test]
fn the_busiest_host_tells_what_the_values_are() {
    let text = hosts("cpu", &[("idle", &[0.4, 0.5, 0.6]), ("busy", &[70.0, 80.0, 60.0])]);
    let row = &draft(&text).rows[0];
    assert_eq!((row.factor, row.usage), (1.0, Usage::Plain));
}

/// What a metric's unit is goes along when the series is said to hold another one later.
#[test]
fn a_series_is_taken_for_another_metric_in_its_own_unit() {
    let mut draft = draft(&column("received (kB/s)", |_| 7.0));
    (draft.size.choice, draft.size.typed) = (Some(SizeChoice::Constant), "1".to_owned());
    let mut history = draft.history().unwrap();
    let series = &mut history.series[0];
    assert_eq!((series.metric, series.factor), (Some(Metric::NetworkIn), 1_000.0));
    assert!(!series.choices().any(|metric| metric == Metric::Cpu));
    series.holds(Some(Metric::Cpu));
    assert_eq!(series.metric, Some(Metric::NetworkIn), "kB/s are no CPU");
    series.holds(Some(Metric::Throughput));
    assert_eq!((series.metric, series.factor), (Some(Metric::Throughput), 1_000.0));
    series.holds(None);
    series.holds(Some(Metric::NetworkIn));
    assert_eq!((series.metric, series.factor), (Some(Metric::NetworkIn), 1_000.0));
}

/// A count in a row served while the row's values were measured: a load that halves when the fleet
/// doubles is found to do so.
#[test]
fn a_count_holds_for_the_interval_of_its_row() {
    let row = |step: i64| {
        let (size, load) = (2 + (step / 7) % 4, 90 + (step * 37) % 60);
        let at = 1_772_366_400 + step * 300;
        format!("{at},{},{size}\n", load as f64 / size as f64)
    };
    let rows: String = (0..400).map(row).collect();
    let mut draft = draft(&format!("time,cpu %,instances\n{rows}"));
    draft.size.choice = Some(SizeChoice::Series(1));
    let job = draft.history().unwrap().job(Job::default());
    let estimate = LoadEstimate::of(&job.histories[0], &job.recorded_sizes);
    let LoadEstimate::Told { elasticity, .. } = estimate else { panic!("{estimate:?}") };
    assert!((elasticity.value - 1.0).abs() < 0.1, "{elasticity:?}");
}

/// Each zone counts its own Instances.
#[test]
fn sizes_that_a_label_tells_apart_add_up() {
    let rows: String = (0..3)
        .map(|minute| {
            let at = format!("2026-03-01 12:{minute:02}:00");
            format!("{at},a,2\n{at},b,3\n")
        })
        .collect();
    let draft = draft(&format!("time,zone,instances\n{rows}"));
    assert_eq!(draft.rows[0].holds, Holds::Size);
    let option = draft.size_options().into_iter().find(|one| one.choice == SizeChoice::Series(0));
    assert_eq!(option.unwrap().detail, "5, each for the interval up to its stamp");
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
