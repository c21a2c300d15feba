//! All that is wrong in a namespace at once, and nothing for want of its types.

#[lexgen_macros::lexicon("com.example.weeds.*")]
mod weeds {}

fn main() {
    let thistle = weeds::thistle::Thistle::default();
    let nettle: weeds::nettle::Nettle = Default::default();
    println!("{:?} {:?}", thistle.height, nettle.sting);
}
