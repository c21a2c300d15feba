//! Uses of the types of an invalid lexicon cause no further errors.

use lexgen::Endpoint;
use lexgen_macros::lexicon;

#[lexicon("com.example.weeds.pullWeed")]
struct PullWeed;

fn main() {
    let input = PullWeedInput::new("dandelion");
    println!("{} {}", PullWeed::NSID, input.name);
}
