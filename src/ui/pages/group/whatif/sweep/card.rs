//! What a sweep tries, how far it is, and what came of it.

use leptos::prelude::*;

use super::front::{Answer, Bargains, Outcome};
use super::settings::{Limits, Tried};
use super::state::Sweeping;
use crate::help::topic;
use crate::ui::kit::HelpLink;
use crate::ui::kit::format::number;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{flag, live, memo, text, when};

/// The id of the card's heading, to go to.
pub const HEADING: &str = "sweep";

/// The answer first, with what starts and stops it; then what it was asked for, folded, and all
/// that was found.
#[component]
pub fn SweepCard(sweeping: Sweeping) -> impl IntoView {
    sweeping.expect_start();
    let outcome = Outcome::of(sweeping);
    view! {
        <section class="card sweep" aria-label=t!("Sweep")>
            <div class="card-head">
                <h2 id=HEADING tabindex="-1">{t!("Sweep")}</h2>
                <HelpLink topic=topic::ADVICE aside=true />
                <p class="help">
                    {t!("Tries every combination of these values over the whole history, and keeps \
                         those that no other beats in cost and overload.")}
                </p>
            </div>
            <Run sweeping outcome />
            <Answer outcome />
            <Limits sweeping />
            <Tried sweeping />
            <Bargains outcome />
        </section>
    }
}

/// Starts and stops, and says how far it is.
#[component]
fn Run(sweeping: Sweeping, outcome: Outcome) -> impl IntoView {
    let points = memo(move || sweeping.points());
    let ready = move || points.get() > 1 && sweeping.has_history() && sweeping.worth().is_some();
    let verb = move || match points.get() {
        0 => t!("verb" => "Sweep").to_owned(),
        1 => t!("Sweep: give at least two values").to_owned(),
        points => t!("Sweep {} points", number(f64::from(points), 0)),
    };
    let share =
        move || sweeping.shown.with(|found| found.as_ref().map_or(0.0, |found| found.share()));
    let anew = memo(move || sweeping.following_share());
    let standing = move || {
        let count = |points: u32| number(f64::from(points), 0);
        let when = |at_ms| time::text(at_ms, Style::Short);
        sweeping.shown.with(|found| found.as_ref().map(|found| found.standing(count, when)))
    };
    // One step is the next: to take what is advised, once there is something.
    let is_next = move || !outcome.has_advice();
    view! {
        <div class="run">
            <div class="actions">
                <button
                    class:primary=flag(is_next)
                    disabled=flag(move || !ready() || sweeping.is_running())
                    on:click=move |_| sweeping.start()
                >
                    {text(verb)}
                </button>
                {when(move || sweeping.is_running(), move || view! {
                    <button on:click=move |_| sweeping.cancel()>{t!("Cancel")}</button>
                })}
            </div>
            <div role="status" class="help">{live(standing)}</div>
            <div class="progress">
                {when(move || sweeping.is_running(), move || view! {
                    <progress max="1" aria-label=t!("Points tried") prop:value=share></progress>
                })}
                {when(move || anew.with(Option::is_some), move || view! {
                    <progress
                        max="1" aria-label=t!("Points tried anew")
                        prop:value=move || anew.get().unwrap_or_default()
                    ></progress>
                })}
            </div>
        </div>
    }
}
