//! A run handed on and taken in: as a file with its history, or as a link without.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::history::Addressed;
use super::import::read_piece;
use super::state::{Lab, RUN, WHAT_IF, ask_worker};
use crate::forms::{load, settings};
use crate::lab::{ImportedHistory, Shared, same_rules, settings_of, start_ms};
use crate::ui::kit::clipboard::copy;
use crate::ui::kit::download::download;
use crate::ui::kit::focus;
use crate::ui::kit::location::{Here, use_here};
use crate::ui::kit::task;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{live, when};
use crate::ui::link::FileButton;
use crate::ui::link::worker::{Replays, use_replays};
use crate::whatif::{Job, Variant, rebased};
use crate::worker::replay::{LoadLink, LoadRun, SaveLink, SaveRun};

/// The address's parameter that says which of several variants is edited.
const EDITED: &str = "variant";

/// How long the address waits for the hand to rest, in milliseconds. A slider moves many times a
/// second, and browsers take some 200 addresses in 30 s.
const REST_MS: u32 = 300;

/// The largest run file, in bytes: a year of minutes of one metric has some 13 MB.
const MAX_BYTES: f64 = 64_000_000.0;

/// What sharing needs.
#[derive(Clone, Copy)]
struct Sharing {
    lab: Lab,
    replays: Replays,
    here: Here,
    toasts: Toasts,
    /// The link that was made last.
    link: RwSignal<Option<String>>,
    failure: RwSignal<Option<String>>,
    /// Why the address does not carry what is tried.
    uncarried: RwSignal<Option<String>>,
    /// Why what the address carries could not be read.
    unread: RwSignal<Option<String>>,
}

/// Says that the link that was opened shows nothing of what it was sent for, and leads on.
#[component]
pub fn Unread(
    /// Why.
    unread: RwSignal<Option<String>>,
) -> impl IntoView {
    let here = use_here();
    let there = here.param(RUN);
    let go_on = move |_| {
        unread.set(None);
        here.set_param(RUN, "");
        focus(WHAT_IF);
    };
    live(move || {
        // An address without a run has none that could not be read.
        unread.get().filter(|_| there.with(|text| !text.is_empty())).map(|why| {
            view! {
                <div class="notice bad unread" role="alert">
                    <p>
                        <b>{t!("This link's settings could not be read.")}</b> " "
                        {t!("What you see are the saved rules. {why}")}
                    </p>
                    <button class="small" on:click=go_on>{t!("Go on with the saved rules")}</button>
                </div>
            }
        })
    })
}

/// The ways to hand a run on and to take one in.
#[component]
pub fn Share(
    lab: Lab,
    addressed: Addressed,
    /// Set to why what the address carries could not be read.
    unread: RwSignal<Option<String>>,
) -> impl IntoView {
    let (link, failure) = (RwSignal::new(None), RwSignal::new(None));
    let (replays, here, toasts) = (use_replays(), use_here(), use_toasts());
    let uncarried = RwSignal::new(None);
    let sharing = Sharing { lab, replays, here, toasts, link, failure, uncarried, unread };
    sharing.follow_address(addressed);
    sharing.lead_address();
    let chosen = Callback::new(move |file: File| sharing.load(file));
    view! {
        <fieldset class="share">
            <legend>{t!("Share and repeat")}</legend>
            <p class="help">
                {t!("A file carries the history, the settings and every variant; headroom-whatif \
                     reads it too. A link carries the settings and variants, and names the file of \
                     an imported history, which its reader has to have. Neither carries a key.")}
            </p>
            <div class="actions">
                <button class="small" on:click=move |_| sharing.save()>{t!("Download run")}</button>
                <FileButton
                    label=t!("Load run…") class="button small"
                    accept=".json,.jsonl,application/json" chosen
                />
                <button class="small" on:click=move |_| sharing.copy()>{t!("Copy link")}</button>
            </div>
            {live(move || link.get().map(|link| view! {
                <label class="link">
                    {t!("Link to this run")}
                    <input type="text" readonly=true prop:value=link />
                </label>
            }))}
            {live(move || failure.get().map(|why| view! {
                <p class="notice bad" role="alert">{why}</p>
            }))}
            {live(move || uncarried.get().map(|why| view! {
                <p class="notice warn" role="status">
                    {t!("The address does not carry this run, so that a reload loses it: download \
                         it to keep it. {why}")}
                </p>
            }))}
            {when(move || !beyond(lab).is_empty(), move || view! {
                <p class="help">
                    {live(move || t!(
                        "From the shared run, and replayed with: {}.", beyond(lab).join(", "),
                    ))}
                    " "
                    <button class="link" on:click=move |_| lab.inputs.base.set(Job::default())>
                        {t!("Go on without")}
                    </button>
                </p>
            })}
        </fieldset>
    }
}

fn beyond(lab: Lab) -> Vec<&'static str> {
    lab.inputs.base.with(settings::beyond)
}

impl Sharing {
    /// The run as it stands: the job without variants, and the variants.
    fn run(self) -> Result<(Shared<Job>, Vec<Variant>), String> {
        let Lab { inputs, tried, .. } = self.lab;
        let job = inputs.job.get_untracked().map_err(|why| why.to_string())?;
        let saved = tried.saved.get_untracked().ok_or(t!("The group is still being read."))?;
        let variants = tried.drafts.with_untracked(|drafts| drafts.whole(&saved));
        let variants = variants
            .map_err(|(name, errors)| t!("The variant “{name}” cannot be read yet: {errors}"))?;
        Ok((job, variants))
    }

    fn save(self) {
        self.failure.set(None);
        let (job, variants) = match self.run() {
            Ok(run) => run,
            Err(why) => return self.failure.set(Some(why)),
        };
        let name = self
            .lab
            .inputs
            .known
            .group
            .with_untracked(|group| group.as_ref().map(|g| g.name().to_owned()));
        let name = format!("{}-run.json", name.unwrap_or_default());
        task::spawn(async move {
            let job = Arc::new(Job { variants, ..(*job).clone() });
            match self.replays.ask(SaveRun { job }).await {
                Ok(bytes) if download(&name, &bytes) => {}
                Ok(_) => self.fail(t!("The browser did not take the file.").to_owned()),
                Err(error) => self.fail(error.to_string()),
            }
        });
    }

    fn copy(self) {
        self.failure.set(None);
        let (job, variants) = match self.run() {
            Ok(run) => run,
            Err(why) => return self.failure.set(Some(why)),
        };
        task::spawn(async move {
            let job = Arc::new(Job { variants, ..(*job).clone().unpriced() });
            let text = match self.replays.ask(SaveLink { job }).await {
                Ok(text) => text,
                Err(error) => return self.fail(error.to_string()),
            };
            let link = self.here.link_with(&[(RUN, &text), ("whatif", "1")]);
            let copied = copy(&link).await;
            self.link.try_set(Some(link));
            match copied {
                true => self.toasts.done(t!("The link is copied.")),
                false => self
                    .toasts
                    .say(t!("The browser did not copy the link; copy it from the field.")),
            }
        });
    }

    fn load(self, file: File) {
        self.failure.set(None);
        task::spawn(async move {
            let name = file.name();
            match self.read(&file).await {
                Ok(job) => self.open(Some(name), job),
                Err(why) => self.fail(t!("{name} was not loaded. {why}")),
            }
        });
    }

    async fn read(self, file: &File) -> Result<Job, String> {
        let size = file.size();
        if size > MAX_BYTES {
            return Err(t!("It has {size} bytes; at most {MAX_BYTES} can be read."));
        }
        let unread = t!("The browser could not read the file. It may have been moved or changed.");
        let bytes = read_piece(file, 0.0, size).await.ok_or(unread)?;
        self.replays.ask(LoadRun { file: bytes }).await.map_err(|error| error.to_string())
    }

    /// Opens the run of the address, once its group and its history are there.
    fn follow_address(self, addressed: Addressed) {
        let text = self.here.param(RUN);
        let (saved, carried) = (self.lab.tried.saved, self.lab.carried);
        let is_news = move |text: &String| !carried.is_own(text);
        let _ = ask_worker(
            move || {
                let is_ready = saved.with(Option::is_some) && !addressed.is_sought();
                Some(text.get()).filter(|text| is_ready && is_news(text))
            },
            move |replays, text: String| async move {
                let found = replays.ask(LoadLink { text: text.clone() }).await;
                carried.set(text);
                match found {
                    Ok(job) => {
                        self.unread.try_set(None);
                        self.open(None, job);
                    }
                    Err(error) => {
                        self.unread.try_set(Some(error.to_string()));
                    }
                }
            },
        );
    }

    /// Has the address carry what is tried, so that a reload and the way back find it again.
    fn lead_address(self) {
        let Lab { inputs, tried, carried, .. } = self.lab;
        let text = self.here.param(RUN);
        let question = move || {
            let settings = inputs.job.with(|job| job.as_ref().ok().map(|job| settings_of(job)))?;
            let variants = tried.differing.get().into_iter().map(|(_, variant)| variant).collect();
            let edited = tried.drafts.with(|drafts| drafts.name_among().to_owned());
            // The way back leads to what was tried at another time.
            let is_led = text.with(|text| carried.is_present(text));
            Some((Job { variants, ..settings.unpriced() }, edited, is_led))
        };
        // The page may be gone by now, or have another run to open.
        let is_free = move || Some(carried.is_own(&text.try_get_untracked()?));
        let _ = ask_worker(question, move |replays, (job, edited, is_led)| async move {
            task::pause(REST_MS).await;
            // A run that was opened meanwhile would be lost from the address until it is asked for.
            let is_asked = || untrack(question) == Some((job.clone(), edited.clone(), is_led));
            if is_free().is_none() || !is_asked() {
                return;
            }
            let link = match job == Job::default() {
                true => Ok(String::new()),
                false => replays.ask(SaveLink { job: Arc::new(job) }).await,
            };
            self.uncarried.try_set(link.as_ref().err().map(ToString::to_string));
            let link = link.unwrap_or_default();
            // A link that could not be read stays until somebody goes on: a reload says it again.
            if link.is_empty() && self.unread.try_get_untracked().flatten().is_some() {
                return;
            }
            if is_free() == Some(true) {
                carried.set(link.clone());
                let edited = if link.is_empty() { "" } else { &edited };
                self.here.set_param(EDITED, edited);
                self.here.set_param(RUN, &link);
            }
        });
    }

    /// Puts a run in place of what is tried; without histories, over the history in use. That of
    /// a link has no file.
    fn open(self, file: Option<String>, job: Job) {
        let Lab { inputs, tried, .. } = self.lab;
        // The page may be gone by now.
        if tried.saved.try_get_untracked().is_none() {
            return;
        }
        inputs.settings.draft.set(settings::draft(&job));
        if !job.histories.is_empty() {
            let name = file.clone().unwrap_or_else(|| t!("the link").to_owned());
            let history = ImportedHistory::of_run(name, &job);
            inputs.imported.set(Some(Shared::new(history)));
        }
        // Without a history, the shapes fall on the one in use.
        let in_use = inputs.job.with_untracked(|own| own.as_ref().map_or(0, |own| start_ms(own)));
        let start_ms = if job.histories.is_empty() { in_use } else { start_ms(&job) };
        inputs.load.draft.set(load::draft(&job, start_ms));
        if job.shapes.len() > 1 {
            let count = job.shapes.len();
            self.fail(t!("The run lays {count} shapes over its traffic; here, one can be."));
        }
        let edited = untrack(|| self.here.param(EDITED).get());
        tried.change(|drafts, own| {
            for variant in &job.variants {
                let mut variant = rebased(variant, own);
                if same_rules(&variant, own) {
                    continue;
                }
                if variant.name == own.name {
                    variant.name = t!("variant" => "saved there").to_owned();
                }
                drafts.show(&variant, own);
            }
            if file.is_none() {
                drafts.select_named(&edited);
            }
        });
        // An address shows what it tries, as after every reload.
        if let Some(name) = file {
            self.toasts.done(t!("The run of {name} is open."));
        }
        inputs.base.set(settings_of(&job));
    }

    fn fail(self, why: String) {
        self.failure.try_set(Some(why));
    }
}
