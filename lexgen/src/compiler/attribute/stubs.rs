//! Names in place of items that could not be generated, so that uses of them
//! are not errors too.

use std::collections::BTreeSet;

use super::{Form, Request};
use crate::compiler::{
    ir::{definition_name, inline_name, module_name, token_name},
    items::{self, Companion, Stub},
    pattern::Pattern,
    pipeline::Compiled,
    read::OnDemand,
    schema::Kind,
    source::{
        claim::{Claim, claim},
        json::{self, Json, Object},
    },
};

/// The names of what an attribute cannot generate.
pub(super) struct Stubs<'r> {
    pub(super) request: &'r Request,
    pub(super) modules: items::Stubs,
}

impl<'r> Stubs<'r> {
    pub(super) fn new(request: &'r Request) -> Self {
        Self {
            request,
            modules: items::Stubs::new(),
        }
    }

    /// Adds the items of documents that are not there, as far as their names say.
    pub(super) fn missing(&mut self, patterns: &[Pattern]) {
        for nsid in patterns.iter().filter_map(Pattern::exact) {
            self.document(nsid);
        }
    }

    /// Adds the items of a document whose name is no NSID, as far as that says.
    pub(super) fn unsound(&mut self, text: &str) {
        if text.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            self.document(text);
        }
    }

    /// Adds the items of the document `meant`, where those of `pattern` would be.
    pub(super) fn misspelt(&mut self, meant: &str, pattern: &Pattern) {
        if let Some(nsid) = pattern.exact()
            && self.request.form == Form::Module
        {
            let name = definition_name(meant, "main");
            let stub = Stub {
                types: [name.clone()].into(),
                values: [name].into(),
            };
            self.add(nsid, stub);
        }
    }

    /// Adds the items of all that was refused.
    pub(super) fn refused(&mut self, compiled: &Compiled, found: &OnDemand) {
        let refused = &compiled.refused;
        let whole = refused.documents.iter().map(|id| id.as_str());
        for nsid in whole.chain(found.unreadable.iter().map(String::as_str)) {
            self.document(nsid);
        }
        for (_, source) in compiled.sources.iter() {
            let Ok(parsed) = json::parse(source.document()) else {
                continue;
            };
            let (Claim::Lexicon(lexicon) | Claim::Envelope(lexicon)) = claim(&parsed.value) else {
                continue;
            };
            let (Some(Json::String(id)), Some(Json::Object(defs))) =
                (lexicon.get("id"), lexicon.get("defs"))
            else {
                continue;
            };
            let is_refused = |name: &str| id.parse().is_ok_and(|id| refused.contains(&id, name));
            for (name, json) in defs.iter().filter(|(name, _)| is_refused(name)) {
                if let Json::Object(json) = json {
                    let mut stub = definition(id, name, json);
                    let generated = generated(compiled, id);
                    stub.types.retain(|name| !generated.contains(name));
                    stub.values.retain(|name| !generated.contains(name));
                    self.add(id, stub);
                }
            }
        }
    }

    /// Adds all that the `main` of a document can be.
    fn document(&mut self, nsid: &str) {
        self.add(nsid, endpoint(definition_name(nsid, "main")));
    }

    fn add(&mut self, nsid: &str, stub: Stub) {
        let (path, stub) = place(nsid, stub, self.request);
        let module = self.modules.entry(path).or_default();
        module.types.extend(stub.types);
        module.values.extend(stub.values);
    }
}

/// An endpoint and its companions.
fn endpoint(name: String) -> Stub {
    let companions = Companion::ALL.into_iter().map(Companion::name);
    let mut types: BTreeSet<String> = companions.map(str::to_owned).collect();
    types.insert(name.clone());
    Stub {
        types,
        values: [name].into(),
    }
}

/// The items of a definition.
fn definition(nsid: &str, name: &str, json: &Object<'_>) -> Stub {
    let rust_name = definition_name(nsid, name);
    let mut stub = Stub::default();
    let kind = match json.get("type") {
        Some(Json::String(kind)) => Kind::from_name(kind),
        _ => None,
    };
    match kind {
        Some(Kind::Token | Kind::PermissionSet) => {
            stub.values.insert(token_name(nsid, name));
        }
        Some(kind) if kind.is_endpoint() => {
            stub = endpoint(rust_name);
            for (owner, field) in [
                (Companion::Input, "input"),
                (Companion::Output, "output"),
                (Companion::Message, "message"),
            ] {
                if let Some(Json::Object(body)) = json.get(field)
                    && let Some(schema) = body.get("schema")
                {
                    inside(schema, owner.name(), &mut stub.types);
                }
            }
            if let Some(params) = json.get("parameters") {
                inside(params, Companion::Params.name(), &mut stub.types);
            }
        }
        Some(Kind::Record) => {
            if let Some(object) = json.get("record") {
                inside(object, &rust_name, &mut stub.types);
            }
            stub.types.insert(rust_name);
        }
        _ => {
            inside(&Json::Object(json.clone()), &rust_name, &mut stub.types);
            stub.types.insert(rust_name);
        }
    }
    stub
}

/// The names of what is sound of a document.
fn generated(compiled: &Compiled, nsid: &str) -> BTreeSet<String> {
    let module = compiled.ir.document(nsid).into_iter();
    let definitions = module.flat_map(|module| &module.definitions);
    definitions
        .flat_map(|it| it.inline_names().into_iter().chain([it.rust_name.clone()]))
        .collect()
}

/// The types written inside one called `owner`.
fn inside(schema: &Json<'_>, owner: &str, names: &mut BTreeSet<String>) {
    let Json::Object(schema) = schema else { return };
    if let Some(Json::Object(properties)) = schema.get("properties") {
        for (name, property) in properties.iter() {
            place_of(property, owner, name, names);
        }
    }
    if let Some(items) = schema.get("items") {
        place_of(items, owner, "item", names);
    }
}

/// The type at `part` of one called `owner`, and those in it.
fn place_of(schema: &Json<'_>, owner: &str, part: &str, names: &mut BTreeSet<String>) {
    let Json::Object(object) = schema else { return };
    let name = inline_name(owner, part);
    let has = |field| object.get(field).is_some();
    if has("properties") || has("refs") || has("knownValues") || has("enum") {
        names.insert(name.clone());
    }
    inside(schema, &name, names);
}

/// The module that items of a document stand in, and what they are called there.
fn place(nsid: &str, names: Stub, request: &Request) -> (Vec<String>, Stub) {
    let path: Vec<String> = nsid.split('.').map(module_name).collect();
    let only = request.only();
    let is_root = match only {
        Some(only) => only.exact() == Some(nsid),
        None => request.patterns.is_empty(),
    };
    match (&request.form, only) {
        (Form::Module, _) if is_root => (Vec::new(), names),
        (Form::Struct(name), _) if is_root => (Vec::new(), prefixed(nsid, name, names)),
        (Form::Struct(name), _) => {
            let inside = [super::references_module(name)];
            (inside.into_iter().chain(path).collect(), names)
        }
        (Form::Module, Some(pattern)) => {
            let prefix = pattern.prefix().filter(|it| !it.is_empty());
            let below = prefix.filter(|prefix| {
                let rest = nsid.strip_prefix(prefix);
                rest.is_some_and(|rest| rest.starts_with('.'))
            });
            let skipped = below.map_or(0, |prefix| prefix.split('.').count());
            (path.into_iter().skip(skipped).collect(), names)
        }
        (Form::Module, None) => (path, names),
    }
}

/// The names as [`crate::compiler::ir::prefix_names`] makes them.
fn prefixed(nsid: &str, name: &str, names: Stub) -> Stub {
    let main = definition_name(nsid, "main");
    let rename = |old: String| match old.strip_prefix(&main) {
        Some(rest) => format!("{name}{rest}"),
        None => format!("{name}{old}"),
    };
    Stub {
        types: names.types.into_iter().map(rename).collect(),
        values: names.values.into_iter().map(rename).collect(),
    }
}
