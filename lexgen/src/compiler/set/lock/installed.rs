//! `installed` of a lock: where the lexicons of others are from, as far as the manifest
//! `lexicons.json` cannot say it.
//!
//! ```json
//! "installed": {
//!   "com.example.thing": {
//!     "cid": "bafyrei…",
//!     "uri": "at://did:plc:…/com.atproto.lexicon.schema/com.example.thing",
//!     "authority": "_lexicon.example.com",
//!     "pds": "https://pds.example.com",
//!     "key": "did:key:z…",
//!     "rev": "3m…",
//!     "resolved": "2026-11-27T08:00:00Z"
//!   },
//!   "com.example.other": {
//!     "cid": "bafyrei…",
//!     "url": "https://example.com/lexicons.git",
//!     "commit": "1f6c…",
//!     "path": "lexicons"
//!   }
//! }
//! ```
//!
//! It is the last member, and a text of its own: `lexgen snapshot` writes everything
//! else and keeps it, and `lexgen install` the other way round. A lock can also have
//! nothing else.

mod entry;
mod merge;

use std::{borrow::Cow, collections::BTreeMap, io, path::Path};

use jsonc_parser::{
    ast::{Object, Value},
    common::Ranged,
};

use serde::de::IgnoredAny;

use super::{VERSION, begins, layout::Node};
use crate::{
    compiler::{
        read::{MANY_BYTES, cannot_read, read_text},
        settings::{JsonFile, SettingsError},
        source::json,
    },
    syntax::{AtUri, Cid, Did, Nsid, Tid},
};
pub(crate) use entry::{account, must_be_record};
#[cfg(feature = "network")]
pub(crate) use entry::{check_url, is_commit};
pub(crate) use merge::{MergedOrigins, merge};

/// What is before the value in a lock that lexgen wrote.
const MEMBER: &str = ",\n  \"installed\": ";

/// What is after it.
const END: &str = "\n}\n";

/// Where installed lexicons are from.
pub type Installed = BTreeMap<Nsid, Origin>;

/// Where an installed lexicon is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The document.
    pub cid: Cid,
    /// Who has it.
    pub from: Upstream,
}

/// Who has a lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Upstream {
    /// An account that has published it.
    Network(Published),
    /// A repository of git.
    Git(Committed),
}

/// A lexicon that was published, when it was resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The record.
    pub uri: AtUri,
    /// The DNS name that named the account. `None` if the user has named it.
    pub authority: Option<String>,
    /// The account.
    pub did: Did,
    /// The URL of its server.
    pub pds: String,
    /// The key that signed the commit, as a `did:key`.
    pub key: String,
    /// The revision of the commit.
    pub rev: Tid,
    /// When this was so, in UTC and seconds.
    pub resolved: String,
}

/// A lexicon in a repository of git.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The URL of the repository.
    pub url: String,
    /// The commit.
    pub commit: String,
    /// The path in it that was installed.
    pub path: String,
}

impl Origin {
    /// Whether both say the same, apart from when it was so.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.from, &other.from) {
            (Upstream::Network(from), Upstream::Network(other_from)) => {
                let other_from = Published {
                    resolved: from.resolved.clone(),
                    ..other_from.clone()
                };
                (&self.cid, from) == (&other.cid, &other_from)
            }
            _ => self == other,
        }
    }
}

/// What a lock says of installed lexicons: nothing if there is no lock. Of a conflict
/// that git left in the file, both sides are merged.
///
/// # Errors
/// If the lock cannot be read, or each side installed a lexicon in its own way.
pub fn read(path: &Path) -> Result<Installed, SettingsError> {
    let text = match read_text(path, MANY_BYTES) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Installed::new()),
        Err(error) => return Err(SettingsError::new(cannot_read(path, &error))),
    };
    match merge::conflict(path, &text)? {
        Some(merged) => Ok(merged.installed),
        None => parse(path, &text),
    }
}

/// What the text of a lock says of installed lexicons.
pub(crate) fn parse(path: &Path, text: &str) -> Result<Installed, SettingsError> {
    if text.trim_ascii().is_empty() {
        return Ok(Installed::new());
    }
    let file = lock_file(path, text);
    let value = file.parse()?;
    match lock_object(&file, &value)?.get("installed") {
        Some(installed) => entry::read(&file, &installed.value),
        None => Ok(Installed::new()),
    }
}

fn lock_file<'t>(path: &'t Path, text: &'t str) -> JsonFile<'t> {
    JsonFile {
        path,
        text,
        help: "restore the file from version control, or remove the entry and run \
               `lexgen install`",
        conflict_help: "run `lexgen snapshot`, which merges both sides",
    }
}

/// The members of a lock whose format is supported.
fn lock_object<'v, 't>(
    file: &JsonFile<'t>,
    value: &'v Value<'t>,
) -> Result<&'v Object<'t>, SettingsError> {
    if !begins(file.text.as_bytes()) {
        let message = format!("`{}` is not a lock of lexicons", file.path.display());
        return Err(
            SettingsError::new(message).help("choose another file by `lock` in lexgen.toml")
        );
    }
    let lock = file.object(value, "a lock")?;
    let version = file.member(lock, "lexgen", "the lock")?;
    let number = match version {
        Value::NumberLit(number) => number.value.parse::<u64>().ok(),
        _ => None,
    };
    match number {
        Some(1..=VERSION) => Ok(lock),
        Some(newer) if newer > VERSION => {
            let message =
                format!("the lock has format version {newer}, but this lexgen supports {VERSION}");
            let error = file.error_at(version, message);
            Err(error.help("use the newer lexgen that wrote it"))
        }
        _ => Err(file.error_at(version, "the format version must be a number")),
    }
}

/// The text of a lock, `lock_text` before, with these installed lexicons. All else in
/// it stays as it is, and so does the time of an entry in which nothing else changes.
///
/// # Errors
/// If the text is not that of a lock.
pub fn replaced(
    path: &Path,
    lock_text: Option<&str>,
    installed: &Installed,
) -> Result<String, SettingsError> {
    let before = lock_text.unwrap_or_default();
    let (before, merged) = match merge::conflict(path, before)? {
        Some(merged) => (Cow::Owned(merged.text), Some(merged.installed)),
        None => (Cow::Borrowed(before), None),
    };
    let old = match merged {
        Some(merged) => merged,
        None => parse(path, &before)?,
    };
    let mut new = installed.clone();
    for (nsid, origin) in &mut new {
        if let Some(old) = old.get(nsid).filter(|old| old.is_same(origin)) {
            origin.clone_from(old);
        }
    }
    if before.trim_ascii().is_empty() {
        let value = entry::node(&new).to_text(1);
        return Ok(format!(
            "{{\n  \"lexgen\": {VERSION},\n  \"installed\": {value}\n}}\n"
        ));
    }
    // The layout of others stays if there is nothing to write.
    if new == old && parse(path, &before)? == new {
        return Ok(before.into_owned());
    }
    // A lock has something.
    let is_needed = !new.is_empty() || !has_snapshot(&before);
    spliced(path, &before, is_needed.then(|| entry::node(&new)))
}

/// The text of `installed` in a lock, if that can be found.
pub(crate) fn raw(text: &str) -> Option<&str> {
    // Without parsing, as lexgen writes it: no text in JSON has such a line.
    if let Some((_, raw)) = text.split_once(MEMBER)
        && let Some(raw) = raw.strip_suffix(END)
        && serde_json::from_str::<IgnoredAny>(raw).is_ok()
    {
        return Some(raw);
    }
    let Some(Value::Object(lock)) = json::parse_with_positions(text) else {
        return None;
    };
    let range = lock.get("installed")?.value.range();
    text.get(range.start..range.end)
}

/// The text of a snapshot, followed by the text of `installed`.
pub(crate) fn with_raw(mut snapshot: String, raw: Option<&str>) -> String {
    if let Some(raw) = raw
        && snapshot.ends_with(END)
    {
        snapshot.truncate(snapshot.len() - END.len());
        snapshot.extend([MEMBER, &raw.replace("\r\n", "\n"), END]);
    }
    snapshot
}

/// The same with these entries, if there are any.
pub(crate) fn with_entries(snapshot: String, installed: &Installed) -> String {
    let raw = (!installed.is_empty()).then(|| entry::node(installed).to_text(1));
    with_raw(snapshot, raw.as_deref())
}

/// Whether a lock has a snapshot, and not only what was installed.
pub(crate) fn has_snapshot(text: &str) -> bool {
    if !text.contains("\"installed\"") {
        return true;
    }
    let lock: Option<BTreeMap<String, IgnoredAny>> = serde_json::from_str(text).ok();
    // Of a damaged file, a snapshot is what is missing.
    lock.is_none_or(|lock| !lock.contains_key("installed") || lock.contains_key("documents"))
}

/// The text of a lock, with another value of `installed`, or without it.
fn spliced(path: &Path, text: &str, value: Option<Node>) -> Result<String, SettingsError> {
    let file = lock_file(path, text);
    let parsed = file.parse()?;
    let lock = lock_object(&file, &parsed)?;
    let mut names = lock
        .properties
        .iter()
        .map(|property| property.name.as_str());
    let at = names.position(|name| name == "installed");
    let end_of = |index: usize| lock.properties.get(index).map(|it| it.range().end);
    let value = value.map(|value| {
        let value = value.to_text(1);
        // Git can give every line another end.
        let is_windows = text.contains("\r\n");
        if is_windows {
            value.replace('\n', "\r\n")
        } else {
            value
        }
    });
    let (range, new) = match (at, value) {
        (Some(at), Some(value)) => {
            let range = lock.properties.get(at).map(|it| it.value.range());
            (range.map(|it| it.start..it.end), value)
        }
        (Some(at), None) => {
            let before = at.checked_sub(1).and_then(end_of);
            (
                before.zip(end_of(at)).map(|(start, end)| start..end),
                String::new(),
            )
        }
        (None, Some(value)) => {
            let end = lock.properties.len().checked_sub(1).and_then(end_of);
            let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let member = format!(",{line}  \"installed\": {value}");
            (end.map(|end| end..end), member)
        }
        (None, None) => (None, String::new()),
    };
    let mut text = text.to_owned();
    if let Some(range) = range {
        text.replace_range(range, &new);
    }
    Ok(text)
}
