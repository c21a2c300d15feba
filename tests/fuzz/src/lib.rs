//! What fuzz targets share: generated types, and mutation of JSON as JSON.

pub mod codec;
pub mod json;

/// This repository's lexicons as `build.rs` generated them.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// Every generated type that stands for something in a lexicon.
#[allow(deprecated)]
pub mod registry {
    use super::{codec::Codec, lexicons};
    include!(concat!(env!("OUT_DIR"), "/registry.rs"));
}
