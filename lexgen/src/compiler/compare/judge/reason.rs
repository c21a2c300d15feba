//! Reasons by the direction of the data: to a service, to a client, or stored.

use super::{
    super::{Audience, Effect, Level, Party},
    uses::{Use, Uses},
};
use crate::compiler::{
    flow::{Carrier, Direction},
    schema::Subject,
};

/// What a change does to data that goes in a direction.
#[derive(Clone, Copy)]
pub(super) struct Reason {
    direction: Direction,
    level: Level,
    pub(super) party: Party,
    /// `{it}` stands for what the change is about, `{place}` for what contains the
    /// data, and `{services}` for those that are not yet updated.
    text: &'static str,
    /// Whether it is a break if strangers have such services.
    is_refusal: bool,
}

pub(super) fn to_service(level: Level, party: Party, text: &'static str) -> Reason {
    reason(Direction::ToService, level, party, text)
}

pub(super) fn to_client(level: Level, party: Party, text: &'static str) -> Reason {
    reason(Direction::ToClient, level, party, text)
}

pub(super) fn stored(level: Level, party: Party, text: &'static str) -> Reason {
    reason(Direction::Stored, level, party, text)
}

/// A reason why something fails with services that are not yet updated.
pub(super) fn refusal(reason: Reason) -> Reason {
    Reason {
        is_refusal: true,
        ..reason
    }
}

fn reason(direction: Direction, level: Level, party: Party, text: &'static str) -> Reason {
    Reason {
        direction,
        level,
        party,
        text,
        is_refusal: false,
    }
}

/// The services that an author cannot update at once.
pub(super) const OLD_SERVICES: &str = "services that are not yet updated";
/// Those that the author has no hand in.
pub(super) const SERVICES_OF_OTHERS: &str = "services of others that are not yet updated";

/// The effects of a change on data.
pub(super) fn by_direction(uses: &Uses, it: &str, reasons: &[Reason]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for one in &uses.list {
        let fitting = reasons.iter();
        for reason in fitting.filter(|reason| reason.direction == one.direction) {
            effects.extend(reason.effects(uses, one, it));
        }
    }
    effects
}

impl Reason {
    fn effects(&self, uses: &Uses, one: &Use, it: &str) -> Vec<Effect> {
        let is_of_others =
            |carrier: &&Carrier| self.is_refusal && uses.of_others.contains(&carrier.name);
        let (others, own): (Vec<_>, Vec<_>) = one.carriers.iter().partition(is_of_others);
        let mut effects = Vec::new();
        if !own.is_empty() || others.is_empty() {
            // Nobody is known to have such data.
            let level = if uses.is_unknown {
                self.level.min(Level::Risk)
            } else {
                self.level
            };
            effects.push(self.effect(level, OLD_SERVICES, one.direction, own, it));
        }
        if !others.is_empty() {
            effects.push(self.effect(Level::Break, SERVICES_OF_OTHERS, one.direction, others, it));
        }
        effects
    }

    fn effect(
        &self,
        level: Level,
        services: &str,
        direction: Direction,
        carriers: Vec<&Carrier>,
        it: &str,
    ) -> Effect {
        let text = self.text.replace("{services}", services);
        let text = text.replace("{place}", &place(direction, &carriers));
        Effect {
            audience: match direction {
                Direction::ToService | Direction::ToClient => Audience::Wire,
                Direction::Stored => Audience::Records,
            },
            level,
            party: self.party,
            reason: text.replace("{it}", it),
            carriers: carriers.into_iter().cloned().collect(),
        }
    }
}

/// What contains the data, in words that fit after "in".
fn place(direction: Direction, carriers: &[&Carrier]) -> String {
    let Some((Carrier { name, part }, more)) = carriers.split_first() else {
        return match direction {
            Direction::ToService | Direction::ToClient => "data of other lexicons".to_owned(),
            Direction::Stored => "records of other lexicons".to_owned(),
        };
    };
    let part = match part {
        Subject::Value => "records",
        Subject::Params => "the parameters",
        Subject::Input => "the input",
        Subject::Output => "the output",
        Subject::Message => "the messages",
        Subject::ErrorBody => "errors",
    };
    match more.len() {
        0 => format!("{part} of `{name}`"),
        1 => format!("{part} of `{name}` and 1 more place"),
        more => format!("{part} of `{name}` and {more} more places"),
    }
}
