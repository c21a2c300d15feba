//! Whole documents and definitions: removed, renamed, of another type.

use super::{
    super::{Audience::*, Effect, Level::*, Party::*},
    Judge, breaks, effect, meaning,
    reason::OLD_SERVICES,
    uses::Uses,
};
use crate::compiler::{
    ir::Ir,
    schema::{FullName, Kind, Path},
};

/// What cannot be compared may have meant anything.
pub(in super::super) fn not_compared(why: &str) -> Vec<Effect> {
    let reason = format!("nobody knows what, because {why}");
    let parties = [
        (Wire, OldClients),
        (Records, StoredRecords),
        (Protocol, OldClients),
    ];
    let effects = parties
        .into_iter()
        .map(|(audience, party)| effect(audience, Break, party, reason.clone()));
    effects.collect()
}

impl Judge<'_> {
    /// What the removal of everything in it does.
    pub(super) fn document_removed(&self, old: &Ir, nsid: &str) -> Vec<Effect> {
        let Some(module) = old.document(nsid) else {
            return Vec::new();
        };
        let mut effects: Vec<Effect> = Vec::new();
        for definition in &module.definitions {
            let prefix = match definition.name.as_str() {
                "main" => String::new(),
                name => format!("`#{name}`: "),
            };
            let name = module.full_name(definition);
            for effect in self.removed(&name, definition.kind.kind()) {
                let is_said = |it: &Effect| {
                    (it.audience, it.party) == (effect.audience, effect.party)
                        && it.level >= effect.level
                };
                if !effects.iter().any(is_said) {
                    effects.push(Effect {
                        reason: format!("{prefix}{}", effect.reason),
                        ..effect
                    });
                }
            }
        }
        effects
    }

    /// What it breaks that a definition of this name is gone.
    pub(in super::super) fn removed(&self, name: &FullName, kind: Kind) -> Vec<Effect> {
        match kind {
            kind if kind.is_endpoint() => {
                let reason = "old clients call it, and new services do not respond";
                breaks([Protocol, Wire], OldClients, reason).to_vec()
            }
            Kind::Record => {
                let reason = "new readers do not know stored records of this type";
                let mut effects = breaks([Protocol, Records], StoredRecords, reason).to_vec();
                effects.push(self.for_other_lexicons(name));
                effects
            }
            Kind::PermissionSet => {
                let reason = "apps that request it are refused or get nothing";
                breaks([Protocol, Wire], OldClients, reason).to_vec()
            }
            Kind::Space => {
                let reason = "apps that ask for access to spaces of this type are refused";
                breaks([Protocol, Wire], OldClients, reason).to_vec()
            }
            Kind::Token => {
                let path = Path::definition(name.definition());
                let uses = Uses::of_old(&self.old, &self.new, name.nsid(), &path);
                let mut effects = meaning::name_gone(&format!("`{name}`"), &uses);
                effects.extend(self.gone(name));
                effects
            }
            _ => self.gone(name),
        }
    }

    /// What it does to those who refer to a name.
    fn gone(&self, name: &FullName) -> Vec<Effect> {
        let others = self.for_other_lexicons(name);
        let reason = others.reason.clone();
        vec![effect(Protocol, Break, OtherLexicons, reason), others]
    }

    fn for_other_lexicons(&self, name: &FullName) -> Effect {
        match self.dangling.get(name) {
            Some(referrer) => {
                let reason = format!(
                    "`{referrer}` refers to it, which can no longer be resolved, and its data can \
                     no longer be validated"
                );
                effect(Lexicons, Break, OtherLexicons, reason)
            }
            None => {
                let reason = "lexicons of others that refer to it can no longer be resolved, and \
                              their data can no longer be validated";
                effect(Lexicons, Risk, OtherLexicons, reason)
            }
        }
    }

    /// What it does that a definition, or without `definition` a whole document,
    /// has another name now. What the new name does to data is judged where the
    /// data is.
    pub(super) fn renamed(&self, definition: Option<&str>, before: &FullName) -> Vec<Effect> {
        match (definition, self.old.ir.find(before)) {
            (None, _) => self.document_removed(self.old.ir, before.nsid()),
            (Some(_), Some(id)) => {
                let kind = self.old.ir.definition(id).kind.kind();
                self.removed(before, kind)
            }
            (Some(_), None) => self.gone(before),
        }
    }

    /// What another kind does; `values` says it for two kinds of data.
    pub(super) fn kind_changed(
        &self,
        name: &FullName,
        before: Kind,
        after: Kind,
        values: impl FnOnce() -> Vec<Effect>,
    ) -> Vec<Effect> {
        if before.is_endpoint() && after.is_endpoint() {
            let how = |kind| match kind {
                Kind::Query => "with `GET`",
                Kind::Procedure => "with `POST`",
                _ => "over a WebSocket",
            };
            let old = format!(
                "old clients call it {}, and new services expect calls {}",
                how(before),
                how(after)
            );
            let new = format!("{OLD_SERVICES} expect calls {}", how(before));
            let mut effects = breaks([Protocol, Wire], OldClients, old).to_vec();
            effects.push(self.with_old_services(name, new));
            return effects;
        }
        if before == Kind::Record || !is_data(before) || !is_data(after) {
            return self.removed(name, before);
        }
        values()
    }
}

/// Whether a definition of this kind says what data is.
fn is_data(kind: Kind) -> bool {
    !kind.is_endpoint() && !matches!(kind, Kind::PermissionSet | Kind::Space)
}
