//! Generates the types that the examples of the documentation use.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input("../../lexicons")
        .include("com.atproto.*")
        .include("com.example.shelf.*")
        .record_enum("AnyRecord")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
