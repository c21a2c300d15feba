//! Why an account cannot be used, and why a handle does not lead to one.

use super::{
    Explained, explained,
    fetch::{dns, http},
    link,
};
use crate::{
    compiler::network::{handle::HandleFault, outcome::AccountFault, rules},
    shown::{message, shown},
};

pub(super) fn account(did: &str, fault: &AccountFault) -> Explained {
    let did = shown(did).up_to(200).to_string();
    match fault {
        AccountFault::Method(reason) => explained(&rules::UNSUPPORTED_DID, reason)
            .help("use an account with a `did:plc`, or a `did:web` of a host name"),
        AccountFault::Deleted(url) => {
            let message = format!(
                "the account `{did}` was deleted, according to {}",
                link(url)
            );
            explained(&rules::UNKNOWN_ACCOUNT, message)
                .help("the owner of the domain names another account in the TXT record")
        }
        AccountFault::Unknown(url) => {
            let message = format!("there is no account `{did}`, according to {}", link(url));
            let help = "check the DID in the TXT record, and `--plc` if it is given";
            explained(&rules::UNKNOWN_ACCOUNT, message).help(help)
        }
        AccountFault::Fetch(url, fault) => http("DID document", url, fault),
        AccountFault::Document(url, reason) => {
            explained(&rules::INVALID_DID_DOCUMENT, message(reason).to_string())
                .note(format!("it is at {}", link(url)))
                .help(format!("the owner of `{did}` corrects it"))
        }
    }
}

pub(super) fn handle(fault: &HandleFault) -> Explained {
    let unresolved = |message: String| explained(&rules::UNRESOLVED_HANDLE, message);
    match fault {
        HandleFault::Reserved => unresolved("its top-level domain is reserved".to_owned())
            .help("name the account by its DID"),
        HandleFault::Development => unresolved("`.test` is for development only".to_owned()).help(
            "name the directory of the development network with `--plc`, or the account by its \
                 DID",
        ),
        HandleFault::Txt(name, reason) => {
            let (name, reason) = (shown(name).up_to(260), message(reason));
            unresolved(format!("the TXT record `{name}` is not usable: {reason}"))
                .help("the owner of the handle corrects it, or name the account by its DID")
        }
        HandleFault::Nowhere {
            name,
            dns: asked,
            url,
            http: fetched,
        } => {
            let (name, url) = (shown(name).up_to(260), link(url));
            let mut found = unresolved(format!(
                "neither the TXT record `{name}` nor {url} contains a DID"
            ));
            if let Some(fault) = asked {
                found = found.note(dns(&format!("for the TXT record `{name}`"), fault).message);
            }
            if let Some(fault) = fetched {
                found = found.note(http("DID", &url, fault).message);
            }
            found.help("check the spelling, or name the account by its DID")
        }
        HandleFault::NotClaimed(did, claimed) => {
            let did = shown(did).up_to(200);
            let claims = match claimed {
                Some(claimed) => format!("has the handle `{}`", shown(claimed).up_to(260)),
                None => "has no handle".to_owned(),
            };
            unresolved(format!("it leads to `{did}`, which {claims}"))
                .help("both must name each other: use the handle of the account, or its DID")
        }
    }
}
