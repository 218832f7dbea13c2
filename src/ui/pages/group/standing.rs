//! How a group stands: the list's own verdict, of what the list would read.

use std::sync::Arc;

use leptos::prelude::*;

use super::instances::InstancesRead;
use crate::api::Client;
use crate::lab::GroupRow;
use crate::lab::watch::{Day, Kind, Seen, StepPlace, Verdict, verdicts};
use crate::route::Location;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{live, memo};
use crate::ui::link::day::DayRequest;
use crate::ui::link::hold::use_holds;
use crate::ui::link::metric::MetricReader;
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::ui::link::worker::use_replays;
use crate::ui::link::{state_beside, state_pill};
use crate::wire::Policy;

/// What the verdict rests on besides the last day.
#[derive(Clone, PartialEq)]
pub struct Basis {
    pub row: Arc<GroupRow>,
    /// How many Instances it has, where that is known.
    pub size: Option<u32>,
    /// Its policies; none where they could not be read, and of a group with a target.
    pub policies: Option<Vec<Policy>>,
}

/// How many Instances a group has, once that was read; none inside where it could not be.
pub fn size_of(instances: InstancesRead) -> Option<Option<u32>> {
    let count = instances.with(|read| read.map(|(_, servers)| u32::try_from(servers.len()).ok()));
    if instances.is_waiting() { None } else { Some(count.flatten()) }
}

/// The state's tag with its sentence, once the last day was read.
#[component]
pub fn Standing(
    /// None until it is known.
    basis: Memo<Option<Basis>>,
) -> impl IntoView {
    let (session, holds) = (use_session(), use_holds());
    let day = read_day(basis);
    let judged = memo(move || {
        let (basis, day) = (basis.get()?, day.get()??);
        let Basis { row, size, .. } = &basis;
        let now_ms = session.now_ms();
        let (verdict, beside) =
            verdicts(&Seen { row, size: *size, hold: holds.of(&row.id), day: Some(&day), now_ms });
        let note = verdict.note(now_ms);
        Some((verdict, note, beside, day.missing.first().cloned()))
    });
    let form = memo(move || {
        basis.with(|own| {
            own.as_ref()
                .map(|own| Location::at_maximum(own.row.generation, own.row.id.clone()).href())
        })
    });
    view! {
        <div class="standing" role="group" aria-label=t!("State")>
            {live(move || judged.get().map(|(verdict, note, beside, missing)| view! {
                {state_pill(&verdict, note)}
                {told(&verdict, form)}
                {beside.iter().map(|own| view! { {state_beside(own)} {told(own, form)} })
                    .collect_view()}
                {missing.map(|missing| view! {
                    <p class="say missing">{t!("Not judged further: ")} {missing}</p>
                })}
            }))}
        </div>
    }
}

/// What is wrong, with the way to the bounds where those are what is wrong.
fn told(verdict: &Verdict, form: Memo<Option<String>>) -> impl IntoView + use<> {
    let step = verdict.step().filter(|step| step.place == StepPlace::Form);
    let way_on =
        step.zip(form.get()).map(|(step, href)| view! { " " <a href=href>{step.label}</a> });
    sentence(verdict).map(|said| view! { <p class="say">{said} {way_on}</p> })
}

/// The verdict's sentence, unless a notice of the page says the same in full.
fn sentence(verdict: &Verdict) -> Option<String> {
    let is_told = matches!(verdict.kind(), Kind::Failing | Kind::Held);
    let said = || verdict.sentence(|at_ms| time::text(at_ms, Style::Short));
    if is_told { None } else { said() }
}

/// Reads the last day, and again only once it is not fresh any more.
fn read_day(basis: Memo<Option<Basis>>) -> Query<Option<Arc<Day>>> {
    let (session, replays) = (use_session(), use_replays());
    let kept = StoredValue::new_local(None::<(Client, Arc<Day>)>);
    query(move |client| {
        let basis = basis.get();
        let now_ms = untrack(|| session.now_ms());
        let known = kept.with_value(|kept| {
            let own = kept.as_ref().filter(|(before, _)| before.is_copy_of(&client));
            own.map(|(_, day)| day.clone())
        });
        async move {
            let Some(Basis { row, size, policies }) = basis else { return Ok(None) };
            if let Some(day) = known.clone().filter(|day| day.is_fresh(size, now_ms)) {
                return Ok(Some(day));
            }
            let path = client.metrics_path(&row.project_id).await;
            let metrics = path.map(|path| MetricReader { client: client.clone(), replays, path });
            let request = DayRequest { row, size, policies, known, now_ms };
            // Nothing is kept any more once the page is left.
            let is_wanted = move || kept.try_with_value(|_| ()).is_some();
            let day = Arc::new(request.read(client.clone(), metrics, is_wanted).await);
            kept.try_update_value(|kept| *kept = Some((client, day.clone())));
            Ok(Some(day))
        }
    })
}
