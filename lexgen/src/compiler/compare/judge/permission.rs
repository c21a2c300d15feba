//! What a permission set grants.

use super::{
    super::{Audience::*, Effect, Level::*, Party::*},
    breaks, effect,
};
use crate::compiler::ir::Ir;

pub(super) fn granted(permission: &str) -> Vec<Effect> {
    let reason = format!(
        "existing sessions, and servers with the old version, do not grant `{permission}` to new \
         clients"
    );
    vec![effect(Wire, Risk, NewClients, reason)]
}

pub(super) fn revoked(permission: &str, old: &Ir) -> Vec<Effect> {
    let is_missing = |nsid: &&str| old.document(nsid).is_none();
    if let Some(nsid) = subject(permission).filter(is_missing) {
        let reason = format!(
            "if there are services with `{nsid}`, which is not among the lexicons, old clients lose \
             `{permission}`"
        );
        return vec![effect(Wire, Risk, OldClients, reason)];
    }
    let reason =
        format!("old clients lose `{permission}`, and their calls that need it are refused");
    breaks([Protocol, Wire], OldClients, reason).to_vec()
}

/// The endpoint or record that a permission is for, if it is for one.
fn subject(permission: &str) -> Option<&str> {
    let (_, rest) = permission.split_once(' ')?;
    let subject = rest.split(' ').next()?;
    subject.contains('.').then_some(subject)
}
