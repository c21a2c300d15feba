//! The entries of a snapshot: of documents, and of documents that are gone.

use jsonc_parser::{
    ast::{Object, ObjectProp, Value},
    common::{Range, Ranged},
};

use super::{Bytes, EDITED_HELP, Reader, Said};
use crate::{
    compiler::{
        diagnostic::{Pointer, rules},
        set::lock::{
            RetiredDocument,
            digest::{chained, digest},
            history::read_accepted,
        },
        source::Source,
    },
    syntax::{Cid, Nsid},
};

impl Reader<'_> {
    pub(super) fn entry(&mut self, nsid: &str, property: &ObjectProp<'_>, at: &Pointer) {
        let Ok(id) = Nsid::new(nsid) else {
            let message = format!("`{nsid}` is not an NSID");
            let range = property.name.range();
            self.malformed(at, range, message);
            return;
        };
        let Value::Object(entry) = &property.value else {
            let message =
                "a document in a snapshot must be an object with `cid`, `digest` and `document`";
            let range = property.value.range();
            self.malformed(at, range, message);
            return;
        };
        let Bytes(range) = property.name.range().into();
        let mut said = Said {
            name: range,
            ..Said::default()
        };
        let (names, optional): (&[&str], &[&str]) = match self.version {
            1 => (&["cid", "document"], &["digest", "retired", "accepted"]),
            _ => (
                &["cid", "digest", "document"],
                &["retired", "former", "accepted"],
            ),
        };
        for (name, property, at) in self.members(entry, at, names, optional) {
            self.member(&id, name, &property.value, &at, &mut said);
        }
        self.entries.insert(id, said);
    }

    fn member(
        &mut self,
        nsid: &Nsid,
        name: &str,
        value: &Value<'_>,
        at: &Pointer,
        said: &mut Said,
    ) {
        let text = value.as_string_lit().map(|it| it.value.as_ref());
        let of = nsid.as_str();
        match (name, value) {
            ("cid", value) => {
                said.cid = text.and_then(|it| Cid::new(it).ok());
                if said.cid.is_none() {
                    let message = format!("the `cid` of `{of}` is not a valid CID");
                    self.malformed(at, value.range(), message);
                }
            }
            ("digest", _) => text.unwrap_or_default().clone_into(&mut said.digest),
            ("retired" | "former" | "accepted", value) => {
                let read = serde_json::from_str(self.text(value.range())).ok();
                if read.and_then(|it| said.history.read(name, &it)).is_none() {
                    let message = format!("the `{name}` of `{of}` cannot be read");
                    self.malformed(at, value.range(), message);
                }
                let Bytes(range) = value.range().into();
                said.remembered.push(range);
            }
            (_, Value::Object(document)) => {
                let Bytes(range) = document.range().into();
                said.document = range;
                self.document(nsid, document, at);
            }
            _ => {
                let message = format!("the `document` of `{of}` is not an object");
                self.malformed(at, value.range(), message);
            }
        }
    }

    /// A document that is gone.
    pub(super) fn retired_entry(&mut self, nsid: &str, property: &ObjectProp<'_>, at: &Pointer) {
        let range = property.name.range();
        let (Ok(id), Value::Object(entry)) = (Nsid::new(nsid), &property.value) else {
            let message = format!("`{nsid}` is not a document that is gone");
            return self.malformed(at, range, message);
        };
        let mut document = RetiredDocument::default();
        let (mut said, mut accepted) = (String::new(), Vec::new());
        let names = ["on", "digest", "document"];
        for (name, property, at) in self.members(entry, at, &names, &["accepted"]) {
            let value = &property.value;
            let string = value.as_string_lit().map(|it| it.value.to_string());
            let text = self.text(value.range());
            match name {
                "on" => document.on = string.unwrap_or_default(),
                "digest" => said = string.unwrap_or_default(),
                "accepted" => {
                    let read = serde_json::from_str(text).ok();
                    accepted.push(text.to_owned());
                    match read.and_then(|it| read_accepted(&it)) {
                        Some(accepted) => document.accepted = accepted,
                        None => {
                            let message = format!("the `{name}` of `{nsid}` cannot be read");
                            self.malformed(&at, value.range(), message);
                        }
                    }
                }
                _ => text.clone_into(&mut document.meaning),
            }
        }
        let accepted: Vec<_> = accepted.iter().map(String::as_str).collect();
        let RetiredDocument { on, meaning, .. } = &document;
        let expected = match self.version {
            1 => chained("", &id, on, meaning, &[]),
            _ => digest(&id, on, meaning, &accepted),
        };
        if said != expected {
            let message = format!("the entry of `{nsid}` was edited or merged wrongly");
            self.report(&rules::SNAPSHOT_EDITED, at, range, message, EDITED_HELP);
        }
        self.retired.insert(id, document);
    }

    pub(super) fn text(&self, range: Range) -> &str {
        let Bytes(range) = range.into();
        self.file.text.get(range).unwrap_or_default()
    }

    fn document(&mut self, nsid: &Nsid, document: &Object<'_>, at: &Pointer) {
        let id = document.get("id").map(|it| &it.value);
        match id {
            Some(Value::StringLit(id)) if id.value == nsid.as_str() => {
                let Bytes(span) = document.range().into();
                self.sources.push(Source {
                    span,
                    is_damaged: false,
                    ..self.file.clone()
                });
            }
            _ => {
                let nsid = nsid.as_str();
                let range = id.map_or(document.range(), Ranged::range);
                let message = format!("the document of `{nsid}` has a different `id`");
                self.malformed(at, range, message);
            }
        }
    }
}
