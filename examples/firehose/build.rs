//! Generates the types of the firehose, and of the records that are printed.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        // The lexicons of this repository; in your own project, "lexicons".
        .input("../../lexicons")
        .include("com.atproto.sync.subscribeRepos")
        .include("com.example.shelf.book")
        .include("com.example.shelf.note")
        .record_enum("AnyRecord")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
