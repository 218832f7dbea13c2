//! Picking by name what an id names, in the box of the field that holds it.

use leptos::prelude::*;

use super::picker::{Picker, Rows, names};
use super::query::query;
use super::session::use_session;
use crate::api::{ApiError, Client};
use crate::forms::balancer::{BALANCERS, ID_LENGTH};
use crate::forms::fitting::{self, Shown};
use crate::forms::neighbours::{self, Kind, Neighbours, Offer};
use crate::forms::{Control, Field, image};
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Beside, FormState, Spelling};
use crate::wire::{ListQuery, LoadBalancerId, LocalImage, LocalImageType, ProjectId, Template};

/// What can be picked in a form.
#[derive(Clone, Copy)]
struct Picks {
    known: Memo<Neighbours>,
    kinds: &'static [Kind],
}

impl Picks {
    /// Both generations call a template alike, and each lists its own.
    fn own(self, kind: Kind) -> Kind {
        let is_newer = kind == Kind::Template && self.kinds.contains(&Kind::ServerTemplate);
        if is_newer { Kind::ServerTemplate } else { kind }
    }
}

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
            let is_of_balancer = matches!(kind, Kind::Backend | Kind::AttachedNetwork);
            let of = if is_of_balancer { balancer } else { project };
            (kind, listed(kind, of))
        })
        .collect();
    let known = memo(move || {
        let known = lists.iter().filter_map(|(kind, list)| Some((*kind, list.get()?)));
        Neighbours::of(known.collect())
    });
    provide_context(Picks { known, kinds });
}

/// What there is of a kind in a project or behind a load balancer; nothing while it is read.
pub fn listed(kind: Kind, of: Memo<String>) -> Memo<Option<Result<Vec<Offer>, String>>> {
    /// A list with what it was read for.
    type Kept = Option<(String, Result<Vec<Offer>, String>)>;
    // It lasts as long as the page: a name seldom changes, and a key that may not list them may not
    // a minute later either.
    let kept = StoredValue::new(Kept::None);
    let read = query(move |client| {
        let (of, before) = (of.get(), kept.get_value());
        async move {
            if let Some((_, list)) = before.filter(|(own, _)| *own == of) {
                return Ok(list);
            }
            let mut lasts = true;
            let list = match (kind, of.is_empty()) {
                (Kind::Backend | Kind::AttachedNetwork, true) => Ok(Vec::new()),
                (
                    Kind::Project
                    | Kind::ServerType
                    | Kind::Image
                    | Kind::ImageLabel
                    | Kind::Template
                    | Kind::ServerTemplate,
                    _,
                )
                | (_, false) => {
                    let answer = ask(&client, kind, &of).await;
                    let is_denied = |error: &ApiError| {
                        matches!(error, ApiError::Refused { status: 401 | 403 | 404, .. })
                    };
                    lasts = answer.as_ref().err().is_none_or(is_denied);
                    answer.map_err(|error| error.to_string())
                }
                (_, true) => Err(t!("They belong to a project, and none is chosen.").to_owned()),
            };
            if lasts {
                kept.try_set_value(Some((of, list.clone())));
            }
            Ok(list)
        }
    });
    memo(move || read.get())
}

async fn ask(client: &Client, kind: Kind, of: &str) -> Result<Vec<Offer>, ApiError> {
    let project = ProjectId::from(of);
    let offers = match kind {
        Kind::Project => neighbours::projects(&client.projects(None).await?),
        Kind::ServerType => server_types(client).await?,
        Kind::Image => {
            let mut all = image::local_images(&marketplace(client).await?);
            if !of.is_empty() {
                all.splice(0..0, image::images(&client.images(&project).await?));
            }
            all
        }
        Kind::ImageLabel => image::image_labels(&marketplace(client).await?),
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
        // Without what a type is and costs there are still the templates.
        Kind::Template => {
            let all = client.list::<Template>(&ListQuery::default()).await?;
            neighbours::templates(&all, &server_types(client).await.unwrap_or_default())
        }
        Kind::ServerTemplate => {
            let all = client.target_templates(of).await?;
            neighbours::server_templates(&all, &server_types(client).await.unwrap_or_default())
        }
        Kind::LoadBalancer => neighbours::load_balancers(&client.load_balancers(&project).await?),
        Kind::Backend => neighbours::backends(&client.backends(&LoadBalancerId::from(of)).await?),
        Kind::AttachedNetwork => {
            let balancer = LoadBalancerId::from(of);
            neighbours::attached_networks(&client.balancer_networks(&balancer).await?)
        }
    };
    Ok(neighbours::told_apart(offers))
}

async fn server_types(client: &Client) -> Result<Vec<Offer>, ApiError> {
    let types = client.server_types().await?;
    // Without the stock there are still the types.
    let stock = client.availability().await.unwrap_or_default();
    Ok(neighbours::server_types(&types, &stock))
}

async fn marketplace(client: &Client) -> Result<Vec<LocalImage>, ApiError> {
    let mut all = client.local_images(&LocalImageType::Block).await?;
    all.extend(client.local_images(&LocalImageType::Local).await?);
    Ok(all)
}

/// What a field that holds an id gets: the names to pick from, or the name of one that is fixed.
/// Nothing where the form does not list them.
pub fn below(field: &Field, state: FormState) -> Option<Beside> {
    let (kind, is_many) = Kind::of(&field.path)?;
    let context = use_context::<Picks>()?;
    let (kind, picks) = (context.own(kind), context.known);
    let own = field.path.to_string();
    let typed = memo(move || state.draft.with(|draft| draft.get(&own).to_owned()));
    if field.control == Control::Fixed {
        let named = memo(move || fitting::named(&picks.read(), kind, &typed.read()));
        let named = names(named);
        return Some(Beside { within: Some(named.into_any()), ..Beside::default() });
    }
    let (path, is_optional) = (StoredValue::new(field.path.to_string()), field.optional);
    let picker = Picker { kind, is_many, is_optional, picks, state, path, typed };
    let misfit = memo(move || {
        let (draft, picks) = (state.draft.read(), picks.read());
        let why = |stored: &_| path.with_value(|own| fitting::misfit(&picks, own, &draft, stored));
        state.original.with_value(why)
    });
    // Why there is nothing to pick from; nothing while that is read.
    let bare = memo(move || {
        let list = picks.with(|picks| picks.0.get(&kind).cloned())?;
        Some(match list {
            Err(why) if is_many => {
                t!(
                    "The {} are not listed: {why} Enter the ids, with commas between.",
                    kind.plural()
                )
            }
            Err(why) => t!("The {} are not listed: {why} Enter the id.", kind.plural()),
            Ok(all) if all.is_empty() => kind.none(),
            Ok(_) => String::new(),
        })
    });
    let lists = memo(move || bare.with(|bare| bare.as_ref().is_some_and(String::is_empty)));
    let is_awaited = memo(move || kind.is_of_catalogue() && bare.with(Option::is_none));
    let shown = picker.shown();
    let called = Callback::new(move |text: String| {
        picks.with(|picks| fitting::named(picks, kind, &text).map(|(name, _)| name))
    });
    let searches = memo(move || lists.get().then(|| kind.sought_by()));
    let rows = when(move || lists.get(), move || view! { <Rows picker shown /> });
    let noted = when(move || lists.get(), move || notes(shown));
    let warned =
        move || misfit.get().map(|why| view! { <p class="notice warn" role="status">{why}</p> });
    let told = move || {
        bare.get().filter(|why| !why.is_empty()).map(|why| view! { <p class="help">{why}</p> })
    };
    Some(Beside {
        within: Some(
            view! { {copy_ids(picker)} {rows} {when(move || is_awaited.get(), room)} }.into_any(),
        ),
        below: Some(view! { {live(warned)} {live(told)} {noted} }.into_any()),
        searches: Some(searches),
        called: Some(called),
        spelling: kind.takes_ids().then(|| spelling(kind, picks)),
    })
}

/// Where the rows of a long list will stand.
fn room() -> impl IntoView {
    view! { <div class="pick room" aria-hidden="true"></div> }
}

/// Ids by their names, once these are read.
fn spelling(kind: Kind, picks: Memo<Neighbours>) -> Spelling {
    let shown = move |text: String| picks.with(|known| fitting::spelled(known, kind, &text));
    let typed = move |(before, text): (String, String)| {
        picks.with_untracked(|known| fitting::unspelled(known, kind, &before, &text))
    };
    Spelling { shown: Callback::new(shown), typed: Callback::new(typed) }
}

/// The way to the ids whose names stand in the field.
fn copy_ids(Picker { kind, is_many, picks, typed, .. }: Picker) -> impl IntoView {
    let is_named = memo(move || {
        let named = picks.with(|known| fitting::named(known, kind, &typed.read()));
        kind.takes_ids() && named.is_some()
    });
    let text = Callback::new(move |()| untrack(|| typed.get()));
    when(
        move || is_named.get(),
        move || {
            let label = if is_many { t!("Copy ids") } else { t!("Copy id") };
            view! { <CopyButton label text quiet=true /> }
        },
    )
}

/// What is known of what the form's ids name; nothing where it lists none.
pub fn known() -> Memo<Neighbours> {
    use_context::<Picks>().map_or_else(|| memo(Neighbours::default), |picks| picks.known)
}

/// What another Instance type does to the price, for a form whose kinds are read.
pub fn price_change(state: FormState) -> Memo<Option<String>> {
    let picks = use_context::<Picks>();
    memo(move || {
        let draft = state.draft.read();
        let picks = picks?.known.read();
        state.original.with_value(|stored| fitting::price_change(&picks, &draft, stored))
    })
}

fn notes(shown: Memo<Shown>) -> impl IntoView {
    let notes = memo(move || shown.with(|shown| shown.notes.clone()));
    live(move || {
        let each = |note| view! { <p class="help" role="status">{note}</p> };
        notes.get().into_iter().map(each).collect_view()
    })
}
