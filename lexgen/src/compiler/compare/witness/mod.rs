//! The proof of a break: data that one version accepts and the other refuses.
//!
//! A witness is looked for where the change is (`place`): the shortest data
//! that has the place in it is made, and the values that the two versions may
//! judge differently are put there one after the other (`search`, `scalars`),
//! until the validator accepts one by the one version and refuses it by the
//! other (`trial`). So a witness is true, whoever is wrong about the change.

mod display;
mod place;
mod scalars;
mod search;
mod trial;

use std::ops::ControlFlow;

use self::{
    place::Place,
    search::{Probes, Search},
};
use super::{BodyPart, Change, Side, What};
use crate::{
    compiler::{
        dynamic::Subject,
        ir::{Ir, Method},
    },
    data::Data,
    validate::{Code, Violation},
};

/// What one version accepts and the other refuses.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The definition by whose two versions it is judged: `nsid` or
    /// `nsid#name`.
    pub definition: String,
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
    /// A body of this MIME type, or none at all.
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
        match self.accepted_by {
            Side::Old => Side::New,
            Side::New => Side::Old,
        }
    }
}

/// Looks for what a change makes invalid, and for what it makes valid: at most
/// one witness each, none for a change that does neither.
pub fn find(old: &Ir, new: &Ir, change: &Change) -> Vec<Witness> {
    let shift = change.what.shift();
    let whole = whole(&change.what);
    let accepted_by = [
        (Side::Old, shift.narrowed || whole == Some(Side::Old)),
        (Side::New, shift.widened || whole == Some(Side::New)),
    ];
    accepted_by
        .into_iter()
        .filter(|(_, wanted)| *wanted)
        .filter_map(|(side, _)| {
            let trial = Trial { old, new, side };
            match shift.is_none() {
                true => trial.whole(change),
                false => trial.values(change),
            }
        })
        .collect()
}

/// Looks for data of a definition, or of a part of an endpoint, that the
/// version `accepted_by` accepts and the other refuses, wherever they differ.
/// `name` is `nsid` or `nsid#name`.
pub fn difference(
    old: &Ir,
    new: &Ir,
    name: &str,
    subject: Subject,
    accepted_by: Side,
) -> Option<Witness> {
    let trial = Trial {
        old,
        new,
        side: accepted_by,
    };
    let place = Place {
        subject,
        steps: Vec::new(),
    };
    trial.data(name, &place, Probes::ALL, &[])
}

/// For what is there or not as a whole, the side that has it.
fn whole(what: &What) -> Option<Side> {
    match what {
        What::DocumentAdded | What::DefinitionAdded { .. } => Some(Side::New),
        What::DocumentRemoved | What::DefinitionRemoved { .. } => Some(Side::Old),
        What::DefinitionRenamed { on_the_wire, .. } => on_the_wire.then_some(Side::Old),
        // What is sent is the same for both but for the body.
        What::BodyAdded { .. } | What::BodyRemoved { .. } => Some(Side::Old),
        What::SchemaAdded { .. } => Some(Side::Old),
        What::SchemaRemoved { .. } => Some(Side::New),
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
        match self.side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    fn to(self) -> &'i Ir {
        match self.side {
            Side::Old => self.new,
            Side::New => self.old,
        }
    }

    /// For a change of what is valid.
    fn values(self, change: &Change) -> Option<Witness> {
        let name = full_name(change)?;
        match &change.what {
            What::RecordKeyChanged { before, after, .. } => {
                let keys = place::record_keys(before, after).map(Evidence::RecordKey);
                self.first(&name, keys)
            }
            What::EncodingChanged {
                part,
                before,
                after,
                ..
            } => self.first(&name, place::content_types(*part, &[before, after])),
            What::KindChanged { .. } => self
                .data(&name, &place::root(), Probes::ALL, &[])
                .or_else(|| self.first(&name, place::calls())),
            what => {
                let place = place::of(change)?;
                self.data(&name, &place, Probes::of(what), codes(what))
            }
        }
    }

    /// For what is there or not as a whole.
    fn whole(self, change: &Change) -> Option<Witness> {
        let name = match &change.what {
            What::DefinitionRenamed { before, .. } => before.clone(),
            _ => full_name(change)?,
        };
        match &change.what {
            What::BodyAdded { part } | What::BodyRemoved { part } => {
                let messages = place::Place {
                    subject: Subject::Message,
                    steps: Vec::new(),
                };
                let encoding = place::encoding(self.from(), &name, *part);
                let types = place::content_types(*part, encoding.as_slice());
                self.first(&name, types)
                    .or_else(|| self.data(&name, &messages, Probes::ALL, &[]))
            }
            What::SchemaAdded { part } | What::SchemaRemoved { part } => {
                let place = place::Place {
                    subject: place::subject(*part),
                    steps: Vec::new(),
                };
                self.data(&name, &place, Probes::ALL, &[])
            }
            What::DocumentAdded | What::DocumentRemoved => {
                place::definitions(self.from(), &name).find_map(|name| self.name(&name))
            }
            _ => self.name(&name),
        }
    }

    /// For a definition that only one version has under its name.
    fn name(self, name: &str) -> Option<Witness> {
        self.first(name, place::calls().chain([Evidence::Name]))
    }

    /// The first of these that is a witness.
    fn first(self, name: &str, evidence: impl Iterator<Item = Evidence>) -> Option<Witness> {
        evidence.into_iter().find_map(|evidence| {
            trial::judge(self.from(), name, &evidence).ok()?;
            let reasons = trial::judge(self.to(), name, &evidence).err()?;
            Some(Witness {
                definition: name.to_owned(),
                evidence,
                accepted_by: self.side,
                reasons,
            })
        })
    }

    /// Data that is refused at a place, best for one of the reasons `codes`.
    fn data(self, name: &str, place: &Place, probes: Probes, codes: &[Code]) -> Option<Witness> {
        let mut search = Search::new(self.from(), self.to());
        let below = place.pointer();
        let mut best: Option<(Data, Vec<Violation>)> = None;
        let _ = search.at_place(name, place, probes, &mut |data| {
            let Some(violations) = trial::refused(self, name, place.subject, &data) else {
                return ControlFlow::Continue(());
            };
            let here = |it: &&Violation| trial::is_below(&it.path, &below);
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
        violations.sort_by_key(|it| !trial::is_below(&it.path, &below));
        Some(Witness {
            definition: name.to_owned(),
            evidence: Evidence::Data {
                subject: place.subject,
                data,
            },
            accepted_by: self.side,
            reasons: violations.iter().map(ToString::to_string).collect(),
        })
    }
}

fn full_name(change: &Change) -> Option<String> {
    Some(match change.definition.as_deref() {
        None => change.nsid.clone(),
        Some("main") => change.nsid.clone(),
        Some(name) => format!("{}#{name}", change.nsid),
    })
}

/// What the version that refuses a value says, for a change of this kind; any
/// reason will do where there is none.
fn codes(what: &What) -> &'static [Code] {
    match what {
        What::FieldAdded { .. }
        | What::FieldRemoved { .. }
        | What::FieldBecameRequired
        | What::FieldBecameOptional => &[Code::Missing],
        What::FieldBecameNullable | What::FieldNoLongerNullable => &[Code::Null],
        What::LimitChanged { limit, .. } => trial::limit_codes(*limit),
        What::FormatChanged { .. } => &[Code::Malformed],
        What::EnumChanged { .. } => &[Code::NotInEnum],
        What::ConstChanged { .. } => &[Code::NotConst],
        What::AcceptChanged { .. } => &[Code::NotAccepted],
        What::MemberAdded { .. }
        | What::MemberRemoved { .. }
        | What::UnionClosed
        | What::UnionOpened => &[Code::NotAMember],
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
