//! Generates the record type.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        // The lexicons of this repository; in your own project, "lexicons".
        .input("../../lexicons")
        .include("com.example.shelf.note")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
