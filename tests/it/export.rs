//! What is taken elsewhere, read by those who take it: a shell, and a reader of Terraform's
//! language.

mod curl;
mod terraform;
