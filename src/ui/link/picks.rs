//! Picking by name what an id names, below the field that holds it.

use leptos::prelude::*;

use super::query::query;
use super::session::use_session;
use crate::api::{ApiError, Client};
use crate::forms::balancer::{BALANCERS, ID_LENGTH};
use crate::forms::fitting::{self, Shown};
use crate::forms::neighbours::{self, Kind, Neighbours, Offer, ids_of};
use crate::forms::{Choice, Control, Field};
use crate::ui::kit::view::{flag, live, memo};
use crate::ui::kit::{Beside, FormState};
use crate::wire::{ListQuery, LoadBalancerId, LocalImage, LocalImageType, ProjectId, Template};

/// What can be picked in a form.
#[derive(Clone, Copy)]
struct Picks(Memo<Neighbours>);

/// Reads what there is of these kinds in the project that the form names, for [`below`].
pub fn provide_picks(state: FormState, kinds: &'static [Kind]) {
    let session = use_session();
    let typed = move |path: &str| state.draft.with(|draft| draft.get(path).trim().to_owned());
    let project = memo(move || match typed("project_id") {
        own if own.len() == ID_LENGTH => own,
        _ => session.project(),
    });
    let balancer = memo(move || {
        BALANCERS.map(typed).into_iter().find(|id| id.len() == ID_LENGTH).unwrap_or_default()
    });
    let lists: Vec<_> = kinds
        .iter()
        .map(|kind| {
            let kind = *kind;
            let of = if kind == Kind::Backend { balancer } else { project };
            (kind, listed(kind, of))
        })
        .collect();
    provide_context(Picks(memo(move || {
        let known = lists.iter().filter_map(|(kind, list)| Some((*kind, list.get()?)));
        Neighbours(known.collect())
    })));
}

/// What there is of a kind in a project or behind a load balancer; nothing while it is read.
fn listed(kind: Kind, of: Memo<String>) -> Memo<Option<Result<Vec<Offer>, String>>> {
    /// A list with what it was read for.
    type Kept = Option<(String, Result<Vec<Offer>, String>)>;
    let kept = StoredValue::new(Kept::None);
    let read = query(move |client| {
        let (of, before) = (of.get(), kept.get_value());
        async move {
            // It lasts as long as the form, whatever else changes.
            if let Some((_, list)) = before.filter(|(own, list)| *own == of && list.is_ok()) {
                return Ok(list);
            }
            let list = match (kind, of.is_empty()) {
                (Kind::Backend, true) => Ok(Vec::new()),
                (
                    Kind::Project
                    | Kind::ServerType
                    | Kind::Image
                    | Kind::ImageLabel
                    | Kind::Template,
                    _,
                )
                | (_, false) => ask(&client, kind, &of).await.map_err(|error| error.to_string()),
                (_, true) => Err(t!("They belong to a project, and none is chosen.").to_owned()),
            };
            kept.try_update_value(|kept| *kept = Some((of, list.clone())));
            Ok(list)
        }
    });
    memo(move || read.get())
}

async fn ask(client: &Client, kind: Kind, of: &str) -> Result<Vec<Offer>, ApiError> {
    let project = ProjectId::from(of);
    Ok(match kind {
        Kind::Project => neighbours::projects(&client.projects(None).await?),
        Kind::ServerType => {
            let types = client.server_types().await?;
            // Without the stock there are still the types.
            let stock = client.availability().await.unwrap_or_default();
            neighbours::server_types(&types, &stock)
        }
        Kind::Image => {
            let mut all = neighbours::local_images(&marketplace(client).await?);
            if !of.is_empty() {
                all.splice(0..0, neighbours::images(&client.images(&project).await?));
            }
            all
        }
        Kind::ImageLabel => neighbours::image_labels(&marketplace(client).await?),
        Kind::Snapshot => {
            let block = client.block_snapshots(&project).await?;
            let local = client.local_snapshots(&project).await.unwrap_or_default();
            neighbours::snapshots(&block, &local)
        }
        Kind::PrivateNetwork => {
            neighbours::private_networks(&client.private_networks(&project).await?)
        }
        Kind::SecurityGroup => {
            neighbours::security_groups(&client.security_groups(&project).await?)
        }
        Kind::PlacementGroup => {
            neighbours::placement_groups(&client.placement_groups(&project).await?)
        }
        Kind::Template => {
            neighbours::templates(&client.list::<Template>(&ListQuery::default()).await?)
        }
        Kind::LoadBalancer => neighbours::load_balancers(&client.load_balancers(&project).await?),
        Kind::Backend => neighbours::backends(&client.backends(&LoadBalancerId::from(of)).await?),
    })
}

async fn marketplace(client: &Client) -> Result<Vec<LocalImage>, ApiError> {
    let mut all = client.local_images(&LocalImageType::Block).await?;
    all.extend(client.local_images(&LocalImageType::Local).await?);
    Ok(all)
}

/// What stands below a field that holds an id: the names to pick from, or the name of one that is
/// fixed. Nothing where the form does not list them.
pub fn below(field: &Field, state: FormState) -> Option<Beside> {
    let (kind, is_many) = Kind::of(&field.path)?;
    let Picks(picks) = use_context::<Picks>()?;
    let own = field.path.to_string();
    let typed = memo(move || state.draft.with(|draft| draft.get(&own).to_owned()));
    if field.control == Control::Fixed {
        return Some(Beside::under(name_of(kind, picks, typed)));
    }
    let path = StoredValue::new(field.path.to_string());
    let set = Callback::new(move |text: String| path.with_value(|path| state.set(path, text)));
    let misfit = memo(move || {
        let (draft, picks) = (state.draft.read(), picks.read());
        let why = |stored: &_| path.with_value(|own| fitting::misfit(&picks, own, &draft, stored));
        state.original.with_value(why)
    });
    let offered = move || {
        let list = picks.with(|picks| picks.0.get(&kind).cloned())?;
        Some(match list {
            Err(why) => view! {
                <p class="help">
                    {t!("The {} are not listed: {why} Enter the id.", kind.plural())}
                </p>
            }
            .into_any(),
            Ok(all) if all.is_empty() => none(kind),
            Ok(_) if is_many => view! { <Several kind picks state typed set /> }.into_any(),
            Ok(_) => view! { <One kind picks state typed set /> }.into_any(),
        })
    };
    let warned =
        move || misfit.get().map(|why| view! { <p class="notice warn" role="status">{why}</p> });
    Some(Beside::under(view! { {live(warned)} {live(offered)} }))
}

/// What another Instance type does to the price, for a form whose kinds are read.
pub fn price_change(state: FormState) -> Memo<Option<String>> {
    let picks = use_context::<Picks>();
    memo(move || {
        let draft = state.draft.read();
        let Picks(picks) = picks?;
        let picks = picks.read();
        state.original.with_value(|stored| fitting::price_change(&picks, &draft, stored))
    })
}

fn name_of(kind: Kind, picks: Memo<Neighbours>, id: Memo<String>) -> impl IntoView {
    live(move || {
        let name = picks.with(|picks| picks.name_of(kind, &id.get()).map(str::to_owned))?;
        Some(view! { <p class="help">{t!("It is ")} <b>{name}</b> "."</p> })
    })
}

fn none(kind: Kind) -> AnyView {
    let words = match kind {
        Kind::Backend => {
            t!("Choose a load balancer with backends, to pick them by name.").to_owned()
        }
        _ => t!("There are no {} to pick from.", kind.plural()),
    };
    view! { <p class="help">{words}</p> }.into_any()
}

/// What is offered of a kind for a text, and below it why that is not everything.
fn shown(
    kind: Kind,
    picks: Memo<Neighbours>,
    state: FormState,
    sought: Memo<String>,
) -> Memo<Shown> {
    memo(move || {
        let (text, draft) = (sought.read(), state.draft.read());
        fitting::shown(&picks.read(), kind, &draft, &text)
    })
}

fn notes(shown: Memo<Shown>) -> impl IntoView {
    let notes = memo(move || shown.with(|shown| shown.notes.clone()));
    live(move || {
        let each = |note| view! { <p class="help" role="status">{note}</p> };
        notes.get().into_iter().map(each).collect_view()
    })
}

#[component]
fn One(
    kind: Kind,
    picks: Memo<Neighbours>,
    state: FormState,
    typed: Memo<String>,
    set: Callback<String>,
) -> impl IntoView {
    let shown = shown(kind, picks, state, typed);
    let options = move || {
        let chosen = typed.get();
        let choices = shown.with(|shown| shown.choices.clone());
        let option = move |choice: Choice| {
            let is_it = choice.value == chosen.trim();
            view! {
                <option value=choice.value.to_string() selected=is_it>
                    {choice.label.to_string()}
                </option>
            }
        };
        choices.into_iter().map(option).collect_view()
    };
    view! {
        <select
            class="pick" aria-label=t!("Pick from the {}", kind.plural())
            on:change=move |event| set.run(event_target_value(&event))
        >
            <option value="">{t!("Pick from the {}…", kind.plural())}</option>
            {live(options)}
        </select>
        {notes(shown)}
    }
}

#[component]
fn Several(
    kind: Kind,
    picks: Memo<Neighbours>,
    state: FormState,
    typed: Memo<String>,
    set: Callback<String>,
) -> impl IntoView {
    let sought = memo(move || {
        let text = typed.read();
        fitting::sought_in(&picks.read(), kind, &text).to_owned()
    });
    let shown = shown(kind, picks, state, sought);
    let rows = move || {
        let choices = shown.with(|shown| shown.choices.clone());
        let row = move |choice: Choice| {
            let (id, own) = (choice.value.to_string(), choice.value.to_string());
            let checked = flag(move || typed.with(|typed| ids_of(typed).contains(&own.as_str())));
            let toggled = move || {
                let (text, picks) = (typed.read_untracked(), picks.read_untracked());
                fitting::picked(&picks, kind, &text, &id)
            };
            let toggle = move |_| set.run(toggled());
            view! {
                <label class="toggle">
                    <input type="checkbox" prop:checked=checked on:change=toggle />
                    {choice.label.to_string()}
                </label>
            }
        };
        choices.into_iter().map(row).collect_view()
    };
    view! {
        <div class="pick" role="group" aria-label=t!("Pick from the {}", kind.plural())>
            {live(rows)}
        </div>
        {notes(shown)}
    }
}
