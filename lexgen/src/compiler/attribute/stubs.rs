//! Names in place of items that could not be generated, so that uses of them
//! are not errors too.
//!
//! The names are those of documents that are like the refused or missing ones,
//! resolved and laid out as the others are.

use std::{
    collections::{BTreeMap, BTreeSet},
    slice,
};

use super::{Form, Request, layout, skeleton};
use crate::{
    compiler::{
        case,
        ir::{self, Ir, definition_name},
        items::{self, Item, Options, Shape, items},
        pattern::Pattern,
        pipeline::Compiled,
        read::OnDemand,
        schema::{Definition, Document, MAIN},
        source::{
            SourceId,
            claim::{Claim, claim},
            json::{self, Json},
        },
    },
    syntax::Nsid,
};

/// What an attribute cannot generate.
pub(super) struct Stubs<'r> {
    pub(super) request: &'r Request,
    documents: Vec<Document>,
    /// The names of the `main` that is meant, by the NSID that is written.
    meant: BTreeMap<String, String>,
}

impl<'r> Stubs<'r> {
    pub(super) fn new(request: &'r Request) -> Self {
        Self {
            request,
            documents: Vec::new(),
            meant: BTreeMap::new(),
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
        let name = text.rsplit('.').next().unwrap_or_default();
        self.document(&format!("com.example.{}", case::lower_camel(name)));
    }

    /// Adds the items of the document `meant`, where those of `pattern` would be.
    pub(super) fn misspelt(&mut self, meant: &str, pattern: &Pattern) {
        if let Some(nsid) = pattern.exact()
            && self.request.form == Form::Module
        {
            let name = definition_name(meant, MAIN);
            self.meant.insert(nsid.to_owned(), name);
        }
    }

    /// Adds the items of all that was refused.
    pub(super) fn refused(&mut self, compiled: &Compiled, found: &OnDemand) {
        let refused = &compiled.refused;
        let whole = refused.documents.iter().map(|id| id.as_str());
        for nsid in whole.chain(found.unreadable.iter().map(String::as_str)) {
            self.document(nsid);
        }
        if refused.documents.is_empty() && refused.definitions.is_empty() {
            return;
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
            let defs = defs.iter().filter(|(name, _)| is_refused(name));
            let defs = defs.filter_map(|(name, json)| {
                Some((name.to_owned(), skeleton::definition(json.as_object()?)))
            });
            self.add(id, defs.collect());
        }
    }

    /// Adds all that the `main` of a document can be.
    fn document(&mut self, nsid: &str) {
        let main = Definition::Endpoint(skeleton::endpoint(&json::Object::default()));
        self.add(nsid, [(MAIN.to_owned(), main)].into());
    }

    fn add(&mut self, nsid: &str, defs: BTreeMap<String, Definition>) {
        if let Ok(id) = Nsid::new(nsid)
            && !defs.is_empty()
        {
            self.documents.push(Document {
                source: SourceId(0),
                id,
                description: None,
                defs,
            });
        }
    }

    /// The names by module, without those that are generated.
    pub(super) fn names(&self, generated: &Ir, options: &Options) -> items::Stubs {
        let mut stubs = items::Stubs::new();
        for document in &self.documents {
            let nsid = document.id.as_str();
            let mut ir = ir::resolve_all(slice::from_ref(document));
            let is_only = self.request.patterns.is_empty();
            let layout = layout(self.request, is_only.then_some(nsid), &mut ir);
            let taken: BTreeSet<String> = (generated.document(nsid).into_iter())
                .flat_map(|module| items(generated, options, module))
                .map(|item| item.name.name().to_owned())
                .collect();
            for (index, module) in ir.modules.iter().enumerate() {
                let stub = stubs.entry(layout.path(index).to_vec()).or_default();
                let items = items(&ir, options, module);
                let items = items.iter().map(|item| (item.name.name(), uses(item)));
                let meant = self
                    .meant
                    .get(nsid)
                    .map(|name| (name.as_str(), [true, true]));
                for (name, [as_type, as_value]) in items.chain(meant) {
                    let name = Some(name.to_owned()).filter(|name| !taken.contains(name));
                    stub.types.extend(name.clone().filter(|_| as_type));
                    stub.values.extend(name.filter(|_| as_value));
                }
            }
        }
        stubs
    }
}

/// Whether an item is a type, and whether it is a value.
fn uses(item: &Item<'_>) -> [bool; 2] {
    match item.shape {
        Shape::Constant(_) => [false, true],
        Shape::Endpoint(_) => [true, true],
        Shape::Struct(_)
        | Shape::Required(_)
        | Shape::Enum(_)
        | Shape::Newtype(_)
        | Shape::Alias(_) => [true, false],
    }
}
