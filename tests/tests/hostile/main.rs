//! Lexicons are untrusted input: hostile but valid lexicons compile, and invalid
//! ones are refused.

mod compiled;
mod dependencies;
mod items;
mod layout;
mod limits;
mod refused;
mod sets;
mod threats;
