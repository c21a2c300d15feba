//! Names in place of items that could not be generated, so that uses of them
//! are not errors too.

use std::collections::{BTreeMap, BTreeSet};

use super::{Form, Request};
use crate::compiler::{
    ir::{definition_name, inline_name, module_name, token_name},
    items::{self, Companion},
    pattern::Pattern,
    pipeline::Compiled,
    read::OnDemand,
    schema::Kind,
    source::{
        claim::{Claim, claim},
        json::{self, Json, Object},
    },
};

/// Names of items by the path of their module.
#[derive(Debug, Default)]
pub(super) struct Stubs(BTreeMap<Vec<String>, Names>);

/// Names of the items of one module.
#[derive(Clone, Debug, Default)]
struct Names {
    types: BTreeSet<String>,
    values: BTreeSet<String>,
}

impl Stubs {
    pub(super) fn extend(&mut self, other: Self) {
        for (path, names) in other.0 {
            let entry = self.0.entry(path).or_default();
            entry.types.extend(names.types);
            entry.values.extend(names.values);
        }
    }

    /// The types and values of each module.
    pub(super) fn modules(&self, refused: &str) -> Vec<items::Stub> {
        let stub = |(path, names): (&Vec<String>, &Names)| items::Stub {
            path: path.clone(),
            refused: refused.to_owned(),
            types: names.types.iter().cloned().collect(),
            values: names.values.iter().cloned().collect(),
        };
        self.0.iter().map(stub).collect()
    }
}

/// The items of a document that is not there, as far as its name says.
pub(super) fn of_missing(pattern: &Pattern, request: &Request) -> Stubs {
    let mut stubs = Stubs::default();
    if let Some(nsid) = pattern.exact() {
        stubs.document(nsid, request);
    }
    stubs
}

/// The items of a document whose name is no NSID, as far as that says.
pub(super) fn of_unsound(text: &str, request: &Request) -> Stubs {
    let mut stubs = Stubs::default();
    if text.ends_with(|last: char| last.is_ascii_alphanumeric()) {
        stubs.document(text, request);
    }
    stubs
}

/// The items of the document `meant`, where those of `pattern` would be.
pub(super) fn of_misspelt(meant: &str, pattern: &Pattern, request: &Request) -> Stubs {
    let Some(nsid) = pattern.exact() else {
        return Stubs::default();
    };
    let name = definition_name(meant, "main");
    let names = Names {
        types: [name.clone()].into(),
        values: [name].into(),
    };
    let mut stubs = Stubs::default();
    if request.form == Form::Module {
        stubs.add(nsid, request, names);
    }
    stubs
}

/// The items of all that was refused.
pub(super) fn of_refused(compiled: &Compiled, found: &OnDemand, request: &Request) -> Stubs {
    let mut stubs = Stubs::default();
    let refused = &compiled.refused;
    let whole = refused.documents.iter().map(|id| id.as_str());
    for nsid in whole.chain(found.unreadable.iter().map(String::as_str)) {
        stubs.document(nsid, request);
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
        for (name, definition) in defs.iter().filter(|(name, _)| is_refused(name)) {
            if let Json::Object(definition) = definition {
                let mut of_one = Stubs::default();
                of_one.definition(id, name, definition);
                of_one.leave_out(&generated(compiled, id));
                stubs.extend(of_one.placed(id, request));
            }
        }
    }
    stubs
}

/// The companions of an endpoint.
fn companions() -> impl Iterator<Item = String> {
    Companion::ALL
        .into_iter()
        .map(|companion| companion.name().to_owned())
}

impl Stubs {
    fn add(&mut self, nsid: &str, request: &Request, names: Names) {
        let (path, names) = place(nsid, names, request);
        self.extend(Self([(path, names)].into()));
    }

    /// All that the `main` of a document can be.
    fn document(&mut self, nsid: &str, request: &Request) {
        let main = definition_name(nsid, "main");
        let mut names = Names::default();
        names.types.extend(companions());
        names.types.insert(main.clone());
        names.values.insert(main);
        self.add(nsid, request, names);
    }

    fn definition(&mut self, nsid: &str, name: &str, json: &Object<'_>) {
        let rust_name = definition_name(nsid, name);
        let mut names = Names::default();
        let kind = match json.get("type") {
            Some(Json::String(kind)) => Kind::from_name(kind),
            _ => None,
        };
        match kind {
            Some(Kind::Token | Kind::PermissionSet) => {
                names.values.insert(token_name(nsid, name));
            }
            Some(kind) if kind.is_endpoint() => {
                names.types.extend(companions());
                names.types.insert(rust_name.clone());
                names.values.insert(rust_name);
                for (owner, field) in [
                    (Companion::Input, "input"),
                    (Companion::Output, "output"),
                    (Companion::Message, "message"),
                ] {
                    if let Some(Json::Object(body)) = json.get(field)
                        && let Some(schema) = body.get("schema")
                    {
                        inside(schema, owner.name(), &mut names.types);
                    }
                }
                if let Some(params) = json.get("parameters") {
                    inside(params, Companion::Params.name(), &mut names.types);
                }
            }
            Some(Kind::Record) => {
                if let Some(object) = json.get("record") {
                    inside(object, &rust_name, &mut names.types);
                }
                names.types.insert(rust_name);
            }
            _ => {
                inside(&Json::Object(json.clone()), &rust_name, &mut names.types);
                names.types.insert(rust_name);
            }
        }
        self.0.insert(Vec::new(), names);
    }

    /// Without what is generated.
    fn leave_out(&mut self, generated: &BTreeSet<String>) {
        for names in self.0.values_mut() {
            names.types.retain(|name| !generated.contains(name));
            names.values.retain(|name| !generated.contains(name));
        }
    }

    /// The names of one document, where they stand.
    fn placed(self, nsid: &str, request: &Request) -> Self {
        let names = self.0.into_values();
        Self(names.map(|names| place(nsid, names, request)).collect())
    }
}

/// The names of what is sound of a document.
fn generated(compiled: &Compiled, nsid: &str) -> BTreeSet<String> {
    let modules = compiled.ir.modules.iter();
    let definitions = modules
        .filter(|module| module.nsid.as_str() == nsid)
        .flat_map(|module| &module.definitions);
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
fn place(nsid: &str, names: Names, request: &Request) -> (Vec<String>, Names) {
    let path: Vec<String> = nsid.split('.').map(module_name).collect();
    let only = match request.patterns.as_slice() {
        [one] => Some(one),
        _ => None,
    };
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
fn prefixed(nsid: &str, name: &str, names: Names) -> Names {
    let main = definition_name(nsid, "main");
    let rename = |old: String| match old.strip_prefix(&main) {
        Some(rest) => format!("{name}{rest}"),
        None => format!("{name}{old}"),
    };
    Names {
        types: names.types.into_iter().map(rename).collect(),
        values: names.values.into_iter().map(rename).collect(),
    }
}
