use lexgen_macros::lexicon;

#[lexicon("com.example.garden.plant", pth = "lexicons")]
mod misspelt {}

#[lexicon("com.example.garden.plant", derive(Hash) strictness = "strict")]
mod no_comma {}

#[lexicon("com.example.garden.plant", strictness = "severe")]
mod no_such_value {}

#[lexicon("com.example.garden.plant", path = lexicons)]
mod no_string {}

#[lexicon("com.example.garden.plant", path = "lexicons", path = "schemas")]
mod twice {}

#[lexicon("com.example.garden.plant", extern_path("com.*" = crate::com))]
mod no_prefix {}

#[lexicon("com.example.garden.plant", derive(Hash Clone), = 5, strictnes = "lenient")]
struct Plant;

#[lexicon("com.example.garden.plant", extern_path("com.example" = crate::example))]
mod elsewhere {}

fn main() {
    println!("{:?} {:?}", no_comma::Plant::new("rose"), no_string::Plant::new("rose"));
    println!("{:?} {:?}", Plant::new("rose"), elsewhere::Plant::new("rose"));
}
