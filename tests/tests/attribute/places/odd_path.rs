//! A member with its own lexicons, and a path with spaces and umlauts.

#[lexgen_macros::lexicon("com.example.garden.plant")]
pub mod plant {}

/// A path as written on Windows.
#[lexgen_macros::lexicon("com.example.garden.plant", path = "eigene Lexika\\größe.json")]
pub mod told {}

#[test]
fn it_is_the_one_of_the_crate_or_the_one_that_was_named() {
    let _ = |plant: plant::Plant| plant.from_crate;
    let _ = |plant: told::Plant| plant.from_path;
}
