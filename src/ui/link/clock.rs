//! The sandbox's clock: pause, step, and from real time to an hour a second.

use gloo_timers::callback::Interval;
use leptos::ev;
use leptos::prelude::*;

use super::session::{Link, Session, use_session};
use super::world::World;
use crate::engine::MINUTE_MS;
use crate::ui::kit::task;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, text, when};
use crate::wire::ServedBy;

/// How often the clock moves the sandbox, in real milliseconds.
const BEAT_MS: u32 = 250;

/// The longest real time that one beat makes up for: a tab that slept does not leap.
const LONGEST_BEAT_MS: i64 = 1_000;

/// How often the console asks a real API what has changed, in beats.
const POLL_BEATS: u32 = 120;

/// How often it asks a sandbox in its own server, whose time may run faster.
const NEAR_BEATS: u32 = 8;

/// How often the sandbox is kept while it runs, in beats.
const SAVE_BEATS: u32 = 40;

/// Virtual seconds a second.
const SPEEDS: [i64; 4] = [1, 60, 300, 3_600];

/// The clock's settings.
#[derive(Clone, Copy)]
pub struct Clock {
    session: Session,
    running: RwSignal<bool>,
    speed: RwSignal<i64>,
}

impl Clock {
    /// Starts the clock.
    pub fn provide(session: Session) -> Self {
        let clock = Self { session, running: RwSignal::new(true), speed: RwSignal::new(SPEEDS[1]) };
        let mut beats = 0_u32;
        let mut last_ms = time::now_ms();
        let interval = Interval::new(BEAT_MS, move || {
            let now_ms = time::now_ms();
            let passed_ms = (now_ms - last_ms).clamp(0, LONGEST_BEAT_MS);
            last_ms = now_ms;
            beats = beats.wrapping_add(1);
            clock.beat(passed_ms, beats);
        });
        StoredValue::new_local(interval);
        let hide = window_event_listener(ev::pagehide, move |_| {
            untrack(|| session.world()).inspect(World::save_now);
        });
        on_cleanup(move || hide.remove());
        provide_context(clock);
        clock
    }

    fn poll_beats(self) -> u32 {
        match untrack(|| self.session.link()) {
            Link::Served { by: ServedBy::Sandbox, .. } => NEAR_BEATS,
            _ => POLL_BEATS,
        }
    }

    fn beat(self, passed_ms: i64, beats: u32) {
        let Some(world) = untrack(|| self.session.world()) else {
            if beats.is_multiple_of(self.poll_beats()) && !document().hidden() {
                self.session.refresh();
            }
            return;
        };
        if self.running.get_untracked() {
            let by_ms = passed_ms * self.speed.get_untracked();
            let session = self.session;
            task::spawn(async move {
                advance(session, &world, by_ms).await;
                if beats.is_multiple_of(SAVE_BEATS) {
                    world.save().await;
                }
            });
        }
    }
}

/// Moves the sandbox on, by virtual time; pages read it again when a minute has passed.
async fn advance(session: Session, world: &World, by_ms: i64) {
    let before_ms = world.now_ms_untracked();
    if world.advance(by_ms).await.is_ok()
        && before_ms / MINUTE_MS != world.now_ms_untracked() / MINUTE_MS
    {
        session.refresh();
    }
}

/// The clock of the sandbox, or the name of the API, at the foot of the navigation.
#[component]
pub fn ClockPanel(clock: Clock) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let step = move |ms: i64| {
        let Some(world) = untrack(|| session.world()) else { return };
        task::spawn(async move {
            advance(session, &world, ms).await;
            if !world.save().await {
                toasts.say("The browser has no room to keep this sandbox; a reload will lose it.");
            }
        });
    };
    view! {
        <time class="clock">{live(move || time::text(session.now_ms(), Style::Short))}</time>
        {when(move || session.world().is_some(), move || view! {
            <div class="clock-keys" role="group" aria-label="Sandbox clock">
                <button
                    class="small"
                    aria-pressed=text(move || clock.running.get().to_string())
                    on:click=move |_| clock.running.update(|running| *running = !*running)
                >
                    {live(move || if clock.running.get() { "Pause" } else { "Run" })}
                </button>
                <select
                    aria-label="Speed"
                    on:change=move |event| {
                        if let Ok(speed) = event_target_value(&event).parse() {
                            clock.speed.set(speed);
                        }
                    }
                    prop:value=text(move || clock.speed.get().to_string())
                >
                    {SPEEDS.map(|speed| view! {
                        <option value=speed.to_string() selected=speed == SPEEDS[1]>
                            {format!("{speed}×")}
                        </option>
                    })}
                </select>
                <button class="small" on:click=move |_| step(5 * MINUTE_MS)>"+5 min"</button>
                <button class="small" on:click=move |_| step(60 * MINUTE_MS)>"+1 h"</button>
            </div>
        })}
    }
}
