//! Picking by name what an id names, below the field that holds it.

use leptos::prelude::*;

use super::query::query;
use super::session::use_session;
use crate::api::{ApiError, Client};
use crate::forms::balancer::{BALANCERS, ID_LENGTH};
use crate::forms::neighbours::{self, Kind, Neighbours, ids_of, toggled};
use crate::forms::{Choice, Control, Field};
use crate::ui::kit::FormState;
use crate::ui::kit::view::{flag, live, memo};
use crate::wire::{ListQuery, LoadBalancerId, LocalImage, LocalImageType, ProjectId, Template};

/// How many choices are shown at once: what is typed in the field narrows them.
const MOST: usize = 200;

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
fn listed(kind: Kind, of: Memo<String>) -> Memo<Option<Result<Vec<Choice>, String>>> {
    /// A list with what it was read for.
    type Kept = Option<(String, Result<Vec<Choice>, String>)>;
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

async fn ask(client: &Client, kind: Kind, of: &str) -> Result<Vec<Choice>, ApiError> {
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
pub fn below(field: &Field, state: FormState) -> Option<AnyView> {
    let (kind, is_many) = Kind::of(&field.path)?;
    let Picks(picks) = use_context::<Picks>()?;
    let own = field.path.to_string();
    let typed = memo(move || state.draft.with(|draft| draft.get(&own).to_owned()));
    if field.control == Control::Fixed {
        return Some(name_of(kind, picks, typed).into_any());
    }
    let path = StoredValue::new(field.path.to_string());
    let set = Callback::new(move |text: String| path.with_value(|path| state.set(path, text)));
    Some(
        live(move || {
            let list = picks.with(|picks| picks.0.get(&kind).cloned())?;
            Some(match list {
                Err(why) => view! {
                    <p class="help">
                        {t!("The {} are not listed: {why} Enter the id.", kind.plural())}
                    </p>
                }
                .into_any(),
                Ok(all) if all.is_empty() => none(kind),
                Ok(_) if is_many => view! { <Several kind picks typed set /> }.into_any(),
                Ok(_) => view! { <One kind picks typed set /> }.into_any(),
            })
        })
        .into_any(),
    )
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

/// What is shown of a kind: all of it once the field holds what it knows, else what has the typed
/// text in its name.
fn shown(kind: Kind, picks: Memo<Neighbours>, typed: Memo<String>) -> Memo<(Vec<Choice>, usize)> {
    memo(move || {
        let text = typed.get();
        picks.with(|picks| {
            let is_known = picks.name_of(kind, text.trim()).is_some();
            let (found, count) = picks.matching(kind, if is_known { "" } else { &text }, MOST);
            // What fits no name is an id, beside which the names are still there.
            if count == 0 { picks.matching(kind, "", MOST) } else { (found, count) }
        })
    })
}

fn cut(shown: Memo<(Vec<Choice>, usize)>) -> impl IntoView {
    live(move || {
        let (count, all) = shown.with(|(found, all)| (found.len(), *all));
        (all > count).then(|| {
            view! {
                <p class="help">
                    {t!("The first {count} of {all}: type a part of the name above.")}
                </p>
            }
        })
    })
}

#[component]
fn One(
    kind: Kind,
    picks: Memo<Neighbours>,
    typed: Memo<String>,
    set: Callback<String>,
) -> impl IntoView {
    let shown = shown(kind, picks, typed);
    let options = move || {
        let chosen = typed.get();
        let choices = shown.with(|(found, _)| found.clone());
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
        {cut(shown)}
    }
}

#[component]
fn Several(
    kind: Kind,
    picks: Memo<Neighbours>,
    typed: Memo<String>,
    set: Callback<String>,
) -> impl IntoView {
    // A list of ids is no name to look for.
    let nothing = memo(String::new);
    let shown = shown(kind, picks, nothing);
    let rows = move || {
        let choices = shown.with(|(found, _)| found.clone());
        let row = move |choice: Choice| {
            let (id, own) = (choice.value.to_string(), choice.value.to_string());
            let checked = flag(move || typed.with(|typed| ids_of(typed).contains(&own.as_str())));
            let toggle = move |_| set.run(typed.with_untracked(|typed| toggled(typed, &id)));
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
        {cut(shown)}
    }
}
