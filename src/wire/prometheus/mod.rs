//! What is asked of the metrics database, and its replies (contract, section 10).
//!
//! The texts of the queries lie here since both ends need the same ones to the letter: the console
//! asks them, its forms show them, and the sandbox answers no others.

mod matrix;
pub mod query;

pub use matrix::{LabelValues, Matrix, MatrixData, MatrixSeries};
