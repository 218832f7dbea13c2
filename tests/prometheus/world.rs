//! A group whose truth is known, and what a Prometheus that has scraped it holds.
//!
//! What an Instance does changes only with the minute, and it is scraped every 15 s, 5 s after the
//! quarter: a minute's rate is then that minute's truth, and no sample lies on an edge.

use std::fmt::Write as _;

pub const MINUTE_S: i64 = 60;
pub const SCRAPE_S: i64 = 15;
const OFFSET_S: i64 = 5;
/// 2026-03-02 00:00 UTC.
pub const START_S: i64 = 1_772_409_600;

pub const GROUP: &str = "d6156a8e-f1b1-4544-a084-aa6b53ba985c";

/// One Instance: it runs from one minute to another.
#[derive(Clone)]
pub struct Instance {
    pub name: &'static str,
    pub from: i64,
    pub until: i64,
    pub vcpus: f64,
    /// Minutes within which its counters start anew.
    pub resets: &'static [i64],
    /// Stretches of minutes in which nobody scrapes it.
    pub holes: &'static [(i64, i64)],
}

impl Instance {
    pub const fn running(name: &'static str, from: i64, until: i64) -> Self {
        Self { name, from, until, vcpus: 2.0, resets: &[], holes: &[] }
    }

    /// Its usage in the minute that ends at this one, in per cent.
    fn cpu(&self, minute: i64) -> f64 {
        let own = i64::try_from(self.name.len()).unwrap() * 7;
        (20 + (minute * 13 + own) % 60) as f64
    }

    /// Whether it is scraped in the minute that ends at this one.
    fn is_seen(&self, minute: i64) -> bool {
        let within = |&(from, until): &(i64, i64)| from < minute && minute <= until;
        within(&(self.from, self.until)) && !self.holes.iter().any(within)
    }

    fn labels(&self) -> String {
        format!("resource_name=\"{GROUP}_{}\",region=\"fr-par\"", self.name)
    }

    fn write(&self, text: &mut String) {
        let (labels, mut busy_s) = (self.labels(), 1_000.0);
        for minute in self.from + 1..=self.until {
            let vcpu_s = self.vcpus * self.cpu(minute) / 100.0;
            for quarter in 0..4 {
                busy_s += vcpu_s * if quarter == 0 { OFFSET_S } else { SCRAPE_S } as f64;
                if quarter == 2 && self.resets.contains(&minute) {
                    busy_s = vcpu_s * SCRAPE_S as f64;
                }
                if !self.is_seen(minute) {
                    continue;
                }
                let at_s = START_S + (minute - 1) * MINUTE_S + quarter * SCRAPE_S + OFFSET_S;
                let vcpus = self.vcpus;
                let _ = write!(
                    text,
                    "instance_server_cpu_seconds_total{{{labels}}} {busy_s} {at_s}\n\
                     instance_server_vcpu_count{{{labels}}} {vcpus} {at_s}\n"
                );
            }
            busy_s += vcpu_s * (SCRAPE_S - OFFSET_S) as f64;
        }
    }
}

impl Instance {
    /// Memory as full as the CPU is busy.
    pub fn write_memory(&self, text: &mut String) {
        let labels = self.labels();
        for minute in (self.from + 1..=self.until).filter(|minute| self.is_seen(*minute)) {
            for quarter in 0..4 {
                let at_s = START_S + (minute - 1) * MINUTE_S + quarter * SCRAPE_S + OFFSET_S;
                let used = self.cpu(minute) * 1e7;
                let _ = write!(
                    text,
                    "instance_server_memory_used{{{labels}}} {used} {at_s}\n\
                     instance_server_memory_total{{{labels}}} 1e9 {at_s}\n"
                );
            }
        }
    }
}

/// What a Prometheus holds, in OpenMetrics' text.
pub fn scraped(instances: &[Instance]) -> String {
    let mut text = String::new();
    for instance in instances {
        instance.write(&mut text);
    }
    text + "# EOF\n"
}

/// A value every 15 s, from 0 up.
pub fn counting(name: &str, samples: i64) -> String {
    let mut text = String::new();
    for at in 0..samples {
        let _ = writeln!(text, "{name} {at} {}", START_S + at * SCRAPE_S);
    }
    text + "# EOF\n"
}

/// The group's mean usage at each minute in which any Instance is seen.
pub fn true_cpu(instances: &[Instance], minutes: i64) -> Vec<(i64, f64)> {
    let at = |minute: i64| {
        let seen: Vec<f64> = (instances.iter().filter(|own| own.is_seen(minute)))
            .map(|own| own.cpu(minute))
            .collect();
        let mean = seen.iter().sum::<f64>() / seen.len() as f64;
        (!seen.is_empty()).then_some((stamp_ms(minute), mean))
    };
    (1..=minutes).filter_map(at).collect()
}

/// The number of its Instances that are seen at each minute; none where there is none.
pub fn true_sizes(instances: &[Instance], minutes: i64) -> Vec<(i64, f64)> {
    let count = |minute| instances.iter().filter(|own| own.is_seen(minute)).count();
    let at = |minute| (stamp_ms(minute), count(minute) as f64);
    (1..=minutes).map(at).filter(|(_, count)| *count > 0.0).collect()
}

pub const fn stamp_ms(minute: i64) -> i64 {
    (START_S + minute * MINUTE_S) * 1_000
}
