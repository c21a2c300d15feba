//! Generates types for the targets from this repository's lexicons, and values of
//! these types as seeds.

// Only parts of these modules are needed here.
#[allow(dead_code, unused_imports)]
#[path = "../src/random/mod.rs"]
mod random;
#[path = "../registry.rs"]
mod registry;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use lexgen::__internal::{ir::Ir, pipeline::compile, read::Input, settings::Settings};
use lexgen::{Builder, data::to_dag_cbor};

const LEXICONS: &str = "../../lexicons";

/// The folder for the values, set by `run`.
const SEEDS: &str = "LEXGEN_FUZZ_SEEDS";

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    Builder::new()
        .input(LEXICONS)
        .single_file(out.join("lexicons.rs"))?;
    let ir = compile(&Settings {
        inputs: vec![Input::Path(LEXICONS.into())],
        ..Settings::default()
    })
    .ir;
    fs::write(out.join("registry.rs"), registry::types(&ir))?;
    println!("cargo::rerun-if-env-changed={SEEDS}");
    match env::var_os(SEEDS) {
        Some(folder) => seeds(&ir, Path::new(&folder)),
        None => Ok(()),
    }
}

/// A value of each type, in both formats.
fn seeds(ir: &Ir, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for (number, (name, _)) in registry::entries(ir).into_iter().enumerate() {
        let mut arbitrary = random::Arbitrary::new(ir, number as u64);
        let value = random::named(ir, &name, &mut arbitrary);
        let line = format!("{name}\n").into_bytes();
        let json = [line.clone(), serde_json::to_vec(&value)?].concat();
        fs::write(folder.join(format!("{number}.json")), json)?;
        fs::write(
            folder.join(format!("{number}.cbor")),
            [line, to_dag_cbor(&value)?].concat(),
        )?;
    }
    Ok(())
}
