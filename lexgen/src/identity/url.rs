//! Where the documents of DIDs are.

use super::DidError;
use crate::syntax::{Did, Handle};

/// The public directory of `did:plc`.
pub const PLC_DIRECTORY: &str = "https://plc.directory";

/// Top-level domains that name nothing on the public network.
///
/// Specification: <https://atproto.com/specs/handle#additional-non-syntax-restrictions>
const RESERVED: [&str; 8] = [
    "alt",
    "arpa",
    "example",
    "internal",
    "invalid",
    "local",
    "localhost",
    "onion",
];

/// Whether a host is below a top-level domain that can be neither that of a handle nor of
/// a `did:web`, such as `.local`. `.test` is not one of them: it is for development, so that
/// only a program that knows that it is not used there refuses it.
#[must_use]
pub fn is_reserved(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    RESERVED
        .iter()
        .any(|reserved| reserved.eq_ignore_ascii_case(last))
}

/// The URL of the document of a DID. `directory` is the URL of the directory of
/// `did:plc`, such as [`PLC_DIRECTORY`].
///
/// `did:web:localhost`, which can have a port and is for development, is the only one
/// whose URL does not have HTTPS.
///
/// Specification: <https://atproto.com/specs/did#blessed-did-methods>
///
/// # Errors
/// If the DID is malformed, has another method, or is one that its method does not have.
pub fn document_url(did: &Did, directory: &str) -> Result<String, DidError> {
    did.check().map_err(DidError::Syntax)?;
    let fault = |reason| Err(DidError::Identifier(did.clone(), reason));
    let identifier = did.identifier().unwrap_or_default();
    match did.method() {
        Some("plc") => {
            let is_base32 = |byte: u8| matches!(byte, b'a'..=b'z' | b'2'..=b'7');
            if identifier.len() != 24 || !identifier.bytes().all(is_base32) {
                return fault("a `did:plc` has 24 characters of base32, `a-z2-7`");
            }
            let directory = directory.strip_suffix('/').unwrap_or(directory);
            Ok(format!("{directory}/{did}"))
        }
        Some("web") => web(identifier).or_else(fault),
        _ => Err(DidError::Method(did.clone())),
    }
}

/// The URL of a `did:web`.
fn web(identifier: &str) -> Result<String, &'static str> {
    let path = ".well-known/did.json";
    if identifier == "localhost" {
        return Ok(format!("http://localhost/{path}"));
    }
    if identifier.contains(':') {
        return Err("a `did:web` with a path is not supported, only one with a host");
    }
    if let Some((host, port)) = identifier.split_once('%') {
        if host != "localhost" {
            return Err("only `did:web:localhost` can have a port");
        }
        let port = port.strip_prefix("3A").or_else(|| port.strip_prefix("3a"));
        let is_number = |port: &&str| port.bytes().all(|byte| byte.is_ascii_digit());
        let port = port
            .filter(is_number)
            .and_then(|port| port.parse::<u16>().ok());
        let port = port.ok_or("its port is malformed")?;
        return Ok(format!("http://localhost:{port}/{path}"));
    }
    if identifier.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err("the host of a `did:web` is in lower case");
    }
    // The same rules: two labels or more, none of which is a number at the end.
    if !Handle::new_unchecked(identifier).is_valid() {
        return Err("the host of a `did:web` is a domain name of two labels or more");
    }
    if is_reserved(identifier) {
        return Err("its top-level domain is reserved, and names nothing on the network");
    }
    Ok(format!("https://{identifier}/{path}"))
}
