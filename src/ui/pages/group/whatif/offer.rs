//! What an Instance of the group's type costs, as the API says.

use leptos::prelude::*;

use crate::api::Client;
use crate::forms::apply::Stored;
use crate::ui::kit::view::memo;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::whatif::Offer;
use crate::wire::{Template, TemplateId, v1alpha2};

/// The offer for a group, asked for once the group is read.
pub fn offered(group: Memo<Option<Stored>>) -> Memo<Offer> {
    let session = use_session();
    // Each generation has templates of its own.
    let template = memo(move || {
        group.with(|group| {
            let group = group.as_ref()?;
            Some((group.template_id().clone(), group.target().is_some()))
        })
    });
    let kept = StoredValue::new(Offer::default());
    let read = query(move |client| {
        let (template, before) = (template.get(), kept.get_value());
        let now_ms = session.now_ms();
        async move {
            // The list is long and its prices last, so one answer serves as long as the page.
            let Some(template) = template.filter(|_| before == Offer::Waiting) else {
                return Ok(before);
            };
            match ask(&client, &template, now_ms).await {
                Ok(offer) => {
                    kept.try_update_value(|kept| *kept = offer.clone());
                    Ok(offer)
                }
                Err(why) => Ok(Offer::Unpriced(why)),
            }
        }
    });
    memo(move || read.get().unwrap_or_default())
}

async fn ask(
    client: &Client,
    (template, is_target): &(TemplateId, bool),
    now_ms: i64,
) -> Result<Offer, String> {
    let name = match is_target {
        false => client.get::<Template>(template).await.map(|template| template.commercial_type),
        true => client.get::<v1alpha2::Template>(template).await.map(|of| of.server_type),
    };
    let name = name.map_err(|error| {
        t!("The group's template, which names its Instance type, could not be read. {error}")
    })?;
    let types = client.server_types().await;
    let types = types.map_err(|error| t!("The price of {name} could not be read. {error}"))?;
    Ok(Offer::of(&name, &types, now_ms))
}
