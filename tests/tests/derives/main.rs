//! Generated types derive what can be derived: an order, `Hash`, and traits of other
//! crates.

// The table of all types names deprecated ones.
#[expect(deprecated)]
mod everything;
mod schema;
mod some;
mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/derived.rs"));
}
