//! The envelopes of lists (contract of v1alpha2, section 2).

use super::{Alert, GroupSummary, Log, Server, TemplateSummary};
use crate::wire::page::cursor_envelope;

cursor_envelope! {
    /// A page of groups.
    GroupList { group_summaries: GroupSummary }
    /// A page of a group's Instances.
    ServerList { servers: Server }
    /// A page of a group's log, newest first.
    LogList { logs: Log }
    /// A page of alerts, open and closed.
    AlertList { alerts: Alert }
    /// A page of templates.
    TemplateList { templates: TemplateSummary }
    /// A page of the keys of a template's user data.
    UserDataKeyList { keys: String }
}
