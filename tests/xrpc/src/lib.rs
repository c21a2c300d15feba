//! The types of `com.example.shelf.*` and of a session, for tests.

pub mod script;

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
