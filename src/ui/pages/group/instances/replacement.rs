//! Replacing Instances: one, or all that are older than the template, one after another.

use leptos::prelude::*;

use crate::api::{ApiError, Client};
use crate::lab::instances::{Instance, Rolling, RollingStep, ending_words, old_named};
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{live, memo, text};
use crate::ui::kit::{ConfirmDelete, Dialog, Work, task};
use crate::ui::link::session::{Session, use_session};
use crate::wire::{Generation, GroupId, ServerId};

/// How often the Instances are looked at while some are replaced, in milliseconds.
const LOOK_MS: u32 = 5_000;

/// Where a rolling replacement stands, in words.
#[derive(Clone, PartialEq)]
enum Progress {
    /// It goes on by itself.
    Going(String),
    /// It waits for somebody to decide.
    Stuck(String),
}

/// The replacement of a group's Instances.
#[derive(Clone, Copy)]
pub struct Replacement {
    /// The one that is to be replaced, while that is asked.
    pub asked: RwSignal<Option<ServerId>>,
    /// Whether it is asked about all that are old.
    asks_all: RwSignal<bool>,
    rolling: RwSignal<Option<Rolling>>,
    told: RwSignal<Option<Progress>>,
    /// Each run has a number, so that one that was stopped while it waited ends.
    run: StoredValue<u32>,
    all: Memo<Option<Vec<Instance>>>,
    of: StoredValue<(Generation, GroupId)>,
    session: Session,
    toasts: Toasts,
}

impl Replacement {
    /// That of a group whose Instances are read elsewhere. It ends with the page.
    pub fn new(generation: Generation, id: GroupId, all: Memo<Option<Vec<Instance>>>) -> Self {
        let own = Self {
            asked: RwSignal::new(None),
            asks_all: RwSignal::new(false),
            rolling: RwSignal::new(None),
            told: RwSignal::new(None),
            run: StoredValue::new(0),
            all,
            of: StoredValue::new((generation, id)),
            session: use_session(),
            toasts: use_toasts(),
        };
        on_cleanup(move || {
            if let Some(rolling) = own.rolling.try_get_untracked().flatten() {
                let far = rolling.progress();
                own.toasts.say(t!("The replacement has stopped with its page: {far}."));
            }
        });
        own
    }

    fn name(self, id: &ServerId) -> String {
        self.all.with(|all| {
            let own = all.iter().flatten().find(|one| one.id == *id);
            own.map_or_else(|| id.to_string(), |one| one.name().to_owned())
        })
    }

    fn start(self) {
        self.asks_all.set(false);
        let rolling = self.all.with_untracked(|all| Rolling::of(all.as_deref()?));
        if rolling.is_some() {
            self.told.set(Some(Progress::Going(t!("It begins.").to_owned())));
            self.rolling.set(rolling);
            self.go_on();
        }
    }

    fn stop(self) {
        let far = self.rolling.with_untracked(|own| own.as_ref().map(Rolling::progress));
        self.end();
        self.toasts.say(t!("The replacement is stopped: {}.", far.unwrap_or_default()));
    }

    fn end(self) {
        self.run.try_update_value(|run| *run += 1);
        self.rolling.try_set(None);
        self.told.try_set(None);
    }

    fn go_on(self) {
        self.run.update_value(|run| *run += 1);
        let run = self.run.get_value();
        let client = self.session.client_now();
        task::spawn(async move {
            // The signals are gone with the page, and then this ends too.
            while self.run.try_get_value() == Some(run) {
                if !self.step(&client).await {
                    break;
                }
                task::pause(LOOK_MS).await;
            }
        });
    }

    /// Does what comes next; false when nothing does.
    async fn step(self, client: &Client) -> bool {
        let Some((generation, id)) = self.of.try_get_value() else { return false };
        let servers = match client.instances(generation, &id).await {
            Ok((_, servers)) => servers,
            Err(error) => {
                let why = t!("The Instances could not be read; it looks again. {error}");
                return self.told.try_set(Some(Progress::Going(why))).is_none();
            }
        };
        let now_ms = untrack(|| self.session.now_ms());
        let step = self.rolling.try_update(|own| Some(own.as_mut()?.next(&servers, now_ms)));
        match step.flatten() {
            None => false,
            Some(RollingStep::Wait(words)) => {
                self.told.try_set(Some(Progress::Going(words)));
                true
            }
            Some(RollingStep::Stuck(words)) => {
                self.told.try_set(Some(Progress::Stuck(words)));
                false
            }
            Some(RollingStep::Done(words)) => {
                self.end();
                self.toasts.say(words);
                self.session.refresh();
                false
            }
            Some(RollingStep::Terminate(server)) => self.terminate(client, &server).await,
        }
    }

    /// Terminates one of several. Where nobody knows whether that was done, the list of Instances
    /// tells.
    async fn terminate(self, client: &Client, server: &ServerId) -> bool {
        let result = client.terminate(server).await;
        self.session.refresh();
        match result {
            Err(error) if !error.is_not_found() && !error.outcome_is_unknown() => {
                let far = self.rolling.try_with_untracked(|own| Some(own.as_ref()?.progress()));
                let far = far.flatten().unwrap_or_default();
                self.end();
                self.toasts.say(t!("The replacement has stopped: {far}. {error}"));
                false
            }
            _ => true,
        }
    }

    /// Goes on though the group has not come back to its size.
    fn settle(self) {
        let now_ms = untrack(|| self.session.now_ms());
        let servers: Vec<_> = self.all.with_untracked(|all| {
            all.iter().flatten().filter_map(|one| one.server.clone()).collect()
        });
        self.rolling.update(|own| {
            if let Some(own) = own {
                own.settle_for(&servers, now_ms);
            }
        });
        self.told.set(Some(Progress::Going(t!("It goes on.").to_owned())));
        self.go_on();
    }
}

/// Opens the question about all that are old.
#[component]
pub fn ReplaceAll(replacement: Replacement) -> impl IntoView {
    let rolling = memo(move || replacement.all.with(|all| Rolling::of(all.as_deref()?)));
    let total = move || rolling.with(|own| own.as_ref().map_or(0, Rolling::total));
    let is_idle = move || replacement.rolling.with(Option::is_none) && total() > 0;
    view! {
        {live(move || is_idle().then(|| view! {
            <button class="small push" on:click=move |_| replacement.asks_all.set(true)>
                {text(move || t!("Replace {}…", old_named(total())))}
            </button>
        }))}
        <Dialog
            open=replacement.asks_all writes=true
            title=Signal::derive(move || t!("Replace {}?", old_named(total())))
        >
            <p class="headline">
                {t!("One after another, the oldest first. The next one goes when as many serve as \
                     now.")}
            </p>
            <p>
                {t!("Each is terminated, with its local volumes, and the group makes one of the \
                     present template in its place. Until that serves, the group has one fewer. \
                     This page does it, so leave it open; what was done stays done when it \
                     closes.")}
            </p>
            <p class="help">
                {t!("An Instance counts as old when it was created before the template’s last \
                     change, whatever that was, or is of another type. A change of volumes or \
                     networks alone may not show: the API need not date it.")}
            </p>
            <div class="actions">
                // The first focus is never on what destroys.
                <button autofocus=true on:click=move |_| replacement.asks_all.set(false)>
                    {t!("Keep them")}
                </button>
                <button class="danger" on:click=move |_| replacement.start()>
                    {t!("Replace them")}
                </button>
            </div>
        </Dialog>
    }
}

/// How far the replacement has come.
#[component]
pub fn Progress(replacement: Replacement) -> impl IntoView {
    live(move || {
        let (words, is_stuck) = match replacement.told.get()? {
            Progress::Going(words) => (words, false),
            Progress::Stuck(words) => (words, true),
        };
        let class = if is_stuck { "notice warn" } else { "notice" };
        Some(view! {
            <div class=class role="status" aria-label=t!("Replacement")>
                <p>{words}</p>
                <div class="actions">
                    {is_stuck.then(|| view! {
                        <button class="small" on:click=move |_| replacement.settle()>
                            {t!("Go on with what serves now")}
                        </button>
                    })}
                    <button class="small" on:click=move |_| replacement.stop()>{t!("Stop")}</button>
                </div>
            </div>
        })
    })
}

/// Asks before a single one is replaced.
#[component]
pub fn ReplaceOne(replacement: Replacement) -> impl IntoView {
    let asked = replacement.asked;
    let title = Signal::derive(move || {
        let name = asked.get().map(|id| replacement.name(&id)).unwrap_or_default();
        t!("Replace Instance {name}?")
    });
    let words = move || {
        let id = asked.get()?;
        replacement.all.with(|all| Some(ending_words(all.as_deref()?, &id)))
    };
    let session = replacement.session;
    let delete = Callback::new(move |()| -> Work<()> {
        let (client, id) = (session.client(), asked.get_untracked());
        Box::pin(async move {
            let Some(id) = id else { return Ok(()) };
            match client.terminate(&id).await {
                Err(error) if !error.is_not_found() => Err::<(), ApiError>(error),
                _ => Ok(()),
            }
        })
    });
    let done = Callback::new(move |()| {
        replacement.toasts.done(t!("The Instance is being terminated; the group makes another."));
        session.refresh();
    });
    view! {
        <ConfirmDelete open=asked title delete done verbs=(t!("Replace"), t!("Sending…"))>
            <p class="headline">{text(move || words().unwrap_or_default())}</p>
        </ConfirmDelete>
    }
}
