//! The types of `com.example.shelf.*` and of a session, for tests of what can be done with them.

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
