//! A crate without lexicons.

#[lexgen_macros::lexicon("com.example.garden.plant")]
mod plant {}

/// Uses what is not there.
pub fn plant() -> String {
    plant::Plant::new("rose").name
}
