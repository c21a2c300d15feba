//! Services and peers that attack the client. What they cost is asserted as memory:
//! the growth of the peak of a process that calls them.

#![cfg(target_os = "linux")]

mod bodies;
mod ends;
mod errors;
mod frames;
mod json;
mod peer;
mod resume;
mod sessions;
mod victim;
