//! From an NSID to the account that has its lexicons.

use super::{
    dns::{Dns, DnsFault},
    outcome::{AuthorityFault, Mistake},
};
use crate::syntax::Did;

/// What is before a DID in a TXT record.
const PREFIX: &str = "did=";

/// How many texts of a name messages show.
const SHOWN: usize = 5;

/// The name of the TXT record for a domain. Nothing else is asked for: records of parent
/// domains do not count.
pub(super) fn name_of(domain: &str) -> String {
    format!("_lexicon.{domain}")
}

/// The account that a TXT record names.
pub(super) async fn find(dns: &Dns, name: &str) -> Result<Did, AuthorityFault> {
    let texts = dns.texts(name).await.map_err(AuthorityFault::Dns)?;
    let dids: Vec<&str> = (texts.iter())
        .filter_map(|text| text.strip_prefix(PREFIX))
        .collect();
    match dids.as_slice() {
        [] => {
            let some = texts.iter().take(SHOWN).map(|text| start(text));
            Err(AuthorityFault::NoDid(some.collect()))
        }
        [did] => Did::new(*did).map_err(|_| AuthorityFault::InvalidDid(start(did))),
        several => {
            let some = several.iter().take(SHOWN).map(|did| start(did));
            Err(AuthorityFault::SeveralDids(several.len(), some.collect()))
        }
    }
}

/// As much of a text of somebody else as messages show. Answers are remembered.
fn start(text: &str) -> String {
    text.chars().take(200).collect()
}

/// What was probably done wrong where no record was found. `last` is the last segment of the
/// NSID.
pub(super) async fn mistakes(
    dns: &Dns,
    fault: &AuthorityFault,
    domain: &str,
    last: &str,
) -> Vec<Mistake> {
    let is_missing = match fault {
        AuthorityFault::Dns(DnsFault::NoName(_) | DnsFault::NoRecord(_))
        | AuthorityFault::NoDid(_) => true,
        AuthorityFault::Dns(_)
        | AuthorityFault::SeveralDids(..)
        | AuthorityFault::InvalidDid(_) => false,
    };
    if !is_missing {
        return Vec::new();
    }
    let too_long = name_of(&format!("{}.{domain}", last.to_ascii_lowercase()));
    let handle = format!("_atproto.{domain}");
    let has_did = async |name: &str| {
        let texts = dns.texts(name).await.unwrap_or_default();
        texts.iter().any(|text| text.starts_with(PREFIX))
    };
    let mut mistakes = Vec::new();
    if has_did(&too_long).await {
        mistakes.push(Mistake::NameInLabel(too_long));
    }
    if has_did(&handle).await {
        mistakes.push(Mistake::HandleRecord(handle));
    }
    mistakes
}
