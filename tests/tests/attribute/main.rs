//! `#[lexicon]`: what it makes of a module or a struct, where it looks, what it
//! says when it cannot, and when cargo runs it again.
//!
//! What needs no project of its own is written here as a user would write it;
//! the lexicons are those at the root of the workspace.

mod dependencies;
mod errors;
mod everything;
mod modules;
mod namespaces;
mod options;
mod places;
mod rebuild;
mod same_items;
mod spans;
mod structs;

use serde::de::DeserializeOwned;

/// Reads JSON text.
#[track_caller]
fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}
