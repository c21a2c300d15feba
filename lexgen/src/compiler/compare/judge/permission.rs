//! What a permission set grants.

use super::{
    super::{Audience::*, Effect, Level::*, Party::*},
    effect,
};

pub(super) fn granted(permission: &str) -> Vec<Effect> {
    let reason = format!(
        "sessions that were granted before, and servers that keep the old version, do not grant \
         `{permission}` to new clients"
    );
    vec![effect(Wire, Risk, NewClients, reason)]
}

pub(super) fn revoked(permission: &str) -> Vec<Effect> {
    let reason = format!("old clients lose `{permission}`, and are refused what they need it for");
    vec![
        effect(Protocol, Break, OldClients, reason.clone()),
        effect(Wire, Break, OldClients, reason),
    ]
}
