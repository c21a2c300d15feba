#[lexgen_macros::lexicon("com.example.weeds.*")]
mod weeds {}

fn main() {}
