//! Bodies and errors of an endpoint.

use super::{
    super::{Audience::*, BodyPart, Effect, Level::*, Party::*},
    effect,
};

pub(super) fn body_added(part: BodyPart) -> Vec<Effect> {
    match part {
        BodyPart::Input => {
            let reason = "old clients send no body, and new services refuse a request without one";
            vec![
                effect(Protocol, Break, OldClients, reason),
                effect(Wire, Break, OldClients, reason),
                effect(
                    Wire,
                    Risk,
                    NewClients,
                    "services that are not yet updated may refuse a request with a body",
                ),
            ]
        }
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
        BodyPart::Input => {
            let reason = "old clients send a body, and new services may refuse a request with one";
            vec![
                effect(Protocol, Break, OldClients, reason),
                effect(Wire, Break, OldClients, reason),
                effect(
                    Wire,
                    Risk,
                    NewClients,
                    "services that are not yet updated refuse a request without a body",
                ),
            ]
        }
        BodyPart::Output | BodyPart::Message => {
            let reason = "old clients expect a body, and new services respond without one";
            vec![
                effect(Protocol, Break, OldClients, reason),
                effect(Wire, Break, OldClients, reason),
            ]
        }
    }
}

pub(super) fn error_removed(name: &str) -> Vec<Effect> {
    let reason = format!(
        "new clients do not know the error `{name}`, which services that are not yet updated may \
         respond with"
    );
    vec![effect(Wire, Risk, NewClients, reason)]
}
