//! Identities: DID documents, and where DIDs and handles are resolved.
//!
//! Needs the feature `identity`. It has no I/O: the functions say what to ask for, and
//! read the answers.
//!
//! | To resolve | Ask for | Read the answer with |
//! |---|---|---|
//! | a DID | [`document_url`] | [`DidDocument::from_json`] |
//! | a handle, by DNS | the TXT records of [`handle_name`] | [`did_of_txt`] |
//! | a handle, by HTTPS | [`handle_url`] | [`did_of_text`] |
//!
//! A handle counts only if the document of its DID names it: [`DidDocument::has_handle`].
//!
//! ```
//! use lexgen::{Did, identity::{DidDocument, PLC_DIRECTORY, document_url}};
//!
//! let did = Did::new("did:plc:ewvi7nxzyoun6zhxrhs64oiz")?;
//! let url = document_url(&did, PLC_DIRECTORY)?;
//! assert_eq!(url, "https://plc.directory/did:plc:ewvi7nxzyoun6zhxrhs64oiz");
//!
//! # let answer = br##"{"id":"did:plc:ewvi7nxzyoun6zhxrhs64oiz",
//! #   "alsoKnownAs":["at://atproto.com"],"service":[{"id":"#atproto_pds",
//! #   "type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example.com"}]}"##;
//! let document = DidDocument::from_json(&did, answer)?;
//! println!("{:?} is hosted by {}", document.handle(), document.pds()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Specifications: <https://atproto.com/specs/did>, <https://atproto.com/specs/handle>

mod document;
mod error;
mod handle;
mod origin;
mod url;

#[cfg(test)]
mod tests;

pub use document::{DidDocument, Service, VerificationMethod};
pub use error::{DidError, DocumentError, TxtError};
pub use handle::{did_of_text, did_of_txt, handle_name, handle_url};
pub use origin::{Origin, OriginError};
pub use url::{PLC_DIRECTORY, document_url, is_reserved};
