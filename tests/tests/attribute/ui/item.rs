use lexgen_macros::lexicon;

#[lexicon("com.example.garden.*")]
struct Garden;

#[lexicon("com.example.garden.defs")]
struct Defs;

#[lexicon("com.example.garden.plant")]
struct Plant {
    name: String,
}

#[lexicon("com.example.garden.plant")]
struct Tuple(String);

#[lexicon("com.example.garden.plant")]
enum Plants {}

#[lexicon("com.example.garden.plant")]
fn plant() {}

fn main() {}
