//! The manifest `lexicons.json`, as the protocol's own tools read and write it.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

use jsonc_parser::ast::Value;
use serde::Serialize;

use crate::{
    compiler::{
        diagnostic::clean_path,
        read::{FEW_BYTES, cannot_read, read_text},
        set::lock::installed::{account, must_be_record},
        settings::{JsonFile, SettingsError},
    },
    syntax::{AtUri, Cid, Nsid},
};

/// The default name of the manifest.
pub const NAME: &str = "lexicons.json";

/// What a project has of the lexicons of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The lexicons that were asked for.
    pub lexicons: BTreeSet<Nsid>,
    /// Where each installed lexicon is from, also those that others refer to.
    pub resolutions: BTreeMap<Nsid, Resolution>,
}

/// Where a lexicon is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The record.
    pub uri: AtUri,
    /// The document.
    pub cid: Cid,
}

impl Manifest {
    /// Reads the manifest at `path`. `None` if there is no such file.
    ///
    /// # Errors
    /// If it cannot be read, or is not a manifest.
    pub fn read(path: &Path) -> Result<Option<Self>, SettingsError> {
        match read_text(path, FEW_BYTES) {
            Ok(text) => Self::parse(path, &text).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SettingsError::new(cannot_read(path, &error))),
        }
    }

    /// Reads the text of a manifest. Members that no version of the format has are
    /// ignored, as by the protocol's own tools.
    fn parse(path: &Path, text: &str) -> Result<Self, SettingsError> {
        let file = JsonFile {
            path,
            text,
            help: "correct it, or restore the file from version control",
            conflict_help: "keep the entries of both sides, and run `lexgen install`",
        };
        let value = file.parse()?;
        let manifest = file.object(&value, "a manifest")?;
        match file.member(manifest, "version", "the manifest")? {
            Value::NumberLit(version) if version.value == "1" => {}
            other => {
                let message = "this lexgen supports version 1 of the manifest only";
                return Err(file.error_at(other, message).help("use a newer lexgen"));
            }
        }
        let lexicons = file.member(manifest, "lexicons", "the manifest")?;
        let Value::Array(lexicons) = lexicons else {
            return Err(file.error_at(lexicons, "`lexicons` must be an array"));
        };
        let lexicons = lexicons.elements.iter();
        let lexicons = lexicons.map(|name| file.parsed(name, "NSID"));
        let resolutions = file.member(manifest, "resolutions", "the manifest")?;
        let resolutions = file.object(resolutions, "`resolutions`")?;
        let resolutions = resolutions.properties.iter().map(|property| {
            let name = property.name.as_str();
            let nsid = Nsid::new(name)
                .map_err(|error| file.error_at(&property.name, format!("invalid NSID: {error}")))?;
            let resolution = resolution(&file, &nsid, &property.value)?;
            Ok((nsid, resolution))
        });
        Ok(Self {
            lexicons: lexicons.collect::<Result<_, _>>()?,
            resolutions: resolutions.collect::<Result<_, SettingsError>>()?,
        })
    }

    /// The text of the manifest, to the byte as the protocol's own tools write it.
    pub fn text(&self) -> String {
        let manifest = Shown {
            version: 1,
            lexicons: self.lexicons.iter().map(Nsid::as_str).collect(),
            resolutions: (self.resolutions.iter())
                .map(|(nsid, Resolution { uri, cid })| {
                    let (uri, cid) = (uri.as_str(), cid.as_str());
                    (nsid.as_str(), ShownResolution { uri, cid })
                })
                .collect(),
        };
        // Texts and maps by text can always be written.
        serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n"
    }
}

#[derive(Serialize)]
struct Shown<'m> {
    version: u8,
    lexicons: Vec<&'m str>,
    resolutions: BTreeMap<&'m str, ShownResolution<'m>>,
}

#[derive(Serialize)]
struct ShownResolution<'m> {
    uri: &'m str,
    cid: &'m str,
}

/// An entry of `resolutions`.
fn resolution(
    file: &JsonFile<'_>,
    nsid: &Nsid,
    value: &Value<'_>,
) -> Result<Resolution, SettingsError> {
    let of = format!("the resolution of `{}`", nsid.as_str());
    let entry = file.object(value, &of)?;
    let uri_value = file.member(entry, "uri", &of)?;
    let uri: AtUri = file.parsed(uri_value, "AT-URI")?;
    if account(&uri, nsid).is_none() {
        return Err(file.error_at(uri_value, must_be_record("uri", nsid)));
    }
    let cid = file.parsed(file.member(entry, "cid", &of)?, "CID")?;
    Ok(Resolution { uri, cid })
}

/// The names that the manifest at `path` has, also if the rest of it is wrong. `None`
/// if there is no such file, or it is something else with this name.
///
/// # Errors
/// If the file cannot be read, or is not JSON.
pub(crate) fn names(path: &Path) -> Result<Option<BTreeSet<String>>, SettingsError> {
    if !path.is_file() {
        return Ok(None);
    }
    let failed = |reason: String| {
        let message = format!("cannot read {}: {reason}", clean_path(path));
        SettingsError::new(message).help("`lexgen fmt` does not format the documents that it lists")
    };
    let text = read_text(path, FEW_BYTES).map_err(|error| failed(error.to_string()))?;
    let manifest: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let (Some(_), Some(listed)) = (
        manifest.get("version").and_then(serde_json::Value::as_u64),
        manifest
            .get("lexicons")
            .and_then(serde_json::Value::as_array),
    ) else {
        return Ok(None);
    };
    let resolved = manifest.get("resolutions");
    let resolved = resolved.and_then(serde_json::Value::as_object);
    let resolved = resolved.into_iter().flat_map(|it| it.keys().cloned());
    let listed = listed.iter().filter_map(serde_json::Value::as_str);
    Ok(Some(listed.map(str::to_owned).chain(resolved).collect()))
}
