use lexgen_macros::lexicon;

#[lexicon("com.example.garden.plant", path = "lexicon")]
mod plant {}

fn main() {
    println!("{:?}", plant::Plant::new("rose"));
}
