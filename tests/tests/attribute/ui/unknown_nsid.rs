use lexgen_macros::lexicon;

#[lexicon("com.example.garden.getPlnt")]
mod get_plant {}

#[lexicon("org.example.nothing.likeIt")]
struct LikeIt;

#[lexicon("com.example.gardens.*")]
mod gardens {}

fn main() {
    let plant: get_plant::Output = Default::default();
    println!("{}", LikeIt::new(plant.name));
}
