//! The types of `com.example.shelf.*`, for tests of what can be done with them.

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
