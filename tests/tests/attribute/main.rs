//! `#[lexicon]`: the items it generates, where it finds lexicons, its error
//! messages, and when cargo runs it again.
//!
//! Tests that need no separate project use the attribute here, with the lexicons
//! at the root of the workspace.

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
