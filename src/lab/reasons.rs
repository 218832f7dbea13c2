//! Why a group changed its size, each time that it did, as its history and its rules tell.

use std::collections::BTreeMap;

use crate::worker::replay::Reason;

/// The reasons of a log's changes, by when they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons(BTreeMap<i64, Reason>);

impl Reasons {
    /// What was told of the changes at these times, in the same order.
    #[must_use]
    pub fn of(times_ms: &[i64], told: Vec<Reason>) -> Self {
        Self(times_ms.iter().copied().zip(told).collect())
    }

    /// Why the size changed at a time, in a sentence; none where that is not known.
    #[must_use]
    pub fn at(&self, at_ms: i64) -> Option<&str> {
        self.0.get(&at_ms).map(|own| own.text.as_str()).filter(|text| !text.is_empty())
    }

    /// How many of the changes a policy made, and of how many whose reason is known. None while
    /// that is of none.
    ///
    /// ```
    /// use headroom::lab::Reasons;
    /// use headroom::worker::replay::Reason;
    ///
    /// let by = |policy: &str| Reason { text: "So.".to_owned(), policy: policy.to_owned() };
    /// let unknown = Reason::default();
    /// let told = vec![by("down"), by("up"), by("up"), unknown];
    /// let reasons = Reasons::of(&[4_000, 3_000, 2_000, 1_000], told);
    /// assert_eq!(reasons.made_by("up"), Some((2, 3)));
    /// assert_eq!(reasons.made_by("other"), Some((0, 3)));
    /// assert_eq!(Reasons::default().made_by("up"), None);
    /// ```
    #[must_use]
    pub fn made_by(&self, policy: &str) -> Option<(usize, usize)> {
        let known = || self.0.values().filter(|own| !own.text.is_empty());
        let made = known().filter(|own| own.policy == policy).count();
        Some((made, known().count())).filter(|(_, all)| *all > 0)
    }
}
