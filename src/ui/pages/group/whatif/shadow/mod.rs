//! The edited rules in the shadow of the group: started beside the rules, shown in a card of its
//! own.

mod card;
mod outcome;
mod start;

pub use card::{ShadowBadge, ShadowCard, ShadowOfGone};
pub use start::RunInShadow;
