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
    let kept = StoredValue::new(None::<((TemplateId, bool), Offer)>);
    let read = query(move |client| {
        let template = template.get();
        let now_ms = session.now_ms();
        async move {
            let Some(template) = template else { return Ok(Offer::Waiting) };
            // The list is long and its prices last, so one answer serves as long as the page.
            let known = kept.get_value().filter(|(of, _)| *of == template);
            if let Some((_, offer)) = known {
                return Ok(offer);
            }
            match ask(&client, &template, now_ms).await {
                Ok(offer) => {
                    kept.try_set_value(Some((template, offer.clone())));
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
    if template.as_str().is_empty() {
        return Err(t!("No template is chosen, which would name the Instance type.").to_owned());
    }
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
