//! From handles to DIDs.

use super::{TxtError, url::is_reserved};
use crate::syntax::{Did, Handle, InvalidSyntax};

/// The most characters of a name in DNS.
const LONGEST_NAME: usize = 253;

/// The name whose TXT records have the DID of a handle. `None` if the handle is
/// malformed, below a [reserved](is_reserved) domain, or so long that DNS does not have
/// the name.
///
/// Specification: <https://atproto.com/specs/handle#dns-txt-method>
#[must_use]
pub fn handle_name(handle: &Handle) -> Option<String> {
    let name = format!("_atproto.{}", resolvable(handle)?);
    (name.len() <= LONGEST_NAME).then_some(name)
}

/// The URL of the text with the DID of a handle. `None` if the handle is malformed, or
/// below a [reserved](is_reserved) domain.
///
/// Specification: <https://atproto.com/specs/handle#https-well-known-method>
#[must_use]
pub fn handle_url(handle: &Handle) -> Option<String> {
    Some(format!(
        "https://{}/.well-known/atproto-did",
        resolvable(handle)?
    ))
}

fn resolvable(handle: &Handle) -> Option<Handle> {
    let is_resolvable = handle.is_valid() && !is_reserved(handle);
    is_resolvable.then(|| handle.normalized())
}

/// The DID in the TXT records of a name, such as [`handle_name`] or `_lexicon.` and the
/// authority of an NSID. Records that do not start with `did=` are ignored.
///
/// ```
/// use lexgen::identity::{TxtError, did_of_txt};
///
/// let did = did_of_txt(["v=spf1 -all", "did=did:plc:ewvi7nxzyoun6zhxrhs64oiz"])?;
/// assert_eq!(did, "did:plc:ewvi7nxzyoun6zhxrhs64oiz");
/// assert_eq!(did_of_txt(["v=spf1 -all"]), Err(TxtError::None));
/// # Ok::<(), TxtError>(())
/// ```
///
/// # Errors
/// If there is none, if there are different ones, or if the only one is malformed.
pub fn did_of_txt<T: AsRef<str>>(records: impl IntoIterator<Item = T>) -> Result<Did, TxtError> {
    let mut dids = Vec::new();
    let mut malformed = None;
    for record in records {
        let Some(text) = record.as_ref().strip_prefix("did=") else {
            continue;
        };
        match Did::new(text) {
            Ok(did) if dids.contains(&did) => {}
            Ok(did) => dids.push(did),
            Err(error) => malformed = malformed.or(Some(error)),
        }
    }
    match (dids.len(), dids.pop(), malformed) {
        (1, Some(did), _) => Ok(did),
        (_, Some(did), _) => {
            dids.push(did);
            Err(TxtError::Several(dids))
        }
        (_, None, Some(error)) => Err(TxtError::Malformed(error)),
        (_, None, None) => Err(TxtError::None),
    }
}

/// The DID in the answer of [`handle_url`]. White space around it is ignored.
///
/// # Errors
/// If the answer is not a DID.
pub fn did_of_text(answer: &str) -> Result<Did, InvalidSyntax> {
    Did::new(answer.trim_ascii())
}
