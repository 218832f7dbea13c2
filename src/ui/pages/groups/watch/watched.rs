//! What the judged list is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::super::lists::Lists;
use super::chosen::Bulk;
use super::days::{Days, key_of};
use super::prices::Prices;
use crate::base::Sought;
use crate::lab::watch::{Choice, Day, Key, Line, Plan, Seen, last_change, sorted, verdicts};
use crate::lab::{GroupRow, Hold};
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::memo;
use crate::ui::link::session::{Session, use_session};

/// A day is some calls a group. In a list of up to so many groups all are read, and the list is
/// sorted anew whenever all have come. In a longer one only what is in sight is read, and nothing
/// moves under the reader: it is sorted anew when asked to.
const FEW: usize = 50;

/// What the list is made of.
#[derive(Clone, Copy)]
pub struct Watched {
    /// What the list calls told.
    pub lists: Lists,
    /// The last day of the groups that were looked at.
    pub days: Days,
    /// What their Instances cost.
    pub prices: Prices,
    /// All groups as they were when the list was last sorted.
    pub lines: Memo<Vec<Line>>,
    /// Where each of them stands in `lines`.
    pub places: Memo<BTreeMap<Key, usize>>,
    /// The list as it is shown.
    pub plan: Memo<Plan>,
    /// How many groups were read, and how many of those stand in another part than they belong
    /// to.
    pub judged: Memo<(usize, usize)>,
    /// Which groups are chosen to be deleted together.
    pub bulk: Bulk,
    /// Counts up when the reader asks for a new order.
    pub asked: RwSignal<u32>,
    session: Session,
}

impl Watched {
    /// All of it, of which the days and the prices are read from here on.
    pub fn new(lists: Lists, choice: Memo<Choice>) -> Self {
        let (session, asked) = (use_session(), RwSignal::new(0));
        let (days, prices) = (Days::new(lists), Prices::read(lists));
        let is_long = memo(move || lists.len() > FEW);
        // What is searched for changes no verdict, so that typing judges nothing anew.
        let order = memo(move || Choice { search: Sought::default(), ..choice.get() });
        let lines = memo(move || {
            asked.track();
            order.track();
            if !is_long.get() {
                days.follow_rounds();
            }
            let rows = lists.rows.get().unwrap_or_default();
            let now_ms = untrack(|| session.now_ms());
            // A hold that comes or goes moves no row under the reader either.
            let holds = untrack(|| lists.holds.all());
            let line = |row: Arc<GroupRow>| {
                let day = untrack(|| days.of(&key_of(&row)));
                let known = (holds.get(&row.id).copied(), day.as_deref());
                line(lists, prices, row, known, now_ms)
            };
            rows.into_iter().map(line).collect::<Vec<_>>()
        });
        let places = memo(move || {
            let key = |(at, line): (usize, &Line)| (key_of(&line.row), at);
            lines.with(|lines| lines.iter().enumerate().map(key).collect())
        });
        let in_order = memo(move || lines.with(|lines| sorted(lines, order.with(|own| own.sort))));
        let plan = memo(move || {
            lines.with(|lines| {
                in_order.with(|sorted| choice.with(|own| Plan::new(lines, sorted, own)))
            })
        });
        let judged = memo(move || {
            days.follow_rounds();
            lines.track();
            judged((lists, days), lines, places, untrack(|| session.now_ms()))
        });
        // All groups of a short list are read, those too that a filter hides.
        Effect::new(move |_| {
            let now_ms = session.now_ms();
            if !lists.policies.is_waiting() && !is_long.get() {
                let keys = lists
                    .rows
                    .with(|rows| rows.iter().flatten().map(|row| key_of(row)).collect::<Vec<_>>());
                untrack(|| keys.into_iter().for_each(|key| days.want(key, now_ms)));
            }
        });
        let bulk = Bulk::new();
        Self { lists, days, prices, lines, places, plan, judged, bulk, asked, session }
    }

    /// Whether only what is in sight is read.
    pub fn is_long(self) -> bool {
        self.lists.len() > FEW
    }

    /// A group as it is known now.
    pub fn line(self, key: &Key) -> Option<Line> {
        let at = self.places.with(|places| places.get(key).copied())?;
        let row = self.lines.with(|lines| Some(lines.get(at)?.row.clone()))?;
        let (hold, day) = (self.lists.holds.of(&row.id), self.days.of(key));
        Some(line(self.lists, self.prices, row, (hold, day.as_deref()), self.session.now_ms()))
    }
}

/// How many groups were read, and how many of those stand in another part than they belong to.
fn judged(
    (lists, days): (Lists, Days),
    lines: Memo<Vec<Line>>,
    places: Memo<BTreeMap<Key, usize>>,
    now_ms: i64,
) -> (usize, usize) {
    let holds = untrack(|| lists.holds.all());
    let has_moved = |(key, day): &(&Key, &Arc<Day>)| {
        let at = places.with(|places| places.get(*key).copied());
        lines.with(|lines| {
            at.and_then(|at| lines.get(at)).is_some_and(|planned| {
                let size = lists.size(&planned.row);
                let (row, hold) = (&planned.row, holds.get(&planned.row.id).copied());
                let (verdict, _) = verdicts(&Seen { row, size, hold, day: Some(day), now_ms });
                verdict.kind().urgency() != planned.verdict.kind().urgency()
            })
        })
    };
    untrack(|| days.with(|days| (days.len(), days.iter().filter(has_moved).count())))
}

fn line(
    lists: Lists,
    prices: Prices,
    row: Arc<GroupRow>,
    (hold, day): (Option<Hold>, Option<&Day>),
    now_ms: i64,
) -> Line {
    let (size, key) = (lists.size(&row), key_of(&row));
    let (verdict, beside) = verdicts(&Seen { row: &row, size, hold, day, now_ms });
    Line {
        size,
        verdict,
        beside,
        eur_a_day: size.and_then(|size| prices.eur_a_day(&key, size)),
        template: prices.template(&key),
        changed_ms: day.and_then(|day| last_change(&day.log)).map(|change| change.at_ms),
        row,
    }
}

/// What the address chooses.
pub fn chosen() -> Memo<Choice> {
    let here = use_here();
    let search = here.param("search");
    let words = ["sort", "show", "state", "api"].map(|name| here.param(name));
    memo(move || {
        let words = words.map(|own| own.get());
        Choice::parse(&search.get(), words.each_ref().map(String::as_str))
    })
}
