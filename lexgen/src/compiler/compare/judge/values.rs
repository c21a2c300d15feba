//! Fewer or more valid values, held against the direction of the data.

use super::{
    super::{Audience::*, Change, Effect, Level::*, Party::*, Side, ValueSetChange},
    affected, breaks, effect,
    reason::{Reason, by_direction, refusal, stored, to_client, to_service},
    uses::Uses,
};

pub(super) fn effects(change: &Change, value_set: ValueSetChange, uses: &Uses) -> Vec<Effect> {
    let mut effects = Vec::new();
    if value_set.narrowed {
        effects.extend(narrowed(&affected::only_in(Side::Old, change), uses));
    }
    if value_set.widened {
        effects.extend(widened(&affected::only_in(Side::New, change), uses));
    }
    effects
}

fn narrowed(values: &str, uses: &Uses) -> Vec<Effect> {
    let reasons = [
        to_service(
            Break,
            OldClients,
            "new services refuse {it}, which old clients may send in {place}",
        ),
        refusal(to_client(
            Risk,
            NewClients,
            "new clients refuse {it}, which {services} may send in {place}",
        )),
        stored(
            Break,
            StoredRecords,
            "new readers refuse {it}, which stored {place} may contain",
        ),
    ];
    let reason = format!("the new version refuses values that the old one allows: {values}");
    and_by_protocol(reason, values, uses, &reasons)
}

fn widened(values: &str, uses: &Uses) -> Vec<Effect> {
    let reasons = [
        refusal(to_service(
            Risk,
            NewClients,
            "{services} refuse {it}, which new clients may send in {place}",
        )),
        to_client(
            Break,
            OldClients,
            "old clients refuse {it}, which new services may send in {place}",
        ),
        stored(
            Break,
            OldReaders,
            "old readers refuse {it}, which new {place} may contain",
        ),
    ];
    let reason = format!("the old version refuses values that the new one allows: {values}");
    and_by_protocol(reason, values, uses, &reasons)
}

/// Values of which nobody knows whether both versions allow them.
pub(super) fn not_compared(why: &str, uses: &Uses) -> Vec<Effect> {
    let text = "nobody knows what is valid in {place}, because {it}";
    let reasons = [
        to_service(Break, OldClients, text),
        refusal(to_service(Risk, NewClients, text)),
        to_client(Break, OldClients, text),
        refusal(to_client(Risk, NewClients, text)),
        stored(Break, StoredRecords, text),
        stored(Break, OldReaders, text),
    ];
    let mut effects = by_direction(uses, why, &reasons);
    // It is a break for whoever refers to it, even if nothing is known to.
    effects.iter_mut().for_each(|effect| effect.level = Break);
    let reason = format!("nobody knows what, because {why}");
    effects.push(effect(Protocol, Break, OldClients, reason));
    effects
}

/// Adds that the protocol forbids it, for the party of the last effect: that of
/// the direction in which a mistake is hardest to correct.
fn and_by_protocol(reason: String, values: &str, uses: &Uses, reasons: &[Reason]) -> Vec<Effect> {
    let mut effects = by_direction(uses, values, reasons);
    let party = effects.last().map(|effect| effect.party);
    if uses.is_unknown {
        let reason = format!("lexicons of others may use it in data: {reason}");
        effects.push(effect(Lexicons, Risk, OtherLexicons, reason));
    }
    // Data that no record or endpoint has in common is still data.
    let party = party.or(reasons.last().map(|reason| reason.party));
    effects.extend(party.map(|party| effect(Protocol, Break, party, reason)));
    effects
}

/// A parameter of another type. Parameters are sent as text, which may be valid
/// for both types, but the protocol forbids the change.
pub(super) fn parameter(change: &Change, value_set: ValueSetChange, uses: &Uses) -> Vec<Effect> {
    let mut effects = effects(change, value_set, uses);
    if effects.iter().all(|it| it.audience != Protocol) {
        let reason = "a type must not change, even if its values look the same as text";
        effects.push(effect(Protocol, Break, OldClients, reason));
    }
    effects
}

/// Record keys are not sent as data.
pub(super) fn record_keys(value_set: ValueSetChange) -> Vec<Effect> {
    let mut effects = Vec::new();
    if value_set.narrowed {
        let reason = "stored records may have keys that are no longer valid";
        effects.extend(breaks([Protocol, Records], StoredRecords, reason));
    }
    if value_set.widened {
        let reason = "old readers refuse records with keys that were not valid before";
        effects.extend(breaks([Protocol, Records], OldReaders, reason));
    }
    effects
}
