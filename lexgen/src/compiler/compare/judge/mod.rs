//! So what? What a change does to whom.
//!
//! | changes | file |
//! |---|---|
//! | that make fewer or more values valid | `values` |
//! | of whole documents and definitions, their names and kinds | `definition` |
//! | of what an endpoint takes, gives and answers | `endpoint` |
//! | that leave every value valid and still matter | `meaning` |
//! | of permission sets | `permission` |

mod definition;
mod endpoint;
mod help;
mod meaning;
mod permission;
#[cfg(test)]
mod tests;
mod values;

use super::{
    Audience, Change, Effect, Level, Party, Semver, Shift, Verdict, What, rules,
    uses::{Use, Uses, place, united},
};
use crate::compiler::{diagnostic::pointer, ir::Ir};

/// What judging needs to know of both versions.
pub(super) struct Judge<'i> {
    old: &'i Ir,
    old_uses: Uses<'i>,
    new_uses: Uses<'i>,
}

impl<'i> Judge<'i> {
    pub(super) fn new(old: &'i Ir, new: &'i Ir) -> Self {
        Self {
            old,
            old_uses: Uses::of(old),
            new_uses: Uses::of(new),
        }
    }

    /// Judges a change, Rust callers aside.
    pub(super) fn verdict(&self, change: Change) -> Verdict {
        let mut effects = self.effects(&change);
        effects.sort_by_key(|it| (it.audience, std::cmp::Reverse(it.level), it.party));
        let is_break = effects.iter().any(|it| it.level == Level::Break);
        Verdict {
            rule: rules::of(&change.what),
            help: is_break.then(|| help::of(&change.what)).flatten(),
            effects,
            change,
            rust: Semver::default(),
            rust_reasons: Vec::new(),
        }
    }

    fn effects(&self, change: &Change) -> Vec<Effect> {
        let what = &change.what;
        match what {
            What::RecordKeyChanged { .. }
            | What::FieldBecameRequired
            | What::FieldBecameOptional
            | What::FieldBecameNullable
            | What::FieldNoLongerNullable
            | What::ReferenceChanged { .. }
            | What::LimitChanged { .. }
            | What::FormatChanged { .. }
            | What::EnumChanged { .. }
            | What::ConstChanged { .. }
            | What::AcceptChanged { .. }
            | What::UnionClosed
            | What::UnionOpened
            | What::EncodingChanged { .. } => self.values(change, what.shift()),
            What::TypeChanged { shift, .. } => match is_parameter(change) {
                true => values::parameter(change, *shift, &self.uses(change)),
                false => self.values(change, *shift),
            },
            What::SchemaAdded { .. } => self.values(change, Shift::NARROWED),
            What::SchemaRemoved { .. } => self.values(change, Shift::WIDENED),
            What::FieldAdded { .. } | What::MemberAdded { .. } => self.values(change, what.shift()),
            What::FieldRemoved { .. } | What::MemberRemoved { .. } if !what.shift().is_none() => {
                self.values(change, what.shift())
            }
            What::FieldRemoved { .. } => meaning::field_removed(&self.uses(change)),
            What::MemberRemoved { member, .. } => {
                meaning::member_removed(member, &self.uses(change))
            }
            What::DefaultChanged { .. } => meaning::default_changed(&self.uses(change)),
            What::KnownValuesChanged { .. }
            | What::DescriptionChanged { .. }
            | What::RustChanged { .. } => Vec::new(),

            What::DocumentAdded | What::DefinitionAdded { .. } => Vec::new(),
            What::DocumentRemoved => definition::document_removed(self.old, &change.nsid),
            What::DefinitionRemoved { kind } => definition::removed(kind, ""),
            What::DefinitionRenamed {
                before,
                on_the_wire,
                ..
            } => definition::renamed(self.old, change, before, *on_the_wire, &self.uses(change)),
            What::KindChanged { before, after, .. } => {
                definition::kind_changed(before, after, || self.values(change, what.shift()))
            }

            What::BodyAdded { part } => endpoint::body_added(*part),
            What::BodyRemoved { part } => endpoint::body_removed(*part),
            What::ErrorAdded { .. } => Vec::new(),
            What::ErrorRemoved { name } => endpoint::error_removed(name),

            What::PermissionGranted { permission } => permission::granted(permission),
            What::PermissionRevoked { permission } => permission::revoked(permission),
            What::PermissionTextChanged { .. } => Vec::new(),
        }
    }

    fn uses(&self, change: &Change) -> Vec<Use> {
        united(
            self.old_uses
                .at(change.old_nsid(), &place(&change.old.pointer)),
            self.new_uses.at(&change.nsid, &place(&change.new.pointer)),
        )
    }

    fn values(&self, change: &Change, shift: Shift) -> Vec<Effect> {
        if let What::RecordKeyChanged { .. } = change.what {
            return values::record_keys(shift);
        }
        values::effects(change, shift, &self.uses(change))
    }
}

fn is_parameter(change: &Change) -> bool {
    pointer::steps(&change.new.pointer).nth(2).as_deref() == Some("parameters")
}

fn effect(audience: Audience, level: Level, party: Party, reason: impl Into<String>) -> Effect {
    Effect {
        audience,
        level,
        party,
        reason: reason.into(),
    }
}
