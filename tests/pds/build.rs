//! Generates the endpoints of a PDS, and records of this repository.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input("../../lexicons")
        .include("com.atproto.*")
        .include("com.example.shelf.book")
        .include("com.example.shelf.note")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
