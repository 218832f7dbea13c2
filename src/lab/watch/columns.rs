//! The columns of the list that a reader may hide.

/// A column beside those that say which group it is and how it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The last day of its metric and size.
    Trend,
    /// What its metric reads now, and the rule.
    Now,
    /// Its last change.
    Change,
    /// EUR a day.
    Cost,
    /// The next step.
    Step,
}

impl Column {
    /// All, in the order of the list.
    pub const ALL: [Self; 5] = [Self::Trend, Self::Now, Self::Change, Self::Cost, Self::Step];

    /// As the browser keeps it, and as the style sheet calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Trend => "trend",
            Self::Now => "now",
            Self::Change => "change",
            Self::Cost => "cost",
            Self::Step => "step",
        }
    }

    /// As it is headed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Trend => t!("Last 24\u{a0}h: metric, size"),
            Self::Now => t!("column" => "Now"),
            Self::Change => t!("Last change, and why"),
            Self::Cost => t!("€ a day"),
            Self::Step => t!("Next step"),
        }
    }
}

/// The columns that are hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenColumns(Vec<Column>);

impl HiddenColumns {
    /// What the browser kept; a word that names no column hides none.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let is_named = |column: &Column| text.split(' ').any(|word| word == column.word());
        Self(Column::ALL.into_iter().filter(is_named).collect())
    }

    /// As the browser keeps it.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|column| column.word()).collect::<Vec<_>>().join(" ")
    }

    /// The classes of a list that hides them.
    #[must_use]
    pub fn classes(&self) -> String {
        self.0.iter().map(|column| format!(" no-{}", column.word())).collect()
    }

    /// How many columns are shown: which group it is, how it is and how many Instances it has
    /// stand beside those that may be hidden.
    #[must_use]
    pub const fn shown(&self) -> usize {
        3 + Column::ALL.len() - self.0.len()
    }

    /// Whether it hides a column.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.0.contains(&column)
    }

    /// The same with a column hidden or shown.
    #[must_use]
    pub fn with(&self, column: Column, is_hidden: bool) -> Self {
        let wanted = |own: &Column| if *own == column { is_hidden } else { self.has(*own) };
        Self(Column::ALL.into_iter().filter(wanted).collect())
    }
}
