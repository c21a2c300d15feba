//! Definitions and documents that a version has with errors.

use super::{
    Comparison, DefinitionChange, Side, Verdict,
    comparison::order,
    judge::{Judge, not_compared},
    not_compared::{change_of, judged, verdict},
};
use crate::{
    compiler::{
        check::Refused,
        ir::Ir,
        schema::{FullName, Kind, MAIN},
    },
    syntax::Nsid,
};

/// A version with errors.
pub(crate) struct Faulty<'v> {
    /// Which of the two.
    pub(crate) side: Side,
    /// What has errors.
    pub(crate) refused: &'v Refused,
    /// What has errors in the other version.
    pub(crate) refused_by_other: &'v Refused,
    /// The type of a definition with errors, as far as it can be read.
    pub(crate) kind: &'v dyn Fn(&Nsid, &str) -> Option<Kind>,
}

impl Comparison {
    /// With a verdict on each definition and document that a version refused, in
    /// place of the verdicts that take it for something that was not there. What the
    /// old version refused and the new one no longer has was removed.
    pub(crate) fn with_refused(mut self, faulty: &Faulty<'_>, old: &Ir, new: &Ir) -> Self {
        let Faulty {
            side,
            refused,
            refused_by_other,
            ..
        } = faulty;
        if refused.documents.is_empty() && refused.definitions.is_empty() {
            return self;
        }
        let judge = Judge::new(old, new, &[]);
        self.verdicts
            .retain(|verdict| !verdict.change.is_refused(refused));
        let documents = refused.documents.iter().map(|nsid| (nsid, None));
        let definitions = refused.definitions.iter();
        let definitions = definitions.map(|(nsid, name)| (nsid, Some(name.as_str())));
        for (nsid, name) in documents.chain(definitions) {
            let other = side.other().of(old, new);
            let is_in_other = match name {
                None => other.document(nsid).is_some(),
                Some(name) => other.find(&FullName::new(nsid, name)).is_some(),
            };
            let is_in_both = match name {
                None => refused_by_other.documents.contains(nsid),
                Some(name) => refused_by_other.defines(nsid, name),
            };
            let verdict = match (side, is_in_other) {
                (Side::Old, false) if is_in_both => {
                    refused_verdict(nsid, name, "both versions have errors there")
                }
                (Side::Old, false) => removed(nsid, name, faulty, &judge),
                // Nobody can depend on it yet, or the old version is reported.
                (Side::New, false) => continue,
                (_, true) => {
                    let why = format!("the {} version has errors there", side.name());
                    refused_verdict(nsid, name, &why)
                }
            };
            self.verdicts.push(verdict);
        }
        self.verdicts
            .sort_by(|a, b| order(&a.change).cmp(&order(&b.change)));
        self
    }
}

fn refused_verdict(nsid: &Nsid, definition: Option<&str>, why: &str) -> Verdict {
    let kind = DefinitionChange::NotCompared {
        why: why.to_owned(),
    };
    verdict(nsid, definition, (true, true), kind, why)
}

/// What has errors in the old version and is not in the new one.
fn removed(
    nsid: &Nsid,
    definition: Option<&str>,
    faulty: &Faulty<'_>,
    judge: &Judge<'_>,
) -> Verdict {
    let name = FullName::new(nsid, definition.unwrap_or(MAIN));
    let kind = (faulty.kind)(nsid, name.definition());
    let why = "it is gone, and the old version has errors there";
    let change = match (definition, kind) {
        (None, _) => DefinitionChange::DocumentRemoved,
        (Some(_), Some(kind)) => DefinitionChange::Removed { kind },
        (Some(_), None) => DefinitionChange::NotCompared {
            why: why.to_owned(),
        },
    };
    let change = change_of(nsid, definition, (true, false), change);
    let effects = match kind {
        Some(kind) => judge.removed(&name, kind),
        None => not_compared(why),
    };
    judged(change, effects)
}
