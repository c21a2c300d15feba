//! The Rust API: the items equal those of the generated text, and rustc confirms
//! the verdicts on callers.

mod attribution;
mod caller;
mod cases;
mod evidence;
mod faithful;
mod model;
mod read;
