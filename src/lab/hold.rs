//! A group held at a size for a while: one bound or both are set to it, and the old ones are kept
//! to be given back.

use serde::{Deserialize, Serialize};

use super::export::call_as_curl;
use super::words::{self, instances_text};
use crate::base::grouped;
use crate::engine::Capacity;
use crate::forms::apply::{Plan, Refusal, Stored};
use crate::forms::hold::{Asked, Sets};
use crate::wire::Zone;

/// A hold, as the browser keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The size at which the group is held.
    pub size: u32,
    /// Which bounds are set to it.
    #[serde(default)]
    pub sets: Sets,
    /// The fewest and the most Instances before it.
    pub bounds: (u32, u32),
    /// When it is to end, in milliseconds since the Unix epoch.
    pub until_ms: i64,
}

/// How a hold stands to the group as it was last read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// The bounds are what it sets, and its time is not over.
    InForce,
    /// The bounds are what it sets, and its time is over.
    Over,
    /// The bounds are what they were before it.
    NotInForce,
    /// The bounds are something else by now.
    Changed,
}

/// A group's bounds; none where it has a fixed size, which no rule changes.
#[must_use]
pub const fn bounds_of(group: &Stored) -> Option<(u32, u32)> {
    match group {
        Stored::Thresholds(group, _) => {
            Some((group.capacity.min_replicas, group.capacity.max_replicas))
        }
        Stored::Target(group) => match &group.scaling_policy {
            own if own.fixed_size.is_some() => None,
            own => Some((own.minimum_size, own.maximum_size)),
        },
    }
}

/// The lowest size at which the API lets a group be held.
#[must_use]
pub const fn least_size(group: &Stored) -> u32 {
    match group {
        Stored::Thresholds(..) => Capacity::LEAST_MAXIMUM,
        Stored::Target(_) => 0,
    }
}

impl Hold {
    /// Holds a group from now on; none of one with a fixed size. What holds already keeps the
    /// bounds that were before it.
    #[must_use]
    pub fn new(
        group: &Stored,
        earlier: Option<Self>,
        Asked { size, sets, minutes }: Asked,
        now_ms: i64,
    ) -> Option<Self> {
        let bounds = Self::before(earlier, group, now_ms)?;
        let until_ms = now_ms.saturating_add(i64::from(minutes) * 60_000);
        Some(Self { size, sets, bounds, until_ms })
    }

    /// The bounds that holding a group from now on would give back: those before an earlier hold
    /// that its bounds still are, else its own. None of a group with a fixed size.
    #[must_use]
    pub fn before(earlier: Option<Self>, group: &Stored, now_ms: i64) -> Option<(u32, u32)> {
        let present = bounds_of(group)?;
        let holds =
            |own: &Self| matches!(own.standing(group, now_ms), Holding::InForce | Holding::Over);
        Some(earlier.filter(holds).map_or(present, |own| own.bounds))
    }

    /// How it stands to a group.
    #[must_use]
    pub fn standing(&self, group: &Stored, now_ms: i64) -> Holding {
        match bounds_of(group) {
            Some(own) if self.holds(own) && now_ms < self.until_ms => Holding::InForce,
            Some(own) if self.holds(own) => Holding::Over,
            Some(own) if own == self.bounds => Holding::NotInForce,
            _ => Holding::Changed,
        }
    }

    /// That its size lies beyond the bounds before it, which nothing but a hold would reach; none
    /// where it does not.
    #[must_use]
    pub fn beyond(&self) -> Option<String> {
        let (size, (least, most)) = (self.size, self.bounds);
        let is_beyond = !(least..=most).contains(&size);
        is_beyond.then(|| {
            t!("{size} lies beyond the bounds {least} to {most}, which stand again once they are \
                given back.")
        })
    }

    /// What it costs while it lasts, beside a group that stays at `present`. The price is that of
    /// an Instance's hour, in EUR.
    #[must_use]
    pub fn cost(&self, present: Option<u32>, price: Option<f64>, now_ms: i64) -> String {
        const HOUR_MS: f64 = 3_600_000.0;
        let Some(price) = price else {
            return t!("What it costs is not known, since the price of its Instances is not.")
                .into();
        };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a hold")]
        let hours = self.until_ms.saturating_sub(now_ms).max(0) as f64 / HOUR_MS;
        let cost = |size: u32| (f64::from(size) * price * hours * 100.0).round() / 100.0;
        let held = cost(self.size);
        match self.sets {
            Sets::Both => {}
            Sets::Minimum => {
                return t!("It costs €\u{a0}{} or more while it lasts.", grouped(held, 2));
            }
            Sets::Maximum => {
                return t!("It costs €\u{a0}{} at most while it lasts.", grouped(held, 2));
            }
        }
        let Some(present) = present else {
            return t!("It costs €\u{a0}{} while it lasts.", grouped(held, 2));
        };
        let more = held - cost(present);
        let held = grouped(held, 2);
        if more == 0.0 {
            return t!("It costs €\u{a0}{held} while it lasts, as much as at the present size.");
        }
        let apart = grouped(more.abs(), 2);
        if more > 0.0 {
            t!("It costs €\u{a0}{held} while it lasts, €\u{a0}{apart} more than at the present \
                 size.")
        } else {
            t!("It costs €\u{a0}{held} while it lasts, €\u{a0}{apart} less than at the present \
                 size.")
        }
    }

    /// The group as it is while it is held.
    #[must_use]
    pub fn held(&self, group: &Stored) -> Stored {
        with_bounds(group, self.set())
    }

    /// The calls that bring it about.
    ///
    /// # Errors
    /// When its size is none that the API takes.
    pub fn plan(&self, group: &Stored, present: Option<u32>) -> Result<Plan, Refusal> {
        let mut plan = group.plan(&self.held(group).variant().rules, present)?;
        // That the bounds meet is what a hold is for.
        plan.meets = None;
        Ok(plan)
    }

    /// The calls that give the old bounds back.
    ///
    /// # Errors
    /// When the API would not take them any more.
    pub fn plan_back(&self, group: &Stored, present: Option<u32>) -> Result<Plan, Refusal> {
        group.plan(&with_bounds(group, self.bounds).variant().rules, present)
    }

    /// A line for a shell that gives the old bounds back when it is time, whatever becomes of the
    /// page; nothing where no call leads there.
    #[must_use]
    pub fn as_at(&self, group: &Stored, api: &str, zone: &Zone, now_ms: i64) -> Option<String> {
        let plan = self.plan_back(group, None).ok()?;
        let calls = plan.steps.iter().map(|step| call_as_curl(&step.call, api, zone));
        let calls = calls.collect::<Vec<_>>().join(" &&\n");
        let minutes = self.minutes_left(now_ms).max(1);
        (!calls.is_empty()).then(|| format!("at now + {minutes} minutes <<'END'\n{calls}\nEND"))
    }

    /// How many minutes it has left, rounded up.
    const fn minutes_left(&self, now_ms: i64) -> i64 {
        let left_ms = self.until_ms.saturating_sub(now_ms);
        if left_ms <= 0 { 0 } else { (left_ms + 59_999) / 60_000 }
    }

    /// That the bounds are no rule of the group's but a hold, for who edits or exports them; none
    /// where they are another's. `when` writes an instant.
    #[must_use]
    pub fn remark(&self, bounds: (u32, u32), when: impl Fn(i64) -> String) -> Option<String> {
        let (instances, until) = (self.instances(), when(self.until_ms));
        let (least, most) = self.bounds;
        self.holds(bounds).then(|| {
            t!("These bounds are a hold at {instances} until {until}. Before it they were {least} \
                to {most}.")
        })
    }

    /// The same in a word or two.
    #[must_use]
    pub fn hint(&self, bounds: (u32, u32)) -> Option<String> {
        let size = self.size;
        self.holds(bounds).then(|| match self.sets {
            Sets::Both => t!("held at {size}"),
            Sets::Minimum => t!("held at {size} or more"),
            Sets::Maximum => t!("held at {size} or fewer"),
        })
    }

    /// Whether bounds are what it sets.
    #[must_use]
    pub fn holds(&self, bounds: (u32, u32)) -> bool {
        bounds == self.set()
    }

    /// The bounds that it sets, of which neither crosses the other.
    fn set(&self) -> (u32, u32) {
        let (size, (least, most)) = (self.size, self.bounds);
        match self.sets {
            Sets::Both => (size, size),
            Sets::Minimum => (size, most.max(size)),
            Sets::Maximum => (least.min(size), size),
        }
    }

    /// Its size, as in `3 Instances or more`.
    #[must_use]
    pub fn instances(&self) -> String {
        let instances = instances_text(self.size);
        match self.sets {
            Sets::Both => instances,
            Sets::Minimum => t!("{instances} or more"),
            Sets::Maximum => t!("{instances} or fewer"),
        }
    }

    /// That its time is over, for who looks at something else; none where that is not so.
    #[must_use]
    pub fn told_over(&self, group: &Stored, now_ms: i64) -> Option<String> {
        let is_over = self.standing(group, now_ms) == Holding::Over;
        let (name, instances, (least, most)) = (group.name(), self.instances(), self.bounds);
        is_over.then(|| {
            t!("The time of the hold of {name} is over, and it is still held at {instances}. Its \
                page gives back {least} to {most}.")
        })
    }

    /// How it stands, in a sentence or two; `when` writes an instant.
    #[must_use]
    pub fn words(&self, group: &Stored, now_ms: i64, when: impl Fn(i64) -> String) -> String {
        let Self { bounds: (least, most), until_ms, .. } = *self;
        let instances = self.instances();
        match self.standing(group, now_ms) {
            Holding::InForce => {
                let (until, left) = (when(until_ms), words::lasting(now_ms, until_ms));
                t!("Held at {instances} until {until}: {left} left. Before, the bounds were \
                    {least} to {most}.")
            }
            Holding::Over => t!(
                "The time of the hold was over at {}, and the group is still held at {instances}. \
                 Before, the bounds were {least} to {most}.",
                when(until_ms)
            ),
            Holding::NotInForce => t!(
                "A hold at {instances} was asked for and is not in force: the bounds are {least} \
                 to {most}, as they were."
            ),
            Holding::Changed => {
                t!("The group was held at {instances}, and its bounds were changed since. Before \
                    the hold they were {least} to {most}.")
            }
        }
    }
}

fn with_bounds(group: &Stored, (least, most): (u32, u32)) -> Stored {
    let mut group = group.clone();
    match &mut group {
        Stored::Thresholds(own, _) => {
            (own.capacity.min_replicas, own.capacity.max_replicas) = (least, most);
        }
        Stored::Target(own) => {
            let rules = &mut own.scaling_policy;
            (rules.minimum_size, rules.maximum_size) = (least, most);
        }
    }
    group
}
