//! A crate without lexicons.

#[lexgen_macros::lexicon("com.example.garden.plant")]
mod plant {}

/// Uses a missing lexicon.
pub fn plant() -> String {
    plant::Plant::new("rose").name
}
