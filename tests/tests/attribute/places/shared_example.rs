//! An example of the member.

#[lexgen_macros::lexicon("com.example.garden.plant")]
struct Tree;

fn main() {
    let tree = Tree::new("alice.example".parse().expect("a handle"));
    println!("{}", tree.from_root);
}
