//! What has to be said before a group can be moved or made anew.

use super::file::There;
use super::origin::Origin;
use crate::forms::{Choice, Control, Field};

/// The template that is there is used.
pub const USED: &str = "used";

/// The template of the file is created.
pub const CREATED: &str = "created";

/// What a group that is made anew does not take from the file: its name, and which template it uses
/// where there is one.
#[must_use]
pub fn anew_fields(there: &There) -> Vec<Field> {
    let name = Field::new("name", t!("Name"), Control::Text(Vec::new()));
    let choices = vec![
        Choice::fixed(USED, t!("The one that is there")),
        Choice::fixed(CREATED, t!("A new one, as in the file")),
    ];
    let template = Field::new("template", t!("Template"), Control::Choice(choices));
    std::iter::once(name).chain(there.is_there().then_some(template)).collect()
}

/// What a move asks for before it can be planned.
#[must_use]
pub fn move_fields(origin: &Origin) -> Vec<Field> {
    let line = || Control::Text(Vec::new());
    let to_target = matches!(origin, Origin::Thresholds { .. });
    let image = origin.needs_image().then(|| match to_target {
        true => Field::new("image", t!("Image label"), line()).help(t!(
            "The marketplace’s name of the image to boot, such as ubuntu_noble. One of your own \
             has none: make a snapshot of its root volume, and a template of that."
        )),
        false => Field::new("image", t!("Image"), line()).help(t!("The id of the image to boot.")),
    });
    let balancer = origin.needs_balancer().then(|| {
        Field::new("balancer", t!("Load balancer"), line())
            .help(t!("Its id. A group of the first generation always has one."))
    });
    image.into_iter().chain(balancer).collect()
}
