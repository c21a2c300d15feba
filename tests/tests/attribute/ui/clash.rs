//! An item of the user's with the name of one of the lexicon's.

#[lexgen_macros::lexicon("com.example.garden.plant")]
mod plant {
    pub struct Plant {
        pub height: u32,
    }
}

fn main() {
    println!("{}", plant::Plant::new("rose").name);
}
