//! Lexicons come from strangers: what the worst of them become, and what
//! becomes of those that are almost right.

mod compiled;
mod dependencies;
mod items;
mod layout;
mod limits;
mod refused;
mod sets;
mod threats;
