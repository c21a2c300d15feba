//! Writes and reads the content of a snapshot.

use std::{collections::BTreeSet, path::Path};

use super::message;
use crate::{
    compiler::{
        check::Refused,
        compare::{Options, compare, public_api::PublicApi},
        diagnostic::{Diagnostic, Report, Severity, clean, clean_path},
        ir::{self, Ir},
        items,
        pattern::Pattern,
        read::Input,
        schema::Document,
        set::{Loaded, load_project, lock},
        settings::Settings,
    },
    syntax::Nsid,
};

/// The separator between the lexicons and the items generated from them.
const DIVIDER: &str = "\n// What Rust callers see.\n\n";

/// The documents that match a pattern, and those they refer to.
pub(super) struct Pinned {
    /// The name in messages.
    name: String,
    pattern: Pattern,
    /// All lexicons in the folder.
    all: Loaded,
}

impl Pinned {
    /// Reads a folder.
    pub(super) fn read(folder: &Path, pattern: &str) -> Result<Self, String> {
        let name = format!("`{}` in `{}`", clean(pattern), clean_path(folder));
        let pattern: Pattern = pattern
            .parse()
            .map_err(|error| format!("`{pattern}`: {error}"))?;
        let all = load(Input::Path(folder.to_owned()));
        if all.has_errors() {
            let is_error = |it: &&Diagnostic| it.severity == Severity::Error;
            let errors: Vec<_> = all.diagnostics.iter().filter(is_error).cloned().collect();
            let report = Report::new(&all.sources, errors).to_text(false);
            return Err(format!("the lexicons {name} have errors\n\n{report}"));
        }
        if !all.documents.iter().any(|it| pattern.matches(&it.id)) {
            return Err(format!("there are no lexicons {name}"));
        }
        Ok(Self { name, pattern, all })
    }

    /// The text of the snapshot.
    pub(super) fn text(&self) -> String {
        let ir = self.generated();
        let reached: BTreeSet<&Nsid> = ir.modules.iter().map(|it| &it.nsid).collect();
        let mut text = String::new();
        for document in &self.all.documents {
            if reached.contains(&document.id) {
                text += &lock::lexicon(document);
                text.push('\n');
            }
        }
        let options = items::Options::default();
        text + DIVIDER + &PublicApi::of(&ir, &options).to_string()
    }

    /// The message for a snapshot that differs.
    pub(super) fn message(&self, before: &str) -> String {
        let lexicons = match before.split_once(DIVIDER) {
            Some((lexicons, _)) => lexicons,
            None => before,
        };
        let before = load(Input::Text {
            name: "the snapshot".to_owned(),
            bytes: lexicons.as_bytes().to_vec(),
        });
        if before.has_errors() || before.documents.is_empty() {
            return message::unreadable(&self.name);
        }
        let now = self.generated();
        let is_pinned = |it: &&Document| {
            before.document(&it.id).is_some()
                || now.modules.iter().any(|module| module.nsid == it.id)
        };
        let documents = self.all.documents.iter().filter(is_pinned);
        let documents: Vec<Document> = documents.cloned().collect();
        let now = resolved(&documents, &self.all.refused, Vec::new());
        let options = Options {
            undescribed: true,
            ..Options::default()
        };
        let comparison = compare(&before.ir, &now, &options);
        message::of(&self.name, &comparison)
    }

    /// The items generated from the documents.
    fn generated(&self) -> Ir {
        let include = vec![self.pattern.clone()];
        resolved(&self.all.documents, &self.all.refused, include)
    }
}

/// The lexicons of an input. Words that lexgen does not know are no errors here: whether
/// they are is up to the setting with which Rust is generated from the lexicons.
fn load(input: Input) -> Loaded {
    load_project(&Settings {
        inputs: vec![input],
        resolve: ir::Options {
            allow_unknown: true,
            ..ir::Options::default()
        },
        ..Settings::default()
    })
}

fn resolved(documents: &[Document], refused: &Refused, include: Vec<Pattern>) -> Ir {
    let options = ir::Options {
        include,
        allow_missing: true,
        ..ir::Options::default()
    };
    ir::resolve(documents, refused, &options).0
}
