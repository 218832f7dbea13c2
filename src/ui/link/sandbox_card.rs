//! The sandbox on the Connection page: to enter it, to take it along, and to start over.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::hold::{Holds, use_holds};
use super::port::AskError;
use super::session::{Link, Session, use_session};
use super::world::World;
use crate::help::topic;
use crate::ui::kit::download::download;
use crate::ui::kit::task;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{Entry, list, live, memo, when};
use crate::ui::kit::{Dialog, HelpLink};
use crate::worker::sandbox::{
    DeleteCopy, ExportCopy, ExportSandbox, ImportSandbox, SavedCopy, StartOver,
};

/// The sandbox's card.
#[component]
pub fn SandboxCard() -> impl IntoView {
    let session = use_session();
    let connected = memo(move || session.link() == Link::Sandbox);
    view! {
        <section class="card" aria-labelledby="sandbox-title">
            <h2 id="sandbox-title">{t!("Sandbox")}</h2>
            <p>
                {t!(
                    "The whole API, imitated in this page: groups of both generations with two \
                     weeks of history, a load that moves, and a clock that you can speed up. \
                     Nothing leaves the browser. "
                )}
                <HelpLink topic=topic::SANDBOX />
            </p>
            {when(move || !connected.get(), move || view! {
                <div class="actions">
                    <button class="primary" on:click=move |_| session.use_sandbox()>
                        {t!("Use the sandbox")}
                    </button>
                </div>
            })}
            {when(move || connected.get(), move || view! { <Connected session /> })}
        </section>
    }
}

/// What takes the sandbox's place.
#[derive(Clone)]
enum Replacement {
    FirstContent,
    File(Vec<u8>),
}

#[component]
fn Connected(session: Session) -> impl IntoView {
    let (toasts, holds) = (use_toasts(), use_holds());
    let replacement = RwSignal::new(None::<Replacement>);
    let asking = RwSignal::new(false);
    let ask = move |with: Replacement| {
        replacement.set(Some(with));
        asking.set(true);
    };
    let export = move |_| save_as(session, toasts, "headroom-sandbox.json");
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again.
        input.set_value("");
        let Some(file) = file else { return };
        task::spawn(async move {
            match JsFuture::from(file.array_buffer()).await {
                Ok(bytes) => ask(Replacement::File(js_sys::Uint8Array::new(&bytes).to_vec())),
                Err(_) => toasts.say(t!("The browser could not read the file.")),
            }
        });
    };
    view! {
        <div class="actions">
            <span class="pill">{t!("Connected")}</span>
            <button on:click=export>{t!("Export")}</button>
            <label class="button">
                {t!("Import…")}
                <input
                    type="file" class="sr-only" accept=".json,application/json"
                    node_ref=input
                    on:change=choose
                />
            </label>
            <button on:click=move |_| ask(Replacement::FirstContent)>{t!("Start over…")}</button>
        </div>
        <Copies session toasts />
        <Dialog open=asking title=t!("Replace the sandbox?")>
            <p><Warning replacement /></p>
            <div class="actions">
                <button autofocus=true on:click=move |_| asking.set(false)>{t!("Keep it")}</button>
                <button on:click=export>{t!("Export it")}</button>
                <button
                    class="danger"
                    on:click=move |_| {
                        asking.set(false);
                        if let Some(with) = replacement.get_untracked() {
                            replace(session, toasts, holds, with);
                        }
                    }
                >
                    {t!("Replace it")}
                </button>
            </div>
        </Dialog>
    }
}

/// What is lost.
#[component]
fn Warning(replacement: RwSignal<Option<Replacement>>) -> impl IntoView {
    live(move || match replacement.get() {
        Some(Replacement::File(_)) => {
            t!("The file takes the place of what this sandbox holds now. Export it first if you \
                may need it again.")
        }
        _ => {
            t!("Everything in the sandbox goes back to its first content. Export it first if you \
                may need it again.")
        }
    })
}

/// What was set aside.
#[component]
fn Copies(session: Session, toasts: Toasts) -> impl IntoView {
    let copies = memo(move || session.world().map(|world| world.status().copies));
    let entry = move |copy: SavedCopy| {
        let key = StoredValue::new(copy.key.clone());
        let export = move |_| {
            let key = key.get_value();
            with_world(session, toasts, move |world| async move {
                let file = world.ask(ExportCopy { key }).await?;
                download("headroom-sandbox-copy.json", &file);
                Ok(())
            });
        };
        let delete =
            move |_| {
                let key = key.get_value();
                with_world(session, toasts, move |world| async move {
                    world.ask(DeleteCopy { key }).await
                });
            };
        Entry::new(copy.key, move || {
            view! {
                <div class="actions">
                    <span>{t!("A sandbox that was set aside, {} bytes", copy.bytes)}</span>
                    <button class="small" on:click=export>{t!("Export")}</button>
                    <button class="small danger" on:click=delete>{t!("Delete")}</button>
                </div>
            }
        })
    };
    list(move || copies.get().unwrap_or_default().into_iter().map(entry))
}

/// Puts another content in place of the sandbox's, which has groups of its own by the same ids.
fn replace(session: Session, toasts: Toasts, holds: Holds, with: Replacement) {
    with_world(session, toasts, move |world| async move {
        let done = match with {
            Replacement::FirstContent => {
                world.ask(StartOver).await?;
                t!("The sandbox is back to its first content.")
            }
            Replacement::File(file) => {
                world.ask(ImportSandbox { file }).await?;
                t!("The sandbox is the one of the file.")
            }
        };
        holds.forget_all();
        toasts.done(done);
        session.refresh();
        Ok(())
    });
}

fn save_as(session: Session, toasts: Toasts, name: &'static str) {
    with_world(session, toasts, move |world| async move {
        let file = world.ask(ExportSandbox).await?;
        download(name, &file);
        Ok(())
    });
}

/// Asks the sandbox something, and says why it was not done.
fn with_world<F>(session: Session, toasts: Toasts, ask: impl FnOnce(World) -> F + 'static)
where
    F: Future<Output = Result<(), AskError>> + 'static,
{
    let Some(world) = untrack(|| session.world()) else { return };
    task::spawn(async move {
        if let Err(why) = ask(world).await {
            toasts.say(why.to_string());
        }
    });
}
