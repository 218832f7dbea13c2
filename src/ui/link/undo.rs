//! The way from what was just written to what takes it back.

use super::session::Session;
use crate::route::{Location, Route};
use crate::ui::kit::toast::{Toasts, WayOn};

/// Names the write that is to be taken back, in the address of the activity.
pub const UNDO: &str = "undo";

/// Has what is said of a write lead to its undo, and of several writes to the list of them.
pub fn offer_undo(toasts: Toasts, session: Session) {
    toasts.lead_by(move || {
        let activity = Location::at(Route::Activity);
        let (words, there) = match session.audit_log().take_done().as_slice() {
            [one] if one.has_former => (t!("Undo…"), activity.with(UNDO, &one.name)),
            // Of what is new, nothing was there before.
            [] | [_] => return None,
            _ => (t!("See what was sent"), activity),
        };
        Some(WayOn { words, href: there.href() })
    });
}
