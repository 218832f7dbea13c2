//! The last day of every group that was looked at.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::super::lists::Lists;
use crate::api::{ApiError, Client};
use crate::lab::GroupRow;
use crate::lab::watch::{Day, Key, Queue};
use crate::ui::kit::task;
use crate::ui::link::day::DayRequest;
use crate::ui::link::metric::MetricReader;
use crate::ui::link::session::{Link, Session, use_session};
use crate::ui::link::worker::{Replays, use_replays};
use crate::wire::ProjectId;

/// The last day of every group that was looked at, and which are read next.
#[derive(Clone, Copy)]
pub struct Days {
    lists: Lists,
    session: Session,
    replays: Replays,
    known: RwSignal<BTreeMap<Key, Arc<Day>>>,
    queue: StoredValue<Queue>,
    /// How many rows of each group stand on the page: what is read again as time goes on.
    in_sight: StoredValue<BTreeMap<Key, usize>>,
    /// Where the metrics of each project are.
    paths: StoredValue<BTreeMap<ProjectId, String>>,
    /// Counts up with every connection: what is still on its way from another is dropped.
    connection: StoredValue<u32>,
    /// Counts up whenever everything that was wanted has come.
    rounds: RwSignal<u32>,
}

impl Days {
    /// Knows nothing yet.
    pub fn new(lists: Lists) -> Self {
        let days = Self {
            lists,
            session: use_session(),
            replays: use_replays(),
            known: RwSignal::new(BTreeMap::new()),
            queue: StoredValue::new(Queue::default()),
            in_sight: StoredValue::new(BTreeMap::new()),
            paths: StoredValue::new(BTreeMap::new()),
            connection: StoredValue::new(0),
            rounds: RwSignal::new(0),
        };
        let session = days.session;
        Effect::new(move |before: Option<Link>| {
            let link = session.link();
            if before.is_some_and(|before| before != link) {
                days.forget_all();
            }
            link
        });
        Effect::new(move |_| {
            let now_ms = session.now_ms();
            let in_sight =
                days.in_sight.with_value(|keys| keys.keys().cloned().collect::<Vec<_>>());
            untrack(|| in_sight.into_iter().for_each(|key| days.want(key, now_ms)));
        });
        days
    }

    /// What is known of a group.
    pub fn of(self, key: &Key) -> Option<Arc<Day>> {
        self.known.with(|known| known.get(key).cloned())
    }

    /// Looks at everything that is known.
    pub fn with<R>(self, look: impl FnOnce(&BTreeMap<Key, Arc<Day>>) -> R) -> R {
        self.known.with(look)
    }

    /// Follows the times at which everything that was wanted has come.
    pub fn follow_rounds(self) {
        self.rounds.track();
    }

    /// A group has come into sight: it is read, unless what is known of it is fresh.
    pub fn enter(self, key: &Key) {
        self.in_sight.update_value(|keys| *keys.entry(key.clone()).or_default() += 1);
        self.want(key.clone(), untrack(|| self.session.now_ms()));
    }

    /// A row of a group is gone.
    pub fn leave(self, key: &Key) {
        let is_last = self.in_sight.try_update_value(|keys| {
            let count = keys.get(key).copied().unwrap_or(0);
            match count {
                0 | 1 => keys.remove(key).is_some(),
                _ => keys.insert(key.clone(), count - 1).is_none(),
            }
        });
        if is_last == Some(true) {
            self.queue.try_update_value(|queue| queue.forget(key));
        }
    }

    /// Reads a group, unless what is known of it is fresh.
    pub fn want(self, key: Key, now_ms: i64) {
        let known = self.known.with_untracked(|known| known.get(&key).cloned());
        let size = self.row(&key).and_then(|row| untrack(|| self.lists.size(&row)));
        if known.is_some_and(|day| day.is_fresh(size, now_ms)) {
            return;
        }
        self.queue.update_value(|queue| queue.want(key));
        self.go_on();
    }

    /// Starts as many reads as there is room for.
    fn go_on(self) {
        while let Some(key) = self.queue.try_update_value(Queue::start).flatten() {
            task::spawn(async move {
                self.read(&key).await;
                self.queue.try_update_value(|queue| queue.finish(&key));
                self.go_on();
                if self.queue.try_with_value(Queue::is_idle) == Some(true) {
                    self.rounds.try_update(|rounds| *rounds += 1);
                }
            });
        }
    }

    async fn read(self, key: &Key) {
        let Some((request, client)) = self.request(key) else { return };
        let connection = self.connection.try_get_value();
        let metrics = self.metrics(&client, &request.row.project_id).await;
        // Nothing is known of the connection once the page is left.
        let is_wanted = move || self.connection.try_get_value() == connection;
        let day = Arc::new(request.read(client, metrics, is_wanted).await);
        if is_wanted() {
            self.known.try_update(|known| known.insert(key.clone(), day));
        }
    }

    /// The row of a group; none where it is gone, and once the page is.
    fn row(self, key: &Key) -> Option<Arc<GroupRow>> {
        self.lists.rows.try_with_untracked(|rows| {
            let is_it = |row: &&Arc<GroupRow>| row.generation == key.0 && row.id == key.1;
            rows.iter().flatten().find(is_it).cloned()
        })?
    }

    /// What to ask of a group; none where it is gone, and while the page is.
    fn request(self, key: &Key) -> Option<(DayRequest, Client)> {
        let row = self.row(key)?;
        let policies = untrack(|| {
            self.lists.policies.with(|policies| {
                let own = policies?.iter().filter(|policy| policy.instance_group_id == key.1);
                Some(own.cloned().collect())
            })
        });
        let request = DayRequest {
            size: untrack(|| self.lists.size(&row)),
            row,
            policies,
            known: self.known.with_untracked(|known| known.get(key).cloned()),
            now_ms: untrack(|| self.session.now_ms()),
        };
        Some((request, self.session.client()))
    }

    /// Who reads the metrics of a project. Where they are is asked once.
    async fn metrics(self, client: &Client, project: &ProjectId) -> Result<MetricReader, ApiError> {
        let known = self.paths.try_with_value(|paths| paths.get(project).cloned()).flatten();
        let path = match known {
            Some(path) => path,
            None => client.metrics_path(project).await?,
        };
        self.paths.try_update_value(|paths| paths.insert(project.clone(), path.clone()));
        Ok(MetricReader { client: client.clone(), replays: self.replays, path })
    }

    fn forget_all(self) {
        self.connection.update_value(|connection| *connection += 1);
        self.paths.update_value(BTreeMap::clear);
        self.known.set(BTreeMap::new());
    }
}

/// The key of a row.
pub fn key_of(row: &GroupRow) -> Key {
    (row.generation, row.id.clone())
}
