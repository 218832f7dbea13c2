//! The imported history that the address names: found again after a reload, and told where this
//! browser does not have it.

use leptos::prelude::*;

use super::super::inputs::Inputs;
use super::super::kept;
use super::library::Library;
use crate::lab::import::HistoryMark;
use crate::lab::{ImportedHistory, Shared};
use crate::ui::kit::location::{Here, use_here};
use crate::ui::kit::task;
use crate::ui::kit::view::{live, memo};

/// The address's parameter that names a history.
const PARAM: &str = "history";

/// How the address and the history in use go together.
#[derive(Clone, Debug, PartialEq)]
enum Standing {
    /// It names what is in use, or nothing.
    Agreed,
    /// What it names is looked for.
    Sought,
    /// This browser does not have what it names.
    Missing(HistoryMark),
    /// Here, the samples that it named are read in another way.
    ReadOtherwise(HistoryMark),
}

/// What keeps the address and the history in use together.
#[derive(Clone, Copy)]
pub struct Addressed {
    here: Here,
    inputs: Inputs,
    library: Library,
    named: Memo<String>,
    standing: RwSignal<Standing>,
    /// The mark of what the browser remembers as it is.
    remembered: StoredValue<Option<HistoryMark>>,
}

impl Addressed {
    /// Follows the address, and leads it.
    pub fn new(inputs: Inputs) -> Self {
        let (here, library) = (use_here(), Library::new());
        let named = here.param(PARAM);
        let standing = match untrack(|| named.with(String::is_empty)) {
            true => Standing::Agreed,
            false => Standing::Sought,
        };
        let standing = RwSignal::new(standing);
        let used = memo(move || inputs.imported.with(|own| own.as_deref().map(HistoryMark::of)));
        // What the address names was kept before: the panel was closed in between.
        let is_named = |mark: &HistoryMark| untrack(|| named.with(|named| *named == mark.text()));
        let remembered = StoredValue::new(used.get_untracked().filter(is_named));
        let addressed = Self { here, inputs, library, named, standing, remembered };
        addressed.follow(used);
        addressed.lead(used);
        addressed
    }

    /// The histories that this browser remembers.
    pub const fn library(self) -> Library {
        self.library
    }

    /// Whether the history is still on its way that the address names.
    pub fn is_sought(self) -> bool {
        self.standing.with(|standing| *standing == Standing::Sought)
    }

    /// Puts a remembered history to use.
    pub fn take(self, history: ImportedHistory) {
        self.remembered.try_set_value(Some(HistoryMark::of(&history)));
        self.inputs.imported.try_set(Some(Shared::new(history)));
    }

    /// Looks for what the address names. It reads a database: that it is sought is written at once,
    /// and what was found later.
    fn follow(self, used: Memo<Option<HistoryMark>>) {
        Effect::new(move |_| {
            let mark = self.named.with(|text| HistoryMark::parse(text));
            let used = used.get_untracked();
            let is_used = |mark: &HistoryMark| used.as_ref().is_some_and(|own| own.key == mark.key);
            let Some(mark) = mark.filter(|mark| !is_used(mark)) else {
                return self.agree(used.as_ref());
            };
            self.standing.set(Standing::Sought);
            task::spawn(async move {
                // What cannot be read is not there either: the list of what is says why.
                let found = kept::find(&mark.key).await;
                // By now the address may name another, or the page be gone.
                if self.named.try_with_untracked(|named| *named == mark.text()) != Some(true) {
                    return;
                }
                let Ok(history) = found else {
                    self.standing.set(Standing::Missing(mark));
                    return;
                };
                let is_same = HistoryMark::of(&history).reading == mark.reading;
                let otherwise = Standing::ReadOtherwise(mark);
                self.standing.try_set(if is_same { Standing::Agreed } else { otherwise });
                self.take(history);
            });
        });
    }

    /// The address names what is in use: by now, since that leads it.
    fn agree(self, used: Option<&HistoryMark>) {
        let is_otherwise = |standing: &Standing| match (standing, used) {
            (Standing::ReadOtherwise(named), Some(used)) => {
                named.key == used.key && named.reading != used.reading
            }
            _ => false,
        };
        if !self.standing.with_untracked(is_otherwise) {
            self.standing.set(Standing::Agreed);
        }
    }

    /// Has the address name what is in use, and the browser remember it: both follow from it, and
    /// neither is a signal that it hangs on.
    fn lead(self, used: Memo<Option<HistoryMark>>) {
        Effect::new(move |before: Option<Option<HistoryMark>>| {
            let used = used.get();
            let history = self.inputs.imported.get_untracked();
            if let (Some(mark), Some(history)) = (&used, history) {
                if self.remembered.get_value().as_ref() != Some(mark) {
                    self.remembered.set_value(Some(mark.clone()));
                    self.library.keep((*history).clone());
                }
                self.here.set_param(PARAM, &mark.text());
            } else if before.flatten().is_some() {
                self.here.set_param(PARAM, "");
            }
            used
        });
    }
}

/// Says where the history of the address is not the one in use.
#[component]
pub fn Absent(addressed: Addressed) -> impl IntoView {
    let Addressed { here, standing, .. } = addressed;
    let go_on = move |_| here.set_param(PARAM, "");
    live(move || match standing.get() {
        Standing::Agreed | Standing::Sought => ().into_any(),
        Standing::Missing(HistoryMark { name, .. }) => view! {
            <p class="notice warn" role="status">
                {t!("The address was made over “{name}”, which it cannot carry and this browser \
                     does not remember. What is shown is over this group's own history: load \
                     that file to see the same as whoever made it.")}
                " "
                <button class="link" on:click=go_on>{t!("Go on without")}</button>
            </p>
        }
        .into_any(),
        Standing::ReadOtherwise(_) => view! {
            <p class="notice warn" role="status">
                {t!("The samples are those of the address, but here they are read otherwise: as \
                     another metric, with another factor or another recorded size. The numbers \
                     can differ from those of whoever made it.")}
                " "
                <button class="link" on:click=move |_| standing.set(Standing::Agreed)>
                    {t!("Go on with it")}
                </button>
            </p>
        }
        .into_any(),
    })
}
