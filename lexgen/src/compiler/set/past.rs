//! The lexicons of a snapshot with the names that are gone, as the data of earlier
//! versions has them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Loaded, lock::history::is_within};
use crate::{
    compiler::{
        check::check,
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
    pub fn past(&self) -> Option<Past> {
        let mut past = Past::default();
        for (nsid, history) in &self.histories {
            let names = history.retired.iter().map(|(name, retired)| {
                let said = format!("on {} (version {})", retired.on, retired.by);
                (name.clone(), said)
            });
            past.names.insert(nsid.clone(), names.collect());
        }
        for (nsid, retired) in &self.retired {
            let said = format!("on {}, with the document", retired.on);
            past.names.insert(nsid.clone(), vec![(String::new(), said)]);
        }
        past.names.retain(|_, names| !names.is_empty());
        if past.names.is_empty() {
            return None;
        }
        let mut sources = Sources::default();
        for document in &self.documents {
            let mut text = super::lock::meaning(document);
            if let Some(history) = self.histories.get(&document.id)
                && let Ok(mut value) = serde_json::from_str::<Value>(&text)
            {
                history.restore(&mut value);
                text = value.to_string();
            }
            sources.add("snapshot", None, text);
        }
        for retired in self.retired.values() {
            sources.add("snapshot", None, retired.meaning.as_str());
        }
        let checked = check(&sources);
        let options = ir::Options {
            allow_missing: true,
            ..ir::Options::default()
        };
        past.ir = ir::resolve(&checked.documents, &checked.refused, &options).0;
        Some(past)
    }
}

impl Past {
    /// When the name at a place, or around it, was retired.
    pub fn retired(&self, nsid: &Nsid, pointer: &str) -> Option<&str> {
        let mut names = self.names.get(nsid)?.iter();
        let found = names.find(|(name, _)| pointer == name || is_within(pointer, name));
        found.map(|(_, said)| said.as_str())
    }
}
