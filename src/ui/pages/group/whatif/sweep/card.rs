//! What a sweep tries, how far it is, and what came of it.

use leptos::prelude::*;

use super::front::Outcome;
use super::state::Sweeping;
use crate::forms::sweep;
use crate::help::topic;
use crate::ui::kit::format::number;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::ui::kit::{FieldView, HelpLink};

/// The id of the card's heading, to go to.
pub const HEADING: &str = "sweep";

/// What to try, how far it is, and what came of it.
#[component]
pub fn SweepCard(sweeping: Sweeping) -> impl IntoView {
    sweeping.expect_start();
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
            <Limits sweeping />
            <Tried sweeping />
            <Run sweeping />
            <Outcome sweeping />
        </section>
    }
}

/// What overload and reversals are worth: first, since advice without limits is a trade that nobody
/// asked for.
#[component]
fn Limits(sweeping: Sweeping) -> impl IntoView {
    let form = sweeping.typing();
    let section = sweep::limits();
    let fields =
        section.fields.into_iter().map(|field| view! { <FieldView field state=form /> }.into_any());
    view! {
        <fieldset class="limits">
            <legend>{section.title.to_string()}</legend>
            {fields.collect::<Vec<_>>()}
        </fieldset>
    }
}

/// The values to try.
#[component]
fn Tried(sweeping: Sweeping) -> impl IntoView {
    let form = sweeping.typing();
    let sections = memo(move || sweeping.sections());
    view! {
        <details class="tried" open=true>
            <summary>{t!("What to try")}</summary>
            <p class="help">
                {t!("A list such as 50, 60, 70, or a range such as 40 to 90 step 5.")}
            </p>
            {list(move || sections.get().into_iter().enumerate().map(
                move |(at, section)| {
                    // The help says where a value stays, which an edit changes.
                    let fields = section.fields.iter();
                    let fields = fields.map(|field| format!("{} {}", field.key(), field.help));
                    let key = format!("{at} {} {}", section.title, fields.collect::<String>());
                    Entry::new(key, move || {
                        let fields = section.fields.into_iter().map(|field| {
                            view! { <FieldView field state=form /> }.into_any()
                        });
                        view! {
                            <fieldset>
                                <legend>{section.title.to_string()}</legend>
                                {fields.collect::<Vec<_>>()}
                            </fieldset>
                        }
                    })
                },
            ))}
        </details>
    }
}

/// Starts and stops, and says how far it is.
#[component]
fn Run(sweeping: Sweeping) -> impl IntoView {
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
    view! {
        <div class="actions">
            <button
                class="primary"
                disabled=flag(move || !ready() || sweeping.is_running())
                on:click=move |_| sweeping.start()
            >
                {text(verb)}
            </button>
            <button on:click=move |_| sweeping.suggest()>{t!("Suggest values")}</button>
            {when(move || sweeping.is_running(), move || view! {
                <button on:click=move |_| sweeping.cancel()>{t!("Cancel")}</button>
            })}
        </div>
        {when(move || sweeping.is_running(), move || view! {
            <progress max="1" aria-label=t!("Points tried") prop:value=share></progress>
        })}
        {when(move || anew.with(Option::is_some), move || view! {
            <progress
                max="1" aria-label=t!("Points tried anew")
                prop:value=move || anew.get().unwrap_or_default()
            ></progress>
        })}
        <div role="status" class="help">{live(standing)}</div>
    }
}
