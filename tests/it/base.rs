//! The lowest layer: order, chance and text.

mod chance;
mod order;
mod rows;
mod text;
