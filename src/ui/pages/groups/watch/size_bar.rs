//! A group's size against its bounds: in words, and as a bar.

use leptos::prelude::*;

use crate::ui::link::size_bar::bar;

/// The size as it is shown.
#[derive(Clone, Copy, PartialEq)]
pub struct SizeShown {
    /// How many Instances there are, where that is known.
    pub size: Option<u32>,
    /// How many it is going to have.
    pub wanted: Option<u32>,
    /// The fewest and the most.
    pub bounds: (u32, u32),
    /// Whether it is a constant.
    pub is_fixed: bool,
}

/// The words and the bar.
pub fn size_cell(shown: SizeShown) -> impl IntoView {
    let SizeShown { size, wanted, bounds: (least, most), is_fixed } = shown;
    let now = size.map_or("–".to_owned(), |size| size.to_string());
    let going = wanted.filter(|wanted| size.is_some_and(|size| size != *wanted));
    let to = going.map(|wanted| format!(" → {wanted}"));
    let of = match is_fixed {
        true => t!(" fixed").to_owned(),
        false => t!(" of {least} to {most}"),
    };
    let size = size.unwrap_or(0);
    let bounds = if is_fixed { (size, size) } else { (least, most) };
    view! {
        <span class="nowrap"><b>{now}</b>{to}<small>{of}</small></span>
        {bar((size, going.unwrap_or(size)), bounds)}
    }
}
