#[lexgen_macros::lexicon("com.example.garden.plant")]
mod plant;

fn main() {}
