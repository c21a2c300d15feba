use lexgen_macros::lexicon;

#[lexicon("com.example.fence.getGate")]
mod get_gate {}

fn main() {
    println!("{:?}", get_gate::Output::new(120));
}
