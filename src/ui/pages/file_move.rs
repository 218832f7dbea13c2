//! A new group from a file of an older group's bodies, for when the API no longer answers for it.

use leptos::prelude::*;
use web_sys::File;

use crate::help::topic;
use crate::lab::moving::{Moving, Origin};
use crate::lab::{Translated, band_words, translated};
use crate::ui::kit::view::live;
use crate::ui::kit::{Dialog, task};
use crate::ui::link::{Calls, FileButton, Losses, read_origin};
use crate::whatif::Job;

/// A group in a file, with its rules in terms of the newer generation.
#[derive(Clone, PartialEq)]
struct Found {
    origin: Origin,
    translated: Translated,
}

/// Reads the file and shows the move.
#[component]
pub fn FileMove() -> impl IntoView {
    let (found, open) = (RwSignal::new(None::<Found>), RwSignal::new(false));
    let (failure, begun) = (RwSignal::new(None::<String>), RwSignal::new(None::<Moving>));
    let chosen = Callback::new(move |file: File| {
        task::spawn(async move {
            let read = read(&file).await;
            failure.try_set(read.as_ref().err().map(|why| format!("{} {why}", file.name())));
            open.try_set(read.is_ok());
            begun.try_set(None);
            found.try_set(read.ok());
        });
    });
    view! {
        <div class="actions from-file">
            <FileButton label=t!("From a file of an older group…") chosen />
        </div>
        {live(move || failure.get().map(|why| view! {
            <p class="notice bad" role="alert">{why}</p>
        }))}
        <Dialog open=open title=t!("Move a group from a file") writes=true help=topic::MOVE>
            {live(move || found.get().map(|found| view! { <Contents found begun open /> }))}
        </Dialog>
    }
}

async fn read(file: &File) -> Result<Found, String> {
    let origin = read_origin(file).await?;
    if matches!(origin, Origin::Target { .. }) {
        return Err(t!(
            "holds a group with a target already: take it in by “New group from a file…” on the \
             page of groups."
        )
        .to_owned());
    }
    // Without a history there are no sizes that it really had, so that its bounds count.
    let rules = origin.stored().variant().rules;
    let translated = translated(&rules, &Job::default(), None)?;
    Ok(Found { origin, translated })
}

#[component]
fn Contents(found: Found, begun: RwSignal<Option<Moving>>, open: RwSignal<bool>) -> impl IntoView {
    let Found { origin, translated: Translated { variant, losses, target } } = found;
    let band = target.as_ref().map(band_words);
    let percent = variant.target().and_then(|policy| policy.cpu_target);
    let percent = percent.map(|target| {
        let percent = target.target_avg_percent;
        t!("The new target is {percent}\u{a0}% of CPU; change it once there is a history of it.")
    });
    let differences = percent.as_ref().and(variant.target()).and_then(|policy| {
        let percent = policy.cpu_target?.target_avg_percent;
        Some(target.as_ref()?.differences(percent))
    });
    let lost: Vec<String> = differences
        .unwrap_or_default()
        .into_iter()
        .chain(losses)
        .map(|loss| loss.sentence)
        .collect();
    view! {
        {band.map(|said| view! { <p>{said}</p> })}
        {percent.map(|said| view! { <p>{said}</p> })}
        <Losses sentences=Signal::stored(lost) label=t!("Not carried") />
        <Calls
            origin image=String::new() rules=Signal::stored(Some(variant.rules)) begun
            close=Callback::new(move |()| open.set(false))
        />
    }
}
