//! What stands above the items of an attribute: which lexicon it is, and what
//! it defines.

use super::{docs::Docs, item::Item};
use crate::compiler::ir::{DefinitionKind, Ir, Module};

/// How many items are named.
const NAMED: usize = 12;

/// Inner documentation of a module that holds the items of the document
/// `nsid`.
pub fn overview(ir: &Ir, nsid: &str) -> String {
    let Some(module) = ir.modules.iter().find(|it| it.nsid.as_str() == nsid) else {
        return String::new();
    };
    let description = module.description.as_deref().or_else(|| main(module));
    let docs = Docs::default()
        .text(format!("The lexicon `{nsid}`."))
        .description(description)
        .text(listed(&items(module)));
    Item::of_inner_docs(&docs).text().to_owned()
}

/// Outer documentation of a type that stands for the document `nsid`, to come
/// after its own: what stands beside it.
pub fn companions(ir: &Ir, nsid: &str) -> String {
    let Some(module) = ir.modules.iter().find(|it| it.nsid.as_str() == nsid) else {
        return String::new();
    };
    let beside = items(module);
    match beside.get(1..) {
        Some(beside) if !beside.is_empty() => {
            let docs = Docs::default().text("").text(listed(beside));
            Item::of_docs(&docs).text().to_owned()
        }
        _ => String::new(),
    }
}

fn listed(items: &[String]) -> String {
    let named: Vec<String> = (items.iter().take(NAMED))
        .map(|name| format!("[`{name}`]"))
        .collect();
    let more = match items.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("Defines {}{more}.", named.join(", "))
}

/// The main description of a document that says nothing at its top.
fn main(module: &Module) -> Option<&str> {
    let main = module.definitions.iter().find(|it| it.name == "main")?;
    match &main.kind {
        DefinitionKind::Record(it) => it.description.as_deref(),
        DefinitionKind::Endpoint(it) => it.description.as_deref(),
        DefinitionKind::PermissionSet(it) => it.description.as_deref(),
        DefinitionKind::Token { description } => description.as_deref(),
        DefinitionKind::Object(it) => it.description.as_deref(),
        DefinitionKind::Type { r#type, .. } => r#type.description(),
    }
}

/// The definitions, and after an endpoint its companions.
fn items(module: &Module) -> Vec<String> {
    let mut items = Vec::new();
    for definition in &module.definitions {
        items.push(definition.rust_name.clone());
        if let DefinitionKind::Endpoint(endpoint) = &definition.kind {
            let has_schema = |body: &Option<crate::compiler::ir::Body>| {
                body.as_ref().is_some_and(|body| body.schema.is_some())
            };
            let companions = [
                ("Params", endpoint.params.is_some()),
                ("Input", has_schema(&endpoint.input)),
                ("Output", has_schema(&endpoint.output)),
                ("Message", endpoint.message.is_some()),
                ("Error", true),
            ];
            let there = companions.into_iter().filter(|(_, is_there)| *is_there);
            items.extend(there.map(|(name, _)| module.companion(name)));
        }
    }
    items
}
