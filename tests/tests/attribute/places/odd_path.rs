//! A member with lexicons of its own, and names with spaces and umlauts on the
//! way to them.

#[lexgen_macros::lexicon("com.example.garden.plant")]
pub mod plant {}

/// As one writes it on Windows.
#[lexgen_macros::lexicon("com.example.garden.plant", path = "eigene Lexika\\größe.json")]
pub mod told {}

#[test]
fn it_is_the_one_of_the_crate_or_the_one_that_was_named() {
    let _ = |plant: plant::Plant| plant.from_crate;
    let _ = |plant: told::Plant| plant.from_path;
}
