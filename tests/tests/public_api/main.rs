//! What Rust callers see: the items are those of the generated text, and what is
//! said of a caller is what rustc says.

mod attribution;
mod caller;
mod cases;
mod evidence;
mod faithful;
mod model;
mod read;
