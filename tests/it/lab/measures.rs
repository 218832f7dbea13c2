//! The literature's measures as they are shown.

use headroom::lab::measure_lines;
use headroom::whatif::Measures;

#[test]
fn each_measure_has_a_line_and_each_replay_a_column() {
    let saved = Measures { slack: 0.25, regret: -0.104, instability: 3.0, ..Measures::default() };
    let edited = Measures { elastic_speed_up: Some(1.256), ..saved };
    let lines = measure_lines(&[saved, edited]);
    let found = |name: &str| &lines.iter().find(|line| line.name.starts_with(name)).unwrap().values;
    assert_eq!(found("Slack"), &["25.0 %", "25.0 %"]);
    assert_eq!(found("Regret"), &["-10.4 %", "-10.4 %"]);
    assert_eq!(found("Elastic speed-up"), &["–", "1.26"]);
    assert_eq!(lines.len(), 8);
    assert!(measure_lines(&[]).iter().all(|line| line.values.is_empty()));
}
