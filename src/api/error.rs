//! What can go wrong with a call.

use crate::base::shortened;
use crate::wire::ErrorBody;

/// How many characters of the API's own words are shown. A page has no room for megabytes.
const LONGEST_SAID: usize = 1_000;

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// The browser refused, or the network is down: a page cannot tell one from the other.
    Blocked,
    /// As `Blocked`, of the server that the page itself came from.
    OwnServer,
    /// No answer in time.
    TimedOut,
    /// The address or a header cannot be used.
    BadRequest,
    /// The key was forgotten before this was asked.
    KeyForgotten,
    /// The connection was still being opened.
    NotOpen,
    /// The project has no source of metrics in the zone's region.
    NoMetrics,
    /// The sandbox's worker stopped before it answered.
    Stopped,
}

/// Why a call failed.
///
/// ```
/// use headroom::api::{ApiError, Unreachable};
///
/// let timed_out = ApiError::Unreachable(Unreachable::TimedOut);
/// assert_eq!(timed_out.to_string(), "The API did not answer in time. Try again.");
/// // A read that got no answer did nothing; of a write nobody knows.
/// assert!(!timed_out.outcome_is_unknown());
/// assert!(ApiError::Unknown(Box::new(timed_out)).outcome_is_unknown());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No answer came.
    Unreachable(Unreachable),
    /// The API said no.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The API's own words, in whatever shape they came; boxed, since every call's result has
        /// room for them.
        body: Box<ErrorBody>,
    },
    /// The answer is not what the contract says.
    Malformed {
        /// Where, as a path into the answer's JSON.
        path: String,
        /// What is wrong there.
        message: String,
    },
    /// Somebody else has changed what this would overwrite: nothing was sent. The fields, each from
    /// old to new.
    Overtaken(Vec<String>),
    /// A write was sent, and nobody can tell whether the API carried it out: this came instead of
    /// an answer. Look before the write is offered again, since a second one may do it twice.
    Unknown(Box<Self>),
}

impl ApiError {
    /// Whether the resource does not exist. A path that does not exist says nothing of it.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. }) && !self.is_no_route()
    }

    /// Whether the API knows no such path, in this zone at least: the 404 of its router, which
    /// names no resource (contract of v1alpha2, sections 0 and 13). A generation that is retired
    /// answers so.
    #[must_use]
    pub fn is_no_route(&self) -> bool {
        matches!(self, Self::Refused { status: 404, body } if **body == no_route())
    }

    /// What a path of a retired generation is answered with.
    pub(super) fn of_retired() -> Self {
        Self::Refused { status: 404, body: Box::new(no_route()) }
    }

    /// Whether a write may have been carried out all the same.
    #[must_use]
    pub const fn outcome_is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// The API's own words, when it said any.
    #[must_use]
    pub fn body(&self) -> Option<&ErrorBody> {
        match self {
            Self::Refused { body, .. } => Some(body),
            Self::Unknown(why) => why.body(),
            Self::Unreachable(_) | Self::Malformed { .. } | Self::Overtaken(_) => None,
        }
    }

    /// What this means for a write that was sent. The API has not carried out what it refused,
    /// unless it failed while it was at it; a call that could not be made was not sent.
    pub(super) fn of_write(self) -> Self {
        let carried_out_or_not = match &self {
            Self::Unreachable(
                Unreachable::BadRequest
                | Unreachable::KeyForgotten
                | Unreachable::NotOpen
                | Unreachable::NoMetrics,
            )
            | Self::Overtaken(_)
            | Self::Unknown(_) => false,
            Self::Refused { status, .. } => *status >= 500,
            Self::Unreachable(
                Unreachable::Blocked
                | Unreachable::OwnServer
                | Unreachable::TimedOut
                | Unreachable::Stopped,
            )
            | Self::Malformed { .. } => true,
        };
        if carried_out_or_not { Self::Unknown(Box::new(self)) } else { self }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreachable(why) => f.write_str(unreachable(*why)),
            Self::Refused { status, body } => f.write_str(&refused(*status, body)),
            Self::Malformed { path, message } => {
                f.write_str(&t!("The API answered with something unexpected at {path}: {message}."))
            }
            Self::Overtaken(fields) => {
                let fields = fields.join("; ");
                f.write_str(&t!(
                    "This was changed elsewhere since you opened it, and nothing was sent. \
                     {fields}. Save once more to overwrite it."
                ))
            }
            Self::Unknown(why) => {
                let why = unanswered(why);
                f.write_str(&t!(
                    "It is not known whether this was carried out: {why} Look whether it was \
                     before you try again."
                ))
            }
        }
    }
}

impl std::error::Error for ApiError {}

/// Why nobody can tell what became of a write. What to do is not part of it.
fn unanswered(why: &ApiError) -> String {
    match why {
        ApiError::Unreachable(Unreachable::Blocked) => {
            t!("the connection broke before the answer came, or the browser blocked the call.")
                .to_owned()
        }
        ApiError::Unreachable(Unreachable::OwnServer) => {
            t!("the connection to the server broke before the answer came.").to_owned()
        }
        ApiError::Unreachable(Unreachable::TimedOut) => {
            t!("the API did not answer in time.").to_owned()
        }
        ApiError::Unreachable(Unreachable::Stopped) => {
            t!("the sandbox stopped before it answered.").to_owned()
        }
        ApiError::Refused { status, body } => {
            let said = said(t!("The API"), body);
            t!("the API failed with status {status}.{said}")
        }
        ApiError::Malformed { path, message } => {
            t!("the API's answer cannot be read, at {path}: {message}.")
        }
        other => other.to_string(),
    }
}

fn unreachable(why: Unreachable) -> &'static str {
    match why {
        Unreachable::Blocked => {
            t!("The API could not be reached. Either the network is down, or the browser blocked \
                 the call: this API answers only pages of its own origin. Headroom's own server \
                 makes one origin of both: run headroom-server --api https://api.scaleway.com, \
                 open the address that it prints, and connect there. Or work in the sandbox.")
        }
        Unreachable::OwnServer => {
            t!("The server that this page came from does not answer. See whether it still runs \
                 and whether the network is up, then try again.")
        }
        Unreachable::TimedOut => t!("The API did not answer in time. Try again."),
        Unreachable::BadRequest => {
            t!("The call could not be made: the API address, the key or an id holds characters \
                 that a request cannot carry.")
        }
        Unreachable::KeyForgotten => t!("The key was forgotten before this was asked."),
        Unreachable::NotOpen => t!("The connection was still being opened. Try again."),
        Unreachable::NoMetrics => {
            t!("The project has no Cockpit data source for metrics in this region, so its \
                 history cannot be read. A file can be loaded instead.")
        }
        Unreachable::Stopped => t!("The sandbox stopped before it answered. Try again."),
    }
}

/// The body of a router's 404.
fn no_route() -> ErrorBody {
    ErrorBody { message: Some("Not Found".to_owned()), ..ErrorBody::default() }
}

/// What a refusal of Prometheus means, which names it by words of its own.
fn of_metrics(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "bad_data" => t!("The metrics server refused the query."),
        "execution" => t!("The metrics server could not answer the query."),
        "timeout" | "canceled" => {
            t!("The metrics server gave up on the query. Try again shortly, or ask for less.")
        }
        "internal" | "unavailable" => t!("The metrics server failed. Try again shortly."),
        _ => return None,
    })
}

/// The server's own words as a sentence after another one; empty when it said none.
fn said(who: &str, body: &ErrorBody) -> String {
    let short = |text: &str| shortened(text, LONGEST_SAID);
    match (&body.message, &body.help_message) {
        (Some(message), Some(help)) => {
            let (message, help) = (short(message), short(help));
            t!(" {who} says: {message}. {help}")
        }
        (Some(said), None) | (None, Some(said)) => {
            let said = short(said);
            t!(" {who} says: {said}.")
        }
        (None, None) => String::new(),
    }
}

fn refused(status: u16, body: &ErrorBody) -> String {
    if status == 404 && *body == no_route() {
        return t!(
            "The API has no such path: this generation of it is retired, or the zone does not \
             have it."
        )
        .to_owned();
    }
    if let Some(meaning) = body.kind.as_deref().and_then(of_metrics) {
        return format!("{meaning}{}", said(t!("the metrics server" => "It"), body));
    }
    let said = said(t!("The API"), body);
    let meaning = match status {
        400 => t!("The API refused the values."),
        401 => t!("The API does not know this key."),
        403 => t!("The key may not do this."),
        404 => t!("It does not exist, or it was deleted."),
        409 => t!("It is being changed at the moment. Try again shortly."),
        412 => t!("Something it depends on does not allow this."),
        429 => t!("Too many calls at once. Wait a minute, then try again."),
        500..=599 => t!("The API failed. Try again shortly."),
        _ => return t!("The API answered with status {status}.{said}"),
    };
    format!("{meaning}{said}")
}
