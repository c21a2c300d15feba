//! Bodies and errors of an endpoint.

use super::{
    super::{Audience::*, BodyPart, Effect, Level::*, Party::*},
    breaks, effect,
};

pub(super) fn body_added(part: BodyPart) -> Vec<Effect> {
    match part {
        BodyPart::Input => input(
            "old clients send no body, and new services refuse a request without one",
            "services that are not yet updated may refuse a request with a body",
        ),
        BodyPart::Output | BodyPart::Message => vec![effect(
            Wire,
            Risk,
            NewClients,
            "services that are not yet updated respond without the body that new clients expect",
        )],
    }
}

pub(super) fn body_removed(part: BodyPart) -> Vec<Effect> {
    match part {
        BodyPart::Input => input(
            "old clients send a body, and new services may refuse a request with one",
            "services that are not yet updated refuse a request without a body",
        ),
        BodyPart::Output | BodyPart::Message => {
            let reason = "old clients expect a body, and new services respond without one";
            breaks([Protocol, Wire], OldClients, reason).to_vec()
        }
    }
}

fn input(for_old_clients: &str, for_new_clients: &str) -> Vec<Effect> {
    let mut effects = breaks([Protocol, Wire], OldClients, for_old_clients).to_vec();
    effects.push(effect(Wire, Risk, NewClients, for_new_clients));
    effects
}

pub(super) fn error_removed(name: &str) -> Vec<Effect> {
    let reason = format!(
        "new clients do not know the error `{name}`, which services that are not yet updated may \
         respond with"
    );
    vec![effect(Wire, Risk, NewClients, reason)]
}
