//! What can be done, in one table: what the palette offers, under which key, and where it leads.
//!
//! A command is an address: what is open on a page stands there ([`OPEN`]), so that a button, a
//! key, the palette and a link do the same. What no address holds is an [`Act`]. Ids stay what they
//! are.
//!
//! ```
//! use headroom::command::{Known, Named, Part, found, offers};
//! use headroom::route::{Location, Route};
//!
//! let checkout = Route::Group("6f4e3b0e".into());
//! let known = Known {
//!     answered: (true, true),
//!     groups: vec![Named::new("checkout-api", "2 Instances", checkout.clone())],
//!     ..Known::default()
//! };
//! let here = Location::at(Route::Groups);
//! let offers = offers(&here, &known);
//! let (best, _) = found(&offers, "CHECK", 3);
//! assert_eq!((best[0].part, best[0].words.as_str()), (Part::Groups, "checkout-api"));
//! assert_eq!(best[0].to(), Some(&Location::at(checkout)));
//! // What concerns a group is offered on its page alone.
//! assert!(!offers.iter().any(|offer| offer.part == Part::Group));
//! ```

mod elsewhere;
mod found;
mod keys;
mod offers;
mod rank;
mod table;

pub use found::{counted, found, sought};
pub use keys::{Keys, at_key, keys};
pub use offers::{Known, Named, Offer, Part, Target, offers, other_ways};
pub use table::{Act, Command, OF_GROUP, OF_LIST, OPEN, commands, of_group};
