//! The workers of sweeps: as many as there are cores. They start when a sweep is likely and stay
//! for the next one, since starting takes longer than most sweeps.

use leptos::prelude::*;

use crate::ui::link::port::Hooks;
use crate::ui::link::worker::{ReplayPort, when_idle};
use crate::whatif::Job;

/// More than these would wait for memory rather than for a core.
const MOST_WORKERS: f64 = 8.0;

/// Over more samples a sweep leaves much memory behind, which a worker never gives back.
const MOST_SAMPLES: usize = 100_000;

/// The workers, which end with the page.
#[derive(Clone, Copy)]
pub struct Crew(StoredValue<Vec<ReplayPort>, LocalStorage>);

impl Crew {
    /// None yet.
    pub fn new() -> Self {
        let ports: StoredValue<Vec<ReplayPort>, LocalStorage> = StoredValue::new_local(Vec::new());
        on_cleanup(move || {
            ports.try_with_value(|ports| ports.iter().for_each(ReplayPort::stop));
        });
        Self(ports)
    }

    /// Starts them once the page has nothing else to do.
    pub fn start_when_idle(self) {
        when_idle(move || {
            self.started();
        });
    }

    /// The workers, which run or are on their way.
    pub fn started(self) -> Vec<ReplayPort> {
        let started = self.0.try_update_value(|ports| {
            if ports.is_empty() {
                *ports = (0..cores()).map(|_| ReplayPort::new(Hooks::default())).collect();
            }
            ports.iter().for_each(ReplayPort::start);
            ports.clone()
        });
        started.unwrap_or_default()
    }

    /// Ends what they do, at once, and starts them anew.
    pub fn restart(self) {
        self.0.try_with_value(|ports| ports.iter().for_each(ReplayPort::stop));
        self.start_when_idle();
    }

    /// Has them ready for the next sweep after one over a job.
    pub fn rest_after(self, job: &Job) {
        if job.samples() > MOST_SAMPLES {
            self.restart();
        }
    }
}

fn cores() -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 8")]
    let cores = window().navigator().hardware_concurrency().clamp(1.0, MOST_WORKERS) as u32;
    cores
}
