//! From a handle to the account that has it.

use reqwest::Url;

use super::{
    dns::{Dns, DnsFault},
    http::{Http, HttpFault, Kind},
};
use crate::{
    identity::{TxtError, did_of_text, did_of_txt, handle_name, handle_url},
    syntax::{Did, Handle},
};

/// The text with a DID.
const TEXT: Kind = Kind {
    accept: "text/plain",
    limit: 4 << 10,
    follows_redirects: true,
};

/// Why a handle does not lead to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HandleFault {
    /// Its top-level domain is not one of the network.
    Reserved,
    /// It is for development, and the directory of DIDs is the public one.
    Development,
    /// The TXT records of this name contain different DIDs, or one that is malformed.
    Txt(String, String),
    /// There is a DID neither in DNS nor at this URL.
    Nowhere {
        /// The DNS name.
        name: String,
        /// What DNS says, if it failed.
        dns: Option<DnsFault>,
        /// The URL.
        url: String,
        /// What the host says.
        http: Option<HttpFault>,
    },
    /// The DID document of this account has another handle, or none.
    NotClaimed(Did, Option<Handle>),
}

/// Whether a handle is below `.test`, which must not resolve in the real world.
///
/// Specification: <https://atproto.com/specs/handle#additional-non-syntax-restrictions>
pub(super) fn is_for_development(handle: &Handle) -> bool {
    let last = handle.as_str().rsplit('.').next().unwrap_or_default();
    last.eq_ignore_ascii_case("test")
}

/// The DID that a handle resolves to. Whether the account claims the handle is not checked.
///
/// Specification: <https://atproto.com/specs/handle#handle-resolution>
pub(super) async fn find(dns: &Dns, http: &Http, handle: &Handle) -> Result<Did, HandleFault> {
    let (Some(name), Some(url)) = (handle_name(handle), handle_url(handle)) else {
        return Err(HandleFault::Reserved);
    };
    let dns = match dns.texts(&name).await {
        Ok(texts) => match did_of_txt(&texts) {
            Ok(did) => return Ok(did),
            Err(TxtError::None) => None,
            Err(error) => return Err(HandleFault::Txt(name, error.to_string())),
        },
        Err(DnsFault::NoName(_) | DnsFault::NoRecord(_)) => None,
        Err(fault) => Some(fault),
    };
    let found = match Url::parse(&url) {
        Ok(parsed) => http.get(&parsed, TEXT, false).await,
        Err(error) => Err(HttpFault::Unreachable(error.to_string())),
    };
    let nowhere = |http| HandleFault::Nowhere {
        name,
        dns,
        url,
        http,
    };
    let text = found.map_err(|fault| nowhere.clone()(Some(fault)))?;
    let did = did_of_text(&String::from_utf8_lossy(&text));
    did.map_err(|_| nowhere(None))
}
