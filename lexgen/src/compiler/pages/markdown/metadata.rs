//! Where a document is from.

use super::{
    super::model::{Metadata, Proof, Upstream},
    escape::{code, escaped},
    text::Writer,
};

pub(super) fn metadata(metadata: &Metadata, out: &mut Writer) {
    let mut lines = Vec::new();
    let mut add = |label: &str, text: String| lines.push(format!("{label}: {text}"));
    if let Some(cid) = &metadata.cid {
        add("CID", code(cid));
    }
    if let Some(cid) = &metadata.installed_cid {
        let edited = "; the lexicon has been edited since";
        add("Installed CID", code(cid) + edited);
    }
    if let Some(uri) = &metadata.uri {
        add("AT-URI", code(uri));
    }
    if let Some(authority) = &metadata.authority {
        let names = authority.handle.iter().chain(&authority.did);
        let names: Vec<String> = names.map(|name| code(name)).collect();
        add("Authority", names.join(", "));
    }
    if !metadata.authority_name.is_empty() {
        add("DNS name of the authority", code(&metadata.authority_name));
    }
    if let Some(resolved) = &metadata.resolved {
        add("Resolved", escaped(resolved));
    }
    match &metadata.proof {
        Some(Proof::Verified { key }) => {
            let what = match &metadata.installed_cid {
                Some(_) => " for the installed CID",
                None => "",
            };
            add("Proof", format!("verified{what}, signed by {}", code(key)));
        }
        Some(Proof::Unknown) => add("Proof", "not checked".to_owned()),
        None => {}
    }
    match &metadata.upstream {
        Some(Upstream::Server { pds, rev }) => {
            let text = format!("{}, revision {}", code(pds), code(rev));
            add("Installed from", text);
        }
        Some(Upstream::Git { url, commit, path }) => {
            let text = format!("{}, commit {}, {}", code(url), code(commit), code(path));
            add("Installed from", text);
        }
        None => {}
    }
    out.list(lines.into_iter());
}
