//! Where a document is from.

use super::super::{
    model::{Authority, Metadata, Proof, Upstream},
    site::Site,
};
use crate::compiler::set::{
    cid,
    lock::installed::{Committed, Origin, Published, Upstream as From},
};

impl Site<'_> {
    /// What is known about a document as a whole.
    pub(super) fn metadata(&self, index: usize) -> Metadata {
        let nsid = &self.ir().modules[index].nsid;
        let document = self.schemas.get(nsid.as_str());
        let cid = document.and_then(|document| {
            let sources = &self.compiled.sources;
            cid::published(sources, document.source).ok()
        });
        let domain = nsid.domain().unwrap_or_default();
        let mut metadata = Metadata {
            cid: cid.map(|cid| cid.as_str().to_owned()),
            authority_name: format!("_lexicon.{domain}"),
            ..Metadata::default()
        };
        if let Some(resolution) = self.options.manifest.resolutions.get(nsid) {
            let uri = resolution.uri.as_str();
            metadata.uri = Some(uri.to_owned());
            metadata.authority = account(uri);
            metadata.installed_cid = Some(resolution.cid.as_str().to_owned());
            metadata.proof = Some(Proof::Unknown);
        }
        if let Some(origin) = self.options.installed.get(nsid) {
            metadata.add(origin);
        }
        // What was installed is what is here.
        if metadata.installed_cid == metadata.cid {
            metadata.installed_cid = None;
        }
        metadata
    }
}

impl Metadata {
    /// Adds what the lock says.
    fn add(&mut self, origin: &Origin) {
        self.installed_cid = Some(origin.cid.as_str().to_owned());
        match &origin.from {
            From::Network(published) => self.add_published(published),
            From::Git(Committed { url, commit, path }) => {
                self.upstream = Some(Upstream::Git {
                    url: url.clone(),
                    commit: commit.clone(),
                    path: path.clone(),
                });
            }
        }
    }

    fn add_published(&mut self, published: &Published) {
        if let Some(authority) = &published.authority {
            self.authority_name.clone_from(authority);
        }
        let handle = self.authority.take().and_then(|authority| authority.handle);
        self.authority = Some(Authority {
            did: Some(published.did.as_str().to_owned()),
            handle,
        });
        self.uri = Some(published.uri.as_str().to_owned());
        self.upstream = Some(Upstream::Server {
            pds: published.pds.clone(),
            rev: published.rev.as_str().to_owned(),
        });
        self.proof = Some(Proof::Verified {
            key: published.key.clone(),
        });
        self.resolved = Some(published.resolved.clone());
    }
}

/// The account in the address of a record.
fn account(uri: &str) -> Option<Authority> {
    let account = uri.strip_prefix("at://")?.split('/').next()?;
    let is_did = account.starts_with("did:");
    Some(Authority {
        did: is_did.then(|| account.to_owned()),
        handle: (!is_did).then(|| account.to_owned()),
    })
}
