use lexgen_macros::lexicon;

#[lexicon("com.example.garden.getPlnt")]
mod get_plant {}

#[lexicon("org.example.nothing.likeIt")]
struct LikeIt;

#[lexicon("com.example.gardens.*")]
mod gardens {}

fn main() {}
