//! Generates the types of Jetstream.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input("lexicons")
        // The lexicons of this repository, to which those of Jetstream refer.
        .input("../../lexicons")
        .include("network.bsky.jetstream.*")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
