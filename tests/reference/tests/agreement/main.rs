//! The runtime and the reference implementations give the same answers.

mod data_model;
mod graphemes;
mod scopes;
mod syntax;
