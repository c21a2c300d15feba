//! Whole documents and definitions: removed, renamed, of another type.

use super::{
    super::{Audience::*, Change, Effect, Level::*, Party::*},
    breaks, by_direction, effect,
};
use crate::compiler::{
    flow::Use,
    ir::Ir,
    schema::{FullName, Kind},
};

/// What has errors in the old version may have meant anything.
pub(super) fn not_compared() -> Vec<Effect> {
    let reason = "nobody knows what, because the old version has errors there";
    let parties = [
        (Wire, OldClients),
        (Records, StoredRecords),
        (Protocol, OldClients),
    ];
    let effects = parties
        .into_iter()
        .map(|(audience, party)| effect(audience, Break, party, reason));
    effects.collect()
}

/// What the removal of everything in it does.
pub(super) fn document_removed(old: &Ir, nsid: &str) -> Vec<Effect> {
    let module = old.document(nsid);
    let mut effects: Vec<Effect> = Vec::new();
    for definition in module.iter().flat_map(|it| &it.definitions) {
        let name = match definition.name.as_str() {
            "main" => String::new(),
            name => format!("`#{name}`: "),
        };
        for effect in removed(definition.kind.kind(), &name) {
            let is_said = |it: &Effect| (it.audience, it.party) == (effect.audience, effect.party);
            if !effects.iter().any(is_said) {
                effects.push(effect);
            }
        }
    }
    effects
}

/// What the removal of a definition does; `name` goes before each reason.
pub(super) fn removed(kind: Kind, name: &str) -> Vec<Effect> {
    let both = |audience, party, reason: &str| {
        breaks([Protocol, audience], party, format!("{name}{reason}")).to_vec()
    };
    match kind {
        kind if kind.is_endpoint() => both(
            Wire,
            OldClients,
            "old clients call it, and new services do not respond",
        ),
        Kind::Record => {
            let reason = "new readers do not know stored records of this type";
            let mut effects = both(Records, StoredRecords, reason);
            let reason = format!("{name}lexicons that refer to it can no longer be resolved");
            effects.push(effect(Wire, Break, OtherLexicons, reason));
            effects
        }
        Kind::PermissionSet => both(
            Wire,
            OldClients,
            "apps that request it are refused or get nothing",
        ),
        _ => both(
            Wire,
            OtherLexicons,
            "lexicons that refer to it can no longer be resolved, and their data can no longer be \
             validated",
        ),
    }
}

pub(super) fn renamed(
    old: &Ir,
    change: &Change,
    before: &FullName,
    on_the_wire: bool,
    uses: &[Use],
) -> Vec<Effect> {
    if change.definition.is_none() {
        // To others, a renamed document is a removed one.
        return document_removed(old, before.nsid());
    }
    let id = old.find(before);
    let kind = id.map_or(Kind::Object, |id| old.definition(id).kind.kind());
    let mut effects = removed(kind, "");
    if !is_data(kind) || kind == Kind::Record || !on_the_wire {
        return effects;
    }
    let to_service =
        "new services do not know the name `{it}`, which old clients may send in {place}";
    let to_client = "old clients do not know the new name, which new services send in {place}";
    let stored = "new readers do not know the name `{it}`, which stored {place} may contain";
    let reasons = [
        (Risk, OldClients, to_service),
        (Risk, OldClients, to_client),
        (Risk, StoredRecords, stored),
    ];
    effects.extend(by_direction(uses, before, reasons));
    effects
}

/// What another kind does; `values` says it for two kinds of data.
pub(super) fn kind_changed(
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
        let new = format!(
            "services that are not yet updated expect calls {}",
            how(before)
        );
        let mut effects = breaks([Protocol, Wire], OldClients, old).to_vec();
        effects.push(effect(Wire, Risk, NewClients, new));
        return effects;
    }
    if before == Kind::Record || !is_data(before) || !is_data(after) {
        return removed(before, "");
    }
    values()
}

/// Whether a definition of this kind says what data is.
fn is_data(kind: Kind) -> bool {
    !kind.is_endpoint() && kind != Kind::PermissionSet
}
