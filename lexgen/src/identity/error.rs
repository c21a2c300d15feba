//! Errors of identities.

use std::fmt;

#[cfg(feature = "proof")]
use crate::crypto::KeyError;
use crate::{
    data::DataError,
    identity::OriginError,
    shown::{message, shown},
    syntax::{Did, InvalidSyntax},
};

/// A DID cannot be resolved, whatever the network says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DidError {
    /// It is not a DID.
    Syntax(InvalidSyntax),
    /// It has another method than `plc` and `web`.
    Method(Did),
    /// Its method does not allow it, for this reason.
    Identifier(Did, &'static str),
}

impl fmt::Display for DidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Method(did) => write!(
                f,
                "`{}` has a method that is not supported, only `did:plc` and `did:web` are",
                shown(did)
            ),
            Self::Identifier(did, reason) => {
                write!(f, "`{}` cannot be resolved: {reason}", shown(did))
            }
        }
    }
}

impl std::error::Error for DidError {}

/// A DID document is malformed, or lacks what is asked for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DocumentError {
    /// It is not a JSON object.
    Json(DataError),
    /// It is the document of another DID.
    OtherDid {
        /// The DID that was resolved.
        expected: Did,
        /// The `id` in the document.
        found: String,
    },
    /// It has no key with the id `#atproto`.
    NoKey,
    /// Its key `#atproto` is of another type, which is this one.
    KeyType(String),
    /// Its key `#atproto` has another controller than the account.
    KeyController(Option<String>),
    /// Its key `#atproto` has no `publicKeyMultibase`.
    NoKeyText,
    /// Its key `#atproto` is malformed, or of another curve.
    #[cfg(feature = "proof")]
    Key(KeyError),
    /// It has no service with the id `#atproto_pds`.
    NoPds,
    /// Its service `#atproto_pds` is of another type, which is this one.
    PdsType(String),
    /// Its service `#atproto_pds` has no `serviceEndpoint` that is text.
    NoEndpoint,
    /// The `serviceEndpoint` of its service `#atproto_pds` is not the origin of a URL.
    Endpoint(OriginError),
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the DID document ")?;
        match self {
            Self::Json(error) => write!(f, "is malformed: {}", message(error)),
            Self::OtherDid { expected, found } => {
                let (expected, found) = (shown(expected), shown(found));
                write!(f, "is the one of `{found}`, not of `{expected}`")
            }
            Self::NoKey => f.write_str("has no signing key: no verification method `#atproto`"),
            Self::KeyType(found) => write!(
                f,
                "has a key `#atproto` of the type `{}`, which is not supported",
                shown(found)
            ),
            Self::KeyController(Some(found)) => write!(
                f,
                "has a key `#atproto` that `{}` controls, not the account",
                shown(found)
            ),
            Self::KeyController(None) => f.write_str("has a key `#atproto` without a `controller`"),
            Self::NoKeyText => f.write_str("has a key `#atproto` without `publicKeyMultibase`"),
            #[cfg(feature = "proof")]
            Self::Key(error) => write!(f, "has a malformed key `#atproto`: {error}"),
            Self::NoPds => f.write_str("has no PDS: no service `#atproto_pds`"),
            Self::PdsType(found) => write!(
                f,
                "has a service `#atproto_pds` of the type `{}`, not `AtprotoPersonalDataServer`",
                shown(found)
            ),
            Self::NoEndpoint => {
                f.write_str("has a service `#atproto_pds` without a `serviceEndpoint`")
            }
            Self::Endpoint(error) => {
                write!(
                    f,
                    "has a service `#atproto_pds` that cannot be used: {error}"
                )
            }
        }
    }
}

impl std::error::Error for DocumentError {}

/// The TXT records of a name do not name one DID.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TxtError {
    /// None of them starts with `did=`.
    None,
    /// Several of them name different DIDs.
    Several(Vec<Did>),
    /// The only ones that start with `did=` are malformed, such as this one.
    Malformed(InvalidSyntax),
}

impl fmt::Display for TxtError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("no TXT record starts with `did=`"),
            Self::Several(dids) => {
                f.write_str("several TXT records name different DIDs:")?;
                for (index, did) in dids.iter().enumerate().take(4) {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma} `{}`", shown(did))?;
                }
                if dids.len() > 4 {
                    f.write_str(", …")?;
                }
                Ok(())
            }
            Self::Malformed(error) => write!(f, "the TXT record with `did=` is malformed: {error}"),
        }
    }
}

impl std::error::Error for TxtError {}
