//! The shadow as signals: what is kept, what came of it, and when this page looked on.

use leptos::prelude::*;

use super::inputs::Inputs;
use crate::lab::{Absence, Observation, PastRules, Shadow, Shared, Waiting};
use crate::ui::kit::asked::{Asked, asked};
use crate::ui::kit::view::memo;
use crate::ui::link::session::{Session, use_session};
use crate::ui::link::shadow::KeptShadow;
use crate::ui::link::worker::use_replays;
use crate::whatif::SizeAt;
use crate::worker::replay::{FollowShadow, ShadowReport};

type Question = Result<Shared<FollowShadow>, Waiting>;
type Answer = Asked<(u32, Shared<FollowShadow>), Result<ShadowReport, String>>;

/// The rules that run in a group's shadow.
#[derive(Clone, Copy)]
pub struct Shadowing {
    /// The connection, whose clock it goes by.
    pub session: Session,
    /// What the browser keeps.
    pub kept: KeptShadow,
    /// The shadow, where one runs; who looked on is left out of it.
    pub own: Memo<Option<Shadow>>,
    question: Memo<Option<Question>>,
    answer: Answer,
    watch: Memo<Observation>,
}

impl Shadowing {
    /// The shadow of a group that is read elsewhere.
    pub fn new(kept: KeptShadow, inputs: Inputs, past: Memo<PastRules>) -> Self {
        let session = use_session();
        // A stretch that another tab notes is no reason to replay anew.
        let own = memo(move || kept.get().map(|own| Shadow { seen: Vec::new(), ..own }));
        let question = memo(move || {
            let (own, saved) = (own.get()?, inputs.known.rules.get()?);
            let recording = match inputs.own.get() {
                Ok(recording) => recording,
                Err(why) => return Some(Err(Waiting::History(why))),
            };
            let read = (&*recording, untrack(|| session.now_ms()));
            let found = inputs
                .known
                .log
                .with(|log| past.with(|past| own.follow(read, (log.as_slice(), past), &saved)));
            Some(found.map(Shared::new))
        });
        let replays = use_replays();
        let numbered = move || {
            let own = question.with(|found| found.as_ref()?.as_ref().ok().cloned())?;
            // A worker that was started again is asked again.
            Some((replays.restarts(), own))
        };
        let answer = asked(numbered, move |(_, own): (u32, Shared<FollowShadow>)| async move {
            let found = replays.ask(FollowShadow::clone(&own)).await;
            found.map_err(|error| error.to_string())
        });
        let watch = watched(session, inputs);
        Effect::new(move |_| {
            own.with(|own| {
                let Some(own) = own else { return };
                watch.with(|watch| kept.note(own, &watch.seen));
            });
        });
        Self { session, kept, own, question, answer, watch }
    }

    /// Whether anything is kept.
    pub fn is_any(self) -> bool {
        self.kept.is_any()
    }

    /// Whether rules run in the shadow.
    pub fn runs(self) -> bool {
        self.own.with(Option::is_some)
    }

    /// Why nothing can be said yet.
    pub fn waiting(self) -> Option<Waiting> {
        self.question.with(|found| found.as_ref()?.as_ref().err().cloned())
    }

    /// Looks at what came of it, or at why the worker did not say.
    pub fn with<T>(self, look: impl FnOnce(Option<&Result<ShadowReport, String>>) -> T) -> T {
        let asks = self.question.with(|found| matches!(found, Some(Ok(_))));
        self.answer.with(|answer| look(answer.filter(|_| asks)))
    }

    /// Its size over time.
    pub fn sizes(self) -> Vec<SizeAt> {
        self.with(|found| match found {
            Some(Ok(report)) => report.sizes.clone(),
            _ => Vec::new(),
        })
    }

    /// When no page looked on.
    pub fn absences(self) -> Vec<Absence> {
        let Some(own) = self.kept.get() else { return Vec::new() };
        self.watch.with(|watch| {
            let Some(last) = watch.seen.last() else { return Vec::new() };
            self.with(|found| {
                let gaps = match found {
                    Some(Ok(report)) => report.unsampled.as_slice(),
                    _ => &[],
                };
                let all = own.seen_in(&watch.seen).absences(last.to_ms, gaps);
                all.into_iter().filter(Absence::is_told).collect()
            })
        })
    }
}

/// When this page looked on: from its first read of the group's history, but for its rests in the
/// background.
fn watched(session: Session, inputs: Inputs) -> Memo<Observation> {
    let rests = RwSignal::new(0_u32);
    let hidden = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            rests.update(|rests| *rests += 1);
        }
    });
    on_cleanup(move || hidden.remove());
    Memo::new(move |before: Option<&Observation>| {
        let before = before.cloned().unwrap_or_default();
        let until_ms = inputs.recording.with(|own| own.map_or(0, |own| own.until_ms()));
        // The clock of a sandbox may be moved by an hour between two looks.
        let leaps = session.world().is_some() || session.served_speed().is_some();
        if until_ms == 0 { before } else { before.looked(until_ms, rests.get(), leaps) }
    })
}
