//! The search for better settings: what to try, the workers that try it, and the best bargains.

mod drawing;
mod found;
mod pool;

use std::sync::Arc;

use leptos::prelude::*;

use super::recording::FileHistory;
use super::state::Lab;
use crate::engine::FieldErrors;
use crate::forms::{Draft, sweep};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::ui::kit::{FieldView, FormState};
use crate::whatif::{Grid, Job, Sweep, Variant, grouped};
use crate::worker::replay::StartSweep;
use found::Outcome;
use pool::{Orders, Pool, Progress, Stage};

/// A group's sweep. It outlives the card that shows it.
#[derive(Clone, Copy)]
pub struct Sweeping {
    form: FormState,
    /// The suggestion that the form holds or was typed over.
    suggested: StoredValue<Draft>,
    found: RwSignal<Option<Found>>,
    pool: StoredValue<Option<Pool>, LocalStorage>,
}

/// A sweep with what it has found so far.
#[derive(Clone)]
struct Found {
    job: Arc<Job>,
    /// The file whose history it is; none for the group's own.
    file: Option<Arc<FileHistory>>,
    saved: Variant,
    grid: Arc<Grid>,
    progress: Progress,
}

impl Sweeping {
    /// Nothing swept yet; `base` is what would be varied.
    pub fn new(base: impl Fn() -> Option<Variant> + Copy + Send + Sync + 'static) -> Self {
        let read = move |draft: &Draft| match untrack(base) {
            Some(base) => sweep::read(draft, &base).map(drop),
            None => Ok(()),
        };
        Self {
            form: FormState::live(Draft::default(), read),
            suggested: StoredValue::new(Draft::default()),
            found: RwSignal::new(None),
            pool: StoredValue::new_local(None),
        }
    }

    /// Puts a suggestion into the form.
    fn suggest(self, base: &Variant) {
        let draft = sweep::draft(&Sweep::suggested(base));
        self.suggested.set_value(draft.clone());
        self.form.errors.set(FieldErrors::default());
        self.form.draft.set(draft);
    }

    /// Lets the suggestion follow what it is for, until somebody types over it.
    fn follow(self, base: &Variant) {
        let draft = self.form.draft.get_untracked();
        if self.suggested.with_value(|suggested| *suggested == draft) {
            self.suggest(base);
        }
    }

    fn start(self, lab: Lab) {
        let job = lab.job.get_untracked().ok();
        let parts = job.zip(lab.saved.get_untracked()).zip(untrack(|| grid(lab)));
        let Some(((job, saved), grid)) = parts else { return };
        let (base, file) = (grid.base().clone(), lab.file.get_untracked());
        let sweep = StartSweep { base, saved: saved.clone(), sweep: grid.sweep() };
        let orders = Orders { job: Arc::clone(&job), sweep, points: grid.count() };
        let grid = Arc::new(grid);
        let pool = Pool::start(orders, move |progress| {
            let (job, file) = (Arc::clone(&job), file.clone());
            let (saved, grid, progress) = (saved.clone(), Arc::clone(&grid), progress.clone());
            let running = progress.stage == Stage::Running;
            self.found.try_set(Some(Found { job, file, saved, grid, progress }));
            if !running {
                self.pool.try_update_value(Option::take);
            }
        });
        self.pool.set_value(Some(pool));
    }

    fn cancel(self) {
        if let Some(Some(pool)) = self.pool.try_update_value(Option::take) {
            pool.cancel();
        }
    }

    fn stage(self) -> Option<Stage> {
        self.found.with(|found| found.as_ref().map(|found| found.progress.stage.clone()))
    }

    fn is_running(self) -> bool {
        self.stage() == Some(Stage::Running)
    }
}

/// The id of the card's heading, to go to.
pub const HEADING: &str = "sweep";

/// What to try, how far it is, and what came of it.
#[component]
pub fn SweepCard(lab: Lab) -> impl IntoView {
    let sweeping = lab.sweep;
    Effect::new(move |_| {
        if let Some(base) = lab.shown_variant() {
            sweeping.follow(&base);
        }
    });
    view! {
        <section class="card sweep" aria-label="Sweep">
            <div class="card-head">
                <h2 id=HEADING tabindex="-1">"Sweep"</h2>
                <p class="help">
                    "Tries every combination of these values over the whole history, and keeps \
                     those that no other beats in cost and overload."
                </p>
            </div>
            <Tried lab />
            <Run lab />
            <Outcome lab />
        </section>
    }
}

/// The values to try.
#[component]
fn Tried(lab: Lab) -> impl IntoView {
    let form = lab.sweep.form;
    let sections = memo(move || lab.shown_variant().map(|base| sweep::sections(&base)));
    view! {
        <details class="tried" open=true>
            <summary>"What to try"</summary>
            <p class="help">
                "A list such as 50, 60, 70, or a range such as 40 to 90 step 5."
            </p>
            {list(move || sections.get().unwrap_or_default().into_iter().enumerate().map(
                move |(at, section)| {
                    // The help says where a value stays, which an edit changes.
                    let fields = section.fields.iter();
                    let fields = fields.map(|field| format!("{} {}", field.key(), field.help));
                    let key = format!("{at} {} {}", section.title, fields.collect::<String>());
                    Entry::new(key, move || {
                        let fields = section.fields.into_iter().map(|field| {
                            view! { <FieldView field state=form /> }.into_any()
                        });
                        view! {
                            <fieldset>
                                <legend>{section.title.to_string()}</legend>
                                {fields.collect::<Vec<_>>()}
                            </fieldset>
                        }
                    })
                },
            ))}
        </details>
    }
}

/// The grid that the form asks for, while it can be read.
fn grid(lab: Lab) -> Option<Grid> {
    let base = lab.shown_variant()?;
    lab.sweep.form.draft.with(|draft| sweep::read(draft, &base).ok())
}

/// Starts and stops, and says how far it is.
#[component]
fn Run(lab: Lab) -> impl IntoView {
    let sweeping = lab.sweep;
    let points = memo(move || grid(lab).map_or(0, |grid| grid.count()));
    let ready = move || points.get() > 1 && lab.job.with(Result::is_ok);
    let verb = move || match points.get() {
        0 => "Sweep".to_owned(),
        1 => "Sweep: give at least two values".to_owned(),
        points => format!("Sweep {} points", grouped(f64::from(points), 0)),
    };
    let suggest = move |_| {
        if let Some(base) = untrack(|| lab.shown_variant()) {
            sweeping.suggest(&base);
        }
    };
    view! {
        <div class="actions">
            <button
                class="primary"
                disabled=flag(move || !ready() || sweeping.is_running())
                on:click=move |_| sweeping.start(lab)
            >
                {text(verb)}
            </button>
            <button on:click=suggest>"Suggest values"</button>
            {when(move || sweeping.is_running(), move || view! {
                <button on:click=move |_| sweeping.cancel()>"Cancel"</button>
            })}
        </div>
        {when(move || sweeping.is_running(), move || view! {
            <progress
                max="1" aria-label="Points tried"
                prop:value=live_share(sweeping)
            ></progress>
        })}
        <div role="status" class="help">{live(move || standing(sweeping))}</div>
    }
}

fn live_share(sweeping: Sweeping) -> impl Fn() -> f64 + Send + 'static {
    move || {
        sweeping.found.with(|found| {
            let Some(found) = found else { return 0.0 };
            f64::from(found.progress.done) / f64::from(found.grid.count().max(1))
        })
    }
}

/// Over which time.
fn span(progress: &Progress) -> String {
    let day = |at_ms| time::text(at_ms, Style::Short);
    progress.saved.map_or_else(String::new, |(_, span)| {
        format!(" and over {} to {}", day(span.from_ms), day(span.to_ms))
    })
}

/// How the sweep stands, in sentences.
fn standing(sweeping: Sweeping) -> Option<String> {
    let count = |points: u32| grouped(f64::from(points), 0);
    sweeping.found.with(|found| {
        let Found { grid, progress, .. } = found.as_ref()?;
        let (done, all) = (count(progress.done), count(grid.count()));
        let mut words = match &progress.stage {
            Stage::Running => format!("{done} of {all} points are tried."),
            Stage::Done => {
                let (name, span) = (&grid.base().name, span(progress));
                format!("All {all} points are tried, around “{name}”{span}.")
            }
            Stage::Cancelled => {
                format!("Cancelled after {done} of {all} points. What was found stands.")
            }
            Stage::Failed(why) => format!("It stopped after {done} of {all} points. {why}"),
        };
        if progress.skipped > 0 {
            let skipped = count(progress.skipped);
            words += &format!(" {skipped} hold values that do not go together and were left out.");
        }
        if progress.restarts > 0 {
            words += " A worker stopped on the way and was started again; nothing is lost.";
        }
        Some(words)
    })
}
