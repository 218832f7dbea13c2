//! How a group is held: at which size, and for how long.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::base::translated;
use crate::engine::{FieldErrors, Reason};

const SIZE: &str = "size";
const MINUTES: &str = "minutes";

/// The times that are offered, in minutes.
const TIMES: [(&str, &str); 6] = [
    ("15", text!("15 minutes")),
    ("30", text!("30 minutes")),
    ("60", text!("1 hour")),
    ("120", text!("2 hours")),
    ("240", text!("4 hours")),
    ("1440", text!("1 day")),
];

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How many Instances.
    pub size: u32,
    /// For how many minutes.
    pub minutes: u32,
}

/// The fields, where the API takes no maximum under `least`.
#[must_use]
pub fn section(least: u32) -> Section {
    let times = TIMES.map(|(value, label)| Choice::fixed(value, translated(label)));
    let size = Control::Number { from: least.into(), to: 50.0, step: 1.0 };
    let fields = vec![
        Field::new(SIZE, t!("Hold at"), size)
            .unit(t!("Instances"))
            .help(t!("Both bounds are set to it, so that no rule changes it.")),
        Field::new(MINUTES, t!("For"), Control::Choice(times.to_vec())),
    ];
    Section::new(t!("Hold"), fields)
}

/// An hour at the present size, which stays empty where it is not known.
#[must_use]
pub fn draft(size: Option<u32>) -> Draft {
    let size = size.map(|size| size.to_string()).unwrap_or_default();
    Draft::default().with(SIZE, size).with(MINUTES, "60")
}

/// Reads what was entered, where the API takes no maximum under `least`.
///
/// # Errors
/// Every field that cannot be read.
pub fn read(draft: &Draft, least: u32) -> Result<Asked, FieldErrors> {
    let mut reader = Reader::new(draft);
    let (size, minutes) = (reader.whole(SIZE), reader.whole(MINUTES));
    if reader.accepts(SIZE) && size < least {
        let message = t!(
            "The API takes no maximum under {least}: hold at {least}, or set the bounds to 1 and \
             {least} in the group’s form."
        );
        reader.refuse(SIZE, Reason::Constraint, message);
    }
    if reader.accepts(MINUTES) && minutes == 0 {
        reader.refuse(MINUTES, Reason::Constraint, t!("Choose how long."));
    }
    reader.finish(Asked { size, minutes }, Ok(()), &[section(least)])
}
