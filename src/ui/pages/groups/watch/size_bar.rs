//! A group's size against its bounds: in words, and as a bar.

use leptos::prelude::*;

use crate::chart::size_bar::size_bar;

const WIDTH: f64 = 92.0;
const HEIGHT: f64 = 12.0;

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
    let bar = size_bar((size, going.unwrap_or(size)), bounds, (WIDTH, HEIGHT));
    view! {
        <span class="nowrap"><b>{now}</b>{to}<small>{of}</small></span>
        <svg class="size-bar" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
            <rect class="room" width=WIDTH height=HEIGHT * 0.75 />
            <path class="have" d=bar.have />
            <path class="hatch" d=bar.hatch />
            <path class="wanted" d=bar.wanted />
            <path class="parts" d=bar.parts />
            <path class="least" d=bar.minimum />
        </svg>
    }
}
