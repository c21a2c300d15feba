//! Where a document is from, and what has changed.

use super::{Link, Tone};

/// What is known about a document as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    /// The CID of the document as published, computed from its text.
    pub(crate) cid: Option<String>,
    /// The DNS name that says who has authority over it: `_lexicon.example.com`.
    pub(crate) authority_name: String,
    /// The account that has published it.
    pub(crate) authority: Option<Authority>,
    /// The address of its record.
    pub(crate) uri: Option<String>,
    /// Where it is from, if it is installed.
    pub(crate) upstream: Option<Upstream>,
    /// The CID that was installed, if the text has another one now.
    pub(crate) installed_cid: Option<String>,
    /// What is known of the proof.
    pub(crate) proof: Option<Proof>,
    /// The day or time of the resolution, in UTC.
    pub(crate) resolved: Option<String>,
}

/// The account that has published a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authority {
    /// Its DID, if it is known.
    pub(crate) did: Option<String>,
    /// Its handle, if it is known.
    pub(crate) handle: Option<String>,
}

/// Where an installed document is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Upstream {
    /// A server.
    Server {
        /// Its URL.
        pds: String,
        /// The revision of the repository.
        rev: String,
    },
    /// A repository of git.
    Git {
        /// Its URL.
        url: String,
        /// The commit.
        commit: String,
        /// The path in it.
        path: String,
    },
}

/// What is known of the proof that a document is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// It was verified with this key.
    Verified {
        /// The key that signed the commit, as a `did:key`.
        key: String,
    },
    /// The lock does not say that it was verified.
    Unknown,
}

/// A change since the pinned version, as a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Whether it breaks anything.
    pub(crate) tone: Tone,
    /// The same in a word: `breaking`.
    pub(crate) level: &'static str,
    /// The code of the rule, if one applies.
    pub(crate) code: Option<&'static str>,
    /// One sentence.
    pub(crate) message: String,
    /// Whom it breaks and why.
    pub(crate) reasons: Vec<String>,
    /// The row or definition that it is about, if it is still there.
    pub(crate) place: Option<Link>,
}
