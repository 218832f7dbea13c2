//! A size against its bounds, as a small bar.

use leptos::prelude::*;

use crate::chart::size_bar::size_bar;

const WIDTH: f64 = 92.0;
const HEIGHT: f64 = 12.0;

/// The bar of a size, and of the one that is wanted, against its bounds. Words beside it
/// say the same.
pub fn bar(sizes: (u32, u32), bounds: (u32, u32)) -> impl IntoView + use<> {
    let bar = size_bar(sizes, bounds, (WIDTH, HEIGHT));
    let is_full = bounds.0 < bounds.1 && sizes.0 >= bounds.1;
    view! {
        <svg
            class="size-bar" class:full=is_full viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            aria-hidden="true"
        >
            <rect class="room" width=WIDTH height=HEIGHT * 0.75 />
            <path class="have" d=bar.have />
            <path class="hatch" d=bar.hatch />
            <path class="wanted" d=bar.wanted />
            <path class="parts" d=bar.parts />
            <path class="least" d=bar.minimum />
        </svg>
    }
}
