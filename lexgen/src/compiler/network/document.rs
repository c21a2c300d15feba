//! From a record to a lexicon.

use std::io;

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    outcome::{DocumentFault, Invalid, Reason},
    quota::Excess,
    record::COLLECTION,
};
use crate::{
    compiler::{check::check, source::Sources},
    data::{Data, View, from_dag_cbor},
    syntax::{AtUri, Nsid},
};

/// The most bytes of a document as JSON, which are those of a file that lexgen reads.
const MOST_BYTES: usize = 4 << 20;

/// The most diagnostics of a document.
const MOST_DIAGNOSTICS: usize = 100;

/// Reads a record, and checks that it is the lexicon of its record key. Calls `count` with
/// the number of bytes of the document, valid or not.
pub(super) fn read(
    record: &[u8],
    nsid: &Nsid,
    uri: &AtUri,
    count: impl FnOnce(usize) -> Result<(), Excess>,
) -> Result<Data, Reason> {
    let wrong = |fault: DocumentFault| Reason::Document {
        uri: uri.clone(),
        fault,
    };
    let document: Data =
        from_dag_cbor(record).map_err(|error| wrong(DocumentFault::Data(error.to_string())))?;
    let text = |key: &str| document.get(key).and_then(Data::as_str).map(str::to_owned);
    let kind = text("$type");
    if kind.as_deref() != Some(COLLECTION) {
        return Err(wrong(DocumentFault::Type(kind.map(start))));
    }
    let id = text("id");
    if id.as_deref() != Some(nsid.as_str()) {
        return Err(wrong(DocumentFault::Id(id.map(start))));
    }
    let Some(json) = short_json(&document, MOST_BYTES) else {
        return Err(wrong(DocumentFault::TooLarge(MOST_BYTES)));
    };
    count(json.len()).map_err(Reason::Excess)?;
    let mut sources = Sources::default();
    sources.add(uri.as_str(), None, json);
    let checked = check(&sources);
    if checked.has_errors() {
        let mut diagnostics = checked.diagnostics;
        let more = diagnostics.len().saturating_sub(MOST_DIAGNOSTICS);
        diagnostics.truncate(MOST_DIAGNOSTICS);
        diagnostics.shrink_to_fit();
        return Err(wrong(DocumentFault::Invalid(Box::new(Invalid {
            sources,
            diagnostics,
            more,
        }))));
    }
    Ok(document)
}

/// As much of a text as a message shows.
fn start(text: String) -> String {
    text.chars().take(200).collect()
}

/// A document as JSON, to the byte as the reference installer writes it: the keys in the
/// order of DAG-CBOR after those that are numbers, two spaces, and a newline at the end.
pub fn json(document: &Data) -> String {
    short_json(document, usize::MAX).unwrap_or_default()
}

/// The same, unless it has more bytes than this. Indentation can make much of little.
fn short_json(document: &Data, most: usize) -> Option<String> {
    let mut text = Short {
        bytes: Vec::new(),
        most: most.saturating_sub(1),
    };
    // Data can always be written.
    serde_json::to_writer_pretty(&mut text, &Ordered(document)).ok()?;
    text.bytes.push(b'\n');
    String::from_utf8(text.bytes).ok()
}

/// Writes at most so many bytes.
struct Short {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Short {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Data with its keys in the order of the reference installer: that of DAG-CBOR, in which
/// shorter ones come first, but in JavaScript numbers come before all other keys.
struct Ordered<'d>(&'d Data);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.view() {
            View::Array(items) => serializer.collect_seq(items.iter().map(Ordered)),
            View::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().collect();
                fields.sort_by_key(|(key, _)| (!is_index(key), key.len(), *key));
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, &Ordered(value))?;
                }
                map.end()
            }
            _ => self.0.serialize(serializer),
        }
    }
}

/// Whether a key is the index of an array in JavaScript: below 2^32 - 1, as it is written.
fn is_index(key: &str) -> bool {
    let number = key.parse::<u32>();
    number.is_ok_and(|number| number < u32::MAX && number.to_string() == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_keys_come_first() {
        let data: Data =
            serde_json::from_str(r#"{"defs":{"b":[{"zz":1,"a":{}}]},"id":"x","$type":"y"}"#)
                .unwrap();
        let text = json(&data);
        let lines: String = text.split_whitespace().collect();
        assert_eq!(
            lines,
            r#"{"id":"x","defs":{"b":[{"a":{},"zz":1}]},"$type":"y"}"#
        );
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn numbers_come_before_all_other_keys() {
        let keys = [
            "4294967294",
            "4294967295",
            "10",
            "9",
            "0",
            "a",
            "+1",
            "-1",
            "01",
            "",
        ];
        let data: Data = keys
            .map(|key| (key.to_owned(), Data::from(1)))
            .into_iter()
            .collect();
        let text: String = json(&data).split_whitespace().collect();
        assert_eq!(
            text,
            r#"{"0":1,"9":1,"10":1,"4294967294":1,"":1,"a":1,"+1":1,"-1":1,"01":1,"4294967295":1}"#
        );
    }
}
