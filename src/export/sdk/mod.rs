//! Programs for the API's official SDKs, of which each generation has one that answers for it: the
//! SDK for Python knows v1alpha2, and that for JavaScript v1alpha1.

mod call;
mod classes;
mod request;
mod writer;

pub use call::{SdkApi, SdkCall};
pub use request::{SdkProgram, sdk_request};

use self::writer::Writer;
use crate::wire::{Generation, Zone};

/// The language of the SDK that knows a generation.
#[must_use]
pub const fn sdk_language(generation: Generation) -> &'static str {
    match generation {
        Generation::V1alpha1 => "JavaScript",
        Generation::V1alpha2 => "Python",
    }
}

/// How a file of a program for a generation ends.
#[must_use]
pub const fn sdk_extension(generation: Generation) -> &'static str {
    match generation {
        Generation::V1alpha1 => "mjs",
        Generation::V1alpha2 => "py",
    }
}

/// The calls as a program, which prints the id of what it made last. It reads its keys from the
/// environment.
#[must_use]
pub fn sdk(calls: &[SdkCall], generation: Generation, zone: &Zone) -> String {
    let mut writer = Writer::new(generation);
    for call in calls {
        writer.call(call, zone);
    }
    if let Some(last) = calls.iter().rev().find_map(|call| call.result) {
        writer.print(last);
    }
    writer.finish(calls)
}
