//! What goes together in a template: an Instance type has one processor architecture, and boots
//! what was made for it.

use super::Draft;
use super::balancer::ID_LENGTH;
use super::neighbours::{Kind, Neighbours, Offer, ids_of, toggled};
use super::template::slots;
use crate::base::{HOURS_PER_DAY, grouped};

/// What is offered below a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What can be picked: the first of what fits.
    pub offers: Vec<Offer>,
    /// How many fit what is typed and the rest of the draft.
    pub fit: usize,
    /// How many there are.
    pub all: usize,
    /// Why that is not everything, in sentences.
    pub notes: Vec<String>,
}

/// What is offered of a kind: all that goes with the rest of the draft once `text` names one of
/// them, else what of it has the text in its name.
#[must_use]
pub fn shown(known: &Neighbours, kind: Kind, draft: &Draft, text: &str) -> Shown {
    /// How many are offered at once: what is typed narrows them.
    const MOST: usize = 200;
    let text = text.trim();
    let sought = if known.offer(kind, text).is_some() { "" } else { text };
    let bound = bound(known, kind, draft);
    let goes = |offer: &&Offer| bound.is_none_or(|bound| go_together(bound, offer));
    let found = known.matching(kind, sought);
    let fitting: Vec<&Offer> = found.iter().copied().filter(goes).collect();
    let (all, out, plural) = (fitting.len(), found.len() - fitting.len(), kind.plural());
    let count = all.min(MOST);
    let mut notes = Vec::new();
    if found.is_empty() {
        notes.push(t!("None of the {plural} has “{sought}” in its name or id."));
    }
    if all > count {
        notes.push(t!("The first {count} of {all}: type a part of the name above."));
    }
    if let Some(Offer { name, .. }) = bound.filter(|_| out > 0) {
        notes.push(t!(
            "Left out of the {plural}: {out}, which do not go with {name}. Empty its field to see \
             all."
        ));
    }
    let offers = fitting.into_iter().take(count).cloned().collect();
    Shown { offers, fit: all, all: known.count(kind), notes }
}

/// How many of a kind are offered, beside the field that narrows them.
#[must_use]
pub fn counted(Shown { fit, all, .. }: &Shown) -> String {
    let [some, whole] = [*fit, *all].map(|count| grouped(count as f64, 0));
    if fit == all { t!("{whole} in all") } else { t!("{some} of {whole} fit") }
}

/// What a field's ids are called, and what else tells one apart; nothing where the field says so
/// itself, or no name is known.
#[must_use]
pub fn named(known: &Neighbours, kind: Kind, text: &str) -> Option<(String, String)> {
    let ids = ids_of(text);
    let offers: Vec<&Offer> = ids.iter().filter_map(|id| known.offer(kind, id)).collect();
    let is_news = offers.iter().any(|offer| offer.name != offer.choice.value);
    let detail = match offers.as_slice() {
        [one] => one.detail.clone(),
        _ => String::new(),
    };
    let names: Vec<&str> = offers.iter().map(|offer| offer.name.as_str()).collect();
    (is_news && names.len() == ids.len()).then(|| (names.join(", "), detail))
}

/// A field's text as people read it: the names of the ids in it, and the rest as it was typed.
#[must_use]
pub fn spelled(known: &Neighbours, kind: Kind, text: &str) -> String {
    each_part(text, |part| known.offer(kind, part).map(|offer| offer.name.clone()))
}

/// The text of such a field that shows `typed` by now, and had the text `before`: a name that is
/// left of an id there stays that id.
#[must_use]
pub fn unspelled(known: &Neighbours, kind: Kind, before: &str, typed: &str) -> String {
    let mut ids = ids_of(before);
    each_part(typed, |part| {
        let is_it = |id: &&str| known.offer(kind, id).is_some_and(|offer| offer.name == part);
        let at = ids.iter().position(is_it)?;
        Some(ids.remove(at).to_owned())
    })
}

/// A text with some of what stands between its commas in other words.
fn each_part(text: &str, mut other: impl FnMut(&str) -> Option<String>) -> String {
    let parts = text.split(',').map(|whole| match other(whole.trim()) {
        Some(words) => whole.replacen(whole.trim(), &words, 1),
        None => whole.to_owned(),
    });
    parts.collect::<Vec<_>>().join(",")
}

/// What is sought in a field that names several: its last part, while that is no id.
#[must_use]
pub fn sought_in<'a>(known: &Neighbours, kind: Kind, text: &'a str) -> &'a str {
    let last = ids_of(text).pop().unwrap_or_default();
    let is_id = last.len() >= ID_LENGTH || known.offer(kind, last).is_some();
    if is_id { "" } else { last }
}

/// The ids of such a field once one of those offered is picked, which answers what was sought.
#[must_use]
pub fn picked(known: &Neighbours, kind: Kind, text: &str, id: &str) -> String {
    match sought_in(known, kind, text) {
        "" => toggled(text, id),
        sought => toggled(&toggled(text, sought), id),
    }
}

/// Why what a field names does not go with the rest of the draft; none where it does, and where no
/// list tells. `original` is the draft of what is stored.
#[must_use]
pub fn misfit(known: &Neighbours, path: &str, draft: &Draft, original: &Draft) -> Option<String> {
    let (kind, _) = Kind::of(path)?;
    overruled(kind, path, draft).or_else(|| misfit_of_type(known, (kind, path), draft, original))
}

/// Why an image is named that nothing boots; the API says nothing of it. Which of two counts is
/// recorded nowhere: a boot volume's own source is taken to by the flag's name, and the first
/// source where there is no flag (contracts, sections 3 and 6).
fn overruled(kind: Kind, path: &str, draft: &Draft) -> Option<String> {
    let text = |path: &str| draft.get(path).trim();
    let own = path.split('.').nth(1).unwrap_or_default();
    let slots = slots(draft);
    let source = |slot: &String| draft.get(&format!("volumes.{slot}.source"));
    match kind {
        _ if text(path).is_empty() => None,
        Kind::Image => {
            let boots = |slot: &&String| {
                source(slot) == "snapshot" && text(&format!("volumes.{slot}.boot")) == "true"
            };
            let slot = slots.iter().find(boots)?;
            Some(t!(
                "Volume {slot} boots from a snapshot, so Instances are taken to boot that and not \
                 this image. Untick “Boot from it” there, or pick no image."
            ))
        }
        Kind::ImageLabel if source(&own.to_owned()) == "image" => {
            let first = slots.iter().position(|slot| source(slot) != "none")?;
            let is_later = slots.get(first).is_some_and(|slot| slot != own);
            let number = first + 1;
            is_later.then(|| {
                t!("Volume {number} has a source too and comes first, so Instances are taken to \
                     boot that and not this image.")
            })
        }
        _ => None,
    }
}

fn misfit_of_type(
    known: &Neighbours,
    (kind, path): (Kind, &str),
    draft: &Draft,
    original: &Draft,
) -> Option<String> {
    let wanted = chosen_type(known, draft)?;
    let (name, arch) = (&wanted.choice.value, &wanted.arch);
    match kind {
        Kind::Image | Kind::ImageLabel => {
            let image = known.offer(kind, draft.get(path).trim())?;
            let own = &image.arch;
            if !is_same(own, arch) {
                return Some(t!(
                    "This image is for {own}, and {name} has {arch}: its Instances would not boot. \
                     Choose another image, or another type."
                ));
            }
            (!boots_on(image, name)).then(|| {
                t!("{name} is none of the types that the marketplace says boot this image. Choose \
                     another image, or another type.")
            })
        }
        Kind::Snapshot if boots(draft, path) && draft.get(path) == original.get(path) => {
            let before = chosen_type(known, original)?;
            let (old, own) = (&before.choice.value, &before.arch);
            (!is_same(own, arch)).then(|| {
                t!("The stored template boots this snapshot on {old}, which has {own}, and {name} \
                     has {arch}: its Instances would not boot. Choose another snapshot, or another \
                     type.")
            })
        }
        _ => None,
    }
}

/// What another Instance type does to the price of each Instance, where both prices are known.
#[must_use]
pub fn price_change(known: &Neighbours, draft: &Draft, original: &Draft) -> Option<String> {
    let (old, new) = (chosen_type(known, original)?, chosen_type(known, draft)?);
    let more = new.figures.as_ref()?.hourly - old.figures.as_ref()?.hourly;
    let (hour, day) = (grouped(more.abs(), 4), grouped(more.abs() * HOURS_PER_DAY, 2));
    let (new, old) = (&new.choice.value, &old.choice.value);
    if new == old {
        return None;
    }
    Some(if more > 0.0 {
        t!("An Instance of {new} costs €\u{a0}{hour} an hour more than one of {old}: \
             €\u{a0}{day} a day.")
    } else if more < 0.0 {
        t!("An Instance of {new} costs €\u{a0}{hour} an hour less than one of {old}: \
             €\u{a0}{day} a day.")
    } else {
        t!("An Instance of {new} costs as much as one of {old}.")
    })
}

/// Who keeps Instances of a template as it was when it is changed, by the sizes of the groups that
/// use it, as far as they are known; none where nobody does.
#[must_use]
pub fn keeping(sizes: &[Option<u32>]) -> Option<String> {
    let groups = sizes.iter().filter(|size| **size != Some(0)).count();
    let known: Option<Vec<u32>> = sizes.iter().copied().collect();
    let instances = known.map(|known| known.iter().sum::<u32>()).map(|count| match count {
        1 => t!("1 Instance").to_owned(),
        count => t!("{count} Instances"),
    });
    Some(match (groups, instances) {
        (0, _) => return None,
        (1, None) => {
            t!("1 group keeps the Instances that it has until they are replaced:").to_owned()
        }
        (_, None) => {
            t!("{groups} groups keep the Instances that they have until they are replaced:")
        }
        (1, Some(count)) => t!("1 group with {count} keeps the old one until they are replaced:"),
        (_, Some(count)) => {
            t!("{groups} groups with {count} keep the old one until they are replaced:")
        }
    })
}

/// What else the draft names that a field of a kind has to go with.
fn bound<'a>(known: &'a Neighbours, kind: Kind, draft: &Draft) -> Option<&'a Offer> {
    match kind {
        Kind::Image | Kind::ImageLabel => chosen_type(known, draft),
        Kind::ServerType => chosen_image(known, draft),
        _ => None,
    }
}

/// What is known of the draft's Instance type.
pub(super) fn chosen_type<'a>(known: &'a Neighbours, draft: &Draft) -> Option<&'a Offer> {
    let name = ["commercial_type", "server_type"].map(|path| draft.get(path).trim());
    let name = name.into_iter().find(|name| !name.is_empty())?;
    known.offer(Kind::ServerType, name)
}

/// The first image to boot that goes with one architecture alone.
fn chosen_image<'a>(known: &'a Neighbours, draft: &Draft) -> Option<&'a Offer> {
    let of = |(path, text): (&str, &str)| {
        let (kind, _) = Kind::of(path)?;
        let is_used = match kind {
            Kind::Image => true,
            // The label of a volume that starts otherwise by now is not sent.
            Kind::ImageLabel => draft.get(&beside(path, "source")) == "image",
            _ => false,
        };
        known.offer(kind, text.trim()).filter(|offer| is_used && !offer.arch.is_empty())
    };
    draft.under("").find_map(of)
}

/// Whether the volume of a field boots: the one that says so, else the first.
fn boots(draft: &Draft, path: &str) -> bool {
    let own = beside(path, "boot");
    match draft.under(&own).next() {
        Some((_, text)) => text == "true",
        None => path.starts_with("volumes.0."),
    }
}

/// The path of another field of a volume.
fn beside(path: &str, field: &str) -> String {
    let slot = path.split('.').nth(1).unwrap_or_default();
    format!("volumes.{slot}.{field}")
}

/// Whether an image and an Instance type go together, as far as their lists tell.
fn go_together(one: &Offer, other: &Offer) -> bool {
    let boots = |image: &Offer, own: &Offer| boots_on(image, &own.choice.value);
    is_same(&one.arch, &other.arch) && boots(one, other) && boots(other, one)
}

/// Whether an image boots on a type of this name, as far as its list tells.
fn boots_on(image: &Offer, name: &str) -> bool {
    image.types.is_empty() || image.types.iter().any(|own| own == name)
}

/// Whether two architectures are the same, or one is not told.
fn is_same(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || one == other
}
