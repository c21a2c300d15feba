//! What differs, held to small lexicons written here and to the corpora.

mod catalogue;
mod corpus;
mod exact;
mod kitchen;
mod mirror;
mod references;
mod renames;

use super::{ChangeOptions, changes};
use crate::compiler::{
    check::check,
    compare::{Change, ChangeKind},
    diagnostic::Severity,
    ir::{self, Ir},
    source::Sources,
};

/// Resolves lexicons that have nothing wrong.
fn world(documents: &[String]) -> Ir {
    let mut sources = Sources::default();
    for (place, text) in documents.iter().enumerate() {
        sources.add(format!("{place}.json"), None, text.as_str());
    }
    let checked = check(&sources);
    let errors: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    ir::resolve(&checked.documents, &checked.refused, &options).0
}

/// A lexicon.
fn document(nsid: &str, defs: &str) -> String {
    format!(r#"{{"lexicon":1,"id":"{nsid}","defs":{{{defs}}}}}"#)
}

/// What differs between two sets of lexicons; and the other way round, where it
/// must be the mirror image.
fn differences(old: &[String], new: &[String]) -> Vec<Change> {
    let (old, new) = (world(old), world(new));
    let options = ChangeOptions::default();
    let there = changes(&old, &new, options);
    mirror::assert_mirrored(&there, &changes(&new, &old, options));
    there
}

/// The one difference between two versions of `com.example.thing`.
#[track_caller]
fn only(old: &str, new: &str) -> ChangeKind {
    let wrap = |defs| [document("com.example.thing", defs)];
    let mut found = differences(&wrap(old), &wrap(new));
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0).kind
}
