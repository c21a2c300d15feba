//! What the old version has with errors: nobody knows what it means, so nothing can be
//! compared with it.

use super::{
    Change, ChangeKind, Comparison, DefinitionChange, Location, Semver, Verdict, comparison::order,
    judge::not_compared,
};
use crate::{
    compiler::{
        check::Refused,
        ir::Ir,
        schema::{FullName, Path},
    },
    syntax::Nsid,
};

impl Comparison {
    /// With a verdict on each definition and document that the old version `refused`,
    /// in place of the verdicts that take it for something that was not there.
    pub(crate) fn with_refused(mut self, refused: &Refused, new: &Ir) -> Self {
        self.verdicts
            .retain(|verdict| !verdict.change.is_refused(refused));
        let documents = refused.documents.iter().map(|nsid| (nsid, None));
        let definitions = refused.definitions.iter();
        let definitions = definitions.map(|(nsid, name)| (nsid, Some(name.as_str())));
        let verdicts = documents.chain(definitions);
        self.verdicts
            .extend(verdicts.map(|(nsid, name)| verdict(nsid, name, new)));
        self.verdicts
            .sort_by(|a, b| order(&a.change).cmp(&order(&b.change)));
        self
    }
}

fn verdict(nsid: &Nsid, definition: Option<&str>, new: &Ir) -> Verdict {
    let path = definition.map_or_else(Path::document, Path::definition);
    let is_in_new = match definition {
        None => new.document(nsid).is_some(),
        Some(name) => new.find(&FullName::new(nsid, name)).is_some(),
    };
    let location = |present| Location {
        path: path.clone(),
        present,
    };
    Verdict {
        rust: Semver::Major,
        rust_reasons: vec!["it was not compared".to_owned()],
        ..not_compared(Change {
            nsid: nsid.clone(),
            definition: definition.map(str::to_owned),
            old: location(true),
            new: location(is_in_new),
            kind: ChangeKind::Definition(DefinitionChange::NotCompared),
        })
    }
}
