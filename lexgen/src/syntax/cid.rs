//! A content identifier as a string: the `cid` format.

use std::fmt;

/// A text does not follow the syntax it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSyntax(String);

impl fmt::Display for InvalidSyntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidSyntax {}

/// A content identifier in its text form.
///
/// Specification: <https://atproto.com/specs/data-model#link-and-cid-formats>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cid(String);

impl Cid {
    /// Parses a CID of any version and base, and keeps the text as it is.
    ///
    /// # Errors
    /// When the text is no CID.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidSyntax> {
        let text = text.into();
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(InvalidSyntax("a CID has only letters and digits".into()));
        }
        match cid::Cid::try_from(text.as_str()) {
            Ok(_) => Ok(Self(text)),
            Err(error) => Err(InvalidSyntax(format!("not a CID: {error}"))),
        }
    }

    /// The CID whose binary form this is, in the base its version is written in.
    ///
    /// # Errors
    /// When the bytes are no CID, or more than one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidSyntax> {
        match cid::Cid::try_from(bytes) {
            Ok(cid) if cid.encoded_len() == bytes.len() => Ok(Self(cid.to_string())),
            Ok(_) => Err(InvalidSyntax("bytes follow the CID".into())),
            Err(error) => Err(InvalidSyntax(format!("not a CID: {error}"))),
        }
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The binary form.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        Some(cid::Cid::try_from(self.0.as_str()).ok()?.to_bytes())
    }
}

impl fmt::Display for Cid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
