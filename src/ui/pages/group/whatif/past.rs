//! The rules that the group had before, from the writes that this browser keeps.

use leptos::prelude::*;

use crate::forms::apply::Stored;
use crate::lab::activity::Writes;
use crate::lab::{PastRules, past_rules};
use crate::ui::kit::view::memo;
use crate::ui::link::session::use_session;

/// What is known of the rules that a group had.
pub fn past_of(group: Memo<Option<Stored>>) -> Memo<PastRules> {
    let session = use_session();
    memo(move || {
        session.track_written();
        let Some(group) = group.get() else { return PastRules::default() };
        past_rules(&group, &Writes::of(session.audit_log().all()), &session.place())
    })
}
