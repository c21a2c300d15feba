//! Measures generated types at run time, and compares them with other types.
//!
//! `cargo bench -p lexgen-tests-speed` measures time and allocations. The
//! program `repeat` runs one of the cases several times, for profilers and for
//! counting instructions, which does not depend on the load of the machine:
//!
//! ```sh
//! cargo build --profile bench -p lexgen-tests-speed
//! valgrind --tool=callgrind target/release/repeat timeline decode lexgen 10
//! ```

pub mod cases;
pub mod firehose;
pub mod input;
pub mod plain;

/// The types under test.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}
