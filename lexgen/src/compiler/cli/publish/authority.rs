//! Whom DNS names for the lexicons, and what to tell their author about it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    compiler::{
        diagnostic::{Diagnostic, Severity},
        network::{Account, AuthorityFault, DnsFault, Failure, Reason, Resolver, report, rules},
        source::Sources,
    },
    syntax::{Did, Nsid},
};

/// How many NSIDs a message names.
const NAMED: usize = 3;

/// Whom DNS names, by domain.
pub(super) struct Authorities(BTreeMap<String, Authority>);

enum Authority {
    /// The account that publishes.
    Own,
    Other(Did),
    /// Nobody, for this reason.
    Nobody(Failure),
}

impl Authorities {
    /// Asks DNS for the authorities of lexicons.
    ///
    /// # Errors
    /// If DNS does not answer: nobody knows then who has the published versions.
    pub(super) async fn find<'n>(
        resolver: &Resolver,
        account: &Account,
        nsids: impl Iterator<Item = &'n Nsid>,
    ) -> Result<Self, Vec<Failure>> {
        let mut of = BTreeMap::new();
        let mut failures = Vec::new();
        let mut asked = BTreeSet::new();
        for nsid in nsids {
            let domain = domain(nsid);
            if !asked.insert(domain.clone()) {
                continue;
            }
            let authority = match resolver.authority_of(nsid).await {
                Ok(did) if did == account.did => Authority::Own,
                Ok(did) => Authority::Other(did),
                Err(failure) if is_unanswered(&failure) => {
                    failures.push(failure);
                    continue;
                }
                Err(failure) => Authority::Nobody(failure),
            };
            of.insert(domain, authority);
        }
        if failures.is_empty() {
            Ok(Self(of))
        } else {
            Err(failures)
        }
    }

    /// The account that is the authority of a lexicon, if it is another one.
    pub(super) fn other(&self, nsid: &Nsid) -> Option<&Did> {
        match self.0.get(&domain(nsid)) {
            Some(Authority::Other(did)) => Some(did),
            Some(Authority::Own | Authority::Nobody(_)) | None => None,
        }
    }

    /// Whether DNS names nobody for the domain of a lexicon.
    pub(super) fn is_unnamed(&self, nsid: &Nsid) -> bool {
        matches!(self.0.get(&domain(nsid)), Some(Authority::Nobody(_)))
    }

    /// A warning for each domain of these lexicons that DNS does not lead to the account.
    pub(super) fn warnings(&self, nsids: &[&Nsid], account: &Account) -> Vec<Diagnostic> {
        let warnings = self.0.iter().filter_map(|(name, authority)| {
            let of_it = nsids.iter().filter(|nsid| domain(nsid) == *name);
            let of_it: Vec<&Nsid> = of_it.copied().collect();
            if of_it.is_empty() {
                return None;
            }
            let names = names(of_it.into_iter());
            let mut warning = match authority {
                Authority::Own => return None,
                Authority::Other(other) => {
                    let message = format!(
                        "others do not find {names} in this account: DNS names the account `{}`",
                        other.as_str()
                    );
                    Diagnostic::new(&rules::OTHER_AUTHORITY, None, message)
                }
                Authority::Nobody(failure) => unnamed(failure, &names),
            };
            warning.severity = Severity::Warning;
            if !authority.is_malformed() {
                warning.help = Some(format!(
                    "set this TXT record: _lexicon.{name}  TXT  \"did={}\"",
                    account.did.as_str()
                ));
            }
            Some(warning)
        });
        warnings.collect()
    }
}

impl Authority {
    /// Whether there is a record, which must be corrected.
    fn is_malformed(&self) -> bool {
        let Self::Nobody(failure) = self else {
            return false;
        };
        let Reason::Authority { fault, .. } = &*failure.reason else {
            return false;
        };
        matches!(
            fault,
            AuthorityFault::SeveralDids(..) | AuthorityFault::InvalidDid(_)
        )
    }
}

/// Whether a domain is that of an account, or below it, by what its DID document says of
/// itself. What is above it can belong to somebody who gives handles to others.
pub(super) fn is_of(account: &Account, domain: &str) -> bool {
    let handle = account
        .handle
        .as_ref()
        .map(|it| it.normalized().to_string());
    let host = account.did.as_str().strip_prefix("did:web:");
    let names = handle.into_iter().chain(host.map(str::to_owned));
    let mut names = names.map(|name| name.to_ascii_lowercase());
    names.any(|name| {
        let rest = domain.strip_suffix(&name);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// Says that DNS names nobody.
fn unnamed(failure: &Failure, names: &str) -> Diagnostic {
    let mut diagnostic = report(failure, &mut Sources::default()).swap_remove(0);
    let resolved = format!("cannot resolve `{}`: ", failure.name);
    let why = diagnostic.message.strip_prefix(&resolved);
    let why = why.unwrap_or(&diagnostic.message);
    diagnostic.message = format!("others do not find {names} yet: {why}");
    diagnostic
}

/// Whether DNS has not answered, so that it may name anybody.
fn is_unanswered(failure: &Failure) -> bool {
    match &*failure.reason {
        Reason::Authority { fault, .. } => match fault {
            AuthorityFault::Dns(
                DnsFault::NoName(_) | DnsFault::NoRecord(_) | DnsFault::InvalidName(_),
            )
            | AuthorityFault::NoDid(_)
            | AuthorityFault::SeveralDids(..)
            | AuthorityFault::InvalidDid(_) => false,
            AuthorityFault::Dns(
                DnsFault::ServerFailure
                | DnsFault::Refused
                | DnsFault::TimedOut
                | DnsFault::Other(_),
            ) => true,
        },
        Reason::Account { .. }
        | Reason::Handle { .. }
        | Reason::Record { .. }
        | Reason::Document { .. }
        | Reason::Excess(_) => true,
    }
}

pub(super) fn domain(nsid: &Nsid) -> String {
    nsid.domain().unwrap_or_default()
}

/// Lexicons in a sentence.
pub(super) fn names<'n>(nsids: impl ExactSizeIterator<Item = &'n Nsid>) -> String {
    let rest = nsids.len().saturating_sub(NAMED);
    let names: Vec<_> = nsids
        .take(NAMED)
        .map(|nsid| format!("`{}`", nsid.as_str()))
        .collect();
    let names = names.join(", ");
    match rest {
        0 => names,
        rest => format!("{names} and {rest} more"),
    }
}
