//! What an oracle of targets can get wrong.

/// A deliberate mistake, to show that the comparison would see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    /// None: the rules as written.
    Faithful,
    /// The tolerance ends before its last per cent.
    OpenTolerance,
    /// The tolerance is of points, not of per cent of the target.
    ToleranceOfPoints,
    /// Only an average over the target is tolerated.
    ToleranceOfMoreOnly,
    /// Every formula has the tolerance.
    ToleranceForAll,
    /// Floats are divided and rounded as they come.
    PlainFloats,
    /// Halves are rounded down.
    HalvesDown,
    /// Rounded towards the present size with the default formula, too.
    CeilBothFloors,
    /// A limit of the step reads as an exact amount and the other way round.
    OtherStepMeaning,
    /// The steps of the directions are mixed up.
    SwappedSteps,
    /// A step of 0 is read as unset, which is 1.
    ZeroStepIsOne,
    /// The cooldowns of the directions are mixed up.
    SwappedCooldowns,
    /// A scale-out goes ahead during the cooldown of any change.
    OutIgnoresCooldown,
    /// A scale-in goes ahead during the cooldown of a scale-out, as the other way round.
    InPassesOut,
    /// The other scope.
    OtherCooldownScope,
    /// The cooldown's end counted on the other side.
    OtherCooldownEnd,
    /// A cooldown that starts sooner replaces one that starts later.
    LastStartCounts,
    /// A cooldown of nothing denies until it would start.
    ZeroCooldownDenies,
    /// A denied change starts the cooldown anew.
    DenialRestartsCooldown,
    /// Booting Instances lower an average under the target, too.
    BootingDampsShrinking,
    /// Booting Instances turn a scale-out into a scale-in.
    BootingReverses,
    /// Booting Instances count as measured whatever is assumed.
    BootingUnmeasured,
    /// A sample exactly one averaging window old still counts.
    ClosedWindow,
    /// A sample of this very instant does not count yet.
    OpenNow,
    /// No samples read as idle.
    NoDataIsIdle,
    /// The first Instance comes by the metric.
    WakesFromZero,
    /// A target of 0 % stays as it is.
    ZeroTargetStays,
    /// A fixed size ignores the bounds.
    FixedSizeUnbound,
    /// A fixed size at a bound names no limit.
    SilentFixedSize,
    /// The bounds are approached by steps where they are not, and not where they are.
    OtherRepair,
    /// A repair by steps starts no cooldown.
    SteppedRepairIsFree,
    /// A repair at once starts a cooldown where none is assumed, and none where one is.
    OtherRepairCooldown,
    /// A size out of the bounds is brought back by the metric.
    MetricRepairs,
    /// A change that something cut short names no limit.
    SilentCut,
    /// A step that leads past what is needed is said to hold the group back.
    OvershootIsHeldBack,
}

impl Twist {
    /// All mistakes.
    pub const WRONG: [Self; 34] = [
        Self::OpenTolerance,
        Self::ToleranceOfPoints,
        Self::ToleranceOfMoreOnly,
        Self::ToleranceForAll,
        Self::PlainFloats,
        Self::HalvesDown,
        Self::CeilBothFloors,
        Self::OtherStepMeaning,
        Self::SwappedSteps,
        Self::ZeroStepIsOne,
        Self::SwappedCooldowns,
        Self::OutIgnoresCooldown,
        Self::InPassesOut,
        Self::OtherCooldownScope,
        Self::OtherCooldownEnd,
        Self::LastStartCounts,
        Self::ZeroCooldownDenies,
        Self::DenialRestartsCooldown,
        Self::BootingDampsShrinking,
        Self::BootingReverses,
        Self::BootingUnmeasured,
        Self::ClosedWindow,
        Self::OpenNow,
        Self::NoDataIsIdle,
        Self::WakesFromZero,
        Self::ZeroTargetStays,
        Self::FixedSizeUnbound,
        Self::SilentFixedSize,
        Self::OtherRepair,
        Self::SteppedRepairIsFree,
        Self::OtherRepairCooldown,
        Self::MetricRepairs,
        Self::SilentCut,
        Self::OvershootIsHeldBack,
    ];
}
