//! All groups of both generations: name, size, bounds, rules, last change, state.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::api::ApiError;
use crate::base::sort_by_key;
use crate::lab::{GroupRow, LogEntry, Standing, State, generation_word, words};
use crate::route::Route;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{Entry, live, memo, text, when};
use crate::ui::kit::{Head, Loading, Rows, task};
use crate::ui::link::ErrorNotice;
use crate::ui::link::hold::kept_hold;
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::wire::{Generation, Group, GroupId, ListQuery, Policy, v1alpha2};

/// The last change is one call a group. In a list of more than so many it waits until the row has
/// stayed in sight for a moment, so that scrolling asks nothing.
const FEW: usize = 50;
/// That moment, in milliseconds.
const MOMENT_MS: u32 = 250;

/// What the list shows beside the groups' own rows.
#[derive(Clone, Copy)]
struct Facts {
    shown: Memo<Option<Vec<GroupRow>>>,
    policies: Memo<BTreeMap<GroupId, usize>>,
    /// Instances now of groups that do not tell it, counted from the Instance list; none while
    /// that cannot be read.
    sizes: Memo<Option<BTreeMap<GroupId, usize>>>,
}

impl Facts {
    fn len(self) -> usize {
        self.shown.with(|shown| shown.as_ref().map_or(0, Vec::len))
    }

    /// How many Instances a group has, where that is known.
    fn size(self, row: &GroupRow) -> Option<String> {
        let counted =
            || self.sizes.with(|sizes| Some(sizes.as_ref()?.get(&row.id).copied().unwrap_or(0)));
        row.size.map(|size| size.to_string()).or_else(|| counted().map(|size| size.to_string()))
    }

    fn policies(self, row: &GroupRow) -> usize {
        self.policies.with(|counts| counts.get(&row.id).copied().unwrap_or(0))
    }
}

/// What the page holds below its heading.
#[derive(Clone, Copy, PartialEq)]
enum Body {
    Nothing,
    Empty,
    Table,
}

fn count<T>(items: &[T], group: impl Fn(&T) -> Option<GroupId>) -> BTreeMap<GroupId, usize> {
    let mut counts = BTreeMap::new();
    for id in items.iter().filter_map(group) {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

/// A list of the first generation; nothing is asked where that is retired.
fn of_first<T, F, R>(ask: F) -> Query<Vec<T>>
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(crate::api::Client) -> R + Copy + 'static,
    R: Future<Output = Result<Vec<T>, ApiError>> + 'static,
{
    let session = use_session();
    query(move |client| {
        let asks = session.asks(Generation::V1alpha1);
        async move { if asks { ask(client).await } else { Ok(Vec::new()) } }
    })
}

/// The groups of both generations.
#[derive(Clone, Copy)]
struct Lists {
    thresholds: Query<Vec<Group>>,
    targets: Query<Vec<v1alpha2::GroupSummary>>,
}

impl Lists {
    fn read() -> Self {
        let session = use_session();
        let thresholds =
            of_first(|client| async move { client.list::<Group>(&ListQuery::default()).await });
        let targets = query(move |client| {
            let (asks, project) = (session.asks(Generation::V1alpha2), session.project());
            async move { if asks { client.target_groups(&project).await } else { Ok(Vec::new()) } }
        });
        Self { thresholds, targets }
    }

    /// Their rows, the newest group first; nothing before any list has come.
    fn rows(self) -> Option<Vec<GroupRow>> {
        let of = |rows: Option<Vec<GroupRow>>| rows.unwrap_or_default();
        let old = self.thresholds.with(|own| Some(own?.iter().map(GroupRow::from).collect()));
        let new = self.targets.with(|own| Some(own?.iter().map(GroupRow::from).collect()));
        if old.is_none() && new.is_none() {
            return None;
        }
        let mut rows = [of(new), of(old)].concat();
        sort_by_key(&mut rows, |row| std::cmp::Reverse(row.created_ms));
        Some(rows)
    }

    /// Whether every list has come.
    fn are_read(self) -> bool {
        self.thresholds.with(|own| own.is_some()) && self.targets.with(|own| own.is_some())
    }

    fn failures(self) -> Vec<(&'static str, ApiError)> {
        let failures = [
            ("The groups with a target could not be read.", self.targets.error()),
            ("The groups with thresholds could not be read.", self.thresholds.error()),
        ];
        failures.into_iter().filter_map(|(what, error)| Some((what, error?))).collect()
    }
}

#[component]
pub fn Groups() -> impl IntoView {
    let session = use_session();
    let here = use_here();
    let search = here.param("search");
    let lists = Lists::read();
    let policies =
        of_first(|client| async move { client.list::<Policy>(&ListQuery::default()).await });
    let servers = of_first(|client| async move { client.all_servers().await });
    let shown = memo(move || {
        let (project, search) = (session.project(), search.get().to_ascii_lowercase());
        let fits = |row: &GroupRow| {
            (project.is_empty() || row.project_id.as_str() == project) && row.has(&search)
        };
        lists.rows().map(|rows| rows.into_iter().filter(fits).collect::<Vec<_>>())
    });
    let counts = memo(move || {
        policies.with(|policies| {
            count(policies.map_or(&[][..], Vec::as_slice), |policy| {
                Some(policy.instance_group_id.clone())
            })
        })
    });
    let sizes = memo(move || {
        servers.with(|servers| Some(count(servers?, |server| server.group().map(GroupId::from))))
    });
    let facts = Facts { shown, policies: counts, sizes };
    // A memo, so that typing in the search does not make the table and its field anew.
    let body = memo(move || match shown.with(|shown| shown.as_ref().map(Vec::is_empty)) {
        None => Body::Nothing,
        Some(true) if search.with(String::is_empty) => match lists.are_read() {
            true => Body::Empty,
            false => Body::Nothing,
        },
        Some(_) => Body::Table,
    });
    let waiting = memo(move || body.get() == Body::Nothing && lists.failures().is_empty());
    view! {
        <Head title="Groups">
            <NewButtons />
        </Head>
        // The same words stand in index.html, so that they are painted with the first bytes.
        <p class="lead">
            "What each group does now, and why it last changed. Open one to see its timeline and \
             to try its rules against its own history before you save them."
        </p>
        {live(move || lists.failures().into_iter().map(|(what, error)| view! {
            <ErrorNotice what error />
        }).collect_view())}
        {live(move || waiting.get().then(|| view! { <Loading what="groups" /> }))}
        {live(move || match body.get() {
            Body::Nothing => ().into_any(),
            Body::Empty => view! { <Empty /> }.into_any(),
            Body::Table => view! { <GroupTable facts /> }.into_any(),
        })}
    }
}

/// A new group of each generation that the API answers.
#[component]
fn NewButtons() -> impl IntoView {
    let session = use_session();
    let new = memo(move || session.asks(Generation::V1alpha2));
    let old = memo(move || session.asks(Generation::V1alpha1));
    view! {
        {live(move || new.get().then(|| view! {
            <a class="button primary" href=Route::TargetGroupNew.href()>"New group"</a>
        }))}
        {live(move || old.get().then(|| view! {
            <a class="button" href=Route::GroupNew.href()>"New group with thresholds"</a>
        }))}
    }
}

#[component]
fn Empty() -> impl IntoView {
    let session = use_session();
    let template = memo(move || match session.asks(Generation::V1alpha2) {
        true => Route::TargetTemplateNew.href(),
        false => Route::TemplateNew.href(),
    });
    view! {
        <section class="card empty">
            <h2>"No groups yet"</h2>
            <p>
                "A group keeps a number of Instances of one template, behind a load balancer where \
                 you want one, and its rules change that number. Start with a template, then \
                 create the group."
            </p>
            <div class="actions">
                <a class="button primary" href=template>"New template"</a>
                <NewButtons />
            </div>
        </section>
    }
}

#[component]
fn GroupTable(facts: Facts) -> impl IntoView {
    let shown = facts.shown;
    let here = use_here();
    let search = here.param("search");
    let none = move || shown.with(|shown| shown.as_ref().is_some_and(Vec::is_empty));
    view! {
        <label class="search">
            <span>"Search by name or tag"</span>
            <input
                type="search"
                prop:value=search
                on:input=move |event| here.set_param("search", &event_target_value(&event))
            />
        </label>
        <div class="card table-wrap" tabindex="0" role="group" aria-label="Groups">
            <table aria-rowcount=text(move || (facts.len() + 1).to_string())>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" class="number">"Size"</th>
                        <th scope="col" class="number">"Bounds"</th>
                        <th scope="col">"Scales by"</th>
                        <th scope="col">"Last change"</th>
                        <th scope="col">"State"</th>
                    </tr>
                </thead>
                <Rows
                    len=Signal::derive(move || facts.len())
                    entries=move |drawn| {
                        let ids = shown.with(|shown| {
                            let drawn = shown.as_deref().unwrap_or_default().get(drawn);
                            let rows = drawn.unwrap_or_default().iter();
                            rows.map(|row| (row.generation, row.id.clone())).collect::<Vec<_>>()
                        });
                        let entry = |(generation, id): (Generation, GroupId)| {
                            let key = format!("{} {id}", generation.as_str());
                            Entry::new(key, move || view! { <Line generation id facts /> })
                        };
                        ids.into_iter().map(entry).collect()
                    }
                />
            </table>
            {when(none, || view! { <p class="waiting">"No group matches the search."</p> })}
        </div>
    }
}

/// A group's latest change of size.
fn last_change(generation: Generation, id: GroupId, many: bool) -> Query<Option<LogEntry>> {
    let here = RwSignal::new(());
    query(move |client| {
        let id = id.clone();
        async move {
            if many {
                task::pause(MOMENT_MS).await;
            }
            if here.try_get_untracked().is_none() {
                return Ok(None);
            }
            let log: Vec<LogEntry> = match generation {
                Generation::V1alpha1 => {
                    client.recent_events(&id).await?.iter().map(LogEntry::from).collect()
                }
                Generation::V1alpha2 => {
                    client.recent_logs(&id).await?.iter().map(LogEntry::from).collect()
                }
            };
            Ok(log.into_iter().find(|entry| entry.change.is_some()))
        }
    })
}

#[component]
fn Line(generation: Generation, id: GroupId, facts: Facts) -> impl IntoView {
    let session = use_session();
    let route = match generation {
        Generation::V1alpha1 => Route::Group(id.clone()),
        Generation::V1alpha2 => Route::TargetGroup(id.clone()),
    };
    let last_change = last_change(generation, id.clone(), untrack(|| facts.len()) > FEW);
    let kept_id = id.clone();
    let row = memo(move || {
        let is_it = |row: &&GroupRow| row.id == id && row.generation == generation;
        facts.shown.with(|shown| shown.iter().flatten().find(is_it).cloned())
    });
    let hold = kept_hold(&kept_id);
    let is_held = memo(move || {
        let bounds = row.with(|row| row.as_ref().map(|row| row.bounds));
        hold.is_some_and(|own| bounds == Some((own.size, own.size)))
    });
    let of = move |pick: &dyn Fn(&GroupRow) -> String| {
        row.with(|row| row.as_ref().map(pick)).unwrap_or_default()
    };
    let last = move || match last_change.get().flatten() {
        Some(entry) => {
            let change = entry.change.unwrap_or(0);
            let ago = words::ago(entry.at_ms, session.now_ms());
            format!("{change:+}, {ago}").replace('-', "−")
        }
        None => "–".to_owned(),
    };
    view! {
        <tr>
            <th scope="row" class="nowrap">
                <a href=route.href()>{text(move || of(&|row| row.name.clone()))}</a>
                " " <span class="pill plain">{generation_word(generation)}</span>
                {when(move || is_held.get(), || view! {
                    " " <span class="pill warn">"held"</span>
                })}
            </th>
            <td class="number">
                {text(move || of(&|row| facts.size(row).unwrap_or_else(|| "–".to_owned())))}
            </td>
            <td class="number nowrap">{text(move || of(&|row| {
                format!("{} to {}", row.bounds.0, row.bounds.1)
            }))}</td>
            <td class="nowrap">{text(move || of(&|row| row.rules(facts.policies(row))))}</td>
            <td class="nowrap">{text(last)}</td>
            <td class="nowrap">
                {live(move || row.with(|row| row.as_ref().map(|row| state(&row.state))))}
            </td>
        </tr>
    }
}

/// What a group is doing, and what is wrong with it.
fn state(state: &State) -> impl IntoView + use<> {
    let pill = match state.standing {
        Standing::Good => "pill good",
        Standing::Busy => "pill plain",
        Standing::Bad => "pill bad",
    };
    let trouble = state.trouble.clone();
    view! {
        <span class=pill>{state.words.clone()}</span>
        {trouble.map(|trouble| view! { " " <small>{trouble}</small> })}
    }
}
