//! Hostile clients of a service, which runs in a process of its own: what they get,
//! what it costs the service, and that other clients do not notice.
//!
//! Memory is the peak of the process, as Linux counts it.
#![cfg(target_os = "linux")]

mod closing;
mod connections;
mod desk;
mod messages;
mod pings;
mod socket;
mod subscribers;
