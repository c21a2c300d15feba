//! Endpoints that the account's own server answers. `rpc:` is for other services;
//! what these need is another scope, or none.

use crate::scope::Scope;

/// The namespaces of the protocol that every server of accounts implements.
const NAMESPACES: [&str; 8] = [
    "com.atproto.admin.",
    "com.atproto.identity.",
    "com.atproto.repo.",
    "com.atproto.server.",
    "com.atproto.simplespace.",
    "com.atproto.space.",
    "com.atproto.sync.",
    "com.atproto.temp.",
];

/// What an endpoint needs beside the scopes of the records that it writes, as in the
/// [specification](https://atproto.com/specs/permission#resource-types).
const SCOPES: [(&str, &str); 9] = [
    (
        "com.atproto.identity.requestPlcOperationSignature",
        "identity:*",
    ),
    ("com.atproto.identity.signPlcOperation", "identity:*"),
    ("com.atproto.identity.submitPlcOperation", "identity:*"),
    ("com.atproto.identity.updateHandle", "identity:handle"),
    ("com.atproto.repo.importRepo", "account:repo?action=manage"),
    (
        "com.atproto.server.confirmEmail",
        "account:email?action=manage",
    ),
    (
        "com.atproto.server.requestEmailConfirmation",
        "account:email?action=manage",
    ),
    (
        "com.atproto.server.requestEmailUpdate",
        "account:email?action=manage",
    ),
    (
        "com.atproto.server.updateEmail",
        "account:email?action=manage",
    ),
];

/// Uploads the files that records refer to.
pub(super) const UPLOAD: &str = "com.atproto.repo.uploadBlob";

pub(super) fn is_own(nsid: &str) -> bool {
    NAMESPACES
        .iter()
        .any(|namespace| nsid.starts_with(namespace))
}

/// The scope of an endpoint of the own server, if it has one of its own.
pub(super) fn scope(nsid: &str) -> Option<Scope> {
    let (_, scope) = SCOPES.iter().find(|(own, _)| *own == nsid)?;
    Scope::new(scope).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_valid_and_in_its_shortest_form() {
        for (nsid, text) in SCOPES {
            assert!(is_own(nsid), "{nsid}");
            assert_eq!(
                scope(nsid).map(|scope| scope.to_string()).as_deref(),
                Some(text)
            );
        }
    }
}
