//! All errors in a namespace are reported, and none for its missing types.

#[lexgen_macros::lexicon("com.example.weeds.*")]
mod weeds {}

fn main() {
    let thistle = weeds::thistle::Thistle::default();
    let nettle: weeds::nettle::Nettle = Default::default();
    println!("{:?} {:?}", thistle.height, nettle.sting);
}
