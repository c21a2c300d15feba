//! The types of `com.example.shelf.*` and of a session, for tests.

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
