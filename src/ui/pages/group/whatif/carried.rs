//! Which runs the address got from this page.

use leptos::prelude::*;

/// What the address carries of what is tried, for as long as the group's page is open: the panel
/// that writes it comes and goes.
#[derive(Clone, Copy)]
pub struct Carried(StoredValue<Runs>);

#[derive(Default)]
struct Runs {
    present: String,
    /// What it carried before, which the browser's way back leads to again.
    earlier: Vec<String>,
}

/// So many earlier ones are known again.
const MOST: usize = 200;

impl Carried {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Runs::default()))
    }

    /// Whether the address carries what is tried now.
    pub fn is_present(self, text: &str) -> bool {
        self.0.try_with_value(|runs| runs.present == text).unwrap_or(false)
    }

    /// Whether the address carries what it got from here, now or before: what is tried now takes
    /// its place. Anything else is somebody's run to be opened.
    pub fn is_own(self, text: &str) -> bool {
        let is_own = |runs: &Runs| {
            text.is_empty() || runs.present == text || runs.earlier.iter().any(|own| own == text)
        };
        self.0.try_with_value(is_own).unwrap_or(false)
    }

    /// Takes note of what it carries from now on.
    pub fn set(self, text: String) {
        self.0.try_update_value(|runs| {
            if runs.present != text {
                let earlier = std::mem::replace(&mut runs.present, text);
                runs.earlier.push(earlier);
                let many = runs.earlier.len().saturating_sub(MOST);
                runs.earlier.drain(..many);
            }
        });
    }
}
