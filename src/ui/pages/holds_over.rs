//! Tells on every page that the time of a hold is over: nothing gives the bounds back by itself.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::api::Client;
use crate::forms::apply::Stored;
use crate::lab::Hold;
use crate::ui::kit::task;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::link::hold::{Holds, use_holds};
use crate::ui::link::session::{Link, use_session};
use crate::wire::{Group, GroupId, v1alpha2};

/// How often the clock of an API is looked at, in milliseconds. That of a sandbox tells itself.
const LOOK_MS: u32 = 15_000;

/// Holds that were told, by group and end, each with what was said of it.
type ToldHolds = BTreeMap<(GroupId, i64), String>;

/// Shows nothing, and says of each hold once that its time is over.
#[component]
pub fn HoldsOver() -> impl IntoView {
    let (session, toasts, holds) = (use_session(), use_toasts(), use_holds());
    let told = StoredValue::new(ToldHolds::new());
    let look = RwSignal::new(0_u32);
    Effect::new(move |before: Option<Link>| {
        look.track();
        let (link, now_ms) = (session.link(), session.now_ms());
        // Another connection has other groups.
        if before.as_ref() != Some(&link) {
            told.update_value(ToldHolds::clear);
        }
        if !matches!(link, Link::Opening | Link::Locked(_)) && now_ms > 0 {
            take_back(told, holds, toasts);
            for (id, hold) in over(told, holds, now_ms) {
                let client = session.client();
                task::spawn(async move {
                    if let Some(words) = words(&client, &id, hold, now_ms).await {
                        toasts.say(words.as_str());
                        told.try_update_value(|told| told.insert((id, hold.until_ms), words));
                    }
                });
            }
        }
        link
    });
    task::spawn(async move {
        while look.try_update(|looks| *looks = looks.wrapping_add(1)).is_some() {
            task::pause(LOOK_MS).await;
        }
    });
}

/// Takes back what was told of holds that are kept no more: their bounds were given back, or they
/// were forgotten.
fn take_back(told: StoredValue<ToldHolds>, holds: Holds, toasts: Toasts) {
    let is_kept =
        |(id, until_ms): &(GroupId, i64)| holds.of(id).is_some_and(|own| own.until_ms == *until_ms);
    told.update_value(|told| {
        told.retain(|hold, words| {
            let keep = is_kept(hold);
            if !keep {
                toasts.unsay(words);
            }
            keep
        });
    });
}

/// The holds whose time is over and which were not told yet; they count as told.
fn over(told: StoredValue<ToldHolds>, holds: Holds, now_ms: i64) -> Vec<(GroupId, Hold)> {
    let is_news = |(id, hold): &(GroupId, Hold)| {
        let news = |told: &mut ToldHolds| {
            told.insert((id.clone(), hold.until_ms), String::new()).is_none()
        };
        hold.until_ms <= now_ms && told.try_update_value(news) == Some(true)
    };
    holds.all().into_iter().filter(is_news).collect()
}

/// What is told of a hold, once its group was read: it may have its bounds back by now, or be
/// another connection's.
async fn words(client: &Client, id: &GroupId, hold: Hold, now_ms: i64) -> Option<String> {
    let group = match client.get::<Group>(id).await {
        Ok(group) => Stored::Thresholds(group, Vec::new()),
        Err(_) => Stored::Target(client.get::<v1alpha2::Group>(id).await.ok()?),
    };
    hold.told_over(&group, now_ms)
}
