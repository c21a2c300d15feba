//! The rules of the Lexicon language, file by file. (Stand-in.)
#![allow(missing_docs)]
use crate::{
    diagnostic::*,
    schema::Document,
    source::{SourceId, Sources},
    syntax::Nsid,
};

#[derive(Debug, Default)]
pub struct Checked {
    pub documents: Vec<Document>,
    pub diagnostics: Vec<Diagnostic>,
}
pub fn check(sources: &Sources) -> Checked {
    let mut checked = Checked::default();
    for (i, source) in sources.0.iter().enumerate() {
        let id = SourceId(i as u32);
        let place = Some(Place {
            source: id,
            pointer: String::new(),
            part: Part::Value,
        });
        let mut report = |code, severity, message: &str| {
            checked.diagnostics.push(Diagnostic {
                code,
                severity,
                message: message.into(),
                place: place.clone(),
                label: String::new(),
                related: Vec::new(),
                help: None,
            })
        };
        match serde_json::from_str::<serde_json::Value>(&source.text) {
            Err(e) => report("json", Severity::Error, &e.to_string()),
            Ok(v) => match v["id"].as_str() {
                None => report("not-a-lexicon", Severity::Note, "skipped: not a lexicon"),
                Some(_) if source.text.contains("\"strng\"") => {
                    report("unknown-type", Severity::Error, "unknown type `strng`")
                }
                Some(nsid) => checked.documents.push(Document {
                    source: id,
                    id: Nsid(nsid.into()),
                    description: None,
                    defs: Default::default(),
                }),
            },
        }
    }
    checked
}
