//! What must be asked about the series of a file.

use super::suggest::{Certainty, Holds, Suggestion};
use crate::history::clean::NamedSeries;
use crate::history::report::{Guess, Quantity, Question};

/// What must be asked about series, in their order; of several Instances last.
pub(in crate::history) fn questions(series: &[NamedSeries]) -> Vec<Question> {
    let each = series.iter().enumerate().flat_map(|(index, one)| about(index, one));
    let mut questions: Vec<Question> = each.collect();
    questions.extend(several(series));
    questions
}

fn about(index: usize, one: &NamedSeries) -> Vec<Question> {
    let suggestion = one.suggestion();
    if suggestion.holds == Some(Holds::Size) {
        return Vec::new();
    }
    let mut questions = Vec::new();
    if one.is_counter() {
        questions.push(Question::Counter { series: index });
    }
    if suggestion.certainty != Certainty::Named && !is_ratio(one, &suggestion) {
        questions.push(Question::Metric { series: index, likely: suggestion.metric() });
    }
    let metric = suggestion.metric();
    let conversion = metric.and_then(|metric| one.conversion(index, metric, false));
    questions.extend(conversion.and_then(|conversion| conversion.question));
    questions
}

/// A usage without a unit whose values are those of a ratio.
fn is_ratio(one: &NamedSeries, suggestion: &Suggestion) -> bool {
    let quantity = suggestion.metric().map(Guess::quantity);
    quantity == Some(Quantity::Percent) && one.unit.is_none() && suggestion.factor != 1.0
}

/// The series of one measurement that labels tell apart, and those without labels that are taken
/// for one metric. Statistics of one measurement are no Instances.
fn several(series: &[NamedSeries]) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    let mut grouped = vec![false; series.len()];
    for (index, one) in series.iter().enumerate() {
        if grouped[index] {
            continue;
        }
        let later = (index..series.len()).filter(|at| !grouped[*at]);
        let own: Vec<usize> = later.filter(|at| are_alike(one, &series[*at])).collect();
        own.iter().for_each(|at| grouped[*at] = true);
        let differs = |key: &str| own.iter().any(|at| series[*at].label(key) != one.label(key));
        let keys = one.labels.iter().map(|label| label.key.as_str());
        let keys: Vec<&str> = keys.filter(|key| differs(key)).collect();
        if own.len() > 1 && !keys.contains(&"statistic") {
            found.push(Question::Several { label: keys.join(", "), series: own });
        }
    }
    found
}

fn are_alike(one: &NamedSeries, other: &NamedSeries) -> bool {
    let metric = || one.suggestion().metric();
    let is_same_metric = || metric().is_some() && metric() == other.suggestion().metric();
    match one.labels.is_empty() && other.labels.is_empty() {
        true => std::ptr::eq(one, other) || (one.unit == other.unit && is_same_metric()),
        false => other.is_sibling_of(one),
    }
}
