//! Whom a change breaks, and why.
//!
//! | changes | file |
//! |---|---|
//! | that make fewer or more values valid | `values`, `affected` |
//! | of whole documents and definitions, their names and kinds | `definition` |
//! | of an endpoint's bodies and errors | `endpoint` |
//! | that leave all values valid and still lose information | `meaning` |
//! | of permission sets | `permission` |

mod affected;
mod definition;
mod endpoint;
mod help;
mod meaning;
mod permission;
#[cfg(test)]
mod tests;
mod uses;
mod values;

use super::{
    Audience, BodyAspect, Change, ChangeKind, Constraint, ConstraintChange, DefinitionChange,
    Effect, ErrorChange, Level, MemberChange, Party, PermissionChange, PropertyChange, Semver,
    ValueSetChange, Verdict, rules,
};
use crate::compiler::{
    flow::{Direction, Flow, Use},
    ir::Ir,
    schema::Step,
};
use uses::united;

/// What judging needs to know of both versions.
pub(super) struct Judge<'i> {
    old: &'i Ir,
    old_flow: Flow<'i>,
    new_flow: Flow<'i>,
}

impl<'i> Judge<'i> {
    pub(super) fn new(old: &'i Ir, new: &'i Ir) -> Self {
        Self {
            old,
            old_flow: Flow::of(old),
            new_flow: Flow::of(new),
        }
    }

    /// Judges a change, Rust callers aside.
    pub(super) fn verdict(&self, change: Change) -> Verdict {
        let effects = self.effects(&change);
        verdict(change, effects)
    }

    fn effects(&self, change: &Change) -> Vec<Effect> {
        match &change.kind {
            ChangeKind::Definition(kind) => self.of_definition(change, kind),
            ChangeKind::Constraint(kind) => self.of_constraint(change, kind),
            ChangeKind::Property(PropertyChange::Removed { .. })
                if change.kind.value_set().is_unchanged() =>
            {
                meaning::field_removed(&self.uses(change))
            }
            ChangeKind::Member(MemberChange::Removed {
                member,
                closed: false,
            }) => meaning::member_removed(member, &self.uses(change)),
            ChangeKind::Property(_) | ChangeKind::Member(_) => self.values(change),
            ChangeKind::Body(kind) => match kind.aspect {
                BodyAspect::Added => endpoint::body_added(kind.part),
                BodyAspect::Removed => endpoint::body_removed(kind.part),
                BodyAspect::Encoding { .. } => self.values(change),
                BodyAspect::SchemaAdded => self.values_of(change, ValueSetChange::NARROWED),
                BodyAspect::SchemaRemoved => self.values_of(change, ValueSetChange::WIDENED),
            },
            ChangeKind::Error(ErrorChange::Removed { name }) => endpoint::error_removed(name),
            ChangeKind::Permission(kind) => match kind {
                PermissionChange::Granted { permission } => permission::granted(permission),
                PermissionChange::Revoked { permission } => permission::revoked(permission),
                PermissionChange::Text { .. } => Vec::new(),
            },
            ChangeKind::Error(ErrorChange::Added { .. })
            | ChangeKind::Description(_)
            | ChangeKind::Rust(_) => Vec::new(),
        }
    }

    fn of_definition(&self, change: &Change, kind: &DefinitionChange) -> Vec<Effect> {
        match kind {
            DefinitionChange::DocumentAdded | DefinitionChange::Added { .. } => Vec::new(),
            DefinitionChange::NotCompared => definition::not_compared(),
            DefinitionChange::DocumentRemoved => {
                definition::document_removed(self.old, &change.nsid)
            }
            DefinitionChange::Removed { kind } => definition::removed(*kind, ""),
            DefinitionChange::Renamed {
                before,
                on_the_wire,
                ..
            } => definition::renamed(self.old, change, before, *on_the_wire, &self.uses(change)),
            DefinitionChange::KindChanged { before, after, .. } => {
                definition::kind_changed(*before, *after, || self.values(change))
            }
        }
    }

    fn of_constraint(&self, change: &Change, kind: &ConstraintChange) -> Vec<Effect> {
        match kind.constraint {
            Constraint::RecordKey(_) => values::record_keys(kind.value_set),
            Constraint::Type(_) if is_parameter(change) => {
                values::parameter(change, kind.value_set, &self.uses(change))
            }
            Constraint::KnownValues { .. } => Vec::new(),
            Constraint::Default(_) => meaning::default_changed(&self.uses(change)),
            Constraint::Type(_)
            | Constraint::Reference(_)
            | Constraint::Limit { .. }
            | Constraint::Format(_)
            | Constraint::Enum { .. }
            | Constraint::Const(_)
            | Constraint::Accept(_) => self.values(change),
        }
    }

    fn uses(&self, change: &Change) -> Vec<Use> {
        united(
            self.old_flow.at(change.old_nsid(), &change.old.path),
            self.new_flow.at(&change.nsid, &change.new.path),
        )
    }

    fn values(&self, change: &Change) -> Vec<Effect> {
        self.values_of(change, change.kind.value_set())
    }

    fn values_of(&self, change: &Change, value_set: ValueSetChange) -> Vec<Effect> {
        values::effects(change, value_set, &self.uses(change))
    }
}

/// The verdict on what the old version has with errors, Rust callers aside.
#[cfg(any(feature = "cli", test))]
pub(super) fn not_compared(change: Change) -> Verdict {
    verdict(change, definition::not_compared())
}

fn verdict(change: Change, mut effects: Vec<Effect>) -> Verdict {
    effects.sort_by_key(|it| (it.audience, std::cmp::Reverse(it.level), it.party));
    let is_break = effects.iter().any(|it| it.level == Level::Break);
    Verdict {
        rule: rules::of(&change.kind),
        help: is_break.then(|| help::of(&change.kind)).flatten(),
        effects,
        change,
        rust: Semver::default(),
        rust_reasons: Vec::new(),
    }
}

fn is_parameter(change: &Change) -> bool {
    change.new.path.steps().first() == Some(&Step::Parameters)
}

/// The effects of a change on data, by the direction of the data: to a service,
/// to a client, or stored. In a reason, `{place}` stands for what contains the
/// data, and `{it}` for what the change is about.
fn by_direction(uses: &[Use], it: &str, reasons: [(Level, Party, &str); 3]) -> Vec<Effect> {
    let [to_service, to_client, stored] = reasons;
    let effects = uses.iter().map(|r#use| {
        let (audience, (level, party, reason)) = match r#use.direction {
            Direction::ToService => (Audience::Wire, to_service),
            Direction::ToClient => (Audience::Wire, to_client),
            Direction::Stored => (Audience::Records, stored),
        };
        let reason = reason.replace("{place}", &values::place(r#use));
        effect(audience, level, party, reason.replace("{it}", it))
    });
    effects.collect()
}

/// A break for two audiences.
fn breaks(audiences: [Audience; 2], party: Party, reason: impl Into<String>) -> [Effect; 2] {
    let reason = reason.into();
    audiences.map(|audience| effect(audience, Level::Break, party, reason.clone()))
}

fn effect(audience: Audience, level: Level, party: Party, reason: impl Into<String>) -> Effect {
    Effect {
        audience,
        level,
        party,
        reason: reason.into(),
    }
}
