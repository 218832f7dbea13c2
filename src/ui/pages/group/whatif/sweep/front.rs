//! What a sweep has found: the recommended point in a sentence, the front as a drawing and as a
//! table, and the way from a point to a variant.

use leptos::prelude::*;

use super::super::state::tab_id;
use super::advice::AdviceCard;
use super::plot::{Drawn, Plot};
use super::state::Sweeping;
use super::table::table;
use crate::lab::{Found, Front, Own, Shared};
use crate::ui::kit::focus;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, text, when};

/// What there is to show.
#[derive(Clone, Copy)]
pub struct Outcome {
    sweeping: Sweeping,
    front: Memo<Option<Front>>,
    /// The latest with advice.
    advised: Memo<Option<Front>>,
    /// Where the edited variant stands.
    own: Memo<Option<Own>>,
}

impl Outcome {
    /// What a sweep has found, and finds.
    pub fn of(sweeping: Sweeping) -> Self {
        let front_of = |found: Memo<Option<Shared<Found>>>| {
            memo(move || found.with(|found| found.as_ref().and_then(|found| found.front())))
        };
        let (front, advised) = (front_of(sweeping.shown), front_of(sweeping.advised));
        Self { sweeping, front, advised, own: memo(move || sweeping.own()) }
    }

    /// Whether there is a point to take, which is then the next step.
    pub fn has_advice(self) -> bool {
        let is_point = |front: &Front| front.advice.as_ref().is_some_and(|own| own.index.is_some());
        self.advised.with(|front| front.as_ref().is_some_and(is_point))
            && !self.sweeping.is_outdated()
    }

    /// Opens points of what is shown, or of what is advised, and leads to their variant.
    fn opening(self, of: Memo<Option<Shared<Found>>>) -> Callback<u32> {
        let toasts = use_toasts();
        Callback::new(move |index: u32| {
            let (number, name) = self.sweeping.open(of, index);
            focus(&tab_id(number));
            toasts.done(t!("The point is open as the variant “{name}”."));
        })
    }
}

/// The answer; while there is none, when it comes.
#[component]
pub fn Answer(outcome: Outcome) -> impl IntoView {
    let Outcome { sweeping, advised, .. } = outcome;
    let open = outcome.opening(sweeping.advised);
    let following = move || sweeping.following().map(|said| view! { <p class="help">{said}</p> });
    let is_old = move || sweeping.is_behind() || sweeping.shown.get() != sweeping.advised.get();
    let is_waiting =
        move || sweeping.is_running() && advised.with(|front| front.as_ref().is_none());
    view! {
        {when(move || sweeping.is_outdated(), || view! {
            <p class="notice" role="status">
                {t!("The history, the settings or the saved policies have changed since. Sweep \
                     again to see what holds now.")}
            </p>
        })}
        {live(following)}
        {when(is_waiting, || view! {
            <p class="advice waiting-for">
                {t!("The advice comes when every point is tried, and the best of them on other \
                     days.")}
            </p>
        })}
        <div aria-busy=text(move || is_old().to_string())>
            {live(move || {
                let advice = advised.with(|front| front.as_ref()?.advice.clone())?;
                let is_priced =
                    advised.with(|front| front.as_ref().is_some_and(|own| own.is_priced));
                Some(view! { <AdviceCard advice is_priced open /> })
            })}
        </div>
    }
}

/// What can be had for how much: drawn, and in figures.
#[component]
pub fn Bargains(outcome: Outcome) -> impl IntoView {
    let Outcome { sweeping, front, own, .. } = outcome;
    let open = outcome.opening(sweeping.shown);
    let drawn = Drawn { front, own, meant: RwSignal::new(None), open };
    view! {
        <div aria-busy=text(move || sweeping.is_behind().to_string())>
            {when(move || front.with(Option::is_some), move || view! {
                <h3>{t!("Cost against overload")}</h3>
                {live(move || key(front, own))}
                <Plot drawn />
            })}
            {live(move || front.with(|front| {
                let own = own.with(|own| own.and_then(|own| own.index));
                front.as_ref().map(|front| table(front, own, drawn))
            }))}
        </div>
    }
}

/// What the marks are.
fn key(front: Memo<Option<Front>>, own: Memo<Option<Own>>) -> AnyView {
    let has_advice = front.with(|front| {
        front.as_ref().is_some_and(|front| front.entries.iter().any(|entry| entry.is_advised))
    });
    let named = [
        ("is-point", true, t!("no other point is cheaper with as little overload")),
        ("is-saved", true, t!("saved")),
        ("is-advised", has_advice, t!("recommended")),
        ("is-edited", own.with(Option::is_some), t!("edited")),
    ];
    let shown = named.into_iter().filter(|(_, is_there, _)| *is_there);
    let marks = shown.map(|(class, _, name)| view! { <li class=class>{name}</li> }.into_any());
    view! { <ul class="marks" aria-label=t!("Marks")>{marks.collect::<Vec<_>>()}</ul> }.into_any()
}
