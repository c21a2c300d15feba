//! Generates this repository's lexicons, as a project would that uses the
//! library, so that the tests run what came out.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use lexgen::{
    Builder,
    generate::Strictness,
    ir::{DefinitionKind, Ir, Module},
    pipeline::compile,
    settings::Settings,
    source::Input,
};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    Builder::new()
        .input("../lexicons")
        .single_file(out.join("lexicons.rs"))?;
    Builder::new()
        .input("../lexicons")
        .include("com.example.shelf.section")
        .strictness(Strictness::Strict)
        .derive("Hash")
        .single_file(out.join("strict.rs"))?;
    catalog(&out)?;
    let inputs = vec![Input::Path("../lexicons".into())];
    let ir = compile(&Settings {
        inputs,
        ..Settings::default()
    })
    .ir;
    fs::write(out.join("registry.rs"), registry(&ir)?)?;
    Ok(())
}

/// The lexicons of the public conformance vectors, where these are at hand.
fn catalog(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(interop)");
    println!("cargo::rerun-if-env-changed=LEXGEN_CORPUS");
    let corpus = env::var_os("LEXGEN_CORPUS").map_or("../../shared/corpus".into(), PathBuf::from);
    let catalog = corpus.join("../interop/lexicon/catalog");
    if catalog.is_dir() {
        println!("cargo::rustc-cfg=interop");
        Builder::new()
            .input(catalog)
            .allow_missing(true)
            // What these lexicons do wrong on purpose need not be told here.
            .emit_rerun_if_changed(false)
            .single_file(out.join("catalog.rs"))?;
    }
    Ok(())
}

/// A table of every generated type that stands for something in a lexicon, for
/// tests that treat all alike.
fn registry(ir: &Ir) -> Result<String, std::fmt::Error> {
    let mut text = "pub const TYPES: &[(&str, Codec)] = &[\n".to_owned();
    for module in &ir.modules {
        for definition in &module.definitions {
            let name = format!("{}#{}", module.nsid.as_str(), definition.name);
            let mut entry = |name: &str, r#type: &str| {
                let path = path(module, r#type);
                writeln!(text, "    ({name:?}, Codec::of::<lexicons::{path}>()),")
            };
            match &definition.kind {
                DefinitionKind::Record(_)
                | DefinitionKind::Object(_)
                | DefinitionKind::Type { .. } => entry(&name, &definition.rust_name)?,
                DefinitionKind::Endpoint(endpoint) => {
                    let input = endpoint.input.as_ref().and_then(|it| it.schema.as_ref());
                    let output = endpoint.output.as_ref().and_then(|it| it.schema.as_ref());
                    for (companion, there) in [
                        ("Params", endpoint.params.is_some()),
                        ("Input", input.is_some()),
                        ("Output", output.is_some()),
                        ("Message", endpoint.message.is_some()),
                    ] {
                        if there {
                            entry(&format!("{name}/{companion}"), companion)?;
                        }
                    }
                }
                DefinitionKind::PermissionSet(_) | DefinitionKind::Token { .. } => {}
            }
        }
    }
    text.push_str("];\n");
    Ok(text)
}

fn path(module: &Module, r#type: &str) -> String {
    let raw = |segment: &String| match segment.as_str() {
        "async" | "match" | "type" => format!("r#{segment}"),
        _ => segment.clone(),
    };
    let mut path: Vec<String> = module.path.iter().map(raw).collect();
    path.push(r#type.to_owned());
    path.join("::")
}
