//! The lexicons of a snapshot with the names that are gone, as the data of earlier
//! versions has them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Loaded,
    lock::{
        self,
        history::Retired,
        targets::{self, Documents, Target},
    },
};
use crate::{
    compiler::{
        check::{Unknown, check_with},
        diagnostic::pointer::{is_within, unescaped},
        ir::{self, Ir},
        source::Sources,
    },
    syntax::Nsid,
};

/// What earlier versions meant.
#[derive(Debug, Default)]
pub struct Past {
    /// All documents, with the names that are gone.
    pub ir: Ir,
    /// By document: the JSON pointers of the names, and what to say of them.
    names: BTreeMap<Nsid, Vec<(String, String)>>,
}

impl Loaded {
    /// The lexicons with the names that are gone; `None` if no name is known to be.
    /// Definitions to which names refer that `new` has again are as they were.
    pub fn past(&self, new: &Self) -> Option<Past> {
        let mut past = Past {
            names: self.retired_names(),
            ..Past::default()
        };
        if past.names.is_empty() {
            return None;
        }
        let mut documents = self.restored();
        for (nsid, pointer, said) in self.former(new, &documents) {
            if let Some(history) = self.histories.get(&nsid)
                && let Some(former) = history.former.get_key_value(&pointer)
                && let Some(document) = documents.get_mut(&nsid)
            {
                targets::make_former(document, [former]);
                past.names.entry(nsid).or_default().push((pointer, said));
            }
        }
        let mut sources = Sources::default();
        for document in documents.values() {
            sources.add("snapshot", None, document.to_string());
        }
        let checked = check_with(&sources, Unknown::Allowed);
        let options = ir::Options {
            allow_missing: true,
            ..ir::Options::default()
        };
        past.ir = ir::resolve(&checked.documents, &checked.refused, &options).0;
        Some(past)
    }

    fn retired_names(&self) -> BTreeMap<Nsid, Vec<(String, String)>> {
        let mut names = BTreeMap::new();
        for (nsid, history) in &self.histories {
            let retired = history.retired.iter();
            let retired: Vec<_> = retired
                .map(|(name, retired)| (name.clone(), said(retired)))
                .collect();
            if !retired.is_empty() {
                names.insert(nsid.clone(), retired);
            }
        }
        for (nsid, retired) in &self.retired {
            let said = format!("on {}, with the document", retired.on);
            names.insert(nsid.clone(), vec![(String::new(), said)]);
        }
        names
    }

    /// All documents, with the names that are gone.
    fn restored(&self) -> Documents {
        let mut documents = Documents::new();
        for document in &self.documents {
            let text = lock::meaning(document);
            let mut value: Value = serde_json::from_str(&text).unwrap_or_default();
            if let Some(history) = self.histories.get(&document.id) {
                history.restore(&mut value);
            }
            documents.insert(document.id.clone(), value);
        }
        for (nsid, retired) in &self.retired {
            let document = serde_json::from_str(&retired.meaning).unwrap_or_default();
            documents.insert(nsid.clone(), document);
        }
        documents
    }

    /// Definitions to which names refer that come back, and that changed in between,
    /// each with what to say of it.
    fn former(&self, new: &Self, documents: &Documents) -> Vec<(Nsid, String, String)> {
        let has_former = |nsid: &Nsid, pointer: &str| {
            let history = self.histories.get(nsid);
            history.is_some_and(|history| history.former.contains_key(pointer))
        };
        if !(self.histories.values()).any(|history| !history.former.is_empty()) {
            return Vec::new();
        }
        let mut former = documents.clone();
        for (nsid, history) in &self.histories {
            if let Some(document) = former.get_mut(nsid) {
                targets::make_former(document, &history.former);
            }
        }
        let mut found: BTreeMap<Target, String> = BTreeMap::new();
        let mut reach = |names: BTreeSet<Target>, said: String| {
            for target in targets::all(names, &former) {
                if has_former(&target.0, &target.1) {
                    found.entry(target).or_insert_with(|| said.clone());
                }
            }
        };
        for (nsid, history) in &self.histories {
            let Some(document) = new.document(nsid) else {
                continue;
            };
            let document = serde_json::from_str(&lock::meaning(document)).unwrap_or_default();
            for (name, retired) in &history.retired {
                if is_again(&document, name) {
                    let mut names = BTreeSet::new();
                    targets::of_name(nsid, name, retired.was.as_ref(), &mut names);
                    let said = said(retired);
                    reach(names, format!("{said} at `{name}` of `{}`", nsid.as_str()));
                }
            }
        }
        for (nsid, retired) in &self.retired {
            if new.document(nsid).is_some()
                && let Some(document) = documents.get(nsid)
            {
                let mut names = BTreeSet::new();
                targets::of_value(nsid, document, &mut names);
                let said = format!("on {} with `{}`", retired.on, nsid.as_str());
                reach(names, said);
            }
        }
        let found = found.into_iter();
        found
            .map(|((nsid, pointer), said)| (nsid, pointer, said))
            .collect()
    }
}

fn said(retired: &Retired) -> String {
    format!("on {} (version {})", retired.on, retired.by)
}

/// Whether a document has a retired name again.
fn is_again(document: &Value, name: &str) -> bool {
    let members = name.rsplit_once("/refs/").and_then(|(union, member)| {
        let refs = document.pointer(union)?.get("refs")?.as_array()?;
        Some((refs, member))
    });
    match members {
        Some((refs, member)) => refs.contains(&Value::from(unescaped(member))),
        None => document.pointer(name).is_some(),
    }
}

impl Past {
    /// When the name at a place, or around it, was retired.
    pub fn retired(&self, nsid: &Nsid, pointer: &str) -> Option<&str> {
        let mut names = self.names.get(nsid)?.iter();
        let found = names.find(|(name, _)| is_within(pointer, name));
        found.map(|(_, said)| said.as_str())
    }
}
