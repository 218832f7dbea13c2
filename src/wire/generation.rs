//! The generations of the autoscaling API.

/// A generation. Each has groups, templates and rules of its own, and neither knows the other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// `autoscaling/v1alpha1`: groups whose policies compare metrics with thresholds.
    V1alpha1,
    /// `autoscaling/v1alpha2`: groups that keep a metric at a target.
    V1alpha2,
}

impl Generation {
    /// Both, the older one first.
    pub const ALL: [Self; 2] = [Self::V1alpha1, Self::V1alpha2];

    /// Its name in the API's paths.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1alpha1 => "v1alpha1",
            Self::V1alpha2 => "v1alpha2",
        }
    }

    /// The generation of the rules in its path, when the path belongs to one. The templates of
    /// [`Self::V1alpha2`] lie with the Instances.
    ///
    /// ```
    /// use headroom::wire::Generation;
    ///
    /// let path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
    /// assert_eq!(Generation::of_path(path), Some(Generation::V1alpha1));
    /// assert_eq!(Generation::of_path("/instance/v1/zones/fr-par-1/servers"), None);
    /// ```
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let is_under = |prefix: &str| path.starts_with(prefix);
        if is_under("/autoscaling/v1alpha1/") {
            Some(Self::V1alpha1)
        } else if is_under("/autoscaling/v1alpha2/") {
            Some(Self::V1alpha2)
        } else {
            None
        }
    }
}
