//! What generated types cost at run time, beside what is compared with them.
//!
//! `cargo bench -p lexgen-tests-speed` measures time and allocations. The
//! program `repeat` does one of the same things a number of times, for
//! profilers and for counting instructions, which no busy machine disturbs:
//!
//! ```sh
//! cargo build --profile bench -p lexgen-tests-speed
//! valgrind --tool=callgrind target/release/repeat timeline decode lexgen 10
//! ```

pub mod cases;
pub mod input;
pub mod plain;

/// The types under test.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}
