//! What Rust callers see: the surface is that of the generated text, and what
//! is said of a caller is what rustc says.

mod attribution;
mod caller;
mod cases;
mod evidence;
mod faithful;
mod read;
