//! Bodies and errors of an endpoint.

use super::{
    super::{Audience::*, BodyPart, Effect, Level::*, Party::*, Replaced},
    Judge, breaks, effect,
    reason::{OLD_SERVICES, SERVICES_OF_OTHERS},
};
use crate::{compiler::schema::FullName, xrpc::Subprotocol};

impl Judge<'_> {
    pub(super) fn body_added(&self, name: &FullName, part: BodyPart) -> Vec<Effect> {
        match part {
            BodyPart::Input => self.input(
                name,
                "old clients send no body, and new services refuse a request without one",
                "may refuse a request with a body",
            ),
            BodyPart::Output | BodyPart::Message => {
                let what = "respond without the body that new clients expect";
                vec![self.with_old_services(name, format!("{OLD_SERVICES} {what}"))]
            }
        }
    }

    pub(super) fn body_removed(&self, name: &FullName, part: BodyPart) -> Vec<Effect> {
        match part {
            BodyPart::Input => self.input(
                name,
                "old clients send a body, and new services may refuse a request with one",
                "refuse a request without a body",
            ),
            BodyPart::Output | BodyPart::Message => {
                let reason = "old clients expect a body, and new services respond without one";
                breaks([Protocol, Wire], OldClients, reason).to_vec()
            }
        }
    }

    fn input(&self, name: &FullName, for_old_clients: &str, for_new_clients: &str) -> Vec<Effect> {
        let mut effects = breaks([Protocol, Wire], OldClients, for_old_clients).to_vec();
        let reason = format!("{OLD_SERVICES} {for_new_clients}");
        effects.push(self.with_old_services(name, reason));
        effects
    }

    /// A client that offers no subprotocol is sent frames as the lexicon says.
    pub(super) fn subprotocol_changed(
        &self,
        name: &FullName,
        names: &Replaced<Subprotocol>,
    ) -> Vec<Effect> {
        let Replaced { before, after } = names;
        let reason = format!(
            "new services send frames of `{after}` to old clients that offer no subprotocol and \
             read `{before}`"
        );
        let mut effects = breaks([Protocol, Wire], OldClients, reason).to_vec();
        let what = format!("send frames of `{before}` to new clients that offer no subprotocol");
        effects.push(self.with_old_services(name, format!("{OLD_SERVICES} {what}")));
        effects
    }

    /// What new clients meet at services that are not yet updated: a break where
    /// strangers have them.
    pub(super) fn with_old_services(&self, name: &FullName, reason: String) -> Effect {
        if self.is_served_by_others(name.nsid()) {
            let reason = reason.replace(OLD_SERVICES, SERVICES_OF_OTHERS);
            effect(Wire, Break, NewClients, reason)
        } else {
            effect(Wire, Risk, NewClients, reason)
        }
    }
}

pub(super) fn error_removed(name: &str) -> Vec<Effect> {
    let for_old = format!(
        "old clients may handle the error `{name}`, which new services no longer respond with"
    );
    let for_new = format!(
        "new clients do not know the error `{name}`, which {OLD_SERVICES} may respond with"
    );
    vec![
        effect(Wire, Risk, OldClients, for_old),
        effect(Wire, Risk, NewClients, for_new),
    ]
}
