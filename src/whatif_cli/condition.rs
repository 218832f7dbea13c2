//! A condition on a scorecard, such as `overload_minutes > 30`.

use serde::Serialize;
use serde_json::Value;

use crate::whatif::{Measures, Scorecard};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
}

/// The longer ones first, for they begin like the shorter.
const COMPARISONS: [(&str, Comparison); 6] = [
    (">=", Comparison::GreaterOrEqual),
    ("<=", Comparison::LessOrEqual),
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    (">", Comparison::Greater),
    ("<", Comparison::Less),
];

/// A field of the scorecard, compared with a number.
///
/// ```
/// use headroom::whatif::Scorecard;
/// use headroom::whatif_cli::FailCondition;
///
/// let condition = FailCondition::parse("changes > 2")?;
/// let card = Scorecard { changes: 3, ..Scorecard::default() };
/// assert_eq!(
///     condition.check(&card, None)?.as_deref(),
///     Some("changes is 3, and --fail-if \"changes > 2\" holds.")
/// );
/// let unpriced = FailCondition::parse("cost_eur > 2")?.check(&card, None).unwrap_err();
/// assert!(unpriced.ends_with("give the job a price_per_hour."));
/// assert_eq!(FailCondition::parse("changes > many").unwrap_err(), "\"many\" is not a number.");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FailCondition {
    text: String,
    field: String,
    comparison: Comparison,
    bound: f64,
}

impl FailCondition {
    /// Reads a condition.
    ///
    /// # Errors
    /// Says in a sentence what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let found = COMPARISONS.into_iter().find_map(|(sign, comparison)| {
            let (field, bound) = text.split_once(sign)?;
            Some((field.trim(), comparison, bound.trim()))
        });
        let Some((field, comparison, bound)) = found else {
            let message = "It compares nothing. Write it as in \"overload_minutes > 30\"; the \
                           comparisons are > >= < <= == and !=.";
            return Err(message.to_owned());
        };
        let fields = fields();
        if !fields.iter().any(|name| name == field) {
            return Err(format!(
                "A scorecard has no field \"{field}\". Its fields are {}.",
                fields.join(", ")
            ));
        }
        // A comparison with what is no number never holds, and with infinity it always does.
        let Some(bound) = bound.parse().ok().filter(|bound: &f64| bound.is_finite()) else {
            return Err(format!("\"{bound}\" is not a number."));
        };
        Ok(Self { text: text.to_owned(), field: field.to_owned(), comparison, bound })
    }

    /// What holds, in a sentence; `None` when it does not.
    ///
    /// # Errors
    /// When the scorecard does not tell: a condition that nobody checked is not met.
    pub fn check(
        &self,
        card: &Scorecard,
        measures: Option<&Measures>,
    ) -> Result<Option<String>, String> {
        let Self { text, field, bound, .. } = self;
        let told = measures.map(columns).unwrap_or_default();
        let value = columns(card).into_iter().chain(told).find(|(name, _)| name == field);
        let Some(value) = value.and_then(|(_, value)| value.as_f64()) else {
            let way = match field.starts_with("cost") {
                true => "give the job a price_per_hour",
                false => "add the history that tells it, such as the group's CPU per Instance",
            };
            return Err(format!("--fail-if \"{text}\": {field} is not known here; {way}."));
        };
        let holds = match self.comparison {
            Comparison::Greater => value > *bound,
            Comparison::GreaterOrEqual => value >= *bound,
            Comparison::Less => value < *bound,
            Comparison::LessOrEqual => value <= *bound,
            Comparison::Equal => value == *bound,
            Comparison::NotEqual => value != *bound,
        };
        Ok(holds.then(|| format!("{field} is {value}, and --fail-if \"{text}\" holds.")))
    }
}

fn fields() -> Vec<String> {
    let measures = columns(&Measures::default());
    columns(&Scorecard::default()).into_iter().chain(measures).map(|(name, _)| name).collect()
}

/// The fields in order; unknown ones are null.
fn columns(of: &impl Serialize) -> Vec<(String, Value)> {
    match serde_json::to_value(of) {
        Ok(Value::Object(fields)) => fields.into_iter().collect(),
        _ => Vec::new(),
    }
}
