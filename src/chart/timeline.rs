//! What a group's timeline shows, as it was recorded or replayed. All lists ascend in time.

/// One metric of a group over time, under one or several sets of policies.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The unit of the metric.
    pub unit: Unit,
    /// When the samples of every series are, in milliseconds since the Unix epoch.
    pub times_ms: Vec<i64>,
    /// Until when the last size of every series holds: the end of the data, or now.
    pub until_ms: i64,
    /// In drawing order: the last one is on top.
    pub series: Vec<Series>,
    /// What really happened; none leaves the row out.
    pub events: Option<Vec<Event>>,
    /// When something was wrong with the group; none leaves the row out.
    pub alerts: Option<Vec<Interval>>,
}

/// The group under one set of policies.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Which one it is.
    pub tone: Tone,
    /// Whether it is what really happened or a replay.
    pub shows: Shows,
    /// The metric, beside [`Timeline::times_ms`]; what is not finite is a gap.
    pub values: Vec<f64>,
    /// The thresholds of the policies on this metric.
    pub thresholds: Vec<Threshold>,
    /// The size over time.
    pub sizes: Vec<Step>,
    /// The smallest and the largest size; `None` where they are not known.
    pub bounds: Option<Bounds>,
    /// When the group could not carry its load.
    pub overload: Vec<Interval>,
    /// When the group was in cooldown.
    pub cooldowns: Vec<Interval>,
    /// When the size was changed.
    pub changes: Vec<Change>,
}

impl Timeline {
    /// No samples and no series; a base for struct updates.
    #[must_use]
    pub const fn empty(unit: Unit) -> Self {
        Self {
            unit,
            times_ms: Vec::new(),
            until_ms: 0,
            series: Vec::new(),
            events: None,
            alerts: None,
        }
    }

    /// Whether all lists ascend in time, as they must.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        let events = self.events.as_deref().unwrap_or_default();
        let alerts = self.alerts.as_deref().unwrap_or_default();
        self.times_ms.is_sorted()
            && alerts.is_sorted_by_key(|alert| alert.from_ms)
            && events.is_sorted_by_key(|event| event.at_ms)
            && self.series.iter().all(Series::is_ordered)
    }
}

impl Series {
    /// A series without anything; a base for struct updates.
    #[must_use]
    pub const fn empty(tone: Tone) -> Self {
        Self {
            tone,
            shows: Shows::Replay,
            values: Vec::new(),
            thresholds: Vec::new(),
            sizes: Vec::new(),
            bounds: None,
            overload: Vec::new(),
            cooldowns: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Its curves alone, without what belongs to its policies.
    #[must_use]
    pub fn curves(self) -> Self {
        Self { values: self.values, sizes: self.sizes, ..Self::empty(self.tone) }
    }

    /// What the row of its changes is called, in few characters.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.tone.label(self.shows)
    }

    fn is_ordered(&self) -> bool {
        self.sizes.is_sorted_by_key(|step| step.at_ms)
            && self.overload.is_sorted_by_key(|interval| interval.from_ms)
            && self.cooldowns.is_sorted_by_key(|interval| interval.from_ms)
            && self.changes.is_sorted_by_key(|change| change.at_ms)
    }
}

/// What a series shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// What really was.
    Recording,
    /// What rules make of it, beside others.
    Replay,
    /// The same where no rules are saved, so that these are the only ones.
    OnlyReplay,
}

/// Which series something belongs to: the only thing that colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// The policies as they are.
    Saved,
    /// The policies as they are being edited.
    Edited,
    /// The shown policies under the demand at the other edge of a band: its curves alone.
    Band,
    /// Any other variant: its curves alone, so that many stay readable.
    Other,
    /// The rules that run in the group's shadow: their size alone.
    Shadow,
}

impl Tone {
    /// The name of its colour in the style sheet.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Edited => "edited",
            Self::Band => "band",
            Self::Other => "other",
            Self::Shadow => "shadow",
        }
    }

    /// What its row is called, in few characters; that of a recording is of real changes.
    #[must_use]
    pub fn label(self, shows: Shows) -> &'static str {
        match self {
            _ if shows == Shows::Recording => t!("row" => "actual"),
            Self::Saved if shows == Shows::OnlyReplay => t!("row" => "replay"),
            Self::Saved => t!("row" => "saved"),
            Self::Edited => t!("row" => "edited"),
            Self::Band => t!("row" => "band"),
            Self::Other => t!("row" => "other"),
            Self::Shadow => t!("row" => "shadow"),
        }
    }
}

/// How values are labelled and where their axis ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0 to at least 100, with a strong line at 100.
    Percent,
    /// 0 to a round number over the visible data, labelled with k, M, G.
    Number,
}

/// A value of the metric that rules name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// In the unit of the metric.
    pub value: f64,
    /// What happens there.
    pub acts: Acts,
}

/// What happens at a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acts {
    /// Above it the group grows.
    Up,
    /// Below it the group shrinks.
    Down,
    /// The group keeps near it.
    Target,
}

/// A size from a time on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// From when.
    pub at_ms: i64,
    /// The size; not finite where it is unknown.
    pub size: f64,
}

/// The smallest and the largest size of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest.
    pub min: u32,
    /// The largest.
    pub max: u32,
}

/// From a time until another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its start.
    pub from_ms: i64,
    /// Its end.
    pub to_ms: i64,
}

/// A change of the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at_ms: i64,
    /// The size before.
    pub from: u32,
    /// The size after.
    pub to: u32,
}

/// Something that really happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at_ms: i64,
    /// How serious.
    pub level: Level,
}

/// How serious an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Something worked.
    Success,
    /// Somebody changed the rules.
    Edit,
    /// Something to look at.
    Warning,
    /// Something failed.
    Error,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Info, Self::Success, Self::Edit, Self::Warning, Self::Error];

    /// In one word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => t!("level" => "info"),
            Self::Success => t!("level" => "success"),
            Self::Edit => t!("level" => "edit"),
            Self::Warning => t!("level" => "warning"),
            Self::Error => t!("level" => "error"),
        }
    }

    /// The same in a file, whatever language is spoken.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Edit => "edit",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
