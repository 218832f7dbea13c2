//! A group's Instances against what its template is now, and how those that are older are replaced
//! one after another: each is terminated, and the group makes one of the present template in its
//! place (contract, section 5.3).

use std::collections::VecDeque;

use crate::base::shortened;
use crate::wire::{Server, ServerId, Template, Timestamp, v1alpha2};

/// How long a group may take to be as large again, in milliseconds of the API's clock. A launch
/// takes minutes, so one that takes longer has most likely failed, or the group has scaled in.
pub const PATIENCE_MS: i64 = 15 * 60_000;

/// How many characters of a name a sentence has room for.
const LONGEST_NAME: usize = 40;

/// What tells an Instance of a template from one of before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The type of the Instances that it makes now.
    pub server_type: String,
    /// When it last changed, as the API tells. In the second generation a change of volumes or
    /// networks alone does not move it.
    pub changed_at: Timestamp,
}

impl From<&Template> for Present {
    fn from(template: &Template) -> Self {
        Self { server_type: template.commercial_type.clone(), changed_at: template.updated_at }
    }
}

impl From<&v1alpha2::Template> for Present {
    fn from(template: &v1alpha2::Template) -> Self {
        Self { server_type: template.server_type.clone(), changed_at: template.updated_at }
    }
}

/// How an Instance stands to its group's template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision {
    /// Made of it as it is now, as far as its type and its age tell.
    Present,
    /// Made before the template's last change, or of another type.
    Old,
    /// The template, or the Instance, could not be read.
    Unknown,
}

/// An Instance of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Its id.
    pub id: ServerId,
    /// What its own API tells; none where that does not know it: it is on its way, or gone.
    pub server: Option<Server>,
    /// How it stands to the template.
    pub revision: Revision,
}

impl Instance {
    /// The Instances with these ids, in their order.
    #[must_use]
    pub fn all(ids: &[ServerId], servers: &[Server], present: Option<&Present>) -> Vec<Self> {
        let of = |id: &ServerId| servers.iter().find(|server| server.id == *id).cloned();
        let instance = |id: &ServerId| {
            let server = of(id);
            let revision = revision(server.as_ref(), present);
            Self { id: id.clone(), server, revision }
        };
        ids.iter().map(instance).collect()
    }

    /// Its name, or its id where that is not known, without the middle of what is long: names
    /// begin with their group's id, and end with what tells them apart.
    #[must_use]
    pub fn short_name(&self) -> String {
        const ENDS: (usize, usize) = (8, 12);
        let letters: Vec<char> = self.name().chars().collect();
        let (head, tail) = ENDS;
        if letters.len() <= head + tail + 4 {
            return self.name().to_owned();
        }
        let start = letters.iter().take(head);
        let end = letters.iter().skip(letters.len() - tail);
        start.chain(&['…']).chain(end).collect()
    }

    /// Its name, or its id where that is not known.
    #[must_use]
    pub fn name(&self) -> &str {
        self.server.as_ref().map_or(self.id.as_str(), |server| &server.name)
    }
}

fn revision(server: Option<&Server>, present: Option<&Present>) -> Revision {
    let (Some(server), Some(present)) = (server, present) else { return Revision::Unknown };
    let is_old =
        server.creation_date < present.changed_at || server.commercial_type != present.server_type;
    if is_old { Revision::Old } else { Revision::Present }
}

/// How many are old, as a sentence; none where none is.
#[must_use]
pub fn old_words(all: &[Instance]) -> Option<String> {
    let old = all.iter().filter(|one| one.revision == Revision::Old).count();
    Some(match (old, all.len()) {
        (0, _) => return None,
        (1, 1) => t!("The Instance is from before the template’s last change.").to_owned(),
        (1, all) => t!("1 of {all} Instances is from before the template’s last change."),
        (old, all) if old == all => {
            t!("All {all} Instances are from before the template’s last change.")
        }
        (old, all) => {
            t!("{old} of {all} Instances are from before the template’s last change.")
        }
    })
}

/// So many old Instances, as what is to be replaced.
#[must_use]
pub fn old_named(count: usize) -> String {
    match count {
        1 => t!("the old Instance").to_owned(),
        count => t!("the {count} old Instances"),
    }
}

/// What terminating an Instance does to a group, in a sentence.
#[must_use]
pub fn ending_words(all: &[Instance], id: &ServerId) -> String {
    let is_other = |one: &&Instance| one.id != *id && one.server.as_ref().is_some_and(serves);
    let rest = match all.iter().filter(is_other).count() {
        0 => t!("Nothing serves until then").to_owned(),
        1 => t!("1 Instance serves until then").to_owned(),
        rest => t!("{rest} Instances serve until then"),
    };
    t!("It is terminated, with its local volumes. The group then makes one of the present \
        template in its place, which takes some minutes. {rest}.")
}

/// The replacement of a group's old Instances, one at a time and the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Rolling {
    left: VecDeque<ServerId>,
    total: usize,
    /// How many served at the start: so many have to serve again before the next one goes.
    full: usize,
    going: Option<Going>,
}

/// The one that is being replaced.
#[derive(Clone, Debug, PartialEq)]
struct Going {
    id: ServerId,
    name: String,
    since_ms: i64,
}

/// What a replacement does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RollingStep {
    /// Terminate this one.
    Terminate(ServerId),
    /// Look again in some seconds; it says what for.
    Wait(String),
    /// All are replaced; it says how many.
    Done(String),
    /// The group does not come back to its size; it says what is left.
    Stuck(String),
}

impl Rolling {
    /// That of a group's old Instances; none where there is none, or none serves.
    #[must_use]
    pub fn of(all: &[Instance]) -> Option<Self> {
        let is_old = |one: &&Instance| one.revision == Revision::Old;
        let mut old: Vec<&Server> =
            all.iter().filter(is_old).filter_map(|one| one.server.as_ref()).collect();
        crate::base::sort_by_key(&mut old, |server| server.creation_date);
        let left: VecDeque<ServerId> = old.into_iter().map(|server| server.id.clone()).collect();
        let full = all.iter().filter_map(|one| one.server.as_ref()).filter(|s| serves(s)).count();
        let total = left.len();
        (total > 0 && full > 0).then_some(Self { left, total, full, going: None })
    }

    /// How many there are to replace.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.total
    }

    /// What to do next, with the group's Instances as they are now.
    pub fn next(&mut self, servers: &[Server], now_ms: i64) -> RollingStep {
        let serving = servers.iter().filter(|server| serves(server)).count();
        if let Some(going) = &self.going {
            let is_there = servers.iter().any(|server| server.id == going.id);
            let waits = is_there || serving < self.full;
            if waits && now_ms - going.since_ms > PATIENCE_MS {
                return RollingStep::Stuck(self.stuck(going, is_there, serving));
            }
            if waits {
                return RollingStep::Wait(self.waiting(going, is_there, serving));
            }
            self.going = None;
        }
        // What the group has removed meanwhile needs no replacement.
        self.left.retain(|id| servers.iter().any(|server| server.id == *id));
        match self.left.pop_front() {
            None => RollingStep::Done(match self.total {
                1 => t!("The old Instance is replaced.").to_owned(),
                total => t!("All {total} old Instances are replaced."),
            }),
            Some(id) => {
                let own = servers.iter().find(|server| server.id == id);
                let name = own.map_or(id.as_str(), |server| &server.name);
                let name = shortened(name, LONGEST_NAME);
                self.going = Some(Going { id: id.clone(), name, since_ms: now_ms });
                RollingStep::Terminate(id)
            }
        }
    }

    /// Goes on with as many Instances as serve now, where the group does not come back to what it
    /// had: it has scaled in.
    pub fn settle_for(&mut self, servers: &[Server], now_ms: i64) {
        self.full = servers.iter().filter(|server| serves(server)).count().max(1);
        if let Some(going) = &mut self.going {
            going.since_ms = now_ms;
        }
    }

    /// How far it has come: `1 of 3 replaced`.
    #[must_use]
    pub fn progress(&self) -> String {
        let ahead = self.left.len() + usize::from(self.going.is_some());
        t!("{} of {} replaced", self.total.saturating_sub(ahead), self.total)
    }

    fn waiting(&self, going: &Going, is_there: bool, serving: usize) -> String {
        let (progress, name, full) = (self.progress(), &going.name, self.full);
        match is_there {
            true => t!("{progress}. {name} is going; {serving} of {full} serve."),
            false => {
                t!("{progress}. {name} is gone, and the group makes another; {serving} of {full} \
                    serve.")
            }
        }
    }

    fn stuck(&self, going: &Going, is_there: bool, serving: usize) -> String {
        let full = self.full;
        let why = match is_there {
            true => t!("{} has not gone", going.name),
            false => t!(
                "the group has not come back to {full} serving Instances: it has {serving}, so it \
                 has scaled in, or cannot make new ones"
            ),
        };
        let progress = self.progress();
        t!("{progress}. For 15 minutes {why}. Look at its log before you go on.")
    }
}

fn serves(server: &Server) -> bool {
    server.state == "running" && !server.state_detail.contains("booting")
}
