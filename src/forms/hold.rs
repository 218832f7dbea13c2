//! How a group is held: at which size, and for how long.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::base::{thousands, translated};
use crate::engine::{FieldErrors, Reason};

const SIZE: &str = "size";
const MINUTES: &str = "minutes";
/// That a size far above the maximum is meant.
const SURE: &str = "sure";

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

/// What a group's size is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The lowest maximum that the API takes.
    pub least: u32,
    /// The group's maximum before it is held, where that is known.
    pub most: Option<u32>,
}

impl Limits {
    /// Whether a size lies so far above the maximum that it may be a slip of the hand. The API is
    /// known to refuse none.
    #[must_use]
    pub fn is_far(self, size: u32) -> bool {
        self.most.is_some_and(|most| size > most.saturating_mul(2).max(most.saturating_add(5)))
    }
}

/// The fields, as they stand for this draft.
#[must_use]
pub fn section(draft: &Draft, limits: Limits) -> Section {
    let times = TIMES.map(|(value, label)| Choice::fixed(value, translated(label)));
    let size = Control::Number { from: limits.least.into(), to: 50.0, step: 1.0 };
    let size = Field::new(SIZE, t!("Hold at"), size).unit(t!("Instances"));
    let typed = size.bare(draft.get(SIZE)).trim().parse().unwrap_or_default();
    let sure = limits.is_far(typed).then(|| {
        Field::new(SURE, t!("That many are meant"), Control::Toggle)
            .help(t!("It is more than twice the group’s maximum."))
    });
    let size = size.help(t!("Both bounds are set to it, so that no rule changes it."));
    let time = Field::new(MINUTES, t!("For"), Control::Choice(times.to_vec()));
    Section::new(t!("Hold"), [size].into_iter().chain(sure).chain([time]).collect())
}

/// An hour at the present size, which stays empty where it is not known.
#[must_use]
pub fn draft(size: Option<u32>) -> Draft {
    let size = size.map(|size| size.to_string()).unwrap_or_default();
    Draft::default().with(SIZE, size).with(MINUTES, "60")
}

/// Reads what was entered.
///
/// # Errors
/// Every field that cannot be read, and a size far above the maximum that nobody has confirmed.
pub fn read(draft: &Draft, limits: Limits) -> Result<Asked, FieldErrors> {
    let sections = [section(draft, limits)];
    let mut reader = Reader::of(draft, &sections);
    let (size, minutes) = (reader.whole(SIZE), reader.whole(MINUTES));
    let least = limits.least;
    if reader.accepts(SIZE) && size < least {
        let message = t!(
            "The API takes no maximum under {least}: hold at {least}, or set the bounds to 1 and \
             {least} in the group’s form."
        );
        reader.refuse(SIZE, Reason::Constraint, message);
    }
    if let Some(most) = limits.most.filter(|_| limits.is_far(size) && reader.text(SURE) != "true") {
        let (size, most) = (thousands(size.into()), thousands(most.into()));
        let message = t!("The group’s maximum is {most}. Tick this to hold it at {size}.");
        reader.refuse(SURE, Reason::Required, message);
    }
    if reader.accepts(MINUTES) && minutes == 0 {
        reader.refuse(MINUTES, Reason::Constraint, t!("Choose how long."));
    }
    reader.finish(Asked { size, minutes }, Ok(()), &sections)
}
