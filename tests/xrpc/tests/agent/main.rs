//! An agent and a fake PDS, over loopback.

mod blobs;
#[path = "../loopback/dpop/key.rs"]
mod key;
mod oauth;
mod pages;
mod pds;
mod records;
mod sessions;
mod writes;
