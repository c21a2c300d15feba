//! A member without its own lexicons uses those of the workspace.

#[lexgen_macros::lexicon("com.example.garden.plant")]
pub mod plant {}

#[test]
fn it_is_the_one_of_the_workspace() {
    let _ = |plant: plant::Plant| plant.from_root;
}
