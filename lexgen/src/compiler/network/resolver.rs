//! From names to verified lexicons.

use std::{collections::HashMap, net::IpAddr, sync::Arc, time::SystemTime};

use futures_util::stream::{self, StreamExt};

use super::{
    account::{self, Account},
    allow::Allowance,
    authority::{self, name_of},
    dns::Dns,
    handle::{self, HandleFault},
    http::{Http, HttpFault},
    list::{self, Listed},
    memo::Memo,
    options::Options,
    outcome::{AccountFault, AuthorityFault, Failure, Mistake, Reason, RecordFault, Resolved},
    quota::Quota,
    record::{self, Judge},
    write::{self, Credentials, Latest, Write, WriteFault},
};
use crate::syntax::{AtIdentifier, Cid, Did, Handle, Nsid, Tid};

/// How many lexicons are resolved at once.
const AT_ONCE: usize = 16;

/// How many pages of a list are read.
const PAGES: usize = 100;

/// A lexicon to resolve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its NSID.
    pub nsid: Nsid,
    /// The account that has it, if DNS is not asked for it.
    pub account: Option<Did>,
    /// The revision of the repository that was verified before. An older one is refused.
    pub pinned: Option<Tid>,
}

impl Request {
    /// A lexicon of the account that DNS names.
    pub fn new(nsid: Nsid) -> Self {
        Self {
            nsid,
            account: None,
            pinned: None,
        }
    }
}

/// The lexicons of a group that an account has, which is not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The account that DNS names for the group.
    pub did: Did,
    /// The NSIDs that begin with the group, sorted.
    pub nsids: Vec<Nsid>,
    /// Record keys that are no NSIDs, sorted.
    pub others: Vec<String>,
}

/// Resolves lexicons. What several of them need, such as the DID document of an account, is
/// fetched once.
pub struct Resolver {
    dns: Dns,
    http: Arc<Http>,
    plc: Option<String>,
    now: SystemTime,
    keeps_proofs: bool,
    quota: Quota,
    /// The revisions of accounts that were verified before.
    pinned: HashMap<Did, Tid>,
    authorities: Memo<String, Result<Did, AuthorityFault>>,
    accounts: Memo<Did, Result<Account, AccountFault>>,
    /// The first page of what accounts have, to recognize mistakes.
    listed: Memo<Did, Vec<Listed>>,
}

impl Resolver {
    /// A resolver. It is for one run: it remembers answers. `now` is the time with which
    /// revisions are compared.
    ///
    /// # Errors
    /// If the system has no settings for DNS.
    pub fn new(options: Options, now: SystemTime) -> Result<Self, String> {
        let dns = Dns::new(options.dns, options.timeout / 3)?;
        let allowance = Allowance::new(options.allow);
        Ok(Self {
            http: Arc::new(Http::new(dns.clone(), allowance, options.timeout)),
            dns,
            plc: options.plc,
            now,
            keeps_proofs: options.keeps_proofs,
            quota: Quota::default(),
            pinned: HashMap::new(),
            authorities: Memo::default(),
            accounts: Memo::default(),
            listed: Memo::default(),
        })
    }

    /// Refuses revisions of an account that are older than this one, whichever lexicon of
    /// the account is resolved.
    pub fn pin(&mut self, did: Did, rev: Tid) {
        let pinned = self.pinned.entry(did).or_insert_with(|| rev.clone());
        if *pinned < rev {
            *pinned = rev;
        }
    }

    /// The addresses of a server that another program is to connect to, with encryption. None
    /// if the host is an address, which is allowed.
    ///
    /// # Errors
    /// If nobody may connect to the server because somebody else names it, or it has no
    /// address.
    pub async fn addresses(&self, host: &str, port: u16) -> Result<Vec<IpAddr>, HttpFault> {
        self.http.addresses(host, port).await
    }

    /// Resolves lexicons, several at once. The results are in the order of the requests;
    /// `on_done` is called for each, with its number, when it is there.
    ///
    /// # Errors
    /// If all of them are [more](Reason::Excess) than a run may receive.
    pub async fn resolve_all(
        &self,
        requests: &[Request],
        mut on_done: impl FnMut(usize, &Result<Resolved, Failure>),
    ) -> Result<Vec<Result<Resolved, Failure>>, Failure> {
        let numbered = requests.iter().enumerate();
        let resolutions = numbered.map(async |(at, request)| (at, self.resolve(request).await));
        let mut results = stream::iter(resolutions).buffer_unordered(AT_ONCE);
        let mut done = Vec::with_capacity(requests.len());
        while let Some((at, result)) = results.next().await {
            on_done(at, &result);
            match result {
                Err(failure) if failure.is_excess() => return Err(failure),
                result => done.push((at, result)),
            }
        }
        done.sort_by_key(|(at, _)| *at);
        Ok(done.into_iter().map(|(_, result)| result).collect())
    }

    /// Resolves a lexicon, and verifies it.
    ///
    /// # Errors
    /// If it cannot be resolved or is not valid, with what is probably the mistake.
    pub async fn resolve(&self, request: &Request) -> Result<Resolved, Failure> {
        match self.verified(request).await {
            Ok(resolved) => Ok(resolved),
            Err(reason) => Err(Failure {
                name: request.nsid.to_string(),
                mistakes: self.mistakes(&request.nsid, &reason).await,
                reason: Box::new(reason),
            }),
        }
    }

    /// The lexicons of a group, such as `com.example.feed`, that its account has. Each must
    /// be resolved by itself.
    ///
    /// # Errors
    /// If there is no account for the group, or it has no list.
    pub async fn group(&self, group: &str) -> Result<Group, Failure> {
        // The name does not count.
        let nsid = Nsid::new_unchecked(format!("{group}.x"));
        match self.listed(&nsid, group).await {
            Ok(group) => Ok(group),
            Err(reason) => Err(Failure {
                name: format!("{group}.*"),
                mistakes: self.mistakes(&nsid, &reason).await,
                reason: Box::new(reason),
            }),
        }
    }

    /// The account that DNS names for a lexicon.
    ///
    /// # Errors
    /// If it names none.
    pub async fn authority_of(&self, nsid: &Nsid) -> Result<Did, Failure> {
        match self.authority(&nsid.domain().unwrap_or_default()).await {
            Ok(did) => Ok(did),
            Err(reason) => Err(Failure {
                name: nsid.to_string(),
                mistakes: self.mistakes(nsid, &reason).await,
                reason: Box::new(reason),
            }),
        }
    }

    /// The account of a handle or a DID. A handle and its account must name each other.
    ///
    /// # Errors
    /// If it does not exist, or cannot be resolved.
    pub async fn identify(&self, who: &AtIdentifier) -> Result<Account, Failure> {
        let found = match who.to_did() {
            Some(did) => self.account(&did).await,
            None => self.account_of(&Handle::new_unchecked(who.as_str())).await,
        };
        found.map_err(|reason| failure(who.as_str(), reason))
    }

    async fn account_of(&self, handle: &Handle) -> Result<Account, Reason> {
        let failed = |fault| Reason::Handle {
            handle: handle.clone(),
            fault: Box::new(fault),
        };
        if self.plc.is_none() && handle::is_for_development(handle) {
            return Err(failed(HandleFault::Development));
        }
        let did = handle::find(&self.dns, &self.http, handle).await;
        let account = self.account(&did.map_err(failed)?).await?;
        let claimed = account.handle.as_ref();
        if claimed.is_some_and(|it| it.normalized() == handle.normalized()) {
            return Ok(account);
        }
        Err(failed(HandleFault::NotClaimed(account.did, account.handle)))
    }

    /// The last commit of an account, as its server says.
    ///
    /// # Errors
    /// If it does not say.
    pub async fn latest(&self, account: &Account) -> Result<Latest, Failure> {
        let latest = write::latest(&self.http, account).await;
        latest.map_err(|fault| {
            let reason = Reason::Record {
                did: account.did.clone(),
                pds: account.pds.clone(),
                fault,
            };
            failure(account.did.as_str(), reason)
        })
    }

    /// Writes lexicons of an account in one commit, if `swap` is still its last one. Returns
    /// the revision, if the server tells.
    ///
    /// # Errors
    /// If nothing was written, or [nobody knows](WriteFault::is_unknown).
    pub async fn write(
        &self,
        account: &Account,
        credentials: &Credentials,
        writes: Vec<Write>,
        swap: &Cid,
    ) -> Result<Option<Tid>, WriteFault> {
        let http = Arc::clone(&self.http);
        write::write(http, account, credentials, writes, swap).await
    }

    async fn listed(&self, nsid: &Nsid, group: &str) -> Result<Group, Reason> {
        let did = self.authority(&nsid.domain().unwrap_or_default()).await?;
        let account = self.account(&did).await?;
        let listed = list::list(&self.http, &account, PAGES).await;
        let listed = listed.map_err(|fault| Reason::Record {
            did: did.clone(),
            pds: account.pds.clone(),
            fault,
        })?;
        let mut found = Group {
            did,
            nsids: Vec::new(),
            others: Vec::new(),
        };
        for record in listed {
            match Nsid::new(record.key.as_str()) {
                Ok(nsid) => {
                    let rest = nsid.as_str().strip_prefix(group);
                    if rest.is_some_and(|rest| rest.starts_with('.')) {
                        found.nsids.push(nsid);
                    }
                }
                Err(_) => found.others.push(record.key),
            }
        }
        Ok(found)
    }

    async fn verified(&self, request: &Request) -> Result<Resolved, Reason> {
        let nsid = &request.nsid;
        let (did, name) = match &request.account {
            Some(did) => (did.clone(), None),
            None => {
                let domain = nsid.domain().unwrap_or_default();
                (self.authority(&domain).await?, Some(name_of(&domain)))
            }
        };
        let account = self.account(&did).await?;
        let pinned = request.pinned.as_ref().max(self.pinned.get(&did));
        let judge = Judge {
            now: self.now,
            pinned,
            quota: &self.quota,
            keeps_proof: self.keeps_proofs,
        };
        let resolved = record::fetch(&self.http, &account, nsid, judge).await?;
        Ok(Resolved {
            authority: name,
            ..resolved
        })
    }

    /// The account of a domain.
    async fn authority(&self, domain: &str) -> Result<Did, Reason> {
        let name = name_of(domain);
        let find = authority::find(&self.dns, &name);
        let found = self.authorities.get(name.clone(), find).await;
        found.map_err(|fault| Reason::Authority { name, fault })
    }

    async fn account(&self, did: &Did) -> Result<Account, Reason> {
        let fetch = account::fetch(&self.http, self.plc.as_deref(), did);
        let found = self.accounts.get(did.clone(), fetch).await;
        found.map_err(|fault| Reason::Account {
            did: did.clone(),
            fault,
        })
    }

    /// What was probably done wrong.
    async fn mistakes(&self, nsid: &Nsid, reason: &Reason) -> Vec<Mistake> {
        match reason {
            Reason::Authority { fault, .. } => {
                let (domain, last) = (nsid.domain().unwrap_or_default(), nsid.name());
                authority::mistakes(&self.dns, fault, &domain, last.unwrap_or_default()).await
            }
            Reason::Record {
                did,
                fault: RecordFault::Absent(_) | RecordFault::SaidAbsent,
                ..
            } => {
                let Ok(account) = self.account(did).await else {
                    return Vec::new();
                };
                let list = async {
                    list::list(&self.http, &account, 1)
                        .await
                        .unwrap_or_default()
                };
                let mut listed = self.listed.get(did.clone(), list).await.into_iter();
                let other = listed.find(|it| it.id.as_deref() == Some(nsid.as_str()));
                other
                    .map(|it| Mistake::RecordKey(it.key))
                    .into_iter()
                    .collect()
            }
            Reason::Account { .. }
            | Reason::Handle { .. }
            | Reason::Record { .. }
            | Reason::Document { .. }
            | Reason::Excess(_) => Vec::new(),
        }
    }
}

/// A failure without a likely mistake.
fn failure(name: &str, reason: Reason) -> Failure {
    Failure {
        name: name.to_owned(),
        reason: Box::new(reason),
        mistakes: Vec::new(),
    }
}
