//! Fewer or more valid values, held against the direction of the data.

use super::{
    super::{Audience::*, Change, Effect, Level::*, Party::*, ValueSetChange},
    affected, effect,
};
use crate::compiler::{
    flow::{Carrier, Direction, Use},
    ir::walk::Part,
};

pub(super) fn effects(change: &Change, value_set: ValueSetChange, uses: &[Use]) -> Vec<Effect> {
    let mut effects = Vec::new();
    if value_set.narrowed {
        narrowed(&affected::only_old(change), uses, &mut effects);
    }
    if value_set.widened {
        widened(&affected::only_new(change), uses, &mut effects);
    }
    effects
}

fn narrowed(values: &str, uses: &[Use], effects: &mut Vec<Effect>) {
    let reason = format!("the new version refuses values that the old one allows: {values}");
    let party = match gravest(uses) {
        Direction::Stored => StoredRecords,
        Direction::ToService => OldClients,
        Direction::ToClient => NewClients,
    };
    effects.push(effect(Protocol, Break, party, reason));
    for it in uses {
        let place = place(it);
        effects.push(match it.direction {
            Direction::ToService => {
                let reason =
                    format!("new services refuse {values}, which old clients may send in {place}");
                effect(Wire, Break, OldClients, reason)
            }
            Direction::ToClient => {
                let reason = format!(
                    "new clients refuse {values}, which services that are not yet updated may \
                     send in {place}"
                );
                effect(Wire, Risk, NewClients, reason)
            }
            Direction::Stored => {
                let reason =
                    format!("new readers refuse {values}, which stored {place} may contain");
                effect(Records, Break, StoredRecords, reason)
            }
        });
    }
}

fn widened(values: &str, uses: &[Use], effects: &mut Vec<Effect>) {
    let reason = format!("the old version refuses values that the new one allows: {values}");
    let party = match gravest(uses) {
        Direction::Stored => OldReaders,
        Direction::ToService => NewClients,
        Direction::ToClient => OldClients,
    };
    effects.push(effect(Protocol, Break, party, reason));
    for it in uses {
        let place = place(it);
        effects.push(match it.direction {
            Direction::ToService => {
                let reason = format!(
                    "services that are not yet updated refuse {values}, which new clients may \
                     send in {place}"
                );
                effect(Wire, Risk, NewClients, reason)
            }
            Direction::ToClient => {
                let reason =
                    format!("old clients refuse {values}, which new services may send in {place}");
                effect(Wire, Break, OldClients, reason)
            }
            Direction::Stored => {
                let reason = format!("old readers refuse {values}, which new {place} may contain");
                effect(Records, Break, OldReaders, reason)
            }
        });
    }
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

/// The direction in which a mistake is hardest to correct.
fn gravest(uses: &[Use]) -> Direction {
    let directions = uses.iter().map(|it| it.direction);
    directions.max().unwrap_or(Direction::Stored)
}

/// What contains the data, in words that fit after "in".
pub(super) fn place(r#use: &Use) -> String {
    match &r#use.carrier {
        Some(Carrier { name, part }) => {
            let part = match part {
                Part::Definition => "records",
                Part::Parameters => "the parameters",
                Part::Input => "the input",
                Part::Output => "the output",
                Part::Message => "the messages",
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
        effects.push(effect(Protocol, Break, StoredRecords, reason));
        effects.push(effect(Records, Break, StoredRecords, reason));
    }
    if value_set.widened {
        let reason = "old readers refuse records with keys that were not valid before";
        effects.push(effect(Protocol, Break, OldReaders, reason));
        effects.push(effect(Records, Break, OldReaders, reason));
    }
    effects
}
