//! Data against definitions.

mod read;
mod subjects;
mod values;
mod vectors;

use super::{Options, Schema, Subject};
use crate::{
    compiler::{
        check::check,
        ir::{self, Ir},
        source::Sources,
    },
    data::Data,
    validate::{Violation, Violations},
};

/// The rules that are about data; `unlisted-error` is the command's.
pub(crate) const CODES: [&str; 2] = ["not-data", "unlisted-error"];

/// The lexicons of some texts, of which none may have an error but references
/// to nothing.
pub(crate) fn world<'t>(lexicons: impl IntoIterator<Item = &'t str>) -> Ir {
    let mut sources = Sources::default();
    for lexicon in lexicons {
        sources.add("lexicon.json", None, lexicon);
    }
    let checked = check(&sources);
    assert_eq!(checked.diagnostics, []);
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    ir::resolve(&checked.documents, &checked.refused, &options).0
}

pub(crate) fn data(json: &str) -> Data {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Every path and code.
fn found(result: Result<(), Violations>) -> Vec<(String, &'static str)> {
    let violations = result.err().into_iter().flatten();
    violations
        .map(|Violation { path, code, .. }| (path, code.as_str()))
        .collect()
}
