//! A member that renames the runtime and has no prelude.

#![no_implicit_prelude]

#[::lexgen_macros::lexicon("com.example.garden.plant", runtime = ::my_runtime)]
pub mod plant {}

#[::lexgen_macros::lexicon("com.example.garden.plant", runtime = ::my_runtime)]
pub struct Tree;

#[test]
fn it_works() {
    let json = r#"{"$type":"com.example.garden.plant","fromRoot":"alice.example"}"#;
    let plant: plant::Plant = ::serde_json::from_str(json).expect("a plant");
    let tree: Tree = ::serde_json::from_str(json).expect("a tree");
    ::std::assert_eq!(plant.from_root, tree.from_root);
}
