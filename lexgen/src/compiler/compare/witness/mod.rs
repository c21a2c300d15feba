//! The proof of a break: data that one version accepts and the other refuses.
//!
//! A witness is looked for where the change is (`place`): the shortest data
//! that has the place in it is made, and the values that the two versions may
//! judge differently are put there one after the other (`search`, `scalars`),
//! until the validator accepts one by the one version and refuses it by the
//! other (`trial`). So a witness is true even if the change is misjudged.

mod display;
mod place;
mod scalars;
mod search;
mod shape;
mod trial;

use std::ops::ControlFlow;

use self::{
    place::Place,
    search::{Probes, Search},
};
use super::{
    BodyAspect, BodyChange, BodyPart, Change, ChangeKind, Constraint, DefinitionChange,
    PropertyChange, Replaced, Side, Verdict,
};
use crate::{
    compiler::{
        diagnostic::pointer::is_within,
        dynamic::Subject,
        ir::Ir,
        schema::{FullName, Method},
    },
    data::Data,
    validate::{Code, Violation},
};

/// What one version accepts and the other refuses.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Witness {
    /// The definition by whose two versions it is judged.
    pub definition: FullName,
    /// What it is.
    pub evidence: Evidence,
    /// The version that accepts it.
    pub accepted_by: Side,
    /// Why the other version refuses it, a sentence each, without a full stop.
    /// Never empty.
    pub reasons: Vec<String>,
}

/// What can be accepted or refused.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Evidence {
    /// Data of a definition or of a part of an endpoint.
    Data {
        /// Which part.
        subject: Subject,
        /// The data.
        data: Data,
    },
    /// The key of a record.
    RecordKey(String),
    /// A call of an endpoint.
    Call(Method),
    /// A body of this MIME type, or no body.
    Body {
        /// Of the request or of the response.
        part: BodyPart,
        /// The MIME type.
        content_type: Option<String>,
    },
    /// The definition's own name: in a reference, a `$type`, or as a token.
    Name,
}

impl Witness {
    /// The version that refuses it.
    pub fn refused_by(&self) -> Side {
        self.accepted_by.other()
    }
}

/// Looks for what proves a verdict. Where a rename changes which data is valid, that
/// data proves more than the name.
pub fn of_verdict(old: &Ir, new: &Ir, verdict: &Verdict) -> Vec<Witness> {
    let parts = verdict.of_rename.iter();
    let mut found: Vec<Witness> = Vec::new();
    for witness in parts.flat_map(|part| find(old, new, part)) {
        if found.iter().all(|it| it.accepted_by != witness.accepted_by) {
            found.push(witness);
        }
    }
    if found.is_empty() {
        found = find(old, new, &verdict.change);
    }
    found
}

/// The same as whole records and bodies, where the data of a definition is in some.
pub fn in_carriers(old: &Ir, new: &Ir, verdict: &Verdict) -> Vec<Witness> {
    let carriers = verdict.effects.iter().find(|it| !it.carriers.is_empty());
    let carriers = carriers.map_or(&[][..], |it| &it.carriers);
    let nearest = || carriers.iter().take(MOST_CARRIERS);
    let whole = |witness: Witness| {
        let shows = |whole: &Witness| {
            let mut reasons = whole.reasons.iter();
            reasons.any(|reason| {
                witness
                    .reasons
                    .iter()
                    .any(|it| reason.ends_with(it.as_str()))
            })
        };
        let is_whole = nearest().any(|it| it.name == witness.definition);
        let side = witness.accepted_by;
        let mut found = nearest()
            .filter(|_| !is_whole)
            .filter_map(|it| difference(old, new, &it.name, it.part, side));
        found.find(shows).unwrap_or(witness)
    };
    let witnesses = of_verdict(old, new, verdict).into_iter();
    witnesses.map(whole).collect()
}

/// In how many records and endpoints a witness is looked for.
const MOST_CARRIERS: usize = 3;

/// Looks for what a change makes invalid, and for what it makes valid: at most
/// one witness each, none for a change that does neither.
pub fn find(old: &Ir, new: &Ir, change: &Change) -> Vec<Witness> {
    let value_set = change.kind.value_set();
    let whole = whole(&change.kind);
    let accepted_by = [
        (Side::Old, value_set.narrowed || whole == Some(Side::Old)),
        (Side::New, value_set.widened || whole == Some(Side::New)),
    ];
    accepted_by
        .into_iter()
        .filter(|(_, wanted)| *wanted)
        .filter_map(|(side, _)| {
            let trial = Trial { old, new, side };
            if value_set.is_unchanged() {
                trial.whole(change)
            } else {
                trial.values(change)
            }
        })
        .collect()
}

/// Looks for data of a definition, or of a part of an endpoint, that the
/// version `accepted_by` accepts and the other refuses, wherever they differ.
pub fn difference(
    old: &Ir,
    new: &Ir,
    name: &FullName,
    subject: Subject,
    accepted_by: Side,
) -> Option<Witness> {
    let trial = Trial {
        old,
        new,
        side: accepted_by,
    };
    trial.data(name, &Place::whole(subject), Probes::ALL, &[])
}

/// For what is there or not as a whole, the side that has it.
fn whole(kind: &ChangeKind) -> Option<Side> {
    match kind {
        ChangeKind::Definition(change) => match change {
            DefinitionChange::DocumentAdded | DefinitionChange::Added { .. } => Some(Side::New),
            DefinitionChange::DocumentRemoved | DefinitionChange::Removed { .. } => Some(Side::Old),
            DefinitionChange::Renamed { on_the_wire, .. } => on_the_wire.then_some(Side::Old),
            DefinitionChange::KindChanged { .. } | DefinitionChange::NotCompared { .. } => None,
        },
        ChangeKind::Body(change) => match change.aspect {
            // Both versions send the same except for the body.
            BodyAspect::Added | BodyAspect::Removed | BodyAspect::SchemaAdded => Some(Side::Old),
            BodyAspect::SchemaRemoved => Some(Side::New),
            BodyAspect::Encoding { .. } => None,
        },
        _ => None,
    }
}

/// Two versions, and which of them accepts what is looked for.
#[derive(Clone, Copy)]
struct Trial<'i> {
    old: &'i Ir,
    new: &'i Ir,
    side: Side,
}

impl<'i> Trial<'i> {
    fn from(self) -> &'i Ir {
        self.side.of(self.old, self.new)
    }

    fn to(self) -> &'i Ir {
        self.side.of(self.new, self.old)
    }

    /// For a change of what is valid.
    fn values(self, change: &Change) -> Option<Witness> {
        let name = change.full_name();
        if let ChangeKind::Definition(DefinitionChange::KindChanged { .. }) = &change.kind {
            return self
                .data(&name, &Place::whole(Subject::Value), Probes::ALL, &[])
                .or_else(|| self.first(&name, place::calls()));
        }
        if let ChangeKind::Constraint(kind) = &change.kind
            && let Constraint::RecordKey(Replaced { before, after }) = &kind.constraint
        {
            let keys = place::record_keys([before, after]).map(Evidence::RecordKey);
            return self.first(&name, keys);
        }
        if let ChangeKind::Body(kind) = &change.kind
            && let BodyAspect::Encoding { before, after, .. } = &kind.aspect
        {
            return self.first(&name, place::content_types(kind.part, &[before, after]));
        }
        let (place, kind) = (place::of(change, self.side)?, &change.kind);
        self.data(&name, &place, Probes::of(kind), codes(kind))
    }

    /// For what is there or not as a whole.
    fn whole(self, change: &Change) -> Option<Witness> {
        let name = change.full_name();
        match &change.kind {
            ChangeKind::Definition(DefinitionChange::Renamed { before, .. }) => self.name(before),
            ChangeKind::Definition(
                DefinitionChange::DocumentAdded | DefinitionChange::DocumentRemoved,
            ) => place::definitions(self.from(), &change.nsid).find_map(|name| self.name(&name)),
            ChangeKind::Body(kind) => self.body(&name, kind),
            _ => self.name(&name),
        }
    }

    /// For a body, or its schema, that only one version has.
    fn body(self, name: &FullName, change: &BodyChange) -> Option<Witness> {
        let part = change.part;
        let is_whole = matches!(change.aspect, BodyAspect::Added | BodyAspect::Removed);
        if is_whole && part != BodyPart::Message {
            let encoding = place::encoding(self.from(), name, part);
            return self.first(name, place::content_types(part, encoding.as_slice()));
        }
        let place = Place::whole(Subject::at(&[part.step()]));
        self.data(name, &place, Probes::ALL, &[])
    }

    /// For a definition that only one version has under its name.
    fn name(self, name: &FullName) -> Option<Witness> {
        self.first(name, place::calls().chain([Evidence::Name]))
    }

    /// The first of these that is a witness.
    fn first(self, name: &FullName, evidence: impl Iterator<Item = Evidence>) -> Option<Witness> {
        evidence.into_iter().find_map(|evidence| {
            trial::judge(self.from(), name, &evidence).ok()?;
            let reasons = trial::judge(self.to(), name, &evidence).err()?;
            Some(Witness {
                definition: name.clone(),
                evidence,
                accepted_by: self.side,
                reasons,
            })
        })
    }

    /// Data that is refused at a place, best for one of the reasons `codes`.
    fn data(
        self,
        name: &FullName,
        place: &Place,
        probes: Probes,
        codes: &[Code],
    ) -> Option<Witness> {
        let mut search = Search::new(self.from(), self.to());
        let below = place.pointer();
        let mut best: Option<(Data, Vec<Violation>)> = None;
        let _ = search.at_place(name, place, probes, &mut |data| {
            let Some(violations) = trial::refused(self, name, place.subject, &data) else {
                return ControlFlow::Continue(());
            };
            let here = |it: &&Violation| is_within(&it.path, &below);
            let fits = |it: &Violation| codes.is_empty() || codes.contains(&it.code);
            if violations.iter().filter(here).any(fits) {
                best = Some((data, violations));
                return ControlFlow::Break(());
            }
            if best.is_none() && violations.iter().any(|it| here(&it)) {
                best = Some((data, violations));
            }
            ControlFlow::Continue(())
        });
        let (data, mut violations) = best?;
        violations.sort_by_key(|it| !is_within(&it.path, &below));
        Some(Witness {
            definition: name.clone(),
            evidence: Evidence::Data {
                subject: place.subject,
                data,
            },
            accepted_by: self.side,
            reasons: violations.iter().map(ToString::to_string).collect(),
        })
    }
}

/// What the version that refuses a value says, for a change of this kind; any
/// reason will do where there is none.
fn codes(kind: &ChangeKind) -> &'static [Code] {
    match kind {
        ChangeKind::Property(PropertyChange::BecameNullable | PropertyChange::NoLongerNullable) => {
            &[Code::Null]
        }
        ChangeKind::Property(_) => &[Code::Missing],
        ChangeKind::Constraint(change) => match change.constraint {
            Constraint::Limit { limit, .. } => trial::limit_codes(limit),
            Constraint::Format(_) => &[Code::Malformed],
            Constraint::Enum { .. } => &[Code::NotInEnum],
            Constraint::Const(_) => &[Code::NotConst],
            Constraint::Accept(_) => &[Code::NotAccepted],
            _ => &[],
        },
        ChangeKind::Member(_) => &[Code::NotAMember],
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
