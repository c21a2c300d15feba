//! Why DNS does not name an account.

use super::{Explained, explained, fetch::dns, quoted};
use crate::{
    compiler::network::{dns::DnsFault, outcome::AuthorityFault, rules},
    shown::shown,
};

pub(super) fn authority(name: &str, fault: &AuthorityFault) -> Explained {
    let name = shown(name).up_to(260).to_string();
    let set_it = format!(
        "the owner of the domain sets the TXT record `{name}` to `did=` and the DID of the \
         account that publishes its lexicons"
    );
    match fault {
        AuthorityFault::Dns(fault) => missing(&name, fault, set_it),
        AuthorityFault::NoDid(texts) => {
            let texts: Vec<_> = texts.iter().take(3).map(|it| quoted(it)).collect();
            let message = format!("no TXT record of `{name}` begins with `did=`");
            let found = format!("the records are {}", texts.join(", "));
            explained(&rules::NO_AUTHORITY, message)
                .note(found)
                .help(set_it)
        }
        AuthorityFault::SeveralDids(number, dids) => {
            let shown: Vec<_> = dids.iter().map(|did| quoted(did)).collect();
            let message = format!("{number} TXT records of `{name}` begin with `did=`");
            explained(&rules::SEVERAL_AUTHORITIES, message)
                .note(format!("they name {}", shown.join(", ")))
                .help("ask the owner of the domain to remove all but one")
        }
        AuthorityFault::InvalidDid(text) => {
            let text = quoted(text);
            let message = format!("the TXT record `{name}` contains {text}, which is not a DID");
            explained(&rules::INVALID_AUTHORITY, message)
                .help("ask the owner of the domain to correct what is after `did=`")
        }
    }
}

/// Reports that an authority has no TXT record.
fn missing(name: &str, fault: &DnsFault, set_it: String) -> Explained {
    let remembered = |explained: Explained, seconds: &Option<u32>| {
        let Some(seconds) = seconds else {
            return explained;
        };
        explained.note(format!(
            "DNS servers remember this for {seconds} seconds: if the record is new, try again \
             after that, or ask the server of the domain with `--dns`"
        ))
    };
    match fault {
        DnsFault::NoName(seconds) => {
            let message = format!("the DNS name `{name}` does not exist");
            remembered(
                explained(&rules::NO_AUTHORITY, message).help(set_it),
                seconds,
            )
        }
        DnsFault::NoRecord(seconds) => {
            let message = format!("the DNS name `{name}` has no TXT record");
            remembered(
                explained(&rules::NO_AUTHORITY, message).help(set_it),
                seconds,
            )
        }
        DnsFault::InvalidName(_) => {
            let message = format!("`{name}` is not a name that DNS can have");
            explained(&rules::NO_AUTHORITY, message)
                .help("DNS names have at most 253 characters, and 63 between two periods")
        }
        fault => dns(&format!("for the TXT record `{name}`"), fault),
    }
}
