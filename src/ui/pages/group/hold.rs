//! Holding a group at a size for a while, and giving its bounds back.

use leptos::ev;
use leptos::prelude::*;

use super::whatif::Lab;
use crate::api::Client;
use crate::forms::apply::{Plan, Sent, Stored};
use crate::forms::{Draft, Field, hold};
use crate::lab::{Hold, Holding, bounds_of, least_size};
use crate::route::Route;
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::location::{Opening, current, use_here};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{Entry, flag, list, live, memo};
use crate::ui::kit::{Dialog, FieldView, Typing, form_number, task, unsent};
use crate::ui::link::hold::{Holds, use_holds};
use crate::ui::link::sending::{read_anew, send};
use crate::ui::link::session::{Session, use_session};
use crate::ui::link::{alert, plan_contents};
use crate::wire::GroupId;

/// What holding a group needs.
#[derive(Clone, Copy)]
pub struct Holder {
    lab: Lab,
    holds: Holds,
    id: StoredValue<GroupId>,
    session: Session,
    toasts: Toasts,
    /// Whether calls are going out.
    sending: RwSignal<bool>,
    /// Why the last calls failed.
    failure: RwSignal<Option<String>>,
    /// The group as it was when the last calls went out: until it is read anew, its bounds tell
    /// nothing of them.
    before: RwSignal<Option<Stored>>,
}

impl Holder {
    /// For a group that is read elsewhere.
    pub fn new(lab: Lab, id: &GroupId) -> Self {
        Self {
            lab,
            holds: use_holds(),
            id: StoredValue::new(id.clone()),
            session: use_session(),
            toasts: use_toasts(),
            sending: RwSignal::new(false),
            failure: RwSignal::new(None),
            before: RwSignal::new(None),
        }
    }

    fn group(self) -> Option<Stored> {
        self.lab.inputs.known.group.get()
    }

    /// The group's present size, where it is known.
    fn size(self) -> Option<u32> {
        self.lab.inputs.known.size.get()
    }

    /// The hold that is kept.
    fn kept(self) -> Option<Hold> {
        self.id.with_value(|id| self.holds.of(id))
    }

    /// What keeps another one, also once the page is left.
    fn keeper(self) -> impl Fn(Option<Hold>) -> bool + Clone + use<> {
        self.id.with_value(|id| self.holds.keeper(id))
    }

    /// What the size is held against: where it is held already, the bounds before that.
    fn limits(self) -> hold::Limits {
        let group = self.group();
        let now_ms = self.session.now_ms();
        let bounds = group.as_ref().and_then(|group| Hold::before(self.kept(), group, now_ms));
        let least = group.as_ref().map_or(0, least_size);
        hold::Limits { least, bounds }
    }

    fn cost(self, wanted: Hold) -> String {
        if self.lab.inputs.is_unpriced() {
            return t!("Reading what it costs…").into();
        }
        let price = self.lab.inputs.job.with(|job| job.as_ref().ok()?.price_per_hour);
        wanted.cost(self.size(), price, self.session.now_ms())
    }

    /// The hold that is asked for, with the calls that bring it about.
    fn planned(self, draft: &Draft) -> Option<Result<(Hold, Plan), String>> {
        let asked = hold::read(draft, self.limits()).ok()?;
        let group = self.group()?;
        let now_ms = self.session.now_ms();
        let wanted = Hold::new(&group, self.kept(), asked, now_ms)?;
        let plan = wanted.plan(&group, self.size()).map_err(|refusal| refusal.to_string());
        Some(plan.map(|plan| (wanted, plan)))
    }

    /// Sends the calls of a plan, unless some are going out; `ended` is told whether all of them
    /// are in force, or none; nothing where only the bounds tell.
    fn send(self, plan: Plan, ended: impl FnOnce(Option<bool>) + 'static) {
        let Some(group) = self.lab.inputs.known.group.get_untracked() else { return };
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        self.failure.set(None);
        self.before.set(Some(group.clone()));
        let client = self.session.client_now();
        // The page may be gone by now, and its calls go on all the same.
        task::spawn(async move {
            let (outcome, why) = match unchanged(&client, &group).await {
                Ok(()) => carried_out(&client, &plan).await,
                Err(why) => (Some(false), Some(why)),
            };
            if let Some(why) = why
                && self.failure.try_set(Some(why.clone())).is_some()
            {
                self.toasts.say(why);
            }
            self.sending.try_set(false);
            ended(outcome);
            if outcome != Some(true) {
                self.before.try_set(None);
            }
            self.session.refresh();
        });
    }

    fn hold(self, wanted: Hold, plan: Plan, open: Opening) {
        let (earlier, keep) = (untrack(|| self.kept()), self.keeper());
        // Before anything is sent, so that the old bounds are not lost with an answer.
        if !keep(Some(wanted)) {
            self.toasts.say(t!("The browser keeps nothing: note the bounds, to give them back."));
        }
        self.send(plan, move |outcome| match outcome {
            Some(true) => {
                open.close();
                self.toasts.done(t!("The group is held at {}.", wanted.instances()));
            }
            Some(false) => {
                keep(earlier);
            }
            None => {}
        });
    }

    fn give_back(self) {
        let keep = self.keeper();
        let parts = untrack(|| self.kept()).zip(self.lab.inputs.known.group.get_untracked());
        let Some((own, group)) = parts else { return };
        match own.plan_back(&group, untrack(|| self.size())) {
            Ok(plan) => self.send(plan, move |outcome| {
                if outcome == Some(true) {
                    keep(None);
                    let (least, most) = own.bounds;
                    self.toasts.done(t!("The bounds are {least} to {most} again."));
                }
            }),
            Err(refusal) => self.failure.set(Some(refusal.to_string())),
        }
    }

    /// The line for a shell that gives the bounds back.
    fn as_at(self, own: Hold) -> Option<String> {
        let (session, group) = (self.session, self.group()?);
        let zone = session.client().zone().clone();
        own.as_at(&group, &session.api_address(), &zone, session.now_ms())
    }
}

/// That nobody else has changed the bounds since the group was read: a hold keeps those that it
/// was told, and gives them back.
async fn unchanged(client: &Client, group: &Stored) -> Result<(), String> {
    let now = read_anew(client, group).await.map_err(|error| {
        t!("What is there now could not be read, and nothing was sent. {error}")
    })?;
    match bounds_of(&now) {
        Some((least, most)) if bounds_of(group) != Some((least, most)) => Err(t!(
            "The bounds were changed elsewhere meanwhile: they are {least} to {most} now. Nothing \
             was sent; look at it once more."
        )),
        _ => Ok(()),
    }
}

/// What came of a plan's calls, as [`Holder::send`] tells it on, and why not all went well.
async fn carried_out(client: &Client, plan: &Plan) -> (Option<bool>, Option<String>) {
    for (sent, step) in plan.steps.iter().enumerate() {
        return match send(client, &step.call).await {
            Sent::Done(_) => continue,
            Sent::Refused(why) if sent == 0 => (Some(false), Some(why)),
            // The old bounds are not lost with the rest of the calls.
            Sent::Refused(why) => {
                (None, Some(t!("Only a part is in force, as the bounds tell. {why}")))
            }
            Sent::Unknown(why) => {
                (None, Some(t!("No answer came; the bounds tell whether it is in force. {why}")))
            }
        };
    }
    (Some(true), None)
}

/// A button that opens the dialog, and the dialog; nothing for a group of a fixed size.
#[component]
pub fn HoldButton(holder: Holder) -> impl IntoView {
    let open = use_here().opening("hold");
    // An address that names the dialog opens it before the size is known.
    let is_sized = memo(move || holder.size().is_some());
    let can = memo(move || holder.group().as_ref().and_then(bounds_of).is_some());
    let title = Signal::derive(move || {
        t!("Hold {}", holder.group().map_or_else(String::new, |own| own.name().to_owned()))
    });
    view! {
        {live(move || can.get().then(|| view! {
            <button on:click=move |_| open.open()>{t!("Hold…")}</button>
        }))}
        <Dialog open title writes=true>
            {live(move || {
                // Only what has been read notifies.
                let _sized = is_sized.get();
                match can.get() {
                    true => view! { <Asked holder open /> }.into_any(),
                    false => view! { <Fixed holder /> }.into_any(),
                }
            })}
        </Dialog>
    }
}

/// What stands in place of the form where there are no bounds to set.
#[component]
fn Fixed(holder: Holder) -> impl IntoView {
    live(move || {
        let group = holder.group()?;
        let edit = Route::of_group_form(group.generation(), group.id().clone());
        Some(view! {
            <p>
                {t!("This group has a fixed size, and nothing that a hold would keep out. ")}
                <a href=edit.href()>{t!("Change its size in its form")}</a>
            </p>
        })
    })
}

/// The form's id, by which Enter in a field holds.
const FORM: &str = "hold-form";

#[component]
fn Asked(holder: Holder, open: Opening) -> impl IntoView {
    let place = format!("{}?hold", current().route.path());
    let original = hold::draft(untrack(|| holder.size()));
    let draft = RwSignal::new(original.clone().edited(&unsent::left_at(&place).edits));
    unsent::keep_over_reloads(place, draft, original, move || untrack(|| open.is_open()));
    let read = move |draft: &_| hold::read(draft, holder.limits());
    let errors = memo(move || draft.with(read).err().unwrap_or_default());
    let form = Typing::new(form_number(), draft.into(), errors.into(), move |path, text| {
        draft.update(|draft| draft.set(path, text));
    });
    let planned = move || draft.with(|draft| holder.planned(draft));
    let fields = move || {
        let section = draft.with(|draft| hold::section(draft, holder.limits()));
        let own = move |field: Field| {
            Entry::new(field.key(), move || view! { <FieldView field state=form /> }.into_any())
        };
        section.fields.into_iter().map(own)
    };
    holder.failure.set(None);
    let is_shut = move || holder.sending.get() || !matches!(planned(), Some(Ok(_)));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(Ok((wanted, plan))) = untrack(planned).filter(|_| !untrack(is_shut)) {
            holder.hold(wanted, plan, open);
        }
    };
    view! {
        <p class="help">
            {t!(
                "The API has no call that sets a size by itself: a group is scaled by hand by \
                 holding it at that size. Its rules may go on above or below it."
            )}
        </p>
        <form id=FORM novalidate=true on:submit=send>
            <fieldset>
                <legend class="sr-only">{t!("How it is held")}</legend>
                {list(fields)}
            </fieldset>
        </form>
        {live(move || planned().map(|planned| match planned {
            Ok((wanted, plan)) => view! {
                <p>{holder.cost(wanted)}</p>
                {wanted.beyond().map(|words| view! { <p class="notice warn">{words}</p> })}
                {plan_contents(&plan, &plan, &[])}
                <p class="help">
                    {t!("The old bounds are kept in this browser, where one click gives them \
                         back. Nothing gives them back by itself, not when the time is over \
                         either: it is said then, on every page of the console. To have it done \
                         without you, run this now on a machine that stays on; it takes the key \
                         from its environment:")}
                </p>
                {after_hold(holder, wanted).map(at_line)}
            }
            .into_any(),
            Err(why) => alert(why),
        }))}
        {live(move || holder.failure.get().map(alert))}
        <div class="actions">
            <button class="primary" type="submit" form=FORM disabled=flag(is_shut)>
                {live(move || if holder.sending.get() { t!("Holding…") } else { t!("Hold") })}
            </button>
            <button type="button" on:click=move |_| open.close()>{t!("Cancel")}</button>
        </div>
    }
}

/// The line for a shell, of a hold that is not in force yet: from the bounds that it will set.
fn after_hold(holder: Holder, wanted: Hold) -> Option<String> {
    let zone = holder.session.client().zone().clone();
    let held = wanted.held(&holder.group()?);
    wanted.as_at(&held, &holder.session.api_address(), &zone, holder.session.now_ms())
}

fn at_line(line: String) -> impl IntoView {
    let copied = line.clone();
    view! {
        <pre tabindex="0" aria-label=t!("Line for a shell")>{line}</pre>
        <CopyButton label=t!("Copy the line") text=Callback::new(move |()| copied.clone()) />
    }
}

/// How the hold of a group stands, with the way out of it; nothing where there is none.
#[component]
pub fn HoldNotice(holder: Holder) -> impl IntoView {
    let stands = memo(move || {
        let (own, group) = (holder.kept()?, holder.group()?);
        let standing = own.standing(&group, holder.session.now_ms());
        let is_unread = holder.before.with(|before| before.as_ref() == Some(&group));
        (!is_unread || standing == Holding::InForce).then_some((own, standing))
    });
    let words = move |own: Hold| {
        let group = holder.group()?;
        Some(own.words(&group, holder.session.now_ms(), |at| time::text(at, Style::Clock)))
    };
    live(move || {
        let (own, standing) = stands.get()?;
        let class = if standing == Holding::InForce { "notice" } else { "notice warn" };
        let back = match standing {
            Holding::NotInForce => None,
            _ => Some(view! {
                <button
                    class="primary" disabled=holder.sending
                    on:click=move |_| holder.give_back()
                >
                    {t!("Give back {} to {}", own.bounds.0, own.bounds.1)}
                </button>
            }),
        };
        let forget = match standing {
            Holding::InForce | Holding::Over => None,
            _ => Some(view! {
                <button on:click=move |_| { holder.keeper()(None); }>
                    {t!("Forget the hold")}
                </button>
            }),
        };
        Some(view! {
            <section class=class aria-label=t!("noun" => "Hold")>
                <p role="status">{live(move || words(own))}</p>
                {live(move || holder.failure.get().map(alert))}
                <div class="actions">{back} {forget}</div>
                {(standing == Holding::InForce).then(|| view! {
                    <details>
                        <summary>{t!("Have them given back without you")}</summary>
                        {live(move || holder.as_at(own).map(at_line))}
                    </details>
                })}
            </section>
        })
    })
}
