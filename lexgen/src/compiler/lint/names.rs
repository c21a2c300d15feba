//! NSIDs of a set that are alike.

use std::collections::{HashMap, HashSet};

use crate::{compiler::schema::Document, syntax::Nsid};

/// The documents of a set by their NSIDs, without regard to case.
pub(super) struct Names<'d> {
    /// The documents of each spelling, in the order of their NSIDs.
    documents: HashMap<String, Vec<&'d Document>>,
    /// The first document below each document that is also a group.
    members: HashMap<String, &'d Document>,
    /// The NSIDs that texts without a valid document have.
    refused: HashSet<String>,
}

impl<'d> Names<'d> {
    /// `all` are in the order of their NSIDs; `refused` are the NSIDs of other texts.
    pub(super) fn of(all: &'d [Document], refused: HashSet<String>) -> Self {
        let mut documents: HashMap<String, Vec<&Document>> = HashMap::with_capacity(all.len());
        for document in all {
            let alike = documents.entry(folded(document)).or_default();
            alike.push(document);
        }
        let mut members = HashMap::new();
        for document in all {
            let id = folded(document);
            for (dot, _) in id.match_indices('.') {
                let group = &id[..dot];
                if documents.contains_key(group) {
                    members.entry(group.to_owned()).or_insert(document);
                }
            }
        }
        Self {
            documents,
            members,
            refused,
        }
    }

    /// The document with an NSID.
    pub(super) fn find(&self, nsid: &str) -> Option<&'d Document> {
        let alike = self.documents.get(&nsid.to_ascii_lowercase())?;
        alike.iter().find(|it| it.id.as_str() == nsid).copied()
    }

    /// Whether there is a document with an NSID, or a text that should be one.
    pub(super) fn exists(&self, nsid: &Nsid) -> bool {
        self.find(nsid.as_str()).is_some() || self.refused.contains(nsid.as_str())
    }

    /// The documents whose NSIDs are equal to that of this one but for case; this one
    /// is among them.
    pub(super) fn alike(&self, document: &Document) -> &[&'d Document] {
        let alike = self.documents.get(&folded(document));
        alike.map(Vec::as_slice).unwrap_or_default()
    }

    /// A document in the group that has the NSID of this document.
    pub(super) fn member(&self, document: &Document) -> Option<&'d Document> {
        self.members.get(&folded(document)).copied()
    }
}

fn folded(document: &Document) -> String {
    document.id.as_str().to_ascii_lowercase()
}
