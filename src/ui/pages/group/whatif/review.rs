//! Before a variant is saved: old to new, with cost and risk beside it, and the calls that do it;
//! then one call after the other, each with its result.

use leptos::prelude::*;

use super::lints::Lints;
use super::overtaken::{Choice, Overtaken};
use super::scores::Scores;
use super::state::{Lab, RUN};
use crate::api::{ApiError, Client};
use crate::base::is_one;
use crate::forms::apply::{Plan, Sent, Stored};
use crate::lab::{Rest, Saving, VariantDraft, checked, what_is_left};
use crate::ui::kit::Dialog;
use crate::ui::kit::location::{Opening, use_here};
use crate::ui::kit::task;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::link::sending::{read_anew, send};
use crate::ui::link::session::{Session, use_session};
use crate::ui::link::{alert, plan_contents};
use crate::whatif::Variant;

/// Shows a plan and carries it out.
#[component]
pub fn Review(lab: Lab, open: Opening) -> impl IntoView {
    let saver = Saver {
        lab,
        session: use_session(),
        toasts: use_toasts(),
        saving: RwSignal::new(Saving::default()),
        choice: Choice::of(lab.tried),
        checking: RwSignal::new(false),
        held: RwSignal::new(None),
        open,
    };
    let Saver { saving, checking, .. } = saver;
    let blocked = memo(move || {
        let is_open = checking.get() || saver.is_reviewing() && saver.choice.is_open();
        is_open || !matches!(saver.to_send(), Some(Ok(_)))
    });
    // What an address that tries nothing names would come up with the first letter typed.
    if untrack(|| use_here().param(RUN).with(String::is_empty)) {
        open.close();
    }
    // What it tries comes once the group is known.
    let is_open =
        Signal::derive(move || open.is_open() && (lab.tried.is_edited() || !saver.is_reviewing()));
    let close = Callback::new(move |()| {
        open.close();
        saver.choice.forget();
        saver.held.set(None);
        saving.update(|saving| *saving = std::mem::take(saving).unseen());
    });
    view! {
        <Dialog open=(is_open, close) title=Signal::derive(move || saver.title()) writes=true>
            {when(move || saver.is_reviewing(), move || view! {
                <Overtaken choice=saver.choice kept=saver.kept() />
            })}
            {live(move || {
                let why = saver.held.get();
                why.filter(|_| !saver.choice.is_any()).map(alert)
            })}
            {live(move || saver.contents())}
            <Lints lab told_only=true />
            <Scores lab />
            <div class="actions">
                <button
                    class="primary" disabled=flag(move || blocked.get())
                    on:click=move |_| saver.start()
                >
                    {text(move || match checking.get() || saving.with(Saving::is_under_way) {
                        true => t!("Saving…").to_owned(),
                        false => match saver.changes() {
                            one if is_one(one) => t!("Save {one} change"),
                            many => t!("Save {many} changes"),
                        },
                    })}
                </button>
                <button on:click=move |_| close.run(())>{t!("Back")}</button>
            </div>
        </Dialog>
    }
}

/// What saving needs.
#[derive(Clone, Copy)]
struct Saver {
    lab: Lab,
    session: Session,
    toasts: Toasts,
    saving: RwSignal<Saving>,
    /// What stands where somebody else has saved something else meanwhile.
    choice: Choice,
    /// Whether the rules are being read as they are now, before anything is sent.
    checking: RwSignal<bool>,
    /// Why nothing was sent.
    held: RwSignal<Option<String>>,
    open: Opening,
}

impl Saver {
    /// The plan from what is saved to the edited variant.
    fn planned(self) -> Option<Result<Plan, String>> {
        let (group, edited) = (self.lab.inputs.known.whole.get()?, self.lab.tried.edited.get()?);
        Some(group.plan(&edited.rules, self.size()).map_err(|refusal| refusal.to_string()))
    }

    /// The group's present size, where it is known.
    fn size(self) -> Option<u32> {
        self.lab.inputs.known.size.get()
    }

    /// How many fields it changes.
    fn changes(self) -> usize {
        self.saving.with(|saving| match saving {
            Saving::Reviewing => self.lab.tried.changes(),
            Saving::Stopped(_, _, Rest::Planned(rest)) => rest.lines.len(),
            Saving::Stopped(plan, ..) | Saving::Sending(plan, _) => plan.lines.len(),
        })
    }

    /// What it asks, of which group.
    fn title(self) -> String {
        let group = self.lab.inputs.known.group.get();
        let group = group.map(|own| own.name().to_owned()).unwrap_or_default();
        match self.changes() {
            one if is_one(one) => t!("Save {one} change to {group}"),
            many => t!("Save {many} changes to {group}"),
        }
    }

    /// The plan that goes out when it is saved now.
    fn to_send(self) -> Option<Result<Plan, String>> {
        self.saving.with(|saving| match (saving, self.planned()) {
            (Saving::Reviewing, Some(Err(why))) => Some(Err(why)),
            (saving, fresh) => saving.to_send(fresh.and_then(Result::ok)).map(Ok),
        })
    }

    fn is_reviewing(self) -> bool {
        self.saving.with(|saving| *saving == Saving::Reviewing)
    }

    /// Says so, and closes, once nothing of the edit is left to be saved.
    fn kept(self) -> Callback<()> {
        Callback::new(move |()| {
            if !untrack(|| self.lab.tried.is_edited()) {
                self.done(t!("Nothing of your edit is left: what is there now stays."));
            }
        })
    }

    fn contents(self) -> Option<AnyView> {
        self.saving.with(|saving| match saving {
            Saving::Reviewing => self.planned().map(|plan| match plan {
                Ok(plan) => plan_contents(&plan, &plan, &[]).into_any(),
                Err(why) => alert(why),
            }),
            Saving::Sending(plan, sent) => Some(plan_contents(plan, plan, sent).into_any()),
            Saving::Stopped(plan, sent, rest) => {
                let changes = if let Rest::Planned(rest) = rest { rest } else { plan };
                let told = rest.words(plan, sent);
                Some(view! { {plan_contents(changes, plan, sent)} {alert(told)} }.into_any())
            }
        })
    }

    /// Reads the rules as they are, and sends what leads on from there.
    fn start(self) {
        let tried = self.lab.tried;
        let typed = tried.drafts.with_untracked(|drafts| drafts.edited().cloned());
        let whole = self.lab.inputs.known.whole.get_untracked();
        let Some((group, typed)) = whole.zip(typed) else { return };
        let (client, size) = (self.session.client(), untrack(|| self.size()));
        let (saving, agreed) = (self.saving.get_untracked(), self.choice.agreed());
        self.checking.set(true);
        self.held.set(None);
        // The page may be gone by now, and its calls go on all the same.
        task::spawn(async move {
            let plan = match read_anew(&client, &group).await {
                Ok(now) => checked(&saving, &typed, &agreed, &now, size),
                Err(error) => {
                    Err(t!("What is there now could not be read, and nothing was sent. {error}"))
                }
            };
            self.checking.try_set(false);
            match plan {
                Ok(plan) => self.carry_out(&client, (&group, plan), &typed, size).await,
                Err(why) => self.hold(why),
            }
            // What was saved is saved, whether or not the rest was.
            self.session.refresh();
        });
    }

    /// Says why nothing was sent.
    fn hold(self, why: String) {
        self.saving.try_set(Saving::Reviewing);
        if self.open.is_there() {
            self.held.try_set(Some(why));
        } else {
            self.toasts.say(why);
        }
    }

    async fn carry_out(
        self,
        client: &Client,
        (group, plan): (&Stored, Plan),
        typed: &VariantDraft,
        size: Option<u32>,
    ) {
        let mut saving = Saving::Sending(plan, Vec::new());
        self.saving.try_set(saving.clone());
        while let Some(call) = saving.next_call().map(|step| step.call.clone()) {
            saving.record(send(client, &call).await);
            self.saving.try_set(saving.clone());
        }
        let Saving::Sending(plan, results) = saving else { return };
        if results.len() == plan.steps.len() && results.iter().all(is_done) {
            let rules = plan.standing(&results).in_force;
            let in_force = Variant { name: typed.name.clone(), rules };
            self.change_as_sent(typed, &in_force, VariantDraft::settle);
            self.done(t!("The edit is saved. The new rules are in force from now on."));
        } else {
            let now = read_anew(client, group).await;
            self.stop(typed, (plan, results), now, size);
        }
    }

    fn done(self, words: &str) {
        self.saving.try_set(Saving::Reviewing);
        self.choice.forget();
        self.lab.earlier.try_set(false);
        self.toasts.wrote(words);
        self.open.close();
    }

    fn stop(
        self,
        typed: &VariantDraft,
        (plan, results): (Plan, Vec<Sent>),
        now: Result<Stored, ApiError>,
        size: Option<u32>,
    ) {
        let rest = match now {
            Ok(now) => {
                let (rules, rest) = what_is_left(&plan, &results, &now, size);
                let wanted = Variant { name: typed.name.clone(), rules };
                let now = now.variant();
                self.change_as_sent(typed, &now, |draft, _| draft.take(&wanted, &now));
                rest
            }
            Err(error) => Rest::Unknown(error.to_string()),
        };
        if rest.is_nothing() {
            return self
                .done(t!("An answer was lost, but the edit is saved: all of it is in force."));
        }
        let told = rest.words(&plan, &results);
        if self.open.is_there() {
            self.saving.try_set(Saving::Stopped(plan, results, rest));
        } else {
            self.saving.try_set(Saving::Reviewing);
            self.toasts.say(told);
        }
    }

    /// Changes the variant that was sent. One in which something was typed since only learns what
    /// is in force now.
    fn change_as_sent(
        self,
        sent: &VariantDraft,
        now: &Variant,
        change: impl FnOnce(&mut VariantDraft, &Variant),
    ) {
        self.lab.tried.change(|drafts, saved| match drafts.get_mut(sent.number) {
            Some(draft) if *draft == *sent => change(draft, saved),
            Some(draft) => draft.follow(sent, now),
            None => {}
        });
    }
}

const fn is_done(result: &Sent) -> bool {
    matches!(result, Sent::Done(_))
}
