//! The histories that this browser remembers.

use leptos::prelude::*;

use super::super::kept::{self, Label};
use crate::base::is_one;
use crate::lab::ImportedHistory;
use crate::ui::kit::Dialog;
use crate::ui::kit::download::download;
use crate::ui::kit::task;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, list, live, when};
use crate::ui::link::worker::use_replays;
use crate::worker::replay::ExportCsv;

/// What is remembered, and what the browser said when it would not.
#[derive(Clone, Copy)]
pub struct Library {
    labels: RwSignal<Vec<Label>>,
    trouble: RwSignal<Option<String>>,
}

impl Library {
    /// Reads what is there.
    pub fn new() -> Self {
        let library = Self { labels: RwSignal::new(Vec::new()), trouble: RwSignal::new(None) };
        task::spawn(async move { library.read().await });
        library
    }

    async fn read(self) {
        match kept::all().await {
            Ok(labels) => {
                self.labels.try_set(labels);
            }
            Err(why) => self.refused(t!("Imported histories are not remembered"), &why),
        }
    }

    /// Remembers a history.
    pub fn keep(self, history: ImportedHistory) {
        task::spawn(async move {
            match kept::keep(&history).await {
                Ok(()) => self.read().await,
                Err(why) => self.refused(t!("The history is in use but not remembered"), &why),
            }
        });
    }

    fn rename(self, label: Label, name: String) {
        let name = name.trim().to_owned();
        if name.is_empty() || name == label.name {
            return;
        }
        task::spawn(async move {
            match kept::rename(&label.key, &name).await {
                Ok(()) => self.read().await,
                Err(why) => self.refused(t!("The history keeps its name"), &why),
            }
        });
    }

    fn forget(self, key: String) {
        task::spawn(async move {
            match kept::forget(&key).await {
                Ok(()) => self.read().await,
                Err(why) => self.refused(t!("The history was not deleted"), &why),
            }
        });
    }

    fn refused(self, what: &str, why: &str) {
        let end = if why.ends_with('.') { "" } else { "." };
        self.trouble.try_set(Some(t!("{what}: the browser refused. {why}{end}")));
    }
}

/// The list of what is remembered.
#[component]
pub fn Remembered(
    library: Library,
    /// Puts one to use.
    take: Callback<ImportedHistory>,
    /// Asks about one that lacks its recorded size.
    ask: Callback<ImportedHistory>,
) -> impl IntoView {
    let replays = use_replays();
    let deleting = RwSignal::new(None::<Label>);
    let choose = Callback::new(move |label: Label| {
        task::spawn(async move {
            // As it is kept now, which may be read in another way since the list was drawn.
            match kept::find(&label.key).await {
                Ok(history) if history.sizes.is_empty() => ask.run(history),
                Ok(history) => take.run(history),
                Err(why) => library.refused(t!("The history was not loaded"), &why),
            }
        });
    });
    let export = Callback::new(move |label: Label| {
        let name = format!("{}.csv", label.name.trim_end_matches(".csv"));
        task::spawn(async move {
            let written = match kept::find(&label.key).await {
                Ok(history) => {
                    let series = history.named(false);
                    replays.ask(ExportCsv { series }).await.map_err(|error| error.to_string())
                }
                Err(why) => Err(why),
            };
            match written {
                Ok(bytes) if download(&name, &bytes) => {}
                Ok(_) => {
                    library.refused(t!("The history was not exported"), t!("It took no file."));
                }
                Err(why) => library.refused(t!("The history was not exported"), &why),
            }
        });
    });
    let shown = move || !library.labels.with(Vec::is_empty);
    view! {
        {when(shown, move || view! {
            <details class="library">
                <summary>
                    {live(move || {
                        let count = library.labels.with(Vec::len);
                        match is_one(count) {
                            true => t!("{count} remembered history"),
                            false => t!("{count} remembered histories"),
                        }
                    })}
                </summary>
                <ul aria-label=t!("Remembered histories")>
                    {list(move || library.labels.get().into_iter().map(move |label| {
                        Entry::new(format!("{} {}", label.key, label.name), move || {
                            entry(label, library, choose, export, deleting)
                        })
                    }))}
                </ul>
            </details>
        })}
        <Forget library deleting />
    }
}

/// What the browser said when it would not remember.
#[component]
pub fn Refused(library: Library) -> impl IntoView {
    live(move || {
        library.trouble.get().map(|why| {
            view! { <p class="notice" role="status">{why} " " {t!("Everything else works.")}</p> }
        })
    })
}

fn entry(
    label: Label,
    library: Library,
    choose: Callback<Label>,
    export: Callback<Label>,
    deleting: RwSignal<Option<Label>>,
) -> AnyView {
    let naming = RwSignal::new(false);
    let (from_ms, until_ms, count) = (label.from_ms, label.until_ms, label.samples());
    let about = move || {
        let (from, until) = (time::text(from_ms, Style::Long), time::text(until_ms, Style::Long));
        t!("{count} samples, {from} to {until}")
    };
    let own = StoredValue::new(label.clone());
    let rename = move |event| {
        naming.set(false);
        library.rename(own.get_value(), event_target_value(&event));
    };
    let name = label.name;
    let called = |verb: &str| format!("{verb} {name}");
    view! {
        <li>
            <b class:hidden=naming>{name.clone()}</b>
            {when(move || naming.get(), move || view! {
                <input
                    type="text" aria-label=t!("New name")
                    value=own.with_value(|label| label.name.clone())
                    on:change=rename
                />
            })}
            <small>{live(about)}</small>
            <span class="actions">
                <button
                    class="small" aria-label=called(t!("Use"))
                    on:click=move |_| choose.run(own.get_value())
                >
                    {t!("Use")}
                </button>
                <button
                    class="small quiet" aria-label=called(t!("Rename"))
                    on:click=move |_| naming.update(|naming| *naming = !*naming)
                >
                    {t!("Rename")}
                </button>
                <button
                    class="small quiet" aria-label=called(t!("Export"))
                    on:click=move |_| export.run(own.get_value())
                >
                    {t!("Export")}
                </button>
                <button
                    class="small quiet" aria-label=called(t!("Delete"))
                    on:click=move |_| deleting.set(Some(own.get_value()))
                >
                    {t!("Delete")}
                </button>
            </span>
        </li>
    }
    .into_any()
}

/// Asks before a history is forgotten.
#[component]
fn Forget(library: Library, deleting: RwSignal<Option<Label>>) -> impl IntoView {
    let title = Signal::derive(move || {
        let name = deleting.with(|label| label.as_ref().map(|label| label.name.clone()));
        t!("Delete {}?", name.unwrap_or_default())
    });
    let forget = move |_| {
        if let Some(label) = deleting.get_untracked() {
            library.forget(label.key);
        }
        deleting.set(None);
    };
    view! {
        <Dialog open=deleting title>
            <p>
                {t!("This browser forgets the history. Where it is in use, it stays until you \
                     leave.")}
            </p>
            <div class="actions">
                <button class="danger" on:click=forget>{t!("Delete")}</button>
                <button on:click=move |_| deleting.set(None)>{t!("Cancel")}</button>
            </div>
        </Dialog>
    }
}
