//! The entries of `installed`.

use jsonc_parser::ast::{Object, Value};

use super::{Committed, Installed, Origin, Published, Upstream};
use crate::{
    compiler::{
        set::lock::layout::Node,
        settings::{JsonFile, SettingsError},
        source::claim::PUBLISHED_TYPE,
    },
    syntax::{AtUri, Datetime, Did, Nsid},
};

/// All entries, as JSON.
pub(super) fn node(installed: &Installed) -> Node {
    let entries = installed.iter().map(|(nsid, origin)| {
        let mut members = vec![("cid", origin.cid.as_str())];
        match &origin.from {
            Upstream::Network(from) => {
                members.push(("uri", from.uri.as_str()));
                let authority = from.authority.as_deref();
                members.extend(authority.map(|name| ("authority", name)));
                members.extend([
                    ("pds", from.pds.as_str()),
                    ("key", from.key.as_str()),
                    ("rev", from.rev.as_str()),
                    ("resolved", from.resolved.as_str()),
                ]);
            }
            Upstream::Git(from) => members.extend([
                ("url", from.url.as_str()),
                ("commit", from.commit.as_str()),
                ("path", from.path.as_str()),
            ]),
        }
        let members = members.into_iter();
        let members = members.map(|(key, text)| (key.to_owned(), Node::text(text)));
        (nsid.to_string(), Node::Members(members.collect()))
    });
    Node::Members(entries.collect())
}

/// Reads all entries.
pub(super) fn read(file: &JsonFile<'_>, value: &Value<'_>) -> Result<Installed, SettingsError> {
    let installed = file.object(value, "`installed`")?;
    let entries = installed.properties.iter().map(|property| {
        let name = property.name.as_str();
        let nsid = Nsid::new(name)
            .map_err(|error| file.error_at(&property.name, format!("invalid NSID: {error}")))?;
        let of = format!("the entry of `{name}`");
        let entry = Entry {
            file,
            object: file.object(&property.value, &of)?,
            of,
        };
        let origin = entry.origin(&nsid)?;
        Ok((nsid, origin))
    });
    entries.collect()
}

/// An entry that is read.
struct Entry<'e, 't> {
    file: &'e JsonFile<'t>,
    object: &'e Object<'t>,
    /// What messages call it.
    of: String,
}

impl<'e, 't> Entry<'e, 't> {
    fn origin(&self, nsid: &Nsid) -> Result<Origin, SettingsError> {
        let is_git = self.object.get("url").is_some();
        let names: &[&str] = if is_git {
            &["cid", "url", "commit", "path"]
        } else {
            &["cid", "uri", "authority", "pds", "key", "rev", "resolved"]
        };
        let mut keys = self.object.properties.iter().map(|property| &property.name);
        if let Some(key) = keys.find(|key| !names.contains(&key.as_str())) {
            let message = format!("unknown key `{}` in {}", key.as_str(), self.of);
            return Err(self.file.error_at(key, message));
        }
        Ok(Origin {
            cid: self.file.parsed(self.member("cid")?, "CID")?,
            from: if is_git {
                Upstream::Git(self.committed()?)
            } else {
                Upstream::Network(self.published(nsid)?)
            },
        })
    }

    fn committed(&self) -> Result<Committed, SettingsError> {
        let committed = Committed {
            url: self.text("url")?,
            commit: self.text("commit")?,
            path: self.text("path")?,
        };
        let wrong = |key: &str, reason: &str| {
            let value = self.member(key)?;
            let message = format!("invalid `{key}` in {}: {reason}", self.of);
            Err(self.file.error_at(value, message))
        };
        if committed.url.contains('#') {
            return wrong("url", "a URL with a `#`");
        }
        if let Err(reason) = check_url(&committed.url) {
            return wrong("url", reason);
        }
        if !is_commit(&committed.commit) {
            return wrong("commit", "expected all digits of a hash");
        }
        let path = &committed.path;
        if path.contains(char::is_control) || path.starts_with('/') || path.ends_with('/') {
            return wrong("path", "expected a relative path");
        }
        Ok(committed)
    }

    fn published(&self, nsid: &Nsid) -> Result<Published, SettingsError> {
        let value = self.member("uri")?;
        let uri: AtUri = self.file.parsed(value, "AT-URI")?;
        let Some(did) = account(&uri, nsid) else {
            let message = must_be_record("uri", nsid);
            return Err(self.file.error_at(value, message));
        };
        let authority = self.object.get("authority");
        let key: Did = self.file.parsed(self.member("key")?, "did:key")?;
        let resolved: Datetime = self.file.parsed(self.member("resolved")?, "time")?;
        Ok(Published {
            uri,
            authority: authority.map(|_| self.text("authority")).transpose()?,
            did,
            pds: self.text("pds")?,
            key: key.into_string(),
            rev: self.file.parsed(self.member("rev")?, "revision")?,
            resolved: resolved.into_string(),
        })
    }

    fn member(&self, key: &str) -> Result<&'e Value<'t>, SettingsError> {
        self.file.member(self.object, key, &self.of)
    }

    fn text(&self, key: &str) -> Result<String, SettingsError> {
        self.file.parsed(self.member(key)?, &format!("`{key}`"))
    }
}

/// Whether a text is the whole hash of a commit.
pub(crate) fn is_commit(text: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    matches!(text.len(), 40 | 64) && text.bytes().all(is_digit)
}

/// Checks the URL of a repository, which is printed and written to the lock.
pub(crate) fn check_url(url: &str) -> Result<(), &'static str> {
    if url.is_empty() || url.starts_with(['-', '+']) || url.contains(char::is_control) {
        return Err("the URL of the repository is missing");
    }
    let authority = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?']).next());
    let user = authority.and_then(|authority| authority.rsplit_once('@'));
    if user.is_some_and(|(user, _)| user.contains(':')) {
        return Err(
            "the URL has a password, which would be in the lock; use a credential helper of git, \
             as `git help credentials` says",
        );
    }
    if names_option(url) {
        return Err("the host or the path begins with `-`, as an option of ssh does");
    }
    Ok(())
}

/// Whether ssh, or git on the server, could take a part of a URL for an option.
fn names_option(url: &str) -> bool {
    let (authority, path) = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').unwrap_or((rest, "")),
        None => url.split_once(':').unwrap_or(("", "")),
    };
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    [authority, host, path]
        .iter()
        .any(|part| part.starts_with('-'))
}

/// The account with the record of a lexicon; `None` if the URI is something else.
pub(crate) fn account(uri: &AtUri, nsid: &Nsid) -> Option<Did> {
    let did = Did::new(uri.authority()?).ok()?;
    let record = format!("at://{did}/{PUBLISHED_TYPE}/{nsid}");
    (uri.as_str() == record).then_some(did)
}

/// What to say of another URI.
pub(crate) fn must_be_record(key: &str, nsid: &Nsid) -> String {
    format!("the `{key}` of `{nsid}` must be at://DID/{PUBLISHED_TYPE}/{nsid}")
}
