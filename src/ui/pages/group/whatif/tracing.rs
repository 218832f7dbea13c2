//! The setting under the hand, and what its values come to, as signals.

use leptos::ev;
use leptos::prelude::*;

use super::beside::Beside;
use super::inputs::Inputs;
use super::runs::Runs;
use super::tried::Tried;
use crate::lab::{Curve, Hand, Shared, Terms, Traced};
use crate::ui::kit::asked::{Asked, asked};
use crate::ui::kit::keep_in_sight;
use crate::ui::kit::task::pause;
use crate::ui::kit::view::memo;
use crate::whatif::Response;

/// How long the hand rests before every value is tried.
const REST_MS: u32 = 400;

type Answer = (Traced, Result<Response, String>);

/// The setting under the hand.
#[derive(Clone, Copy)]
pub struct Tracing {
    /// Which it is; the last one stays.
    pub hand: RwSignal<Option<Hand>>,
    /// What its values come to, once that is known.
    pub curve: Memo<Option<Shared<Curve>>>,
    rough: Asked<(u32, Traced), Answer>,
    exact: Asked<(u32, Traced), Option<Answer>>,
    tried: Tried,
}

impl Tracing {
    /// Nothing under the hand yet.
    pub fn new(
        inputs: Inputs,
        tried: Tried,
        runs: Runs,
        (open, beside): (Memo<bool>, Beside),
    ) -> Self {
        let hand = RwSignal::new(None::<Hand>);
        let question = move || {
            let hand = hand.get().filter(|_| open.get())?;
            let (job, variant) = (inputs.job.get().ok()?, tried.shown()?);
            let traced = tried.with_number(hand.number, |draft, saved| {
                hand.traced(job, &variant, (draft, saved))
            });
            Some((beside.restarts(), traced??))
        };
        let question = memo(question);
        let rough = asked(
            move || question.get(),
            move |(_, traced): (u32, Traced)| async move {
                let answer = beside.ask(&traced.job, traced.ask.clone()).await;
                (traced, answer.map_err(|error| error.to_string()))
            },
        );
        // What takes seconds waits until nothing else is dragged, for which it would be asked anew.
        let exact = asked(
            move || question.get(),
            move |own: (u32, Traced)| async move {
                pause(REST_MS).await;
                if question.try_get_untracked().flatten().as_ref() != Some(&own) {
                    return None;
                }
                let traced = own.1;
                let answer = beside.ask(&traced.job, traced.exactly()).await;
                Some((traced, answer.map_err(|error| error.to_string())))
            },
        );
        let curve = move || {
            let saved = runs.saved.get()?;
            let known = exact.with(|answer| answer.cloned().flatten());
            let known = known.filter(|_| !exact.is_pending());
            known.or_else(|| rough.get()).and_then(|(traced, response)| {
                let terms = Terms {
                    eur_per_hour: traced.job.price_per_hour,
                    span: saved.span,
                    tells_overload: saved.outcome.scorecard.overload_minutes.is_some(),
                };
                let curve = Curve::new(traced, response.ok()?, terms);
                hand.with(|hand| hand.as_ref() == Some(&curve.traced.hand)).then_some(curve)
            })
        };
        Self { hand, curve: memo(move || curve().map(Shared::new)), rough, exact, tried }
    }

    /// Whether a setting is under the hand.
    pub fn is_on(self, hand: &Hand) -> bool {
        self.hand.with(|now| now.as_ref() == Some(hand))
    }

    /// Takes a setting to be the one under the hand.
    pub fn take(self, hand: &Hand) {
        // A control that goes with its page may have the focus.
        if self.hand.try_with_untracked(|now| now.as_ref() == Some(hand)) == Some(false) {
            self.hand.set(Some(hand.clone()));
        }
    }

    /// The same, of a focus that the keyboard moved. That of a pointer waits until it is lifted:
    /// what opens meanwhile would move the slider under it.
    pub fn take_focus(self, event: &ev::FocusEvent, hand: &Hand) {
        let control = event_target::<web_sys::Element>(event);
        if control.matches(":focus-visible").unwrap_or(true) {
            self.take(hand);
            // What was open above folds itself meanwhile.
            keep_in_sight(control);
        }
    }

    /// The same, of a control that was changed: the slider stands lower in what opens.
    pub fn take_change(self, event: &ev::Event, hand: &Hand) {
        self.take(hand);
        keep_in_sight(event_target(event));
    }

    /// Whether what is shown is not of the rules as they are now.
    pub fn is_pending(self) -> bool {
        self.rough.is_pending() || self.exact.is_pending()
    }

    /// Why there is no curve.
    pub fn failure(self) -> Option<String> {
        self.rough.with(|answer| answer.and_then(|(_, found)| found.clone().err()))
    }

    /// The setting's value in the variant as it was last valid.
    pub fn value(self, curve: &Curve) -> Option<f64> {
        let ask = &curve.traced.ask;
        ask.parameter.of(&self.tried.shown()?, ask.policy)
    }

    /// Its saved value.
    pub fn saved(self, curve: &Curve) -> Option<f64> {
        self.tried.saved.with(|saved| curve.traced.hand.saved(saved.as_ref()?))
    }
}
