//! The literature's measures, ready to show.

use crate::base::grouped;
use crate::whatif::Measures;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureLine {
    /// Its name, with its symbol where it has one.
    pub name: &'static str,
    /// Its value for each replay, with the unit.
    pub values: Vec<String>,
}

/// The measures of some replays, line by line; the first replay is what the others are held
/// against.
#[must_use]
pub fn measure_lines(replays: &[Measures]) -> Vec<MeasureLine> {
    let percent = |value: f64| format!("{}\u{a0}%", grouped(value, 1));
    let line = |name, of: &dyn Fn(&Measures) -> String| MeasureLine {
        name,
        values: replays.iter().map(of).collect(),
    };
    vec![
        line(t!("Under-provisioning accuracy θ_U"), &|own| {
            percent(own.under_provisioning_accuracy)
        }),
        line(t!("Over-provisioning accuracy θ_O"), &|own| percent(own.over_provisioning_accuracy)),
        line(t!("Under-provisioning time share τ_U"), &|own| {
            percent(own.under_provisioning_timeshare)
        }),
        line(t!("Over-provisioning time share τ_O"), &|own| {
            percent(own.over_provisioning_timeshare)
        }),
        line(t!("Instability υ"), &|own| percent(own.instability)),
        line(t!("Slack"), &|own| percent(own.slack * 100.0)),
        line(t!("Regret against an oracle"), &|own| percent(own.regret * 100.0)),
        line(t!("Elastic speed-up ε against saved"), &|own| {
            own.elastic_speed_up.map_or_else(|| "–".to_owned(), |value| grouped(value, 2))
        }),
    ]
}
