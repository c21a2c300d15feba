//! What uses the types of a broken lexicon adds no errors of its own.

use lexgen::Endpoint;
use lexgen_macros::lexicon;

#[lexicon("com.example.weeds.pullWeed")]
struct PullWeed;

fn main() {
    let input = PullWeedInput::new("dandelion");
    println!("{} {}", PullWeed::NSID, input.name);
}
