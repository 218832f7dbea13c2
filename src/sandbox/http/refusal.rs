//! Refusals, shaped as recorded (contract, section 7).

use http::StatusCode;

use super::{Json, Reply, object};
use crate::engine::{FieldError, FieldErrors, Reason};
use crate::sandbox::fault::named;
use crate::sandbox::options::{
    FIELD_REQUIRED, INVALID_FIELDS, UNKNOWN_METHOD, UNKNOWN_PATH, UNKNOWN_ZONE, UNROUTED,
};
use crate::wire::{Detail, ErrorBody};

/// What a call comes to.
pub type CallResult = Result<Reply, Refusal>;

/// Why a call is refused.
#[derive(Debug)]
pub enum Refusal {
    /// The key is missing or is none.
    Key,
    /// No call has this path.
    Path,
    /// The path has no call of this method.
    Method,
    /// The zone has no such service.
    Zone,
    /// The second generation has no such path, or not in that zone.
    Unrouted,
    /// There is no resource of this kind with that id.
    Missing(&'static str),
    /// The same in the standard words, which repeat the id.
    Absent { kind: &'static str, id: String },
    /// The resource is in a state that passes, and cannot be changed until it has.
    Transient { kind: &'static str, id: String, state: &'static str },
    /// The body cannot be read.
    Malformed(String),
    /// Fields or parameters break a rule.
    Invalid(FieldErrors),
    /// A query for metrics cannot be answered.
    Query(String),
    /// In the words of a neighbouring API.
    Said(Reply),
}

impl Refusal {
    /// One wrong field or parameter.
    pub fn field(field: &'static str, message: &str) -> Self {
        let mut errors = FieldErrors::default();
        errors.ensure(false, field, message);
        Self::Invalid(errors)
    }

    /// The same in the standard words, which the second generation speaks (its contract, section
    /// 7).
    pub fn in_standard_words(self) -> Self {
        let errors = match self {
            Self::Invalid(errors) => errors,
            Self::Malformed(problem) => {
                let mut errors = FieldErrors::default();
                errors.add("body", Reason::Format, problem);
                errors
            }
            Self::Zone | Self::Path => return Self::Unrouted,
            other => return other,
        };
        Self::Said(invalid_arguments(errors))
    }

    /// The refusal as a reply.
    pub fn into_reply(self) -> Reply {
        let message = |status, message: String| {
            Reply::ok(&object! { "message": message }).with_status(status)
        };
        match self {
            Self::Key => {
                let denied = named("fault-401").map_or("", |fault| fault.body);
                Reply::text(StatusCode::UNAUTHORIZED, denied)
            }
            Self::Path => Reply::text(StatusCode::NOT_FOUND, UNKNOWN_PATH),
            Self::Method => Reply::text(StatusCode::METHOD_NOT_ALLOWED, UNKNOWN_METHOD),
            Self::Zone => Reply::text(StatusCode::NOT_FOUND, UNKNOWN_ZONE),
            Self::Unrouted => Reply::text(StatusCode::NOT_FOUND, UNROUTED),
            Self::Absent { kind, id } => Reply::ok(&object! {
                "message": "resource is not found",
                "resource": kind,
                "resource_id": id,
                "type": "not_found",
            })
            .with_status(StatusCode::NOT_FOUND),
            Self::Transient { kind, id, state } => Reply::ok(&object! {
                "current_state": state,
                "message": "resource is in a transient state",
                "resource": kind,
                "resource_id": id,
                "type": "transient_state",
            })
            .with_status(StatusCode::CONFLICT),
            Self::Missing(kind) => message(StatusCode::NOT_FOUND, format!("{kind} not Found")),
            Self::Malformed(problem) => message(StatusCode::BAD_REQUEST, problem),
            Self::Invalid(errors) => {
                Reply::ok(&invalid(errors)).with_status(StatusCode::BAD_REQUEST)
            }
            Self::Query(error) => {
                let body = object! { "status": "error", "errorType": "bad_data", "error": error };
                Reply::ok(&body).with_status(StatusCode::BAD_REQUEST)
            }
            Self::Said(reply) => reply,
        }
    }
}

/// Wrong arguments in the standard words. A missing one is told as it was recorded, whatever the
/// forms say of it.
pub fn invalid_arguments(errors: FieldErrors) -> Reply {
    let detail = |error: FieldError| {
        let message = match error.reason {
            Reason::Required => FIELD_REQUIRED.to_owned(),
            Reason::Format | Reason::Constraint => error.message,
        };
        object! {
            "argument_name": error.field.into_owned(),
            "help_message": message,
            "reason": error.reason.as_str(),
        }
    };
    let body = object! {
        "details": Json::list(errors.0.into_iter().map(detail)),
        "message": "invalid argument(s)",
        "type": "invalid_arguments",
    };
    Reply::ok(&body).with_status(StatusCode::BAD_REQUEST)
}

fn invalid(errors: FieldErrors) -> ErrorBody {
    let detail = |error: FieldError| Detail {
        field: Some(error.field.into_owned()),
        message: Some(error.message),
        reason: Some(error.reason.as_str().to_owned()),
        ..Detail::default()
    };
    ErrorBody {
        details: errors.0.into_iter().map(detail).collect(),
        message: Some(INVALID_FIELDS.0.to_owned()),
        kind: Some(INVALID_FIELDS.1.to_owned()),
        ..ErrorBody::default()
    }
}
