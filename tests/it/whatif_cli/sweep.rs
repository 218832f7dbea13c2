//! A sweep on the command line.

use headroom::whatif::{Job, Variant};
use serde_json::Value;

use super::{job, line, target_job, whatif};

/// Runs a sweep from a file over jobs.
fn swept(name: &str, sweep: &str, jobs: &[Job], threads: &str) -> (i32, Vec<Value>, String) {
    swept_with(name, sweep, jobs, &["--threads", threads])
}

fn swept_with(name: &str, sweep: &str, jobs: &[Job], more: &[&str]) -> (i32, Vec<Value>, String) {
    let name = format!("headroom-sweep-{}-{name}.json", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, sweep).unwrap();
    let input: String = jobs.iter().map(line).collect();
    let said = whatif(&[&["--sweep", path.to_str().unwrap()], more].concat(), &input);
    std::fs::remove_file(&path).unwrap();
    let values = said.lines.iter().map(|line| serde_json::from_str(line).unwrap());
    (said.status, values.collect(), said.errors)
}

/// 270 % of one Instance: two are 70 % short, three carry it.
#[test]
fn a_sweep_finds_the_size_that_carries_the_load() {
    let axes = r#"{"axes": [{"parameter": "min_replicas", "range": {"from": 1, "to": 5, "step": 1}},
                            {"parameter": "max_replicas", "values": [2, 4]}]}"#;
    let saved = job("saved", 3);
    for threads in ["1", "3"] {
        let (status, found, errors) = swept("size", axes, std::slice::from_ref(&saved), threads);
        assert_eq!((status, found.len(), errors.as_str()), (0, 1, ""));
        let found = &found[0];
        // A minimum of 3 or 4 is above a maximum of 2, and 5 above both.
        assert_eq!((&found["points"], &found["skipped"]), (&10.into(), &4.into()));
        let front = found["front"].as_array().unwrap();
        let read: Vec<(&str, f64)> = front
            .iter()
            .map(|point| {
                let minutes = point["score"]["overload_minutes"].as_f64().unwrap();
                (point["label"].as_str().unwrap(), minutes)
            })
            .collect();
        // Recorded with three: a maximum of 2 shrinks the group, one of 4 leaves it as it is.
        assert_eq!(read, [("as it is", 55.0), ("maximum 4", 0.0)]);
        assert_eq!(found["saved"]["overload_minutes"], 55.0);
        // It costs more, which is a trade that nobody asked for.
        assert_eq!(found["recommendation"]["advice"], "keep");
        assert_eq!(found["advised"], Value::Null);
        assert!(found["sentence"].as_str().unwrap().starts_with("Keep the saved rules: "));
        let verdict = found["verdict"].as_str().unwrap();
        assert!(verdict.contains("it has less than a day, and 6 are needed"), "{verdict}");
    }
    let asked = swept_with("limit", axes, &[job("saved", 3)], &["--overload-limit", "0"]);
    let found = &asked.1[0];
    assert_eq!(found["recommendation"]["advice"], "trade");
    assert_eq!(found["recommended"]["label"], "maximum 4");
    let advised: Variant = serde_json::from_value(found["advised"].clone()).unwrap();
    assert_eq!(advised.thresholds().unwrap().capacity.max_replicas, 4);
    let sentence = found["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("Set the maximum to 4: that costs "), "{sentence}");
    let few = ["--overload-limit", "0", "--reversal-limit", "0"];
    let both = swept_with("few", axes, &[job("saved", 3)], &few);
    let sentence = both.1[0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("within 0 min of overload and 0 reversals a month"), "{sentence}");
    let (status, found, _) =
        swept_with("cost", axes, &[job("saved", 3)], &["--overload-cost", "1"]);
    assert_eq!(status, 2, "without a price there is nothing to weigh it against");
    assert_eq!(found[0]["error"]["path"], "price_per_hour");
}

#[test]
fn without_axes_the_suggested_grid_is_swept_around_the_named_variant() {
    let mut two = job("saved", 3);
    let mut edited = two.variants[0].clone();
    edited.name = "edited".to_owned();
    edited.thresholds_mut().unwrap().capacity.max_replicas = 4;
    two.variants.push(edited);
    two.price_per_hour = Some(0.5);
    let path = std::env::temp_dir().join(format!("headroom-jobs-{}.json", std::process::id()));
    std::fs::write(&path, line(&two)).unwrap();
    let file = path.to_str().unwrap();
    let said = whatif(&["--sweep", "-", file, "--variant", "edited"], "{}");
    let nobody = whatif(&["--sweep", "-", file, "--variant", "nobody"], "{}");
    std::fs::remove_file(&path).unwrap();
    assert_eq!((said.status, said.lines.len(), nobody.status), (0, 1, 2), "{}", said.errors);
    let found: Value = serde_json::from_str(&said.lines[0]).unwrap();
    let names: Vec<&str> = found["sweep"]["axes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|axis| axis["parameter"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["cooldown_delay", "max_replicas"]);
    assert_eq!(found["recommendation"]["advice"], "keep");
    assert_eq!(found["recommended"], Value::Null);
    assert_eq!(found["price"]["eur_per_hour"], 0.5);
}

#[test]
fn a_sweep_that_cannot_run_says_where() {
    let range = |parameter: &str, to: u32| {
        format!(r#"{{"parameter":"{parameter}","range":{{"from":1,"to":{to},"step":1}}}}"#)
    };
    let huge = [("cooldown_delay", 1_000), ("min_replicas", 1_000), ("max_replicas", 1_000)];
    let huge: Vec<String> = huge.iter().map(|(name, to)| range(name, *to)).collect();
    for (name, sweep, expected) in [
        (
            "huge",
            format!("{{\"axes\":[{}]}}", huge.join(",")),
            "line 1, at sweep.axes[2]: The sweep has 1000000000 points, and at most 1000000 are \
             run. Narrow several parameters, or leave some out: the maximum has 1000 values.",
        ),
        (
            "word",
            "{\"axes\":[{\"parameter\":\"speed\"}]}".to_owned(),
            "the sweep, at axes[0].parameter: ",
        ),
        (
            "slip",
            "{\"axes\":[{\"parameter\":\"max_replicas\",\"value\":[1]}]}".to_owned(),
            "the sweep, at axes[0].value: There is no such field.",
        ),
        ("text", "axes".to_owned(), "the sweep, at line 1 column 1: expected value"),
        ("type", "{\"axes\":3}".to_owned(), "the sweep, at axes: invalid type: integer `3`"),
        (
            "policy",
            "{\"axes\":[{\"parameter\":\"value\",\"policy\":0,\"values\":[1]}]}".to_owned(),
            "line 1, at sweep.axes[0].policy: There are 0 policies, numbered from 0.",
        ),
    ] {
        let (status, _, errors) = swept(name, &sweep, &[job("saved", 3)], "2");
        assert_eq!(status, 2, "{name}");
        assert!(errors.starts_with(&format!("headroom-whatif: {expected}")), "{errors}");
    }
}

/// 180 % of one Instance: three carry it at 60 %, and two at 90 %.
#[test]
fn a_target_is_swept_by_its_own_numbers() {
    let axes = r#"{"axes": [{"parameter": "target_avg_percent", "values": [40, 60, 90]},
                            {"parameter": "scale_out_cooldown", "values": [60]}]}"#;
    let (status, found, errors) = swept("target", axes, &[target_job()], "1");
    assert_eq!((status, found.len(), errors.as_str()), (0, 1, ""));
    assert_eq!((&found[0]["points"], &found[0]["skipped"]), (&3.into(), &0.into()));
    assert_eq!(found[0]["front"][0]["label"], "target 90 %");
    assert_eq!(found[0]["recommendation"]["advice"], "better");
    let (status, found, _) = swept("suggested", "{}", &[target_job()], "2");
    assert_eq!(status, 0);
    let axes = found[0]["sweep"]["axes"].as_array().unwrap();
    assert!(axes.iter().any(|axis| axis["parameter"] == "target_avg_percent"), "{axes:?}");
    let foreign = r#"{"axes": [{"parameter": "cooldown_delay", "values": [0]}]}"#;
    let (status, found, _) = swept("foreign", foreign, &[target_job()], "1");
    assert_eq!(status, 2);
    assert_eq!(found[0]["error"]["path"], "sweep.axes[0].parameter");
}
