//! The move of a group to the other generation: what is lost, which target keeps the old promises,
//! and the calls, each sent when somebody says so.

use leptos::prelude::*;

use super::scores::Scores;
use super::state::Lab;
use super::target::{TargetPoints, saved_translated};
use crate::api::{ApiError, Client};
use crate::forms::apply::Stored;
use crate::help::topic;
use crate::lab::moving::{Carried, Moving, Origin, carried};
use crate::lab::{Drafts, Part, band_words, group_fields};
use crate::ui::kit::location::Opening;
use crate::ui::kit::view::{Entry, list, live, memo};
use crate::ui::kit::{Dialog, FieldView};
use crate::ui::link::query::query;
use crate::ui::link::{Calls, Losses, alert, origin};
use crate::wire::LocalImageType;

/// Moves the saved group to the rules of the edited variant.
#[component]
pub fn Move(
    /// The what-if.
    lab: Lab,
    /// Whether it is open.
    open: Opening,
    /// What was begun of it.
    begun: RwSignal<Option<Moving>>,
) -> impl IntoView {
    let found = query(move |client| {
        let group = lab.inputs.known.whole.get().filter(|_| open.is_open());
        async move {
            match group {
                Some(group) => Ok(Some(with_image(&client, group).await?)),
                None => Ok(None),
            }
        }
    });
    // What was read first: its size goes on changing, and the calls are not planned anew for that.
    let first = Memo::new(move |before: Option<&Option<(Origin, String)>>| {
        before.cloned().flatten().or_else(|| found.get().flatten())
    });
    let rules = memo(move || lab.tried.shown().map(|variant| variant.rules));
    let title = memo(move || {
        let name = lab.inputs.known.group.get().map(|group| group.name().to_owned());
        let to = if lab.tried.has_target() == Some(true) { "v1alpha2" } else { "v1alpha1" };
        t!("Move {} to {to}", name.unwrap_or_default())
    });
    let unread = lab.inputs.known.unread;
    let why = move || found.error().or(unread.get()).map(|error| error.to_string());
    view! {
        <Dialog open title writes=true help=topic::MOVE>
            <Carries lab />
            <Choice lab />
            <Scores lab />
            {live(move || why().map(alert))}
            {live(move || match first.get() {
                Some((origin, image)) => {
                    let close = Callback::new(move |()| open.close());
                    view! { <Calls origin image rules begun close /> }.into_any()
                }
                None => {
                    view! { <p class="help">{t!("Reading the group’s template…")}</p> }.into_any()
                }
            })}
        </Dialog>
    }
}

/// The group with its template, and the image to boot as the other generation names it, where that
/// is known.
async fn with_image(client: &Client, group: Stored) -> Result<(Origin, String), ApiError> {
    let origin = origin(client, group).await?;
    let mut image = None;
    if origin.needs_image() {
        for kind in [LocalImageType::Block, LocalImageType::Local] {
            // Without the marketplace the field stays empty, and asks.
            let listed = client.local_images(&kind).await.unwrap_or_default();
            image = image.or_else(|| origin.image_elsewhere(&listed, client.zone()));
        }
    }
    Ok((origin, image.unwrap_or_default()))
}

/// What becomes of the rules, line by line.
#[component]
fn Carries(lab: Lab) -> impl IntoView {
    let rows = memo(move || {
        let (saved, shown) = (lab.tried.saved.get()?, lab.tried.shown()?);
        Some(carried(&saved.rules, &shown.rules))
    });
    let row = |Carried { what, old, new }: Carried| {
        let differs = old != new;
        let new = if differs { new } else { t!("unchanged").to_owned() };
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td data-label=t!("Saved")>{old}</td>
                <td data-label=t!("New") class:edited=differs>{new}</td>
            </tr>
        }
    };
    view! {
        <table class="stacked">
            <caption>{t!("Rules")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("What")}</th>
                    <th scope="col">{t!("Saved")}</th>
                    <th scope="col">{t!("New")}</th>
                </tr>
            </thead>
            <tbody>
                {live(move || rows.get().map(|rows| {
                    rows.into_iter().map(row).collect_view()
                }))}
            </tbody>
        </table>
    }
}

/// What is lost, and the target that is chosen.
#[component]
fn Choice(lab: Lab) -> impl IntoView {
    let tried = lab.tried;
    let made = memo(move || saved_translated(lab).and_then(Result::ok));
    let percent = memo(move || {
        let shown = tried.shown()?;
        Some(shown.target()?.cpu_target?.target_avg_percent)
    });
    let lost = memo(move || {
        let Some(made) = made.get() else { return Vec::new() };
        let chosen = percent.get().zip(made.target);
        let differences =
            chosen.map(|(percent, target)| target.differences(percent)).unwrap_or_default();
        let all = differences.into_iter().chain(made.losses);
        all.map(|loss| loss.sentence).collect::<Vec<_>>()
    });
    let band = memo(move || made.with(|made| made.as_ref()?.target.as_ref().map(band_words)));
    let edited = memo(move || tried.drafts.with(Drafts::active));
    view! {
        {list(move || percent.get().map(|_| edited.get()).map(|number| {
            Entry::new(number.to_string(), move || {
                let form = tried.typing(number, Part::Capacity);
                let fields = form.with(|text| group_fields(text, true, true));
                let target = fields.into_iter().next();
                view! {
                    <fieldset>
                        <legend>{t!("Target")}</legend>
                        {live(move || band.get().map(|said| view! { <p>{said}</p> }))}
                        {target.map(|field| view! {
                            <FieldView field state=form slider=true compact=true />
                        })}
                        <TargetPoints lab form />
                    </fieldset>
                }
            })
        }))}
        <Losses sentences=lost label=t!("Not carried") />
    }
}
