//! From an account to a verified record.

use std::time::SystemTime;

use reqwest::Url;

use super::{
    account::Account,
    document,
    http::{Http, HttpFault, Kind},
    outcome::{Reason, RecordFault, Resolved},
    quota::{Excess, Quota},
};
use crate::{
    crypto::PublicKey,
    repo::{ProofError, ProofStep, RepoPath, VerifiedRepo},
    syntax::{AtUri, Did, Nsid, RecordKey, Tid},
};

/// The collection of lexicons.
pub const COLLECTION: &str = "com.atproto.lexicon.schema";

/// A CAR file with a proof.
const PROOF: Kind = Kind {
    accept: "application/vnd.ipld.car",
    limit: 8 << 20,
    follows_redirects: true,
};

/// By what a record is judged that was fetched.
pub(super) struct Judge<'j> {
    /// The time.
    pub(super) now: SystemTime,
    /// The revision that it must at least have.
    pub(super) pinned: Option<&'j Tid>,
    /// What the run has received.
    pub(super) quota: &'j Quota,
    /// Whether the proof is kept.
    pub(super) keeps_proof: bool,
}

/// Fetches the record of a lexicon, and verifies it.
pub(super) async fn fetch(
    http: &Http,
    account: &Account,
    nsid: &Nsid,
    judge: Judge<'_>,
) -> Result<Resolved, Reason> {
    let failed = |fault: RecordFault| failed(account, fault);
    let parameters = [
        ("did", account.did.as_str()),
        ("collection", COLLECTION),
        ("rkey", nsid.as_str()),
    ];
    let url = endpoint(account, "com.atproto.sync.getRecord", &parameters).map_err(failed)?;
    let proof = http.get(&url, PROOF, false).await;
    let proof = proof.map_err(|fault| failed(record_fault(fault)))?;
    let quota = judge.quota;
    quota.proof(proof.len()).map_err(Reason::Excess)?;
    let repo = repository(account, judge.now, &proof)?;
    let rev = repo.rev();
    if let Some(pinned) = judge.pinned.filter(|pinned| rev < *pinned) {
        return Err(failed(RecordFault::Older(rev.clone(), pinned.clone())));
    }
    let count = |bytes| quota.document(bytes);
    let resolved = lexicon(account, &repo, nsid, count)?;
    drop(repo);
    Ok(Resolved {
        proof: judge.keeps_proof.then_some(proof),
        ..resolved
    })
}

/// The part of a repository in a CAR file, if its account has signed it.
fn repository<'p>(
    account: &Account,
    now: SystemTime,
    proof: &'p [u8],
) -> Result<VerifiedRepo<'p>, Reason> {
    let repo = VerifiedRepo::parse(proof, &account.did, &account.key, now);
    repo.map_err(|error| unproven(account, &error))
}

/// The lexicon in a repository.
fn lexicon(
    account: &Account,
    repo: &VerifiedRepo<'_>,
    nsid: &Nsid,
    count: impl FnOnce(usize) -> Result<(), Excess>,
) -> Result<Resolved, Reason> {
    let rev = repo.rev().clone();
    let key = RecordKey::new_unchecked(nsid.as_str());
    let path = RepoPath::new(Nsid::new_unchecked(COLLECTION), key);
    let record = repo.record(&path);
    let Some(record) = record.map_err(|error| unproven(account, &error))? else {
        return Err(failed(account, RecordFault::Absent(rev)));
    };
    let uri = AtUri::new_unchecked(format!("at://{}/{path}", account.did));
    let document = document::read(record.data, nsid, &uri, count)?;
    Ok(Resolved {
        nsid: nsid.clone(),
        uri,
        authority: None,
        did: account.did.clone(),
        pds: account.pds.clone(),
        key: account.key.to_string(),
        commit: repo.cid(),
        rev,
        cid: record.cid,
        document,
        proof: None,
    })
}

fn failed(account: &Account, fault: RecordFault) -> Reason {
    Reason::Record {
        did: account.did.clone(),
        pds: account.pds.clone(),
        fault,
    }
}

fn unproven(account: &Account, error: &ProofError) -> Reason {
    let fault = match error {
        ProofError::FutureRevision { rev, .. } => RecordFault::Future(rev.clone()),
        error => RecordFault::Proof(error.step(), error.to_string()),
    };
    failed(account, fault)
}

/// A commit that was kept, with the part of the tree and the records that it leads to.
pub struct Kept<'p> {
    account: Account,
    repo: VerifiedRepo<'p>,
}

impl<'p> Kept<'p> {
    /// Verifies a commit again, the first root of a CAR file. `pds` is where it was from, and
    /// `key` is the key that signed it, as a `did:key`.
    ///
    /// # Errors
    /// If the account has not signed it.
    pub fn new(
        (did, pds, key): (&Did, &str, &str),
        now: SystemTime,
        proof: &'p [u8],
    ) -> Result<Self, Reason> {
        let key = PublicKey::from_did_key(key).map_err(|error| Reason::Record {
            did: did.clone(),
            pds: pds.to_owned(),
            fault: RecordFault::Proof(ProofStep::Signature, error.to_string()),
        })?;
        let account = Account {
            did: did.clone(),
            pds: pds.to_owned(),
            key,
            handle: None,
        };
        let repo = repository(&account, now, proof)?;
        Ok(Self { account, repo })
    }

    /// Verifies a lexicon again.
    ///
    /// # Errors
    /// If the commit does not lead to it, or it is not valid.
    pub fn lexicon(&self, nsid: &Nsid) -> Result<Resolved, Reason> {
        lexicon(&self.account, &self.repo, nsid, |_| Ok(()))
    }
}

/// The URL of an endpoint of the account's server.
pub(super) fn endpoint(
    account: &Account,
    name: &str,
    parameters: &[(&str, &str)],
) -> Result<Url, RecordFault> {
    let url = Url::parse(&account.pds).and_then(|url| url.join(&format!("/xrpc/{name}")));
    let mut url =
        url.map_err(|error| RecordFault::Fetch(HttpFault::Unreachable(error.to_string())))?;
    url.query_pairs_mut().extend_pairs(parameters);
    Ok(url)
}

/// What an error of a server says about a record.
pub(super) fn record_fault(fault: HttpFault) -> RecordFault {
    const NO_REPOSITORY: [&str; 4] = [
        "RepoNotFound",
        "RepoTakendown",
        "RepoSuspended",
        "RepoDeactivated",
    ];
    match fault {
        HttpFault::Status(_, Some((error, said))) if NO_REPOSITORY.contains(&error.as_str()) => {
            RecordFault::NoRepository(error, said)
        }
        HttpFault::Status(400 | 404, Some((error, _))) if error == "RecordNotFound" => {
            RecordFault::SaidAbsent
        }
        HttpFault::Status(404, Some((error, _))) if error != "MethodNotImplemented" => {
            RecordFault::SaidAbsent
        }
        fault => RecordFault::Fetch(fault),
    }
}
