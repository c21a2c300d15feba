//! Build scripts write a table of all generated types, for tests of every type.

use lexgen::__internal::ir::{DefinitionKind, Ir, Module};

/// A table of every generated type of a definition.
pub fn types(ir: &Ir) -> String {
    let entries = entries(ir).into_iter();
    let lines: String = entries
        .map(|(name, path)| format!("    ({name:?}, Codec::of::<lexicons::{path}>()),\n"))
        .collect();
    format!("pub const TYPES: &[(&str, Codec)] = &[\n{lines}];\n")
}

/// The name of each type, and its path below the root of the generated code.
pub fn entries(ir: &Ir) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    for module in &ir.modules {
        for definition in &module.definitions {
            let name = format!("{}#{}", module.nsid.as_str(), definition.name);
            match &definition.kind {
                DefinitionKind::Record(_)
                | DefinitionKind::Object(_)
                | DefinitionKind::Type { .. } => {
                    entries.push((name, path(module, &definition.rust_name)));
                }
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
                            entries.push((format!("{name}/{companion}"), path(module, companion)));
                        }
                    }
                }
                DefinitionKind::PermissionSet(_)
                | DefinitionKind::Space(_)
                | DefinitionKind::Opaque(_)
                | DefinitionKind::Token { .. } => {}
            }
        }
    }
    entries
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
