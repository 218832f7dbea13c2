//! What can be done with a group that is not shown: its name, and what to do, in any order.

use super::offers::{Known, Named, Offer, Part, Target};
use super::rank::rank_of;
use super::table::{Command, OF_GROUP, shown};
use crate::base::{folded, sort_by_key, translated};
use crate::route::Location;

/// A word that names no group has to have so many letters: shorter ones stand in every command.
const LONG: usize = 3;

/// The commands on other groups that a text asks for, the best first: each of its words stands in
/// the command or in the group's name, and at least one in the command. A group has to be named,
/// unless none is shown. At most `most`, and how many there are.
pub(super) fn elsewhere(
    here: &Location,
    known: &Known,
    text: &str,
    most: usize,
) -> (Vec<Offer>, usize) {
    let text = folded(text);
    let sought: Vec<&str> = text.split_whitespace().collect();
    let commands: Vec<(&Command, Vec<Option<u8>>)> = OF_GROUP
        .iter()
        .filter(|own| own.id.starts_with("group."))
        .map(|own| (own, ranks_of_command(own, &sought)))
        .filter(|(_, ranks)| ranks.iter().any(Option::is_some))
        .collect();
    if commands.is_empty() {
        return (Vec::new(), 0);
    }
    let is_open = shown(here).is_none() && sought.iter().any(|own| own.chars().count() >= LONG);
    let mut found: Vec<(u8, &Command, &Named)> = Vec::new();
    for group in known.groups.iter().filter(|group| group.route != here.route) {
        let name = folded(&group.name);
        let of_group: Vec<Option<u8>> = sought.iter().map(|own| rank_of(own, &name, &[])).collect();
        if !is_open && of_group.iter().all(Option::is_none) {
            continue;
        }
        let ranked = commands.iter().filter_map(|(command, of_command)| {
            let rank = together(of_command, &of_group)?;
            command.to(&Location::at(group.route.clone())).map(|_| (rank, *command, group))
        });
        found.extend(ranked);
    }
    let count = found.len();
    sort_by_key(&mut found, |(rank, _, _)| *rank);
    (found.into_iter().take(most).filter_map(|(_, own, group)| offer(own, group)).collect(), count)
}

fn ranks_of_command(own: &Command, sought: &[&str]) -> Vec<Option<u8>> {
    let (words, aside) = (folded(translated(own.words)), [folded(translated(own.also))]);
    sought.iter().map(|word| rank_of(word, &words, &aside)).collect()
}

/// The worst of the words, each by where it fits best; none where one fits nowhere.
fn together(of_command: &[Option<u8>], of_group: &[Option<u8>]) -> Option<u8> {
    let best = |(own, other): (&Option<u8>, &Option<u8>)| match (own, other) {
        (Some(own), Some(other)) => Some(*own.min(other)),
        (one, other) => one.or(*other),
    };
    of_command.iter().zip(of_group).map(best).try_fold(0, |worst, own| Some(worst.max(own?)))
}

fn offer(own: &Command, group: &Named) -> Option<Offer> {
    let to = own.to(&Location::at(group.route.clone()))?;
    Some(Offer {
        part: Part::Elsewhere,
        words: format!("{}: {}", group.name, translated(own.words)),
        hint: group.hint.clone(),
        also: translated(own.also),
        key: None,
        target: Target::Place(to),
    })
}
