//! Fewer or more valid values, held against the direction of the data.

use super::{
    super::{Audience::*, Change, Effect, Level::*, Party::*, Side, ValueSetChange},
    affected, breaks, by_direction, effect,
};
use crate::compiler::{
    flow::{Carrier, Direction, Use},
    schema::Subject,
};

pub(super) fn effects(change: &Change, value_set: ValueSetChange, uses: &[Use]) -> Vec<Effect> {
    let mut effects = Vec::new();
    if value_set.narrowed {
        effects.extend(narrowed(&affected::only_in(Side::Old, change), uses));
    }
    if value_set.widened {
        effects.extend(widened(&affected::only_in(Side::New, change), uses));
    }
    effects
}

fn narrowed(values: &str, uses: &[Use]) -> Vec<Effect> {
    let to_service = "new services refuse {it}, which old clients may send in {place}";
    let to_client = "new clients refuse {it}, which services that are not yet updated may send in \
                     {place}";
    let stored = "new readers refuse {it}, which stored {place} may contain";
    let reasons = [
        (Break, OldClients, to_service),
        (Risk, NewClients, to_client),
        (Break, StoredRecords, stored),
    ];
    let reason = format!("the new version refuses values that the old one allows: {values}");
    and_by_protocol(reason, by_direction(uses, values, reasons))
}

fn widened(values: &str, uses: &[Use]) -> Vec<Effect> {
    let to_service = "services that are not yet updated refuse {it}, which new clients may send in \
                      {place}";
    let to_client = "old clients refuse {it}, which new services may send in {place}";
    let stored = "old readers refuse {it}, which new {place} may contain";
    let reasons = [
        (Risk, NewClients, to_service),
        (Break, OldClients, to_client),
        (Break, OldReaders, stored),
    ];
    let reason = format!("the old version refuses values that the new one allows: {values}");
    and_by_protocol(reason, by_direction(uses, values, reasons))
}

/// Adds that the protocol forbids it, for the party of the last effect: that of
/// the direction in which a mistake is hardest to correct.
fn and_by_protocol(reason: String, mut effects: Vec<Effect>) -> Vec<Effect> {
    let party = effects.last().map(|effect| effect.party);
    effects.extend(party.map(|party| effect(Protocol, Break, party, reason)));
    effects
}

/// A parameter of another type. Parameters are sent as text, which may be valid
/// for both types, but the protocol forbids the change.
pub(super) fn parameter(change: &Change, value_set: ValueSetChange, uses: &[Use]) -> Vec<Effect> {
    let mut effects = effects(change, value_set, uses);
    if effects.iter().all(|it| it.audience != Protocol) {
        let reason = "a type must not change, even if its values look the same as text";
        effects.push(effect(Protocol, Break, OldClients, reason));
    }
    effects
}

/// What contains the data, in words that fit after "in".
pub(super) fn place(r#use: &Use) -> String {
    match &r#use.carrier {
        Some(Carrier { name, part }) => {
            let part = match part {
                Subject::Value => "records",
                Subject::Params => "the parameters",
                Subject::Input => "the input",
                Subject::Output => "the output",
                Subject::Message => "the messages",
                Subject::ErrorBody => "errors",
            };
            format!("{part} of `{name}`")
        }
        None => match r#use.direction {
            Direction::ToService | Direction::ToClient => "data of other lexicons".to_owned(),
            Direction::Stored => "records of other lexicons".to_owned(),
        },
    }
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
