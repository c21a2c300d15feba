//! Generates the types of the shelf, and some with secrets.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input("../../lexicons")
        .include("com.example.shelf.*")
        .include("com.atproto.server.createSession")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
