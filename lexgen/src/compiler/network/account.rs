//! From a DID to the key and the server of the account.

use reqwest::Url;

use super::{
    http::{Http, HttpFault, Kind},
    outcome::AccountFault,
};
use crate::{
    crypto::PublicKey,
    identity::{DidDocument, DocumentError, PLC_DIRECTORY, document_url},
    syntax::{Did, Handle},
};

/// A DID document.
const DOCUMENT: Kind = Kind {
    accept: "application/did+ld+json, application/json",
    limit: 256 << 10,
    follows_redirects: false,
};

/// What the DID document of an account says.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account.
    pub did: Did,
    /// Its server: scheme, host and port.
    pub pds: String,
    /// The key that signs its commits.
    pub key: PublicKey,
    /// The handle that it claims.
    pub handle: Option<Handle>,
}

/// Fetches the DID document of an account. `plc` is the directory, if the user has named
/// one.
pub(super) async fn fetch(
    http: &Http,
    plc: Option<&str>,
    did: &Did,
) -> Result<Account, AccountFault> {
    let is_plc = did.method() == Some("plc");
    let url = document_url(did, plc.unwrap_or(PLC_DIRECTORY));
    let url = url.map_err(|error| AccountFault::Method(error.to_string()))?;
    let url = Url::parse(&url).map_err(|error| AccountFault::Method(error.to_string()))?;
    let body = http.get(&url, DOCUMENT, is_plc && plc.is_some()).await;
    let body = body.map_err(|fault| match fault {
        HttpFault::Status(410, _) if is_plc => AccountFault::Deleted(url.to_string()),
        HttpFault::Status(404, _) => AccountFault::Unknown(url.to_string()),
        fault => AccountFault::Fetch(url.to_string(), fault),
    })?;
    let account = read(did, &body);
    account.map_err(|error| AccountFault::Document(url.to_string(), error.to_string()))
}

fn read(did: &Did, body: &[u8]) -> Result<Account, DocumentError> {
    let document = DidDocument::from_json(did, body)?;
    Ok(Account {
        did: did.clone(),
        pds: document.pds()?.to_string(),
        key: document.signing_key()?,
        handle: document.handle(),
    })
}
