//! A sweep: what to try, and what it has found.

use leptos::prelude::*;

use super::super::state::Lab;
use super::crew::Crew;
use super::following::Live;
use super::pool::{Orders, Pool};
use crate::forms::{Draft, Section, sweep};
use crate::lab::{Found, Own, Shared, Stage, tried_words, worth_words};
use crate::ui::kit::location::{current, use_here};
use crate::ui::kit::view::memo;
use crate::ui::kit::{Typing, form_number, unsent};
use crate::whatif::{Grid, Sweep, Worth};
use crate::worker::replay::StartSweep;

/// A group's sweep. It outlives the card that shows it.
#[derive(Clone, Copy)]
pub struct Sweeping {
    lab: Lab,
    /// What was typed over the suggested values; empty while these stand.
    typed: RwSignal<Draft>,
    /// What it has found; nothing before the first.
    found: RwSignal<Option<Shared<Found>>>,
    /// What follows the edited variant since.
    live: Live,
    /// What is shown of it.
    pub shown: Memo<Option<Shared<Found>>>,
    /// The latest of that with advice.
    pub advised: Memo<Option<Shared<Found>>>,
    crew: Crew,
    pool: StoredValue<Option<Pool>, LocalStorage>,
}

/// What was typed before the page was loaded anew.
fn typed_before() -> RwSignal<Draft> {
    let place = format!("{}?sweep", current().route.path());
    let typed = RwSignal::new(Draft::default().edited(&unsent::left_at(&place).edits));
    unsent::keep_over_reloads(place, typed, Draft::default(), || false);
    typed
}

impl Sweeping {
    /// Nothing swept yet.
    pub fn new(lab: Lab) -> Self {
        let (typed, found) = (typed_before(), RwSignal::new(None::<Shared<Found>>));
        let card = use_here().param("sweep");
        let is_shown = move || !card.with(String::is_empty);
        let live = Live::new(lab, found, move || is_shown() && !is_outdated(lab, found));
        let shown = memo(move || found.with(|found| Some(live.shown(found.as_ref()?))));
        // What follows is judged later than it is swept; the advice before stays until then.
        let advised = Memo::new(move |before: Option<&Option<Shared<Found>>>| {
            let shown = shown.get()?;
            match shown.progress.recommendation.is_some() {
                true => Some(shown),
                false => before.cloned().flatten().filter(|_| live.is_on()),
            }
        });
        let (crew, pool) = (Crew::new(), StoredValue::new_local(None));
        Self { lab, typed, found, live, shown, advised, crew, pool }
    }

    /// The values to try: those that are suggested for the variant that is shown, until somebody
    /// types over them.
    pub fn typing(self) -> Typing {
        let draft = memo(move || self.draft().unwrap_or_default());
        let errors = memo(move || {
            let base = self.lab.tried.shown().filter(|_| self.is_typed());
            let refused = base.and_then(|base| draft.with(|text| sweep::read(text, &base).err()));
            let worth = draft.with(|text| sweep::worth(text, self.is_priced()).err());
            worth.or(refused).unwrap_or_default()
        });
        let set = move |path: String, text| {
            let typed = draft.get_untracked().with(path, text);
            let suggested = untrack(|| self.suggested());
            self.typed.set(if Some(&typed) == suggested.as_ref() {
                Draft::default()
            } else {
                typed
            });
        };
        Typing::new(form_number(), draft.into(), errors.into(), set)
    }

    /// Has its workers start, since it is likely to be started.
    pub fn expect_start(self) {
        self.crew.start_when_idle();
    }

    /// Puts the suggested values back.
    pub fn suggest(self) {
        self.typed.set(Draft::default());
    }

    fn is_typed(self) -> bool {
        self.typed.with(|typed| *typed != Draft::default())
    }

    fn suggested(self) -> Option<Draft> {
        let job = self.lab.inputs.job.with(|job| job.as_deref().ok().cloned()).unwrap_or_default();
        self.lab.tried.shown().map(|base| sweep::draft(&Sweep::suggested(&base, &job)))
    }

    fn draft(self) -> Option<Draft> {
        if self.is_typed() { Some(self.typed.get()) } else { self.suggested() }
    }

    /// The fields of the variant that is shown.
    pub fn sections(self) -> Vec<Section> {
        self.lab.tried.shown().map(|base| sweep::sections(&base)).unwrap_or_default()
    }

    /// The points to try, while they can be read.
    fn grid(self) -> Option<Grid> {
        sweep::read(&self.draft()?, &self.lab.tried.shown()?).ok()
    }

    /// Whether it is known what an Instance costs.
    fn is_priced(self) -> bool {
        self.lab.inputs.job.with(|job| job.as_deref().is_ok_and(|job| job.price_per_hour.is_some()))
    }

    /// What overload and reversals are worth, while it can be read.
    pub fn worth(self) -> Option<Worth> {
        sweep::worth(&self.draft()?, self.is_priced()).ok()
    }

    /// What the points are made of, in a line, while they can be read.
    pub fn tried_words(self) -> Option<String> {
        self.grid().map(|grid| tried_words(&grid))
    }

    /// What overload and reversals are worth, in a line, while it can be read.
    pub fn worth_words(self) -> Option<String> {
        self.worth().map(worth_words)
    }

    /// How many points there are to try; none while they cannot be read.
    pub fn points(self) -> u32 {
        self.grid().map_or(0, |grid| grid.count())
    }

    /// Tries them.
    pub fn start(self) {
        let Lab { inputs, tried, .. } = self.lab;
        let job = inputs.job.get_untracked().ok();
        let parts = job.zip(tried.saved.get_untracked()).zip(untrack(|| self.grid()));
        let Some(((job, saved), grid)) = parts else { return };
        let (base, saved_too) = (grid.base().clone(), saved.clone());
        let Some(worth) = untrack(|| self.worth()) else { return };
        let sweep = StartSweep { base, saved: saved_too, sweep: grid.sweep(), worth };
        let orders = Orders { job: job.arc(), sweep, points: grid.count() };
        let (grid, imported) = (Shared::new(grid), inputs.imported.get_untracked());
        let pool = Pool::start(self.crew.started(), orders, move |progress| {
            let running = is_running(&progress.stage);
            self.found.try_set(Some(Shared::new(Found {
                job: job.clone(),
                imported: imported.clone(),
                saved: saved.clone(),
                grid: grid.clone(),
                worth,
                progress: progress.clone(),
            })));
            if !running && self.pool.try_update_value(Option::take).flatten().is_some() {
                self.crew.rest_after(&job);
            }
        });
        self.pool.set_value(Some(pool));
    }

    /// Stops it; what was found stands.
    pub fn cancel(self) {
        if let Some(Some(pool)) = self.pool.try_update_value(Option::take) {
            pool.cancel();
            self.crew.restart();
        }
    }

    /// Whether it is under way.
    pub fn is_running(self) -> bool {
        let stage = |found: &Shared<Found>| is_running(&found.progress.stage);
        self.found.with(|found| found.as_ref().is_some_and(stage))
    }

    /// Whether what was swept is not what is shown any more.
    pub fn is_outdated(self) -> bool {
        is_outdated(self.lab, self.found)
    }

    /// How what is shown follows the edited variant, in a sentence; nothing while it need not.
    pub fn following(self) -> Option<&'static str> {
        self.live.is_on().then(|| match self.live.waits() {
            true => t!("So many points follow the edited variant when the hand rests."),
            false => t!("The points follow the edited variant."),
        })
    }

    /// Whether newer points are to come.
    pub fn is_behind(self) -> bool {
        self.live.is_pending()
    }

    /// How much of the newer points is tried, where that takes long.
    pub fn following_share(self) -> Option<f64> {
        self.live.share()
    }

    /// Where the edited variant stands.
    pub fn own(self) -> Option<Own> {
        let (run, variant) = (self.lab.runs.edited.get()?, self.lab.tried.edited.get()?);
        self.shown.with(|found| found.as_ref()?.own(&variant, &run.outcome.scorecard))
    }

    /// Opens a point as a variant, and tells its number and name.
    pub fn open(self, of: Memo<Option<Shared<Found>>>, index: u32) -> (u32, String) {
        let variant = of.with_untracked(|found| Some(found.as_ref()?.variant(index)));
        if let Some(variant) = variant {
            self.lab.tried.change(|drafts, saved| drafts.open(&variant, saved));
        }
        let drafts = self.lab.tried.drafts;
        drafts.with_untracked(|drafts| (drafts.active(), drafts.name().to_owned()))
    }

    /// Whether there is a history to try them over.
    pub fn has_history(self) -> bool {
        self.lab.inputs.job.with(Result::is_ok)
    }
}

/// Whether what was swept is not what is shown any more.
fn is_outdated(lab: Lab, found: RwSignal<Option<Shared<Found>>>) -> bool {
    let Lab { inputs, tried, .. } = lab;
    found.with(|found| {
        let Some(found) = found else { return false };
        inputs.job.with(|job| {
            tried.saved.with(|saved| {
                inputs.imported.with(|imported| {
                    let job = job.as_deref().ok();
                    found.is_outdated(job, imported.as_ref(), saved.as_ref())
                })
            })
        })
    })
}

/// Whether a sweep is still at work.
const fn is_running(stage: &Stage) -> bool {
    matches!(stage, Stage::Running | Stage::Judging)
}
