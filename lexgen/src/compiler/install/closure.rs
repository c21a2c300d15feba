//! What a document refers to in other documents: the same that the reference installer
//! follows.
//!
//! References and unions are needed: without them, nothing can be generated. Values that
//! may be tokens and members of permission sets only name what may exist.

use std::collections::BTreeSet;

use crate::{
    compiler::{
        check::check,
        schema::{Definition, Document, Node, Permission, Type, TypeKind},
        source::Sources,
    },
    syntax::Nsid,
};

/// The other documents that a document refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Those of references and unions.
    pub needed: BTreeSet<Nsid>,
    /// Those that are only named: by values with a `#`, and by permission sets.
    pub named: BTreeSet<Nsid>,
}

impl References {
    /// The references of a document.
    pub fn of(document: &Document) -> Self {
        let mut found = Self::default();
        for (name, definition) in &document.defs {
            definition.walk(name, &mut |_, node| {
                if let Node::Type(r#type) = node {
                    found.of_type(r#type);
                }
            });
            found.of_definition(definition);
        }
        found.needed.remove(&document.id);
        found.named.remove(&document.id);
        found.named.retain(|nsid| !found.needed.contains(nsid));
        found
    }

    /// The references of the document in a text. `None` if it has no valid document.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut sources = Sources::default();
        sources.add("", None, text);
        let checked = check(&sources);
        checked.documents.first().map(Self::of)
    }

    fn of_type(&mut self, r#type: &Type) {
        r#type.each_reference(&mut |_, reference| {
            self.needed.extend(reference.document.clone());
        });
        if let TypeKind::String(string) = &r#type.kind {
            let tokens = string.known_values.iter();
            self.named.extend(tokens.filter_map(|value| token(value)));
        }
    }

    fn of_definition(&mut self, definition: &Definition) {
        match definition {
            Definition::PermissionSet(set) => {
                for permission in &set.permissions {
                    let names = match permission {
                        Permission::Repo { collection, .. } => collection,
                        Permission::Rpc { lxm, .. } => lxm,
                        // The reference installer does not know spaces.
                        Permission::Space { .. } | Permission::Other { .. } => continue,
                    };
                    let names = names
                        .iter()
                        .filter_map(|name| Nsid::new(name.as_str()).ok());
                    self.named.extend(names);
                }
            }
            Definition::Space(_)
            | Definition::Record(_)
            | Definition::Endpoint(_)
            | Definition::Token(_)
            | Definition::Type(_)
            | Definition::Opaque(_) => {}
        }
    }
}

/// The document of a value that may be a token: `nsid#name`.
fn token(value: &str) -> Option<Nsid> {
    let (nsid, name) = value.split_once('#')?;
    let is_name = !name.is_empty() && !name.contains('#');
    is_name.then(|| Nsid::new(nsid).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(defs: &str) -> (Vec<String>, Vec<String>) {
        let text = format!(r#"{{"lexicon": 1, "id": "com.example.own", "defs": {{{defs}}}}}"#);
        let found = References::of_text(&text).expect("a document");
        let [needed, named] = [found.needed, found.named]
            .map(|all| all.into_iter().map(|nsid| nsid.to_string()).collect());
        (needed, named)
    }

    fn object(properties: &str) -> String {
        format!(r#""main": {{"type": "object", "properties": {{{properties}}}}}"#)
    }

    #[test]
    fn references_and_unions_are_needed_at_any_depth() {
        let (needed, named) = references(
            r##"
            "main": {
                "type": "procedure",
                "parameters": {"type": "params", "properties": {"a": {"type": "string"}}},
                "input": {"encoding": "application/json", "schema":
                    {"type": "ref", "ref": "com.example.input"}},
                "output": {"encoding": "application/json", "schema": {"type": "object", "properties": {
                    "list": {"type": "array", "items": {"type": "union", "refs":
                        ["com.example.union#part", "#own", "com.example.own#own"]}}}}}
            },
            "own": {"type": "object", "properties": {"x": {"type": "ref", "ref": "com.example.x"}}}
            "##,
        );
        assert_eq!(
            needed,
            ["com.example.input", "com.example.union", "com.example.x"]
        );
        assert!(named.is_empty());
    }

    #[test]
    fn only_values_with_one_name_after_the_nsid_are_tokens() {
        let values = r##"["com.example.defs#token", "com.example.plain", "com.example.other#",
            "com.example.more#a#b", "#local", "x#y", "com.example.own#token"]"##;
        let string = format!(r#"{{"type": "string", "maxLength": 9, "knownValues": {values}}}"#);
        let (needed, named) = references(&object(&format!(
            r#""a": {string}, "b": {{"type": "array", "items": {string}}}"#
        )));
        assert!(needed.is_empty());
        assert_eq!(named, ["com.example.defs"]);
    }

    #[test]
    fn what_is_needed_is_not_only_named() {
        let (needed, named) = references(&object(
            r##""a": {"type": "string", "knownValues": ["com.example.defs#token"]},
                "b": {"type": "ref", "ref": "com.example.defs#object"}"##,
        ));
        assert_eq!((needed, named), (vec!["com.example.defs".into()], vec![]));
    }

    #[test]
    fn permission_sets_name_endpoints_and_records() {
        let (needed, named) = references(
            r#""main": {"type": "permission-set", "title": "x", "permissions": [
                {"type": "permission", "resource": "rpc", "inheritAud": true, "lxm": ["com.example.call", "com.example.own"]},
                {"type": "permission", "resource": "repo", "collection": ["com.example.record"]}
            ]}"#,
        );
        assert!(needed.is_empty());
        assert_eq!(named, ["com.example.call", "com.example.record"]);
    }
}
