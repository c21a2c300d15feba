//! The error for text that is not a scope.

use std::{borrow::Cow, fmt};

use crate::shown;

/// The most bytes of the scope in an error.
const EXCERPT: usize = 200;

/// A text is not a scope of the protocol.
///
/// ```
/// use lexgen::scope::Scope;
///
/// let error = Scope::new("repo:com.example.*").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     r#""repo:com.example.*" is not a valid scope: "com.example.*" stands for a part of all record types, which is not supported: list each NSID, or use `*`"#
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidScope {
    scope: String,
    fault: Fault,
}

impl InvalidScope {
    /// The text.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// What is wrong with it.
    pub fn reason(&self) -> String {
        shown::message(&self.fault.0).to_string()
    }
}

impl fmt::Display for InvalidScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = shown::shown(&self.scope).up_to(EXCERPT);
        let reason = shown::message(&self.fault.0);
        write!(f, "{scope:?} is not a valid scope: {reason}")
    }
}

impl std::error::Error for InvalidScope {}

/// What is wrong with a scope, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault(Cow<'static, str>);

impl Fault {
    /// The error for the scope as a whole.
    pub(super) fn of(self, scope: impl Into<String>) -> InvalidScope {
        InvalidScope {
            scope: scope.into(),
            fault: self,
        }
    }
}

impl From<&'static str> for Fault {
    fn from(reason: &'static str) -> Self {
        Self(reason.into())
    }
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self(reason.into())
    }
}
