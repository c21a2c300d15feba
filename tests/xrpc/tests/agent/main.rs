//! An agent and a fake PDS, over loopback.

mod blobs;
mod pages;
mod pds;
mod records;
mod sessions;
mod writes;
