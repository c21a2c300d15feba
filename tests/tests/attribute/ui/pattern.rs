use lexgen_macros::lexicon;

#[lexicon("createSession")]
mod short {}

#[lexicon("com.example.*.plant")]
mod star_inside {}

#[lexicon(com.example.garden.plant)]
mod unquoted {}

#[lexicon()]
mod empty {}

#[lexicon]
mod nothing {}

#[lexicon("com.example.garden.get_plant")]
struct GetPlant;

fn main() {
    println!("{:?} {:?}", GetPlantOutput::new("rose"), short::Input::new("rose"));
}
