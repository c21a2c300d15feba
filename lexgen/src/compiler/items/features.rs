//! A cargo feature for each namespace, so that a user of a large generated crate
//! compiles the part that is used.
//!
//! A feature is named for the namespace with dashes for dots (`app-bsky-feed`;
//! a hyphen of the namespace itself becomes an underscore), and needs those of
//! the namespaces it refers to. Modules are left out as a whole where they can
//! be, so that little of this is seen in what is generated.

use std::collections::{BTreeMap, BTreeSet};

use crate::{compiler::ir::Ir, syntax::Nsid};

/// The features of what is generated, each with those it needs.
pub type FeatureTable = BTreeMap<String, BTreeSet<String>>;

/// The features that the generated modules are behind.
pub fn features(ir: &Ir) -> FeatureTable {
    let mut table = FeatureTable::new();
    let documents: BTreeMap<&[String], &Nsid> = (ir.modules.iter())
        .map(|module| (module.path.as_slice(), &module.nsid))
        .collect();
    for module in &ir.modules {
        let feature = feature(&module.nsid);
        let needs = table.entry(feature.clone()).or_default();
        for definition in &module.definitions {
            definition.each_target(&mut |_, to| {
                needs.insert(self::feature(&ir.module(to).nsid));
            });
        }
        // The modules of a namespace may be inside the module of a document.
        let outer = (1..module.path.len()).filter_map(|length| module.path.get(..length));
        let holders = outer.filter_map(|path| documents.get(path));
        needs.extend(holders.map(|nsid| self::feature(nsid)));
        needs.remove(&feature);
    }
    table
}

/// The feature of a document: that of its namespace.
pub(super) fn feature(nsid: &Nsid) -> String {
    let namespace = nsid.as_str().rsplit_once('.').map_or("", |it| it.0);
    namespace.replace('-', "_").replace('.', "-")
}

/// The features as Cargo.toml has them, a line for each.
pub fn feature_lines(table: &FeatureTable) -> impl Iterator<Item = String> {
    table.iter().map(|(feature, needs)| {
        let needs: Vec<_> = needs.iter().map(|need| format!("\"{need}\"")).collect();
        format!("{feature} = [{}]", needs.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::ir::tests::sound;

    const OBJECT: &str = r#""main": {"type": "object", "properties": {}}"#;

    /// A definition that refers to another one.
    fn refers(to: &str) -> String {
        format!(
            r#""main": {{"type": "object", "properties": {{
                "it": {{"type": "array", "items": {{"type": "ref", "ref": "{to}"}}}}}}}}"#
        )
    }

    #[test]
    fn a_feature_needs_those_of_what_it_refers_to() {
        let ir = sound(&[
            ("com.example.feed.one", &refers("com.ex-ample.actor.two")),
            ("com.example.feed.three", &refers("com.example.feed.one")),
            ("com.ex-ample.actor.two", OBJECT),
        ]);
        let lines: Vec<_> = feature_lines(&features(&ir)).collect();
        assert_eq!(
            lines,
            [
                "com-ex_ample-actor = []",
                r#"com-example-feed = ["com-ex_ample-actor"]"#,
            ]
        );
    }

    #[test]
    fn a_namespace_inside_a_documents_module_needs_the_document() {
        let ir = sound(&[
            ("com.example.feed", OBJECT),
            ("com.example.feed.post.draft", OBJECT),
        ]);
        let lines: Vec<_> = feature_lines(&features(&ir)).collect();
        assert_eq!(
            lines,
            [
                "com-example = []",
                r#"com-example-feed-post = ["com-example"]"#,
            ]
        );
    }
}
