//! The two versions to compare, prepared for one report.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::Args;
use crate::compiler::{
    cli::{
        flags::Global,
        old_version::{load_old, name_of},
        published::Reach,
    },
    diagnostic::{Part, Place},
    ir::Selection,
    read::{Input, MANY_BYTES, Version, cannot_read, read_text},
    schema,
    set::{Context, Loaded, Past, load, load_project, lock::installed},
    settings::{Partial, Settings, SettingsError},
    source::Sources,
};

/// The two versions.
pub(in crate::compiler::cli) struct Sides {
    /// The texts of both.
    pub(in crate::compiler::cli) sources: Sources,
    pub(in crate::compiler::cli) old: Loaded,
    pub(in crate::compiler::cli) new: Loaded,
    /// The user's name for the old one.
    pub(in crate::compiler::cli) against: String,
    /// The old version with the names that were retired before, if a snapshot knows
    /// them.
    pub(in crate::compiler::cli) past: Option<Past>,
    /// Whether there is such a snapshot.
    pub(in crate::compiler::cli) has_history: bool,
}

/// The settings, with the new version from the flags.
pub(super) fn settings(args: &Args, global: &Global) -> Result<Settings, SettingsError> {
    let flags = Partial {
        allow_unknown: args.unknown.allow_unknown,
        ..Partial::default()
    };
    if args.new.is_empty() {
        return super::super::settings(flags, global);
    }
    // Settings need an input; `load` decides which.
    let inputs = match paths(&args.new) {
        paths if paths.is_empty() => vec![PathBuf::from(".")],
        paths => paths,
    };
    let flags = Partial {
        inputs: Some(inputs),
        ..flags
    };
    super::super::settings(flags, global)
}

fn paths(origins: &[Version]) -> Vec<PathBuf> {
    let paths = origins.iter().filter_map(|origin| match origin {
        Version::Path(path) => Some(path.clone()),
        Version::Git { .. } | Version::Network | Version::Stdin => None,
    });
    paths.collect()
}

impl Sides {
    /// Both versions, and which documents count: those that the new version selects.
    pub(super) fn load(
        args: &Args,
        settings: &Settings,
        reach: &Reach<'_>,
    ) -> Result<(Self, Selection), SettingsError> {
        let inputs = settings.inputs.iter().filter_map(|input| match input {
            Input::Path(path) => Some(path.clone()),
            Input::Text { .. } => None,
        });
        let context = Context {
            inputs: inputs.collect(),
            limits: settings.limits,
            allow_unknown: settings.resolve.allow_unknown,
            ..Context::default()
        };
        // A path that does not exist is wrong usage, and not a damaged version.
        if let Some(Version::Path(path)) = &args.against
            && !path.exists()
        {
            let message = cannot_read(path, &io::ErrorKind::NotFound.into());
            return Err(SettingsError::new(message).help(
                "`--against` takes a folder, a file, git:REVISION[:PATH], network: or a snapshot",
            ));
        }
        let old_origin = match (&args.against, &settings.breaking.against) {
            (Some(origin), _) | (None, Some(origin)) => origin.clone(),
            (None, None) => Version::Path(lock(settings)?.to_owned()),
        };
        if old_origin == Version::Network && args.new == [Version::Network] {
            let error = "only one of the versions can be `network:`";
            return Err(SettingsError::new(error));
        }
        let mut new = match args.new.as_slice() {
            [] => load_project(settings),
            // It has the documents of the old version.
            [Version::Network] => Loaded::default(),
            [origin] => load(origin, &context)?,
            several if several.len() == paths(several).len() => load_project(settings),
            _ => {
                let error = "only paths can be combined to one new version";
                return Err(SettingsError::new(error));
            }
        };
        let new_origin = match args.new.as_slice() {
            [origin] => Some(origin),
            _ => None,
        };
        let mut old = match &old_origin {
            Version::Network => reach.load(&new, &new.selection(&settings.resolve))?,
            origin => load_old(origin, (&new, new_origin), &context)?,
        };
        if new_origin == Some(&Version::Network) {
            new = reach.load(&old, &old.selection(&settings.resolve))?;
        }
        let against = name_of(&old_origin);
        let snapshot = snapshot_at(&old_origin, settings, &context);
        let past = snapshot.as_ref().unwrap_or(&old).past(&new);
        let selection = new.selection(&settings.resolve);
        for set in [&mut old, &mut new] {
            set.leave_out_errors(&selection);
        }
        let has_history = old.is_snapshot || snapshot.is_some();
        let mut sources = Sources::default();
        new.move_sources_to(&mut sources);
        old.move_sources_to(&mut sources);
        let sides = Self {
            sources,
            old,
            new,
            against,
            past,
            has_history,
        };
        Ok((sides, selection))
    }

    /// How many documents could not be resolved, so that they were not compared.
    pub(in crate::compiler::cli) fn unresolved(&self) -> usize {
        self.old.unresolved.len() + self.new.unresolved.len()
    }

    /// Whether the old version has no lexicons, so that every document is new.
    pub(in crate::compiler::cli) fn is_first(&self) -> bool {
        let old = &self.old;
        let is_empty = old.documents.is_empty() && old.refused.documents.is_empty();
        is_empty && self.unresolved() == 0
    }

    /// A place in a version, if that has the document.
    pub(in crate::compiler::cli) fn place(
        &self,
        set: &Loaded,
        nsid: &str,
        path: &schema::Path,
        part: Part,
    ) -> Option<Place> {
        Some(Place {
            source: set.source_of(&nsid.parse().ok()?)?,
            pointer: path.into(),
            part,
        })
    }
}

/// The snapshot of the project, beside what is published.
#[cfg(feature = "network")]
pub(in crate::compiler::cli) fn snapshot_of(settings: &Settings) -> Option<Loaded> {
    snapshot_at(&Version::Network, settings, &Context::default())
}

/// The snapshot of the project: in a revision of git, or beside what is published.
fn snapshot_at(origin: &Version, settings: &Settings, context: &Context) -> Option<Loaded> {
    let lock = settings.lock.as_deref()?;
    let origin = match origin {
        Version::Git { revision, .. } => Version::Git {
            revision: revision.clone(),
            path: Some(lock.to_str()?.to_owned()),
        },
        Version::Network => Version::Path(lock.to_owned()),
        Version::Path(_) | Version::Stdin => return None,
    };
    let snapshot = load(&origin, context).ok()?;
    (snapshot.is_snapshot && !snapshot.has_errors()).then_some(snapshot)
}

/// Whether a file is there and has more than what was installed.
fn has_snapshot(lock: &Path) -> bool {
    // What cannot be read is reported when it is loaded.
    let is_snapshot = |text: String| installed::has_snapshot(&text);
    lock.exists() && read_text(lock, MANY_BYTES).map_or(true, is_snapshot)
}

fn lock(settings: &Settings) -> Result<&Path, SettingsError> {
    let lock = settings.lock.as_deref().filter(|it| has_snapshot(it));
    lock.ok_or_else(|| {
        SettingsError::new("nothing to compare with").help(
            "name the old version, such as `--against git:HEAD`, or record it with `lexgen snapshot`",
        )
    })
}
