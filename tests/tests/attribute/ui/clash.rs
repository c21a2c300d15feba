//! An item of the user with the name of a generated one.

#[lexgen_macros::lexicon("com.example.garden.plant")]
mod plant {
    pub struct Plant {
        pub height: u32,
    }
}

fn main() {
    println!("{}", plant::Plant::new("rose").name);
}
