//! The Instances of a replay: ordered, serving and going.

use std::collections::VecDeque;

/// Ordered Instances and how many of them serve, over time.
pub struct Fleet {
    boot_delay_ms: i64,
    serving: u32,
    /// Ordered but not yet serving: (serves from, how many), the oldest first.
    booting: VecDeque<(i64, u32)>,
    /// How many served from each instant on, ascending in time.
    curve: Vec<(i64, u32)>,
}

impl Fleet {
    /// A fleet of `size` Instances that have served since `from_ms`.
    pub fn new(from_ms: i64, size: u32, boot_delay_ms: i64) -> Self {
        Self {
            boot_delay_ms,
            serving: size,
            booting: VecDeque::new(),
            curve: vec![(from_ms, size)],
        }
    }

    /// How many served from each instant on.
    pub fn curve(&self) -> &[(i64, u32)] {
        &self.curve
    }

    /// Lets the Instances serve that have booted by `now_ms`.
    pub fn settle(&mut self, now_ms: i64) {
        while let Some(&(serves_from_ms, count)) = self.booting.front()
            && serves_from_ms <= now_ms
        {
            self.booting.pop_front();
            self.serving += count;
            self.curve.push((serves_from_ms, self.serving));
        }
    }

    /// Orders `count` more Instances.
    pub fn grow(&mut self, now_ms: i64, count: u32) {
        self.booting.push_back((now_ms.saturating_add(self.boot_delay_ms), count));
        self.settle(now_ms);
    }

    /// Removes `count` Instances, the newest first.
    pub fn shrink(&mut self, now_ms: i64, mut count: u32) {
        while count > 0
            && let Some((_, newest)) = self.booting.back_mut()
        {
            let gone = count.min(*newest);
            *newest -= gone;
            count -= gone;
            if *newest == 0 {
                self.booting.pop_back();
            }
        }
        if count > 0 {
            self.serving = self.serving.saturating_sub(count);
            self.curve.push((now_ms, self.serving));
        }
    }
}
