//! The existing snapshot: read, merged if it has a conflict, or to be replaced.

use std::path::Path;

use super::{Args, accept::accepts, write};
use crate::{
    compiler::{
        cli::{
            journal,
            old_version::is_usable,
            terminal::{Terminal, count},
        },
        diagnostic::{Diagnostic, clean_path, rules},
        exceptions::today,
        read::Version,
        set::{
            Context, Loaded, load, load_side, load_snapshot,
            lock::{
                self, Merged, Pins,
                installed::{self, Installed, MergedOrigins},
            },
            stages,
        },
        settings::SettingsError,
    },
    syntax::Nsid,
};

/// The existing snapshot.
#[derive(Default)]
pub(super) struct Old {
    pub(super) pins: Pins,
    pub(super) set: Loaded,
    /// Whether to write it even if nothing has changed: it has errors, but may be
    /// replaced, or an older format.
    pub(super) is_outdated: bool,
    /// Whether the sides of the conflict installed a lexicon in different ways.
    pub(super) is_disputed: bool,
}

impl Old {
    /// Reads the snapshot, whose `bytes` are known if they can be read. If it
    /// cannot be used, reports why and returns `None`.
    pub(super) fn of(
        (root, path): (&Path, &Path),
        bytes: Option<&[u8]>,
        args: &Args,
        terminal: &Terminal,
    ) -> Result<Option<Self>, SettingsError> {
        let is_other = |bytes: &[u8]| !lock::begins(bytes) && !is_conflict(bytes);
        if bytes.is_some_and(|it| !it.trim_ascii().is_empty() && is_other(it)) {
            let message = format!("`{}` is not a snapshot", path.display());
            return Err(SettingsError::new(message).help("choose another file with `--lock`"));
        }
        let set = load(&Version::Path(path.to_owned()), &Context::default())?;
        if !set.has_errors() {
            return Ok(Some(Self::sound(set, bytes.unwrap_or_default())));
        }
        if !args.check
            && let Some(text) = bytes.and_then(|it| str::from_utf8(it).ok())
            && let Some(merged) = merged(path, text)
        {
            return resolve((root, path), merged, set, args, terminal);
        }
        let is_newer = |code| code == rules::SNAPSHOT_VERSION.code;
        let takes_all = args.accept.as_ref().is_some_and(Vec::is_empty);
        // Not a file to replace if it cannot be read.
        let may_replace = takes_all && bytes.is_some();
        if may_replace && !set.diagnostics.iter().any(|it| is_newer(it.code)) {
            return Ok(Some(Self {
                is_outdated: true,
                ..Self::default()
            }));
        }
        is_usable(&set, &set.sources, &clean_path(path), terminal, true)?;
        Ok(None)
    }

    fn sound(set: Loaded, bytes: &[u8]) -> Self {
        Self {
            pins: lock::pins(&set).unwrap_or_default(),
            set,
            is_outdated: !lock::is_newest(bytes),
            ..Self::default()
        }
    }

    /// Whether there is no snapshot.
    pub(super) fn is_missing(&self) -> bool {
        !self.is_outdated && self.set.sources.is_empty()
    }
}

fn is_conflict(bytes: &[u8]) -> bool {
    bytes.starts_with(b"<<<<<<< ")
}

/// Both sides of a conflict; `None` if there is none, or a side has errors.
fn merged(path: &Path, text: &str) -> Option<(Merged, MergedOrigins)> {
    let between_markers = lock::sides(text)?;
    if let Some(stages) = stages(path) {
        let side = |bytes| Side::of(path, String::from_utf8(bytes).ok()?, load_whole);
        if let (Some(ours), Some(theirs)) = (side(stages.ours), side(stages.theirs)) {
            let base = stages.base.and_then(side).unwrap_or_default();
            return Some(merge(&base, ours, theirs));
        }
    }
    let [ours, theirs] = between_markers.map(|side| Side::of(path, side, load_side));
    Some(merge(&Side::default(), ours?, theirs?))
}

fn load_whole(path: &Path, text: String) -> Loaded {
    load_snapshot(path, text.into_bytes())
}

fn merge(base: &Side, ours: Side, theirs: Side) -> (Merged, MergedOrigins) {
    let origins = installed::merge(&base.installed, &ours.installed, &theirs.installed);
    let merged = lock::merge(&base.version.0, ours.version, theirs.version);
    (merged, origins)
}

/// A version of the file.
#[derive(Default)]
struct Side {
    /// The snapshot; nothing if there is none in it.
    version: lock::Version,
    installed: Installed,
}

impl Side {
    /// What a version of the file has, unless it has errors.
    fn of(path: &Path, text: String, load: fn(&Path, String) -> Loaded) -> Option<Self> {
        let installed = installed::parse(path, &text).ok()?;
        let mut version = lock::Version::default();
        if installed::has_snapshot(&text) {
            let set = load(path, text);
            let pins = lock::pins(&set).ok().filter(|_| !set.has_errors())?;
            version = (pins, set.retired);
        }
        Some(Self { version, installed })
    }
}

/// Writes what both sides accepted, unless they dispute and the result is not
/// accepted.
fn resolve(
    (root, path): (&Path, &Path),
    (mut merged, origins): (Merged, MergedOrigins),
    damaged: Loaded,
    args: &Args,
    terminal: &Terminal,
) -> Result<Option<Old>, SettingsError> {
    let accepted = args.accept.as_deref();
    let is_accepted = |nsid| accepted.is_some_and(|patterns| accepts(patterns, nsid));
    if !merged.disputed.keys().all(is_accepted) {
        report(&merged, damaged, path, terminal)?;
        return Ok(None);
    }
    let on = today().to_string();
    for (nsid, theirs) in &merged.disputed {
        // Names that only they have are gone, unless the lexicons have them.
        if let Some(pin) = merged.pins.get_mut(nsid) {
            pin.advance_from(theirs, &on);
        }
    }
    let has_snapshot = !merged.pins.is_empty() || !merged.retired.is_empty();
    let text = if has_snapshot {
        let snapshot = lock::render(&merged.pins, &merged.retired);
        installed::with_entries(snapshot, &origins.installed)
    } else {
        installed::replaced(path, None, &origins.installed)?
    };
    let journal = journal::open_for(path, root, terminal)?;
    write(path, &text)?;
    drop(journal);
    let documents = count(merged.pins.len(), "document");
    let name = path.display();
    terminal.done("Merged", &format!("{name}: {documents} of both sides"));
    for nsid in &origins.disputed {
        let nsid = nsid.as_str();
        let text = format!(
            "both sides installed or removed `{nsid}` in their own way; run `lexgen install`"
        );
        terminal.failed("Left out", &text);
    }
    let old = if has_snapshot {
        Old::sound(load_whole(path, text.clone()), text.as_bytes())
    } else {
        Old::default()
    };
    Ok(Some(Old {
        is_disputed: !origins.disputed.is_empty(),
        ..old
    }))
}

/// Reports the documents that both sides changed.
fn report(
    merged: &Merged,
    mut damaged: Loaded,
    path: &Path,
    terminal: &Terminal,
) -> Result<(), SettingsError> {
    let place = damaged.diagnostics.first().and_then(|it| it.place.clone());
    let disputes = merged
        .disputed
        .keys()
        .map(|nsid| dispute(nsid, place.clone()));
    damaged.diagnostics = disputes.collect();
    is_usable(
        &damaged,
        &damaged.sources,
        &clean_path(path),
        terminal,
        true,
    )?;
    Ok(())
}

fn dispute(nsid: &Nsid, place: Option<crate::compiler::diagnostic::Place>) -> Diagnostic {
    let nsid = nsid.as_str();
    let message = format!("both sides of the conflict changed `{nsid}`");
    Diagnostic::new(&rules::SNAPSHOT_CONFLICT, place, message).with_help(
        "merge the lexicon, compare it with both sides (`lexgen breaking --against git:HEAD` and \
         `--against git:MERGE_HEAD`), and run `lexgen snapshot --accept`",
    )
}
