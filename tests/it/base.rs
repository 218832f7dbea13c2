//! The lowest layer: order, chance and text.

mod chance;
mod language;
mod order;
mod rows;
mod sought;
mod text;
