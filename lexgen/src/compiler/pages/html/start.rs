//! What only the start page shows.

use super::{
    super::model::{Entry, Namespace},
    here::Here,
};

/// A namespace with a heading of the second level.
pub(super) struct Group<'p> {
    /// The `id`s of the namespaces around it that have no heading.
    pub(super) around: Vec<&'p str>,
    pub(super) namespace: &'p Namespace,
}

impl<'p> Here<'p> {
    /// The outermost namespaces, without those that are only the end of a DNS name:
    /// `com.atproto` says something, `com` does not.
    pub(super) fn groups(self, namespaces: &'p [Namespace]) -> Vec<Group<'p>> {
        let mut groups = Vec::new();
        for namespace in namespaces {
            let is_end = namespace.documents.is_empty() && !namespace.name.contains('.');
            if !is_end {
                groups.push(Group {
                    around: Vec::new(),
                    namespace,
                });
                continue;
            }
            let mut around = vec![namespace.anchor.as_str()];
            groups.extend(namespace.namespaces.iter().map(|inner| Group {
                around: std::mem::take(&mut around),
                namespace: inner,
            }));
        }
        groups
    }

    /// The name of a namespace, without that of the namespace around it.
    pub(super) fn short(self, outer: &Namespace, inner: &'p Namespace) -> &'p str {
        let rest = inner.name.strip_prefix(outer.name.as_str());
        rest.map_or(&inner.name, |rest| rest.trim_start_matches('.'))
    }

    /// How many documents are in a namespace and in those inside it.
    pub(super) fn documents(self, namespace: &Namespace) -> usize {
        namespace.counts.iter().map(|(_, count)| count).sum()
    }

    /// The title of a document, or else the first sentence about it.
    pub(super) fn summary(self, entry: &Entry) -> String {
        let summary = entry.summary.to_text();
        match &entry.title {
            Some(title) if summary.is_empty() => title.clone(),
            Some(title) => format!("{title}: {summary}"),
            None => summary,
        }
    }

    /// The namespaces inside a namespace, each before those inside it.
    pub(super) fn inside(self, namespace: &'p Namespace) -> Vec<&'p Namespace> {
        let mut inside = Vec::new();
        let mut rest: Vec<_> = namespace.namespaces.iter().rev().collect();
        while let Some(namespace) = rest.pop() {
            rest.extend(namespace.namespaces.iter().rev());
            inside.push(namespace);
        }
        inside
    }
}
