//! Lexicons from the network: from an NSID to a document that is proven to be what the
//! authority of the NSID has signed.
//!
//! | step | module | from | to |
//! |---|---|---|---|
//! | authority | `authority` | an NSID | the DID in the TXT record `_lexicon.<domain>` |
//! | account | `account` | a DID | the key and the server in its DID document |
//! | record | `record` | an account | a record, with a proof that was verified |
//! | document | `document` | a record | a lexicon that `check` accepts |
//!
//! Everything that is fetched is hostile. `http` has the limits, and `allow` and `address`
//! say which hosts can be connected to. A failure has a [`Reason`], and `report` makes a
//! diagnostic of it that says what to do.
//!
//! `handle` finds the account of a handle, and `write` writes to its repository, which needs
//! its password.
//!
//! DNS and the PLC directory are trusted: whoever controls them can name another key.
//! The operations of a `did:plc` are not checked.
//!
//! Specification: <https://atproto.com/specs/lexicon#lexicon-publication-and-resolution>

mod account;
mod address;
mod allow;
mod authority;
mod dns;
mod document;
mod handle;
mod http;
mod list;
mod memo;
mod options;
mod outcome;
mod quota;
mod record;
mod report;
mod resolver;
pub mod rules;
mod write;
mod write_report;

pub use account::Account;
pub use allow::{Allowed, UrlFault};
pub use dns::DnsFault;
pub use document::json;
pub use handle::HandleFault;
pub use http::HttpFault;
pub use options::{Options, directory, dns_server};
pub use outcome::{
    AccountFault, AuthorityFault, DocumentFault, Failure, Invalid, Mistake, Reason, RecordFault,
    Resolved,
};
pub use quota::Excess;
pub use record::{COLLECTION, Kept};
pub use report::{report, report_repository};
pub use resolver::{Group, Request, Resolver};
pub use write::{Credentials, Latest, Stage, Write, WriteFault};
pub use write_report::report_write;
