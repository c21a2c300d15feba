//! The types of `com.example.shelf.*` and of a session, for tests.

pub mod script;

/// The types of Jetstream.
#[cfg(jetstream)]
pub mod jetstream {
    include!(concat!(env!("OUT_DIR"), "/jetstream.rs"));
}

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
