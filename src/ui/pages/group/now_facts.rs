//! What groups of either generation are at the moment: their size, and what their rules see.

use leptos::prelude::*;

use super::whatif::Lab;
use crate::forms::apply::Stored;
use crate::lab::{Cooling, bounds_of, reading, waiting, words};
use crate::ui::kit::format::number;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{live, memo, text};
use crate::ui::link::session::use_session;
use crate::ui::link::size_bar::bar;
use crate::whatif::Offer;

/// The size in words and against its bounds, the load that its rules read, whether they wait, and
/// what the Instances cost.
#[component]
pub fn NowFacts(
    lab: Lab,
    /// The size in words.
    #[prop(into)]
    size: Signal<String>,
    /// Where that is from, where the group does not tell it itself.
    #[prop(optional)]
    source: &'static str,
    /// Whether what the group has done is known.
    logged: Signal<bool>,
) -> impl IntoView {
    let inputs = lab.inputs;
    let shown = memo(move || {
        let size = inputs.known.size.get();
        inputs.known.group.with(|group| {
            let wanted = group.as_ref().and_then(Stored::target).map(|own| own.target_size);
            let sizes = size.map(|size| (size, wanted.unwrap_or(size)));
            Some((sizes, bounds_of(group.as_ref()?)?))
        })
    });
    let read = memo(move || {
        let rules = inputs.known.rules.get()?;
        inputs.recording.with(|own| Some(reading(own?, &rules)))
    });
    view! {
        <div class="wide">
            <dt>{t!("Size now")}</dt>
            <dd class="size">
                <span>
                    {text(move || size.get())} " "
                    <small>{text(move || {
                        shown.with(|shown| shown.map(|(_, bounds)| words::bounds(bounds)))
                            .unwrap_or_default()
                    })} {source}</small>
                </span>
                {live(move || {
                    let (sizes, bounds) = shown.get()?;
                    Some(bar(sizes?, bounds))
                })}
            </dd>
        </div>
        <div>
            <dt>{t!("Load now")}</dt>
            <dd>{live(move || match read.get() {
                Some(Ok(read)) => {
                    let beside = [Some(read.label), read.beyond].into_iter().flatten();
                    let beside: Vec<String> = beside.collect();
                    view! { {read.value} " " <small>{beside.join(", ")}</small> }.into_any()
                }
                Some(Err(why)) => why.into_any(),
                None => "–".into_any(),
            })}</dd>
        </div>
        <div>
            <dt>{t!("Cooldown")}</dt>
            <dd>{cooldown(lab, logged)}</dd>
        </div>
        <div>
            <dt>{t!("Cost now")}</dt>
            <dd>{cost(lab)}</dd>
        </div>
    }
}

/// What its Instances cost a day, where the API names their price.
fn cost(lab: Lab) -> impl IntoView {
    let inputs = lab.inputs;
    live(move || {
        let size = inputs.known.size.get()?;
        inputs.offer.with(|offer| match (offer.eur_a_day(size), offer) {
            (Some(cost), _) => Some(t!("€\u{a0}{} a day", number(cost, 2)).into_any()),
            (None, Offer::Unpriced(why)) => {
                Some(view! { <span title=why.clone()>{t!("not known")}</span> }.into_any())
            }
            (None, _) => Some("–".into_any()),
        })
    })
}

/// Whether the last change denies the next one, and until when.
fn cooldown(lab: Lab, logged: Signal<bool>) -> impl IntoView {
    let session = use_session();
    let inputs = lab.inputs;
    let waits = memo(move || {
        // Its cooldown is the group's own, whatever its policies are.
        let own = inputs.known.group.with(|group| group.as_ref().map(Stored::variant))?;
        let now_ms = session.now_ms();
        Some(inputs.known.log.with(|log| waiting(log, &own, now_ms)))
    });
    live(move || {
        let Some(Cooling { delay, until_ms }) = waits.get()? else {
            return Some(t!("delay" => "none").into_any());
        };
        let until = move || match until_ms {
            Some(until_ms) => t!("until {}", time::text(until_ms, Style::Clock)),
            None if logged.get() => t!("cooldown" => "none now").to_owned(),
            None => "–".to_owned(),
        };
        let lasts = t!("lasts {delay}");
        Some(view! { {text(until)} " " <small>"· " {lasts}</small> }.into_any())
    })
}
