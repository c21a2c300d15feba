//! Generates the types to measure.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input("lexicons")
        .input("../../lexicons")
        .include("com.example.feed.*")
        .include("com.atproto.server.createSession")
        .include("com.atproto.sync.subscribeRepos")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
