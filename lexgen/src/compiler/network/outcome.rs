//! How a resolution can end.

use crate::{
    car::BlockCid,
    compiler::{diagnostic::Diagnostic, source::Sources},
    data::Data,
    repo::ProofStep,
    syntax::{AtUri, Did, Handle, Nsid, Tid},
};

use super::{dns::DnsFault, handle::HandleFault, http::HttpFault, quota::Excess};

/// A lexicon that its authority has signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resolved {
    /// The NSID, which is also the record key and the `id` of the document.
    pub nsid: Nsid,
    /// Where the record is.
    pub uri: AtUri,
    /// The DNS name that names the account. `None` if the user has named it, by an AT-URI:
    /// then nothing says that the account is the authority.
    pub authority: Option<String>,
    /// The account.
    pub did: Did,
    /// The URL of the server that has its repository.
    pub pds: String,
    /// The key that signed the commit, as a `did:key`.
    pub key: String,
    /// The commit.
    pub commit: BlockCid,
    /// Its revision.
    pub rev: Tid,
    /// The record.
    pub cid: BlockCid,
    /// The document.
    pub document: Data,
    /// The CAR file with the commit, the path through the tree and the record, if proofs are
    /// [kept](super::Options::keeps_proofs).
    pub proof: Option<bytes::Bytes>,
}

/// A lexicon or a group that could not be resolved.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// The NSID of the lexicon, or the pattern of the group.
    pub name: String,
    /// Why.
    pub reason: Box<Reason>,
    /// Mistakes that are likely the cause.
    pub mistakes: Vec<Mistake>,
}

impl Failure {
    /// Whether more was received than a run may receive.
    pub fn is_excess(&self) -> bool {
        matches!(*self.reason, Reason::Excess(_))
    }
}

/// Why a lexicon could not be resolved.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Reason {
    /// DNS does not say which account has the lexicons of the domain.
    Authority {
        /// The DNS name.
        name: String,
        /// Why.
        fault: AuthorityFault,
    },
    /// The account has no DID document that can be used.
    Account {
        /// The account.
        did: Did,
        /// Why.
        fault: AccountFault,
    },
    /// A handle does not lead to an account.
    Handle {
        /// The handle.
        handle: Handle,
        /// Why.
        fault: Box<HandleFault>,
    },
    /// The record could not be fetched, or is not there.
    Record {
        /// The account.
        did: Did,
        /// The URL of its server.
        pds: String,
        /// Why.
        fault: RecordFault,
    },
    /// The record is signed, and is not the lexicon.
    Document {
        /// Where it is.
        uri: AtUri,
        /// Why.
        fault: DocumentFault,
    },
    /// More was received than a run may receive, so nothing else is resolved either.
    Excess(Excess),
}

/// Why DNS does not name an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthorityFault {
    /// There is no answer.
    Dns(DnsFault),
    /// There are TXT records, none of which begins with `did=`: the start of some of them.
    NoDid(Vec<String>),
    /// So many records begin with `did=`: the start of some of them.
    SeveralDids(usize, Vec<String>),
    /// What follows `did=` is no DID.
    InvalidDid(String),
}

/// Why an account has no DID document that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountFault {
    /// It is neither a `did:plc` nor a `did:web` of a host name.
    Method(String),
    /// The account was deleted.
    Deleted(String),
    /// There is no such account.
    Unknown(String),
    /// The document could not be fetched.
    Fetch(String, HttpFault),
    /// The document is malformed or another's, or has no key or server.
    Document(String, String),
}

/// Why there is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordFault {
    /// The tree of the repository, which is signed, does not have it.
    Absent(Tid),
    /// The server says so, without a proof.
    SaidAbsent,
    /// The server does not have the repository: its error and its message.
    NoRepository(String, String),
    /// It could not be fetched.
    Fetch(HttpFault),
    /// The list of records could not be fetched.
    List(HttpFault),
    /// The pages of the list of records came too slowly.
    SlowList,
    /// The last commit could not be fetched.
    Latest(HttpFault),
    /// The proof is bad: the step that failed, and why.
    Proof(ProofStep, String),
    /// The revision is older than one that was seen before.
    Older(Tid, Tid),
    /// The revision is in the future.
    Future(Tid),
}

/// Why a record is not the lexicon.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DocumentFault {
    /// It is not in the data model.
    Data(String),
    /// It has more bytes as JSON than this.
    TooLarge(usize),
    /// Its `$type`, if it has one.
    Type(Option<String>),
    /// Its `id`, if it has one.
    Id(Option<String>),
    /// Its `$type` and `id` are right, and it is not valid.
    Invalid(Box<Invalid>),
}

/// A document with errors.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Invalid {
    /// The text of the document.
    pub sources: Sources,
    /// What is wrong, or the first of it.
    pub diagnostics: Vec<Diagnostic>,
    /// How much more is wrong.
    pub more: usize,
}

/// What was probably done wrong, found after a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake {
    /// The record for handles is at this name, and that for lexicons is missing.
    HandleRecord(String),
    /// The DNS name includes the last segment of the NSID.
    NameInLabel(String),
    /// The document is in the repository, with this record key.
    RecordKey(String),
}
