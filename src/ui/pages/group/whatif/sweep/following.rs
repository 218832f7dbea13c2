//! A sweep's results that follow the edited variant.

use leptos::prelude::*;

use super::super::beside::Beside;
use super::super::state::Lab;
use crate::lab::{Following, Found, Shared, waits_for_rest};
use crate::ui::kit::asked::{Asked, asked};
use crate::ui::kit::task::pause;
use crate::ui::kit::time::now_ms;
use crate::ui::kit::view::memo;
use crate::whatif::Variant;
use crate::worker::replay::{AdviseSweep, SweepPart};

/// How long a hand rests before what takes longer is begun.
const REST_MS: u32 = 250;

type Swept = (Following, Shared<Found>);
/// What was judged, and the same with what is advised.
type Judged = (Shared<Found>, Shared<Found>);

/// What follows.
#[derive(Clone, Copy)]
pub struct Live {
    /// What is to be swept; nothing while the points are those of the sweep that was started.
    target: Memo<Option<Following>>,
    swept: Asked<(u32, Following), Option<Swept>>,
    judged: Asked<(u32, Shared<Found>), Option<Judged>>,
    rested: Asked<Variant, Variant>,
    /// How long the latest of these sweeps took.
    took_ms: RwSignal<i64>,
    /// How many points of the present one are tried.
    done: RwSignal<u32>,
}

impl Live {
    /// Follows a sweep while its results are shown.
    pub fn new(
        lab: Lab,
        found: RwSignal<Option<Shared<Found>>>,
        shows: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Self {
        let beside = lab.beside;
        let (took_ms, done) = (RwSignal::new(0), RwSignal::new(0));
        let rested = asked(
            move || lab.tried.shown(),
            |variant| async move {
                pause(REST_MS).await;
                variant
            },
        );
        let next = move || {
            let (found, job) = (found.get()?, lab.inputs.job.get().ok()?);
            shows().then(|| Following::of(&found, &job, &lab.tried.shown()?)).flatten()
        };
        let target = Memo::new(move |before: Option<&Option<Following>>| {
            let next = next();
            let points = next.as_ref().map_or(0, Following::points);
            match waits_for_rest(points, took_ms.get()) && rested.is_pending() {
                true => before
                    .cloned()
                    .flatten()
                    .filter(|old| next.as_ref().is_some_and(|next| next.original == old.original)),
                false => next,
            }
        });
        let swept = asked(
            move || Some((beside.restarts(), target.get()?)),
            move |(_, following): (u32, Following)| async move {
                let from_ms = now_ms();
                let found = sweep(beside, &following, target, done).await?;
                took_ms.try_set(now_ms() - from_ms);
                Some((following, Shared::new(found)))
            },
        );
        let latest = memo(move || {
            let found = swept.with(|swept| swept?.as_ref().map(|(_, found)| found.clone()));
            found.filter(|_| !swept.is_pending())
        });
        let judged = asked(
            move || Some((beside.restarts(), latest.get()?)),
            move |(_, found): (u32, Shared<Found>)| async move {
                pause(REST_MS).await;
                if latest.try_get_untracked().flatten().as_ref() != Some(&found) {
                    return None;
                }
                let candidates = found.progress.candidates.clone()?;
                let told = beside.ask(&found.job, AdviseSweep { candidates }).await.ok()?;
                let advised = Shared::new(found.advised(told));
                Some((found, advised))
            },
        );
        Self { target, swept, judged, rested, took_ms, done }
    }

    /// What is shown of a sweep: the latest that follows, with its advice once that is known.
    pub fn shown(self, found: &Shared<Found>) -> Shared<Found> {
        let live = self.swept.with(|swept| {
            let (following, own) = swept?.as_ref()?;
            (following.original == *found).then(|| own.clone())
        });
        let Some(live) = live else { return found.clone() };
        let judged = self.judged.with(|judged| {
            let (of, advised) = judged?.as_ref()?;
            (*of == live).then(|| advised.clone())
        });
        judged.unwrap_or(live)
    }

    /// Whether the edited variant has other points than the sweep that was started.
    pub fn is_on(self) -> bool {
        self.target.with(Option::is_some)
    }

    /// Whether newer points are to come.
    pub fn is_pending(self) -> bool {
        self.swept.is_pending() || self.waits() && self.rested.is_pending()
    }

    /// Whether it waits until the hand rests.
    pub fn waits(self) -> bool {
        waits_for_rest(self.points(), self.took_ms.get())
    }

    /// How much of a sweep is done that takes long enough to be waited for.
    pub fn share(self) -> Option<f64> {
        let is_long = self.waits() && self.swept.is_pending();
        is_long.then(|| f64::from(self.done.get()) / f64::from(self.points().max(1)))
    }

    fn points(self) -> u32 {
        self.target.with(|target| target.as_ref().map_or(0, Following::points))
    }
}

/// Sweeps, a part at a time; one that waited for the hand to rest is given up as that moves again.
async fn sweep(
    beside: Beside,
    following: &Following,
    target: Memo<Option<Following>>,
    done: RwSignal<u32>,
) -> Option<Found> {
    let points = following.points();
    let started = beside.ask(&following.job, following.start()).await.ok()?;
    let (mut parts, mut from) = (Vec::new(), 0);
    while from < points {
        done.try_set(from);
        let is_wanted = || target.try_get_untracked().flatten().as_ref() == Some(following);
        if points > Following::MOST_POINTS && !is_wanted() {
            return None;
        }
        let to = points.min(from.saturating_add(started.at_once.max(1)));
        parts.push(beside.ask(&following.job, SweepPart { from, to }).await.ok()?);
        from = to;
    }
    Some(following.found(started, parts))
}
