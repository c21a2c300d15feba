//! What a stranger's data can cost: reading it, and everything a program does
//! with what was read, takes a bounded stack and linear work.

mod depth;
mod growth;
mod types;
