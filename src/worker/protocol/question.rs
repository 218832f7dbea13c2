//! Questions and the programs that answer them.

use super::Packed;

/// A program that runs in a worker.
pub trait Program: 'static {
    /// Its name, as Cargo and index.html name it.
    const NAME: &'static str;
    /// What it says without being asked.
    type Event: Packed;
}

/// A question: a type with its answer's type.
pub trait Question: Packed {
    /// Who answers it.
    type Program: Program;
    /// What the answer is.
    type Answer: Packed;
    /// Its place in its program's list, which tells it from the others on the way.
    const TAG: u32;
}

/// The list of a program's questions. Each gets its tag from its place here. Its own method
/// `answer` is called with the parts of the worker's state that stand in its brackets; `[async]`
/// and `[await]` are given for a program that waits.
macro_rules! questions {
    (@answer [] $answer:expr) => { $answer };
    (@answer [await] $answer:expr) => { $answer.await };
    (
        $(#[$doc:meta])*
        $visibility:vis [$($async:tt)?] fn $dispatch:ident for $program:ty,
        $host:ident $wait:tt {
            $($question:ident($($state:ident),*) -> $answer:ty),* $(,)?
        }
    ) => {
        #[derive(Clone, Copy)]
        enum Tag { $($question),* }

        $(
            impl $crate::worker::protocol::Question for $question {
                type Program = $program;
                type Answer = $answer;
                const TAG: u32 = Tag::$question as u32;
            }
        )*

        $(#[$doc])*
        $visibility $($async)? fn $dispatch(
            host: &mut $host,
            tag: u32,
            parcel: $crate::worker::protocol::Parcel,
        ) -> Result<$crate::worker::protocol::Parcel, $crate::worker::protocol::Refusal> {
            use $crate::worker::protocol::{Packed, Question, Refusal};
            match tag {
                $($question::TAG => {
                    let question = $question::unpack(parcel)?;
                    let answer = question.answer($(&mut host.$state),*);
                    Ok($crate::worker::protocol::questions!(@answer $wait answer)?.pack())
                })*
                unknown => Err(Refusal::UnknownQuestion { tag: unknown }),
            }
        }
    };
}
pub(in crate::worker) use questions;
