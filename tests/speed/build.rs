//! Generates the types to measure, and names the compiler that compiles them.

use std::{env, error::Error, path::PathBuf, process::Command};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input("lexicons")
        .input("../../lexicons")
        .include("com.example.feed.*")
        .include("com.atproto.server.createSession")
        .include("com.atproto.sync.subscribeRepos")
        .record_enum("AnyRecord")
        .single_file(out.join("lexicons.rs"))?;

    let version = Command::new(env::var("RUSTC")?).arg("--version").output()?;
    let version = String::from_utf8(version.stdout)?;
    let target = env::var("TARGET")?;
    println!(
        "cargo::rustc-env=LEXGEN_COMPILER={} for {target}",
        version.trim()
    );
    Ok(())
}
