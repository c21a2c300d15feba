//! What a permission set grants.

use super::{
    super::{Audience::*, Effect, Level::*, Party::*},
    breaks, effect,
};

pub(super) fn granted(permission: &str) -> Vec<Effect> {
    let reason = format!(
        "existing sessions, and servers with the old version, do not grant `{permission}` to new \
         clients"
    );
    vec![effect(Wire, Risk, NewClients, reason)]
}

pub(super) fn revoked(permission: &str) -> Vec<Effect> {
    let reason =
        format!("old clients lose `{permission}`, and their calls that need it are refused");
    breaks([Protocol, Wire], OldClients, reason).to_vec()
}
