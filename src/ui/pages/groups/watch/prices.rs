//! What an Instance of each group costs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::super::lists::Lists;
use crate::api::{ApiError, Client};
use crate::lab::watch::Key;
use crate::ui::kit::view::memo;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::whatif::Offer;
use crate::wire::{Generation, ListQuery, Template, TemplateId};

/// A template: ids are unique within a generation.
type TemplateKey = (Generation, TemplateId);

/// What an Instance of each template costs.
#[derive(Clone, Debug, Default, PartialEq)]
struct Offers {
    /// The templates that were asked for.
    asked: BTreeSet<TemplateKey>,
    /// The name of each that the API knows, and what it says of the price.
    known: BTreeMap<TemplateKey, (Arc<str>, Offer)>,
}

/// What the Instances of each group cost.
#[derive(Clone, Copy)]
pub struct Prices {
    templates: Memo<BTreeMap<Key, TemplateId>>,
    offers: Memo<Option<Result<Arc<Offers>, String>>>,
    /// Whether the price of any group is still on its way.
    pub are_waiting: Memo<bool>,
}

impl Prices {
    /// Asks for the price of every template that a group uses, once for each.
    pub fn read(lists: Lists) -> Self {
        let session = use_session();
        let templates = memo(move || templates_of(lists));
        let kept = StoredValue::new(Arc::new(Offers::default()));
        let read = query(move |client| {
            let used = |(key, template): (&Key, &TemplateId)| (key.0, template.clone());
            let wanted = templates.with(|own| own.iter().map(used).collect::<BTreeSet<_>>());
            let before = kept.get_value();
            let project = session.project();
            let now_ms = untrack(|| session.now_ms());
            async move {
                if wanted.is_subset(&before.asked) {
                    return Ok(before);
                }
                let offers = Arc::new(ask(&client, &project, wanted, now_ms).await?);
                kept.try_update_value(|kept| *kept = offers.clone());
                Ok(offers)
            }
        });
        let offers = memo(move || match (read.get(), read.error()) {
            (_, Some(error)) => Some(Err(t!("The prices could not be read. {error}"))),
            (offers, None) => offers.map(Ok),
        });
        // Of all groups, so that no row that is judged goes through them once more.
        let are_waiting = memo(move || {
            offers.with(|offers| match offers {
                None => true,
                Some(Err(_)) => false,
                Some(Ok(offers)) => templates.with(|own| {
                    let is_asked = |(key, template): (&Key, &TemplateId)| {
                        offers.asked.contains(&(key.0, template.clone()))
                    };
                    !own.iter().all(is_asked)
                }),
            })
        });
        Self { templates, offers, are_waiting }
    }

    /// What an Instance of a group costs.
    fn offer(self, key: &Key) -> Offer {
        let template = self.templates.with(|own| own.get(key).cloned());
        let gone = || Offer::Unpriced(t!("The group's template could not be read.").to_owned());
        self.offers.with(|offers| match offers {
            None => Offer::Waiting,
            Some(Err(why)) => Offer::Unpriced(why.clone()),
            Some(Ok(offers)) => template.map_or_else(gone, |template| {
                let own = (key.0, template);
                // A list that came later asks for its own.
                let unknown = || if offers.asked.contains(&own) { gone() } else { Offer::Waiting };
                offers.known.get(&own).map_or_else(unknown, |(_, offer)| offer.clone())
            }),
        })
    }

    /// The name of a group's template, where that is known.
    pub fn template(self, key: &Key) -> Option<Arc<str>> {
        let template = self.templates.with(|own| own.get(key).cloned())?;
        self.offers.with(|offers| {
            let known = &offers.as_ref()?.as_ref().ok()?.known;
            Some(known.get(&(key.0, template))?.0.clone())
        })
    }

    /// What so many Instances of a group cost, in EUR a day, where that is known.
    pub fn eur_a_day(self, key: &Key, size: u32) -> Option<f64> {
        self.offer(key).eur_a_day(size)
    }

    /// Why the cost of a group is not known.
    pub fn why_unknown(self, key: &Key) -> Option<String> {
        match self.offer(key) {
            Offer::Unpriced(why) => Some(why),
            Offer::Waiting => Some(t!("The price is being read.").to_owned()),
            Offer::Priced(_) => None,
        }
    }
}

fn templates_of(lists: Lists) -> BTreeMap<Key, TemplateId> {
    let mut templates = BTreeMap::new();
    lists.thresholds.with(|groups| {
        for group in groups.into_iter().flatten() {
            let key = (Generation::V1alpha1, group.id.clone());
            templates.insert(key, group.instance_template_id.clone());
        }
    });
    lists.targets.with(|groups| {
        for group in groups.into_iter().flatten() {
            let key = (Generation::V1alpha2, group.id.clone());
            templates.insert(key, group.template_id.clone());
        }
    });
    templates
}

async fn ask(
    client: &Client,
    project: &str,
    asked: BTreeSet<TemplateKey>,
    now_ms: i64,
) -> Result<Offers, ApiError> {
    let uses = |generation| asked.iter().any(|own| own.0 == generation);
    let types = client.server_types().await?;
    let offer = |name: &str| Offer::of(name, &types, now_ms);
    let mut known = BTreeMap::new();
    if uses(Generation::V1alpha1) {
        for own in client.list::<Template>(&ListQuery::default()).await? {
            let offer = offer(&own.commercial_type);
            known.insert((Generation::V1alpha1, own.id), (own.name.into(), offer));
        }
    }
    if uses(Generation::V1alpha2) {
        for own in client.target_templates(project).await? {
            let offer = offer(&own.server_type);
            known.insert((Generation::V1alpha2, own.id), (own.name.into(), offer));
        }
    }
    Ok(Offers { asked, known })
}
