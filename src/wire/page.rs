//! Pages of lists (contract, section 2, and that of v1alpha2).

use super::keyword::keyword;

keyword! {
    /// The order of a list. Always sent, since the documented defaults disagree.
    OrderBy {
        /// Newest first.
        CreatedAtDesc = "created_at_desc",
        /// Oldest first.
        CreatedAtAsc = "created_at_asc",
    }
}

/// A reply that carries one page of a list.
pub trait Envelope {
    /// What the list holds.
    type Item;

    /// Wraps a page; `total_count` is that of the whole list.
    fn wrap(items: Vec<Self::Item>, total_count: u64) -> Self;

    /// The page and the length of the whole list.
    fn unwrap(self) -> (Vec<Self::Item>, u64);
}

/// A page of a list that goes on behind a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CursorPage<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// What asks for the next page; none on the last.
    pub next_page_token: Option<String>,
    /// The length of the whole list.
    pub total_count: u64,
}

/// A reply that carries a page of a list that goes on behind a token.
pub trait CursorEnvelope {
    /// What the list holds.
    type Item;

    /// Wraps a page.
    fn wrap(page: CursorPage<Self::Item>) -> Self;

    /// The page. An empty token would ask for the first page again, so it counts as none.
    fn unwrap(self) -> CursorPage<Self::Item>;
}

/// Defines the envelope of a list that tells its length in its body. Both must be there: a reply
/// without them is no empty list.
macro_rules! envelope {
    ($(
        $(#[$meta:meta])*
        $name:ident { $item:ident, $($field:ident: $kind:ty),+ } $list:ident;
    )+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            pub struct $name {
                $(
                    #[doc = concat!("The reply's `", stringify!($field), "`.")]
                    pub $field: $kind,
                )+
            }

            impl $crate::wire::Envelope for $name {
                type Item = $item;

                fn wrap(items: Vec<$item>, total_count: u64) -> Self {
                    Self { $list: items, total_count }
                }

                fn unwrap(self) -> (Vec<$item>, u64) {
                    (self.$list, self.total_count)
                }
            }
        )+
    };
}

/// Defines the envelope of a list that goes on behind a token. The list and its length must be
/// there: a reply without them is no empty list.
macro_rules! cursor_envelope {
    ($($(#[$meta:meta])* $name:ident { $list:ident: $item:ty })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
            pub struct $name {
                #[doc = concat!("The reply's `", stringify!($list), "`.")]
                pub $list: Vec<$item>,
                /// What asks for the next page; absent on the last.
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub next_page_token: Option<String>,
                /// The length of the whole list.
                pub total_count: u64,
            }

            impl $crate::wire::CursorEnvelope for $name {
                type Item = $item;

                fn wrap(page: $crate::wire::CursorPage<$item>) -> Self {
                    let $crate::wire::CursorPage { items, next_page_token, total_count } = page;
                    Self { $list: items, next_page_token, total_count }
                }

                fn unwrap(self) -> $crate::wire::CursorPage<$item> {
                    let Self { $list: items, next_page_token, total_count } = self;
                    let next_page_token = next_page_token.filter(|token| !token.is_empty());
                    $crate::wire::CursorPage { items, next_page_token, total_count }
                }
            }
        )+
    };
}

pub(super) use {cursor_envelope, envelope};
