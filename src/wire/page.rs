//! Pages of lists (contract, section 2).

/// A reply that carries one page of a list.
pub trait Envelope {
    /// What the list holds.
    type Item;

    /// Wraps a page; `total_count` is that of the whole list.
    fn wrap(items: Vec<Self::Item>, total_count: u64) -> Self;

    /// The page and the length of the whole list.
    fn unwrap(self) -> (Vec<Self::Item>, u64);
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

pub(super) use envelope;
