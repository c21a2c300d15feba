//! Whom a change breaks, and why.
//!
//! | changes | file |
//! |---|---|
//! | that make fewer or more values valid | `values`, `affected` |
//! | of whole documents and definitions, their names and kinds | `definition` |
//! | of an endpoint's bodies and errors | `endpoint` |
//! | that leave all values valid and still lose information | `meaning` |
//! | of permission sets | `permission` |
//! | of types of spaces | `space` |

mod affected;
mod carriers;
mod definition;
mod endpoint;
mod help;
mod meaning;
mod permission;
mod reason;
mod space;
#[cfg(test)]
mod tests;
mod uses;
mod values;

use std::collections::HashMap;

use super::{
    Audience, BodyAspect, Change, ChangeKind, Constraint, ConstraintChange, DefinitionChange,
    Effect, ErrorChange, Level, Party, PermissionChange, PropertyChange, Referent, Semver,
    ValueSetChange, Verdict, rules, sentence::property,
};
use crate::{
    compiler::{
        ir::{DefinitionKind, Ir, Target},
        pattern::Pattern,
        schema::{FullName, Step},
    },
    syntax::Nsid,
};
use carriers::Carriers;
pub(super) use definition::not_compared;
use uses::Uses;

/// What judging needs to know of both versions.
pub(super) struct Judge<'i> {
    old: Carriers<'i>,
    new: Carriers<'i>,
    /// What the new version refers to and does not have, and where.
    dangling: HashMap<FullName, FullName>,
    served_by_others: &'i [Pattern],
}

impl<'i> Judge<'i> {
    pub(super) fn new(old: &'i Ir, new: &'i Ir, served_by_others: &'i [Pattern]) -> Self {
        Self {
            old: Carriers::of(old),
            new: Carriers::of(new),
            dangling: dangling(new),
            served_by_others,
        }
    }

    /// Judges a change, Rust callers aside.
    pub(super) fn verdict(&self, change: Change) -> Verdict {
        let effects = self.effects(&change);
        let is_break = effects.iter().any(|it| it.level == Level::Break);
        let help = is_break.then(|| self.help(&change.kind)).flatten();
        Verdict {
            help,
            ..verdict(change, effects)
        }
    }

    /// Judges a rename together with what the new name changes elsewhere.
    pub(super) fn rename(&self, change: Change, of_rename: Vec<Change>) -> Verdict {
        let mut effects = self.effects(&change);
        // Changes of one kind are one effect, whose data is in several places.
        let mut groups: Vec<(&Change, Uses)> = Vec::new();
        for part in &of_rename {
            let uses = self.uses(part);
            match groups.iter_mut().find(|(one, _)| is_alike(one, part)) {
                Some((_, known)) => known.add(uses),
                None => groups.push((part, uses)),
            }
        }
        for (part, uses) in groups {
            for effect in self.effects_with(part, &uses) {
                if !effects.contains(&effect) {
                    effects.push(effect);
                }
            }
        }
        Verdict {
            of_rename,
            ..verdict(change, effects)
        }
    }

    fn effects(&self, change: &Change) -> Vec<Effect> {
        self.effects_with(change, &self.uses(change))
    }

    fn effects_with(&self, change: &Change, uses: &Uses) -> Vec<Effect> {
        let name = change.full_name();
        match &change.kind {
            ChangeKind::Definition(kind) => self.of_definition(change, kind, uses),
            ChangeKind::Constraint(kind) => self.of_constraint(change, kind, uses),
            ChangeKind::Property(PropertyChange::Renamed { .. }) => {
                let mut effects = of_data(change, uses);
                effects.retain(|it| it.audience != Audience::Protocol);
                let reason = "properties must not be renamed";
                effects.push(effect(
                    Audience::Protocol,
                    Level::Break,
                    Party::OldClients,
                    reason,
                ));
                effects
            }
            ChangeKind::Property(_) | ChangeKind::Member(_) => of_data(change, uses),
            ChangeKind::Body(kind) => match kind.aspect {
                BodyAspect::Added => self.body_added(&name, kind.part),
                BodyAspect::Removed => self.body_removed(&name, kind.part),
                BodyAspect::Encoding { .. } => of_data(change, uses),
                BodyAspect::SchemaAdded => values::effects(change, ValueSetChange::NARROWED, uses),
                BodyAspect::SchemaRemoved => values::effects(change, ValueSetChange::WIDENED, uses),
            },
            ChangeKind::Subprotocol(names) => self.subprotocol_changed(&name, names),
            ChangeKind::Error(ErrorChange::Removed { name }) => endpoint::error_removed(name),
            ChangeKind::Permission(kind) => match kind {
                PermissionChange::Granted { permission } => permission::granted(permission),
                PermissionChange::Revoked { permission } => {
                    permission::revoked(permission, self.old.ir)
                }
                PermissionChange::Text { .. } => Vec::new(),
            },
            ChangeKind::Space(kind) => space::effects(kind),
            ChangeKind::Error(ErrorChange::Added { .. })
            | ChangeKind::Description(_)
            | ChangeKind::Rust(_) => Vec::new(),
        }
    }

    fn of_definition(&self, change: &Change, kind: &DefinitionChange, uses: &Uses) -> Vec<Effect> {
        let name = change.full_name();
        match kind {
            DefinitionChange::DocumentAdded | DefinitionChange::Added { .. } => Vec::new(),
            DefinitionChange::NotCompared { why } => definition::not_compared(why),
            DefinitionChange::DocumentRemoved => self.document_removed(self.old.ir, &change.nsid),
            DefinitionChange::Removed { kind } => self.removed(&name, *kind),
            DefinitionChange::Renamed { before, .. } => {
                self.renamed(change.definition.as_deref(), before)
            }
            DefinitionChange::KindChanged { before, after, .. } => {
                self.kind_changed(&name, *before, *after, || of_data(change, uses))
            }
        }
    }

    /// Where both versions see the data of a change.
    fn uses(&self, change: &Change) -> Uses {
        let mut uses = Uses::common(
            (&self.old, (change.old_nsid(), &change.old.path)),
            (&self.new, (&change.nsid, &change.new.path)),
        );
        let carriers = uses.list.iter().flat_map(|it| &it.carriers);
        let of_others = carriers.filter(|it| self.is_served_by_others(it.name.nsid()));
        uses.of_others = of_others.map(|it| it.name.clone()).collect();
        uses
    }

    /// Whether strangers have services with this endpoint.
    fn is_served_by_others(&self, nsid: &str) -> bool {
        !self.served_by_others.is_empty()
            && Nsid::new(nsid)
                .is_ok_and(|nsid| self.served_by_others.iter().any(|it| it.matches(&nsid)))
    }

    fn of_constraint(&self, change: &Change, kind: &ConstraintChange, uses: &Uses) -> Vec<Effect> {
        match &kind.constraint {
            Constraint::RecordKey(_) => values::record_keys(kind.value_set),
            Constraint::Type(_) if is_parameter(change) => {
                values::parameter(change, kind.value_set, uses)
            }
            Constraint::Reference {
                before,
                after,
                inside,
            } if inside.is_unknown => {
                values::not_compared(&self.why_not_compared(before, after), uses)
            }
            Constraint::Reference { inside, .. } => {
                let mut effects = of_data(change, uses);
                effects.extend(meaning::inside(&inside.differences, uses));
                effects
            }
            Constraint::KnownValues { .. }
            | Constraint::Default(_)
            | Constraint::Type(_)
            | Constraint::Limit { .. }
            | Constraint::Format(_)
            | Constraint::Enum { .. }
            | Constraint::Const(_)
            | Constraint::Accept(_) => of_data(change, uses),
        }
    }

    /// Why what two references lead to was not compared: it is not there, or this
    /// version of lexgen does not know its type.
    fn why_not_compared(&self, before: &Referent, after: &Referent) -> String {
        let mut opaque = Vec::new();
        let mut missing = Vec::new();
        for (ir, referent) in [(self.old.ir, before), (self.new.ir, after)] {
            let Referent::Definition(name) = referent else {
                continue;
            };
            match ir.find(name).map(|id| &ir.definition(id).kind) {
                Some(DefinitionKind::Opaque(it)) => opaque.push(format!(
                    "`{name}` has the type `{}`, which this version of lexgen does not know",
                    it.r#type
                )),
                Some(_) => {}
                None => missing.push(name.to_string()),
            }
        }
        if !missing.is_empty() {
            let names = missing.join("` or `");
            opaque.push(format!("`{names}` is not among the lexicons"));
        }
        opaque.join(", and ")
    }

    /// What to do about a change that breaks somebody.
    fn help(&self, kind: &ChangeKind) -> Option<&'static str> {
        let ChangeKind::Constraint(ConstraintChange {
            constraint:
                Constraint::Reference {
                    before,
                    after,
                    inside,
                },
            ..
        }) = kind
        else {
            return help::of(kind);
        };
        let is_there = |(ir, referent): (&Ir, &Referent)| match referent {
            Referent::Definition(name) => ir.find(name).is_some(),
            Referent::InPlace(_) => true,
        };
        let sides = [(self.old.ir, before), (self.new.ir, after)];
        if inside.is_unknown && sides.into_iter().all(is_there) {
            return Some(help::NOT_UNDERSTOOD);
        }
        help::of(kind)
    }
}

/// What a change of the valid values does, or one that loses information.
fn of_data(change: &Change, uses: &Uses) -> Vec<Effect> {
    let value_set = change.kind.value_set();
    if !value_set.is_unchanged() {
        return values::effects(change, value_set, uses);
    }
    let place = if change.old.present {
        &change.old
    } else {
        &change.new
    };
    meaning::effects(&change.kind, &property(place.path.steps()), uses)
}

/// Whether two changes that follow from one rename are the same for different data.
fn is_alike(one: &Change, other: &Change) -> bool {
    one.kind == other.kind
}

/// What a version refers to and does not have, with a definition that does so.
fn dangling(ir: &Ir) -> HashMap<FullName, FullName> {
    let mut dangling = HashMap::new();
    for (id, definition) in ir.definitions() {
        definition.walk(&mut |_, kind| {
            kind.each_target(&mut |target| {
                if let Target::Missing { name, .. } = target {
                    let referrer = || ir.full_name(id);
                    dangling.entry(name.clone()).or_insert_with(referrer);
                }
            });
        });
    }
    dangling
}

/// The verdict on a change with these effects, Rust callers aside.
pub(super) fn verdict(change: Change, mut effects: Vec<Effect>) -> Verdict {
    effects.sort_by_key(|it| (it.audience, std::cmp::Reverse(it.level), it.party));
    let is_break = effects.iter().any(|it| it.level == Level::Break);
    Verdict {
        rule: rules::of(&change.kind),
        help: is_break.then(|| help::of(&change.kind)).flatten(),
        effects,
        change,
        of_rename: Vec::new(),
        retired: None,
        rust: Semver::default(),
        rust_reasons: Vec::new(),
    }
}

fn is_parameter(change: &Change) -> bool {
    change.new.path.steps().first() == Some(&Step::Parameters)
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
        carriers: Vec::new(),
    }
}
