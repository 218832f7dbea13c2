//! Which question of the console leads to which page of the help, and to which heading there. A
//! native test holds every row against `docs/`.

use crate::base::translated;

/// A question that the help answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The page.
    pub page: &'static str,
    /// The anchor of the heading; `""` for the whole page.
    pub anchor: &'static str,
    /// What it is about, as in `reading the what-if`; a key.
    pub words: &'static str,
}

impl Topic {
    /// What a link to it is called.
    #[must_use]
    pub fn label(&self) -> String {
        t!("Help: {}", translated(self.words))
    }
}

const fn topic(page: &'static str, anchor: &'static str, words: &'static str) -> Topic {
    Topic { page, anchor, words }
}

/// At the what-if's panel.
pub const WHAT_IF: Topic = topic("whatif", "", text!("reading the what-if"));
/// At what is known of the what-if's worth.
pub const TRUST: Topic =
    topic("whatif", "how-far-to-trust-it", text!("how far to trust the what-if"));
/// At the questions about a file.
pub const IMPORT: Topic = topic("import", "what-is-asked", text!("what an import asks"));
/// At the check of what no source settles.
pub const ASSUMED: Topic = topic("engine", "what-is-assumed", text!("what the engine assumes"));
/// At a sweep, and at what it advises.
pub const ADVICE: Topic = topic("advice", "", text!("what a sweep advises"));
/// At a marked stretch.
pub const INCIDENT: Topic = topic("incident", "", text!("looking into an incident"));
/// At the connection.
pub const CONNECTION: Topic = topic("connecting", "", text!("connecting with a key"));
/// At the sandbox.
pub const SANDBOX: Topic = topic("sandbox", "", text!("the sandbox, its names and its clock"));
/// At the form for a policy.
pub const POLICY: Topic = topic("engine", "thresholds", text!("how thresholds decide"));
/// At the form for a group with a target.
pub const TARGET: Topic = topic("engine", "targets", text!("how a target decides"));
/// At the move of a group to the other generation.
pub const MOVE: Topic =
    topic("generations", "from-one-to-the-other", text!("moving to the other generation"));
/// At what this browser wrote.
pub const ACTIVITY: Topic = topic("console", "taken-back", text!("taking a change back"));

/// Every topic, those without a place of their own in the console last; the palette offers them.
pub const TOPICS: [Topic; 25] = [
    WHAT_IF,
    TRUST,
    IMPORT,
    ASSUMED,
    ADVICE,
    INCIDENT,
    CONNECTION,
    SANDBOX,
    POLICY,
    TARGET,
    MOVE,
    ACTIVITY,
    topic("troubleshooting", "", text!("what to do about a message")),
    topic("console", "", text!("timeline, keys and addresses")),
    topic("groups", "", text!("the list of groups")),
    topic("import", "", text!("getting metrics in")),
    topic("replay", "", text!("how a replay reads time")),
    topic("measures", "", text!("the measures of a replay")),
    topic("words", "", text!("words")),
    topic("hosting", "", text!("hosting the console")),
    topic("server", "", text!("the server")),
    topic("privacy", "", text!("data and privacy")),
    topic("pipeline", "", text!("the what-if in a pipeline")),
    topic("fleet", "", text!("a whole fleet")),
    topic("changelog", "", text!("what has changed")),
];
