//! From the IR to Rust: [`items`](super::items), then [`print`](super::print).

pub use super::{
    items::{
        FeatureTable, Layout, Names, Options, Strictness, Stub, Stubs, feature_lines, features,
    },
    print::{File, InternalError, MARKER, Template, files, inline, single_file},
};
