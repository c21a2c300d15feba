//! Stand-in.
#![allow(missing_docs)]
use crate::{diagnostic::Diagnostic, pattern::Pattern, schema::Document};

#[derive(Clone, Debug, Default)]
pub struct Options {
    pub include: Vec<Pattern>,
    pub exclude: Vec<Pattern>,
    pub extern_paths: Vec<ExternPath>,
    pub allow_missing: bool,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternPath {
    pub prefix: String,
    pub rust_path: String,
}
pub struct Ir(pub(crate) Vec<Document>);
pub fn resolve(documents: Vec<Document>, options: &Options) -> (Ir, Vec<Diagnostic>) {
    let keep = |d: &Document| {
        (options.include.is_empty() || options.include.iter().any(|p| p.matches(&d.id)))
            && !options.exclude.iter().any(|p| p.matches(&d.id))
    };
    (Ir(documents.into_iter().filter(keep).collect()), Vec::new())
}
impl Ir {
    pub fn to_json(&self, only: &[Pattern]) -> serde_json::Value {
        let all = self.0.iter();
        all.filter(|d| only.is_empty() || only.iter().any(|p| p.matches(&d.id)))
            .map(|d| serde_json::json!({ "nsid": d.id.as_str() }))
            .collect()
    }
    pub fn document_count(&self) -> usize {
        self.0.len()
    }
    pub fn definition_count(&self) -> usize {
        self.0.len()
    }
}
