//! Checks that a crate has the cargo features that its generated modules need.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::terminal::Terminal;
use crate::compiler::{
    diagnostic::clean_path,
    items::{FeatureTable, feature_lines},
    read::{FEW_BYTES, read_text},
};

/// Reports the features that Cargo.toml lacks, if the output is part of a crate.
pub(super) fn print_missing(features: &FeatureTable, output: &Path, terminal: &Terminal) {
    let Some((path, manifest)) = manifest(output) else {
        return;
    };
    let missing = missing(features, &declared(&manifest));
    if missing.is_empty() {
        return;
    }
    let lines: Vec<_> = feature_lines(&missing).collect();
    let path = clean_path(&path);
    terminal.failed("Missing", &format!("features in {path}; add these:"));
    terminal.more(&format!("\n[features]\n{}\n\n", lines.join("\n")));
}

/// The manifest of the crate that contains a folder, and its path.
fn manifest(output: &Path) -> Option<(PathBuf, toml::Table)> {
    let output = fs::canonicalize(output).ok()?;
    let mut manifests = output
        .ancestors()
        .map(|folder| folder.join("Cargo.toml"))
        .filter_map(|path| read_text(&path, FEW_BYTES).ok().map(|text| (path, text)));
    let (path, text) = manifests.next()?;
    // Cargo reports a broken manifest.
    let manifest: toml::Table = toml::from_str(&text).ok()?;
    if !manifest.contains_key("package") {
        return None;
    }
    let here = std::env::current_dir().and_then(fs::canonicalize).ok();
    let shown = here.and_then(|here| Some(path.strip_prefix(here).ok()?.to_owned()));
    Some((shown.unwrap_or(path), manifest))
}

/// The features of a manifest, with what each enables.
fn declared(manifest: &toml::Table) -> BTreeMap<String, BTreeSet<String>> {
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let enabled = |value: &toml::Value| {
        let values = value.as_array().into_iter().flatten();
        values
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    };
    (features.into_iter().flatten())
        .map(|(name, value)| (name.clone(), enabled(value)))
        .collect()
}

/// The features that are missing, or do not enable the features they need.
fn missing(features: &FeatureTable, declared: &BTreeMap<String, BTreeSet<String>>) -> FeatureTable {
    let lacks = |feature: &String, needs: &BTreeSet<String>| {
        let enabled = enabled(feature, declared);
        !declared.contains_key(feature) || needs.iter().any(|need| !enabled.contains(need.as_str()))
    };
    (features.iter())
        .filter(|(feature, needs)| lacks(feature, needs))
        .map(|(feature, needs)| (feature.clone(), needs.clone()))
        .collect()
}

/// Everything that a feature enables.
fn enabled<'d>(
    feature: &'d str,
    declared: &'d BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<&'d str> {
    let mut found = BTreeSet::new();
    let mut pending = vec![feature];
    while let Some(feature) = pending.pop() {
        if found.insert(feature) {
            pending.extend(
                declared
                    .get(feature)
                    .into_iter()
                    .flatten()
                    .map(String::as_str),
            );
        }
    }
    found
}
