//! What is found of it by a few letters.

use super::elsewhere::elsewhere;
use super::offers::{Known, Offer, Part};
use super::rank::rank_of;
use crate::base::{folded, sort_by_key};
use crate::route::Location;

/// What is found from a page, with what can be done with groups that it does not show: at most
/// `most`, and how many there are.
#[must_use]
pub fn sought(
    (here, known): (&Location, &Known),
    offers: &[Offer],
    text: &str,
    most: usize,
) -> (Vec<Offer>, usize) {
    let (elsewhere, more) = elsewhere(here, known, text, most);
    let both: Vec<Offer> = offers.iter().cloned().chain(elsewhere).collect();
    let (found, count) = found(&both, text, most);
    let uncounted = more.saturating_sub(most);
    (found.into_iter().cloned().collect(), count + uncounted)
}

/// The offers that have every word of a text, in whatever case: those whose words begin with them
/// first, each part in one piece where its best stands. At most `most`, and how many there are.
/// What the help answers is offered to who looks for something.
#[must_use]
pub fn found<'a>(offers: &'a [Offer], text: &str, most: usize) -> (Vec<&'a Offer>, usize) {
    let text = folded(text);
    let sought: Vec<&str> = text.split_whitespace().collect();
    let offered = offers.iter().filter(|own| own.part != Part::Help || !sought.is_empty());
    let mut ranked: Vec<(u8, &Offer)> =
        offered.filter_map(|offer| Some((rank(offer, &sought)?, offer))).collect();
    let count = ranked.len();
    let best =
        |part: Part| ranked.iter().filter(|(_, own)| own.part == part).map(|own| own.0).min();
    let parts = Part::ALL.map(|part| (part, best(part).unwrap_or(u8::MAX)));
    let part_rank = |part: Part| {
        let place = Part::ALL.iter().position(|own| *own == part).unwrap_or(0);
        (parts[place].1, place)
    };
    sort_by_key(&mut ranked, |(rank, offer)| (part_rank(offer.part), *rank));
    (ranked.into_iter().take(most).map(|(_, offer)| offer).collect(), count)
}

/// How much was found, where that needs saying.
#[must_use]
pub fn counted(shown: usize, all: usize) -> String {
    match shown {
        0 => t!("Nothing has that name, and nothing of the kind can be done.").to_owned(),
        shown if all > shown => t!("The first {shown} of {all}: type more to narrow them."),
        _ => String::new(),
    }
}

/// How well an offer fits, the best 0; none where a word is missing.
fn rank(offer: &Offer, sought: &[&str]) -> Option<u8> {
    let words = folded(&offer.words);
    let aside = [folded(&offer.hint), folded(offer.also)];
    let of_one = |own: &&str| rank_of(own, &words, &aside);
    sought.iter().map(of_one).try_fold(0, |worst, own| Some(worst.max(own?)))
}
