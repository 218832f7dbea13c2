//! The sandbox's clock: pause, step, and from real time to an hour a second.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use super::session::{Link, Session, use_session};
use super::world::World;
use crate::api::change_served_clock;
use crate::engine::MINUTE_MS;
use crate::ui::kit::task;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{flag, live, text, when};
use crate::wire::ClockChange;

/// How often the clock moves the sandbox, in real milliseconds.
const BEAT_MS: u32 = 250;

/// The longest real time that one beat makes up for: a tab that slept does not leap.
const LONGEST_BEAT_MS: i64 = 1_000;

/// How often the console asks an API elsewhere what has changed, in beats.
const POLL_BEATS: u32 = 120;

/// How often it asks its own server's sandbox for a while after its clock was moved from here:
/// whoever does that wants to see what comes of it.
const WATCHED_BEATS: u32 = 8;

/// How long that goes on, in beats.
const WATCH_BEATS: u32 = 120;

/// How often the shown time of the server's sandbox moves on, in beats.
const TICK_BEATS: u32 = 4;

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
    /// For how many more beats the server's sandbox is asked often.
    watched: StoredValue<u32>,
    /// Moves on while the clock of the server's sandbox runs, which nobody tells between polls.
    ticks: RwSignal<u32>,
    toasts: Toasts,
}

impl Clock {
    /// Starts the clock.
    pub fn provide(session: Session) -> Self {
        let (running, speed) = (RwSignal::new(true), RwSignal::new(SPEEDS[1]));
        let (watched, ticks, toasts) = (StoredValue::new(0), RwSignal::new(0), use_toasts());
        let clock = Self { session, running, speed, watched, ticks, toasts };
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
        // A tab that was hidden has rested; who comes back sees the present.
        window_event_listener_untyped("visibilitychange", move |_| clock.poll());
        provide_context(clock);
        clock
    }

    /// Whether it can be moved from here.
    pub fn moves(self) -> bool {
        let session = self.session;
        session.served_speed().is_some()
            || session.world().is_some_and(|world| world.is_owned() && world.now_ms() != 0)
    }

    /// Lets it run, or pauses it.
    pub fn run_or_pause(self) {
        let runs = untrack(|| self.runs());
        self.change(if runs { Change::Pause } else { Change::Run });
    }

    /// Moves it on by an hour.
    pub fn step_an_hour(self) {
        self.change(Change::Step(60 * MINUTE_MS));
    }

    /// How often an API elsewhere is asked at the moment, in beats.
    fn poll_beats(self) -> u32 {
        match self.watched.get_value() {
            0 => POLL_BEATS,
            left => {
                self.watched.set_value(left - 1);
                WATCHED_BEATS
            }
        }
    }

    /// Asks an API elsewhere what has changed, unless nobody sees it.
    fn poll(self) {
        let is_here = untrack(|| self.session.world().is_some());
        let is_open = untrack(|| self.session.link()) != Link::Opening;
        if is_open && !is_here && !document().hidden() {
            self.session.read_served_clock();
            self.session.refresh();
        }
    }

    fn beat(self, passed_ms: i64, beats: u32) {
        let Some(world) = untrack(|| self.session.world()) else {
            let runs = untrack(|| self.session.served_speed() > Some(0));
            if runs && beats.is_multiple_of(TICK_BEATS) {
                self.ticks.set(beats);
            }
            if beats.is_multiple_of(self.poll_beats()) {
                self.poll();
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

/// What a key of the panel does.
#[derive(Clone, Copy)]
enum Change {
    Pause,
    Run,
    Speed(i64),
    Step(i64),
}

impl Clock {
    /// The sandbox's clock, or that of the sandbox in the page's own server, runs.
    fn runs(self) -> bool {
        match self.session.served_speed() {
            Some(speed) => speed > 0,
            None => self.running.get(),
        }
    }

    /// How fast it runs, or will once it does.
    fn speed(self) -> i64 {
        match self.session.served_speed() {
            Some(speed) if speed > 0 => speed,
            _ => self.speed.get(),
        }
    }

    fn change(self, change: Change) {
        if untrack(|| self.session.served_speed()).is_some() {
            return self.change_served(change);
        }
        match change {
            Change::Pause => self.running.set(false),
            Change::Run => self.running.set(true),
            Change::Speed(speed) => self.speed.set(speed),
            Change::Step(ms) => {
                let (session, world) = (self.session, untrack(|| self.session.world()));
                let Some(world) = world else { return };
                task::spawn(async move { advance(session, &world, ms, true).await });
            }
        }
    }

    /// The clock of the server's sandbox is everybody's who uses it, so the server tells how it
    /// goes on. A paused one takes another speed once it runs, as the page's own does.
    fn change_served(self, change: Change) {
        let speed = |speed| ClockChange { speed: Some(speed), step_ms: None };
        let change = match change {
            Change::Pause => speed(0),
            Change::Run => speed(self.speed.get_untracked()),
            Change::Speed(chosen) => {
                self.speed.set(chosen);
                if !untrack(|| self.runs()) {
                    return;
                }
                speed(chosen)
            }
            Change::Step(ms) => ClockChange { speed: None, step_ms: Some(ms) },
        };
        let (session, toasts) = (self.session, self.toasts);
        self.watched.set_value(WATCH_BEATS);
        task::spawn(async move {
            match change_served_clock(change).await {
                Ok(clock) => session.served_clock_is(clock),
                Err(error) => {
                    toasts.say(t!("The server did not say that it moved the clock. {error}"));
                    session.read_served_clock();
                }
            }
            session.refresh();
        });
    }
}

/// What the API's clock shows.
#[component]
pub fn ClockFace(clock: Clock) -> impl IntoView {
    let session = use_session();
    let now = move || {
        clock.ticks.track();
        match session.now_ms() {
            0 => String::new(),
            now_ms => time::running(now_ms, Style::Short),
        }
    };
    view! { <time class="clock">{live(now)}</time> }
}

/// What moves the clock of a sandbox; nothing for one that cannot be moved from here.
#[component]
pub fn ClockKeys(clock: Clock) -> impl IntoView {
    let change = move |change| move |_| clock.change(change);
    let moves = move || clock.moves();
    when(moves, move || {
        view! {
            <div class="clock-keys" role="group" aria-label=t!("Sandbox clock")>
                <button
                    class="small"
                    aria-pressed=text(move || clock.runs().to_string())
                    on:click=move |_| clock.run_or_pause()
                >
                    {live(move || if clock.runs() { t!("Pause") } else { t!("Run") })}
                </button>
                <select
                    aria-label=t!("Speed")
                    on:change=move |event| {
                        if let Ok(speed) = event_target_value(&event).parse() {
                            clock.change(Change::Speed(speed));
                        }
                    }
                    prop:value=text(move || clock.speed().to_string())
                >
                    {SPEEDS.map(|speed| view! {
                        <option
                            value=speed.to_string()
                            selected=flag(move || clock.speed() == speed)
                        >
                            {format!("{speed}×")}
                        </option>
                    })}
                </select>
                <button class="small" on:click=change(Change::Step(5 * MINUTE_MS))>
                    {t!("+5\u{a0}min")}
                </button>
                <button class="small" on:click=move |_| clock.step_an_hour()>"+1 h"</button>
            </div>
        }
    })
}
