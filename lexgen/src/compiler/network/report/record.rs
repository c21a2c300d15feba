//! Why there is no record, and why a record is not the lexicon.

use super::{Explained, explained, fetch::http, link, quoted};
use crate::{
    compiler::network::{
        outcome::{DocumentFault, RecordFault},
        record::COLLECTION,
        rules,
    },
    shown::{message, shown},
};

pub(super) fn record(did: &str, pds: &str, fault: &RecordFault) -> Explained {
    let did = shown(did).up_to(200).to_string();
    let server = link(pds);
    match fault {
        RecordFault::Absent(rev) => {
            let message = format!(
                "`{did}` has not published it, as of revision {}",
                shown(rev)
            );
            explained(&rules::RECORD_ABSENT, message)
                .note(format!(
                    "this is proven: {server} sent the signed tree of the repository"
                ))
                .help(format!(
                    "ask the owner of the account to publish it in `{COLLECTION}`, with the NSID as \
                     record key"
                ))
        }
        RecordFault::SaidAbsent => {
            let message = format!("{server} says that `{did}` has not published it");
            explained(&rules::UNPROVEN_ABSENCE, message)
                .note("it sent no proof, so it may be wrong or hold the record back")
                .help(format!(
                    "ask the owner of the account to publish it in `{COLLECTION}`, with the NSID as \
                     record key"
                ))
        }
        RecordFault::NoRepository(error, said) => {
            let said = if said.is_empty() {
                shown(error).to_string()
            } else {
                format!("{}: {}", shown(error), message(said).up_to(200))
            };
            let message = format!("{server} does not have the repository of `{did}` ({said})");
            explained(&rules::UNKNOWN_ACCOUNT, message).help(
                "the account is new, deactivated or taken down, or has moved and its DID document \
                 is out of date",
            )
        }
        RecordFault::Fetch(fault) => http("record", pds, fault),
        RecordFault::List(fault) => http("list of records", pds, fault),
        RecordFault::SlowList => {
            let message = format!("{server} did not send all of the list of records in time");
            explained(&rules::TIMED_OUT, message)
                .note("a list may take ten times as long as a request")
                .help("name the lexicons, or set a longer `--timeout`")
        }
        RecordFault::Latest(fault) => http("last commit", pds, fault),
        RecordFault::Proof(step, reason) => {
            // The step says it.
            let reason = reason.strip_prefix("the tree: ").unwrap_or(reason);
            let message = format!(
                "bad proof from {server}, at the {step}: {}",
                message(reason)
            );
            explained(&rules::INVALID_PROOF, message)
                .note(format!(
                    "the document is not proven to be what `{did}` has signed"
                ))
                .help("try again later; if it stays, tell the operator of the server")
        }
        RecordFault::Older(found, pinned) => {
            let (found, pinned) = (shown(found), shown(pinned));
            let message = format!(
                "{server} sent revision {found}, which is older than {pinned}, which it had \
                 before"
            );
            explained(&rules::OLDER_REVISION, message).help(
                "the server has been restored from a backup, or holds back what is newer: ask its \
                 operator",
            )
        }
        RecordFault::Future(rev) => {
            let message = format!(
                "{server} sent revision {}, which is in the future",
                shown(rev)
            );
            explained(&rules::FUTURE_REVISION, message).help(
                "check the clock of this machine; if it is right, that of the server is wrong",
            )
        }
    }
}

pub(super) fn document(uri: &str, fault: &DocumentFault) -> Explained {
    let uri = shown(uri).up_to(300).to_string();
    let wrong = |message: String| {
        explained(&rules::WRONG_RECORD, message)
            .help("ask the owner of the account to publish a correct document")
    };
    let is = |found: &Option<String>, expected: &str| match found {
        Some(found) => format!("is {}, not {expected}", quoted(found)),
        None => format!("must be {expected}, and is missing or no string"),
    };
    match fault {
        DocumentFault::Data(reason) => wrong(format!(
            "`{uri}` is not in the data model: {}",
            message(reason)
        )),
        DocumentFault::Type(found) => {
            let is = is(found, &format!("`{COLLECTION}`"));
            wrong(format!("the `$type` of `{uri}` {is}"))
        }
        DocumentFault::Id(found) => {
            let is = is(found, "its record key");
            wrong(format!("the `id` of `{uri}` {is}"))
        }
        DocumentFault::TooLarge(most) => {
            let message = format!("`{uri}` has more than {} MiB as JSON", most >> 20);
            explained(&rules::OVERSIZED_RESPONSE, message)
                .note("lexgen does not read larger files either")
        }
        DocumentFault::Invalid(invalid) => {
            let message = "it is signed by its authority, and has errors";
            let explained = explained(&rules::INVALID_LEXICON, message)
                .help("the authority publishes a document that `lexgen check` accepts");
            match invalid.more {
                0 => explained,
                more => explained.note(format!("{more} more of its errors are not shown")),
            }
        }
    }
}
