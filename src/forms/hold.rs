//! How a group is held: at which size, what is left to its rules, and for how long.

use serde::{Deserialize, Serialize};

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::base::{thousands, translated};
use crate::engine::{FieldErrors, Reason};

const SIZE: &str = "size";
const SETS: &str = "sets";
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

/// Which bounds a hold sets to its size, and so what it leaves to the group's rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sets {
    /// Both: no rule changes the size.
    #[default]
    Both,
    /// The minimum: rules add to it as before, and never take from it.
    Minimum,
    /// The maximum: rules take from it as before, and never add to it.
    Maximum,
}

impl Sets {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Both, "both", text!("change nothing: sets both bounds")),
        (Self::Minimum, "minimum", text!("may add: sets the minimum")),
        (Self::Maximum, "maximum", text!("may remove: sets the maximum")),
    ];

    fn of(word: &str) -> Self {
        let own = Self::ALL.into_iter().find(|(_, own, _)| *own == word);
        own.map(|(own, ..)| own).unwrap_or_default()
    }
}

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How many Instances.
    pub size: u32,
    /// What is set to it.
    pub sets: Sets,
    /// For how many minutes.
    pub minutes: u32,
}

/// What a group's size is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The lowest maximum that the API takes.
    pub least: u32,
    /// The group's bounds before it is held, where they are known.
    pub bounds: Option<(u32, u32)>,
}

impl Limits {
    /// Whether a size lies so far above the maximum that it may be a slip of the hand. The API is
    /// known to refuse none.
    #[must_use]
    pub fn is_far(self, size: u32) -> bool {
        self.bounds
            .is_some_and(|(_, most)| size > most.saturating_mul(2).max(most.saturating_add(5)))
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
    let sets = Sets::ALL.map(|(_, value, label)| Choice::fixed(value, translated(label)));
    let sets = Field::new(SETS, t!("Rules"), Control::Choice(sets.to_vec()));
    let time = Field::new(MINUTES, t!("For"), Control::Choice(times.to_vec()));
    Section::new(t!("Hold"), [size].into_iter().chain(sure).chain([sets, time]).collect())
}

/// An hour at the present size, which stays empty where it is not known.
#[must_use]
pub fn draft(size: Option<u32>) -> Draft {
    let size = size.map(|size| size.to_string()).unwrap_or_default();
    Draft::default().with(SIZE, size).with(SETS, "both").with(MINUTES, "60")
}

/// Reads what was entered.
///
/// # Errors
/// Every field that cannot be read, and a size far above the maximum that nobody has confirmed.
pub fn read(draft: &Draft, limits: Limits) -> Result<Asked, FieldErrors> {
    let sections = [section(draft, limits)];
    let mut reader = Reader::of(draft, &sections);
    let (size, minutes) = (reader.whole(SIZE), reader.whole(MINUTES));
    let (least, sets) = (limits.least, Sets::of(&reader.text(SETS)));
    if reader.accepts(SIZE) && size < least && sets != Sets::Minimum {
        let message = t!(
            "The API takes no maximum under {least}: hold at {least}, or set the bounds to 1 and \
             {least} in the group’s form."
        );
        reader.refuse(SIZE, Reason::Constraint, message);
    }
    if let Some(why) = limits.bounds.and_then(|bounds| already(sets, size, bounds))
        && reader.accepts(SIZE)
    {
        reader.refuse(SIZE, Reason::Constraint, why);
    }
    let most = limits.bounds.map(|(_, most)| most);
    if let Some(most) = most.filter(|_| limits.is_far(size) && reader.text(SURE) != "true") {
        let (size, most) = (thousands(size.into()), thousands(most.into()));
        let message = t!("The group’s maximum is {most}. Tick this to hold it at {size}.");
        reader.refuse(SURE, Reason::Required, message);
    }
    if reader.accepts(MINUTES) && minutes == 0 {
        reader.refuse(MINUTES, Reason::Constraint, t!("Choose how long."));
    }
    reader.finish(Asked { size, sets, minutes }, Ok(()), &sections)
}

/// Why a bound that is as narrow already is not set; none where it is not.
fn already(sets: Sets, size: u32, (least, most): (u32, u32)) -> Option<String> {
    match sets {
        Sets::Minimum if size <= least => {
            Some(t!("The minimum is {least} already: hold at more, or let the rules be."))
        }
        Sets::Maximum if size >= most => {
            Some(t!("The maximum is {most} already: hold at fewer, or let the rules be."))
        }
        _ => None,
    }
}
