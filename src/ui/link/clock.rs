//! The sandbox's clock: pause, step, and from real time to an hour a second.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use super::session::{Link, Session, use_session};
use super::world::World;
use crate::engine::MINUTE_MS;
use crate::ui::kit::task;
use crate::ui::kit::time::{self, Style};
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

/// How often the sandbox's clock is kept while it runs, in beats.
const KEEP_BEATS: u32 = 8;

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
            let connected = untrack(|| self.session.link()) != Link::Opening;
            if connected && beats.is_multiple_of(self.poll_beats()) && !document().hidden() {
                self.session.refresh();
            }
            return;
        };
        if self.running.get_untracked() {
            let by_ms = passed_ms * self.speed.get_untracked();
            let (session, keep) = (self.session, beats.is_multiple_of(KEEP_BEATS));
            task::spawn(async move { advance(session, &world, by_ms, keep).await });
        }
    }
}

/// Moves the sandbox on, by virtual time; pages read it again when a minute has passed.
async fn advance(session: Session, world: &World, by_ms: i64, keep: bool) {
    let minute = || untrack(|| world.now_ms()) / MINUTE_MS;
    let before = minute();
    if world.advance(by_ms, keep).await.is_ok() && before != minute() {
        session.refresh();
    }
}

/// The clock of the sandbox, or the name of the API, at the foot of the navigation.
#[component]
pub fn ClockPanel(clock: Clock) -> impl IntoView {
    let session = use_session();
    let step = move |ms: i64| {
        let Some(world) = untrack(|| session.world()) else { return };
        task::spawn(async move { advance(session, &world, ms, true).await });
    };
    let now = move || match session.now_ms() {
        0 => String::new(),
        now_ms => time::text(now_ms, Style::Short),
    };
    let moves =
        move || session.world().is_some_and(|world| world.is_owned() && world.now_ms() != 0);
    view! {
        <time class="clock">{live(now)}</time>
        {when(moves, move || view! {
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
