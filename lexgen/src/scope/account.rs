//! `account:` and `identity:`, to see and change what the account is.

use std::fmt;

use super::{
    error::Fault,
    text::{self, Parts},
    values::word,
};

const ATTRIBUTES: [(&str, AccountAttribute); 3] = [
    ("email", AccountAttribute::Email),
    ("repo", AccountAttribute::Repo),
    ("status", AccountAttribute::Status),
];

const ACTIONS: [(&str, AccountAction); 2] = [
    ("read", AccountAction::Read),
    ("manage", AccountAction::Manage),
];

const IDENTITY: [(&str, IdentityAttribute); 2] = [
    ("handle", IdentityAttribute::Handle),
    ("*", IdentityAttribute::Any),
];

/// A part of the account:
/// [`account`](https://atproto.com/specs/permission#account).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountScope {
    /// The part.
    pub attr: AccountAttribute,
    /// What can be done with it.
    pub action: AccountAction,
}

/// A part of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AccountAttribute {
    /// The email address.
    Email,
    /// The whole repository, as a CAR file.
    Repo,
    /// The hosting status. The reference implementation has it, and the
    /// specification does not.
    Status,
}

/// What can be done with a part of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountAction {
    /// To see it.
    Read,
    /// To see and to change it.
    Manage,
}

/// A part of the identity of the account:
/// [`identity`](https://atproto.com/specs/permission#identity).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityAttribute {
    /// To change the handle.
    Handle,
    /// Full control over the DID document and the handle.
    Any,
}

impl AccountScope {
    /// Whether it covers an action. `Manage` includes `Read`.
    pub fn covers(self, attr: AccountAttribute, action: AccountAction) -> bool {
        self.attr == attr && self.action >= action
    }

    pub(super) fn parse(parts: &Parts<'_>) -> Result<Self, Fault> {
        let parts = parts.with(&["attr", "action"])?;
        let attr = word("attr", parts.single("attr")?, &ATTRIBUTES)?;
        let mut action = AccountAction::Read;
        // The reference implementation takes and writes several.
        for value in parts.named("action") {
            action = action.max(word("action", value, &ACTIONS)?);
        }
        Ok(Self { attr, action })
    }
}

impl IdentityAttribute {
    /// Whether it covers a change of an attribute.
    pub fn covers(self, attr: Self) -> bool {
        self == Self::Any || self == attr
    }

    pub(super) fn parse(parts: &Parts<'_>) -> Result<Self, Fault> {
        let parts = parts.with(&["attr"])?;
        word("attr", parts.single("attr")?, &IDENTITY)
    }
}

impl fmt::Display for AccountScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attr = ATTRIBUTES.iter().filter(|(_, attr)| *attr == self.attr);
        let attr = attr.map(|(word, _)| *word).collect();
        let action = match self.action {
            AccountAction::Read => None,
            AccountAction::Manage => Some(("action", "manage")),
        };
        text::write(f, "account", ("attr", attr), action)
    }
}

impl fmt::Display for IdentityAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attr = IDENTITY.iter().filter(|(_, attr)| attr == self);
        let attr = attr.map(|(word, _)| *word).collect();
        text::write(f, "identity", ("attr", attr), [])
    }
}
