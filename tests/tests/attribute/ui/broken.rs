//! Uses of the types of an invalid lexicon cause no further errors.

use lexgen::Endpoint;
use lexgen_macros::lexicon;

#[lexicon("com.example.weeds.pullWeed")]
mod pull_weed {
    impl Input {
        pub fn with_root(mut self) -> Self {
            self.root = Some("long".to_owned());
            self
        }
    }
}

use pull_weed::{Input, PullWeed};

fn main() {
    let input = Input::new("dandelion").with_root();
    println!("{} {}", PullWeed::NSID, input.name);
}
