//! Which question of the console leads to which page of the help, and to which heading there. A
//! native test holds every row against `docs/`.

/// A question that the help answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The page.
    pub page: &'static str,
    /// The anchor of the heading; `""` for the whole page.
    pub anchor: &'static str,
    /// What it is about, as in `reading the what-if`.
    pub words: &'static str,
}

impl Topic {
    /// What a link to it is called.
    #[must_use]
    pub fn label(&self) -> String {
        format!("Help: {}", self.words)
    }
}

const fn topic(page: &'static str, anchor: &'static str, words: &'static str) -> Topic {
    Topic { page, anchor, words }
}

/// At the what-if's panel.
pub const WHAT_IF: Topic = topic("whatif", "", "reading the what-if");
/// At what is known of the what-if's worth.
pub const TRUST: Topic = topic("whatif", "how-far-to-trust-it", "how far to trust the what-if");
/// At the questions about a file.
pub const IMPORT: Topic = topic("import", "what-is-asked", "what an import asks");
/// At the check of what no source settles.
pub const ASSUMED: Topic = topic("engine", "what-is-assumed", "what the engine assumes");
/// At a sweep, and at what it advises.
pub const ADVICE: Topic = topic("advice", "", "what a sweep advises");
/// At a marked stretch.
pub const INCIDENT: Topic = topic("incident", "", "looking into an incident");
/// At the connection.
pub const CONNECTION: Topic = topic("connecting", "", "connecting with a key");
/// At the sandbox.
pub const SANDBOX: Topic = topic("sandbox", "", "the sandbox, its names and its clock");
/// At the form for a policy.
pub const POLICY: Topic = topic("engine", "thresholds", "how thresholds decide");
/// At the form for a group with a target.
pub const TARGET: Topic = topic("engine", "targets", "how a target decides");
/// At the move of a group to the other generation.
pub const MOVE: Topic =
    topic("generations", "from-one-to-the-other", "moving to the other generation");
/// At what this browser wrote.
pub const ACTIVITY: Topic = topic("console", "taken-back", "taking a change back");

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
    topic("troubleshooting", "", "what to do about a message"),
    topic("console", "", "timeline, keys and addresses"),
    topic("groups", "", "the list of groups"),
    topic("import", "", "getting metrics in"),
    topic("replay", "", "how a replay reads time"),
    topic("measures", "", "the measures of a replay"),
    topic("words", "", "words"),
    topic("hosting", "", "hosting the console"),
    topic("server", "", "the server"),
    topic("privacy", "", "data and privacy"),
    topic("pipeline", "", "the what-if in a pipeline"),
    topic("fleet", "", "a whole fleet"),
    topic("changelog", "", "what has changed"),
];
