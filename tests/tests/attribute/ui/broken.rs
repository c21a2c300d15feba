//! What uses the types of a broken lexicon adds no errors of its own.

use lexgen::Endpoint;
use lexgen_macros::lexicon;

#[lexicon("com.example.weeds.pullWeed")]
mod pull_weed {}

use pull_weed::{Input, PullWeed};

fn main() {
    let input = Input::new("dandelion");
    println!("{} {}", PullWeed::NSID, input.name);
}
