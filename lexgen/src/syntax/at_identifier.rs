//! `at-identifier`: an account, by DID or by handle.

use super::{Did, Handle, did, error::Fault, format_type::format_type, handle};

pub(super) const EXAMPLES: [&str; 2] = ["alice.example", "did:web:alice.example"];

format_type! {
    /// A [DID or a handle](https://atproto.com/specs/lexicon#at-identifier).
    /// A DID starts with `did:`; a handle has no colon.
    ///
    /// ```
    /// use lexgen::syntax::{AtIdentifier, Handle};
    ///
    /// let account = AtIdentifier::new("alice.example.com")?;
    /// assert!(account.is_handle());
    /// assert_eq!(account.to_handle(), Some(Handle::new("alice.example.com")?));
    /// assert_eq!(account.to_did(), None);
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    AtIdentifier
}

impl AtIdentifier {
    /// Whether it is a well-formed DID.
    pub fn is_did(&self) -> bool {
        did::check(self).is_ok()
    }

    /// Whether it is a well-formed handle.
    pub fn is_handle(&self) -> bool {
        handle::check(self).is_ok()
    }

    /// The DID, if it is a well-formed one.
    pub fn to_did(&self) -> Option<Did> {
        Did::new(self.as_str()).ok()
    }

    /// The handle, if it is a well-formed one.
    pub fn to_handle(&self) -> Option<Handle> {
        Handle::new(self.as_str()).ok()
    }
}

impl From<Did> for AtIdentifier {
    fn from(did: Did) -> Self {
        Self(did.into_string())
    }
}

impl From<Handle> for AtIdentifier {
    fn from(handle: Handle) -> Self {
        Self(handle.into_string())
    }
}

impl From<&Did> for AtIdentifier {
    fn from(did: &Did) -> Self {
        Self(did.as_str().to_owned())
    }
}

impl From<&Handle> for AtIdentifier {
    fn from(handle: &Handle) -> Self {
        Self(handle.as_str().to_owned())
    }
}

impl From<&AtIdentifier> for AtIdentifier {
    fn from(identifier: &AtIdentifier) -> Self {
        identifier.clone()
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if text.starts_with("did:") {
        did::check(text)
    } else {
        handle::check(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_or_the_other() {
        let did = Did::new("did:web:example.com").unwrap();
        let identifier = AtIdentifier::from(did.clone());
        assert!(identifier.is_did() && !identifier.is_handle());
        assert_eq!(identifier.to_did(), Some(did));
        assert_eq!(identifier.to_handle(), None);

        let malformed = AtIdentifier::new_unchecked("did:web");
        assert!(!malformed.is_did() && !malformed.is_handle());
    }

    #[test]
    fn the_error_is_that_of_the_kind_it_looks_like() {
        let error = AtIdentifier::new("did:WEB:x").unwrap_err();
        assert_eq!(
            error.reason(),
            "the method may only contain lower-case letters"
        );
        assert_eq!(error.format(), AtIdentifier::FORMAT);
    }
}
