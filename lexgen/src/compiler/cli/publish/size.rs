//! How large a commit is, beside what servers take.

use serde_json::json;

use crate::{
    compiler::{
        cli::terminal::{Terminal, count},
        network::{Account, COLLECTION, Write},
    },
    data::Data,
    syntax::Nsid,
};

/// The most writes of a commit that the reference implementation takes.
const WRITES: usize = 200;

/// The most bytes of a request that it takes.
const BODY: usize = 150 << 10;

/// Warns if servers may refuse the commit.
pub(super) fn warn(account: &Account, writes: &[Write], terminal: &Terminal) {
    let bytes = bytes(account, writes);
    if writes.len() <= WRITES && bytes <= BODY {
        return;
    }
    let text = format!(
        "{} of {} KiB in one commit; the reference server takes {WRITES} of {} KiB: if this one \
         refuses, name some of the lexicons, and then the others",
        count(writes.len(), "lexicon"),
        bytes.div_ceil(1 << 10),
        BODY >> 10,
    );
    terminal.warned("Large", &text);
}

/// The bytes of the request.
fn bytes(account: &Account, writes: &[Write]) -> usize {
    let write = |kind: &str, nsid: &Nsid, value: Option<&Data>| {
        let write = json!({
            "$type": format!("com.atproto.repo.applyWrites#{kind}"),
            "collection": COLLECTION,
            "rkey": nsid.as_str(),
            "value": value,
        });
        // With the comma.
        write.to_string().len() + 1
    };
    let writes = writes.iter().map(|it| match it {
        Write::Create(nsid, value) => write("create", nsid, Some(value)),
        Write::Update(nsid, value) => write("update", nsid, Some(value)),
        Write::Delete(nsid) => write("delete", nsid, None),
    });
    // The members beside them: the account, the last commit.
    let rest = json!({ "repo": account.did.as_str(), "writes": [], "swapCommit": CID });
    rest.to_string().len() + writes.sum::<usize>()
}

/// A CID of usual length.
const CID: &str = "bafyreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
