//! The two versions to compare, prepared for one report.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::Args;
use crate::compiler::{
    cli::{diff::project, flags::Global},
    diagnostic::{Part, Place},
    read::{Input, Version, cannot_read},
    schema::{self, Document},
    set::{Context, Loaded, Past, load, load_inputs},
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
    if args.new.is_empty() {
        return project(global);
    }
    // Settings need an input; `load` decides which.
    let inputs = match paths(&args.new) {
        paths if paths.is_empty() => vec![PathBuf::from(".")],
        paths => paths,
    };
    let flags = Partial {
        inputs: Some(inputs),
        ..Partial::default()
    };
    super::super::settings(flags, global)
}

fn paths(origins: &[Version]) -> Vec<PathBuf> {
    let paths = origins.iter().filter_map(|origin| match origin {
        Version::Path(path) => Some(path.clone()),
        Version::Git { .. } | Version::Stdin => None,
    });
    paths.collect()
}

impl Sides {
    pub(super) fn load(args: &Args, settings: &Settings) -> Result<Self, SettingsError> {
        let inputs = settings.inputs.iter().filter_map(|input| match input {
            Input::Path(path) => Some(path.clone()),
            Input::Text { .. } => None,
        });
        let context = Context {
            inputs: inputs.collect(),
            limits: settings.limits,
            ..Context::default()
        };
        // A path that does not exist is wrong usage, and not a damaged version.
        if let Some(Version::Path(path)) = &args.against
            && !path.exists()
        {
            let message = cannot_read(path, &io::ErrorKind::NotFound.into());
            return Err(SettingsError::new(message)
                .help("`--against` takes a folder, a file, git:REVISION[:PATH] or a snapshot"));
        }
        let old_origin = match (&args.against, &settings.breaking.against) {
            (Some(origin), _) | (None, Some(origin)) => origin.clone(),
            (None, None) => Version::Path(lock(settings)?.to_owned()),
        };
        let mut new = match args.new.as_slice() {
            [] => load_inputs(&settings.inputs, &settings.limits),
            [origin] => load(origin, &context)?,
            several if several.len() == paths(several).len() => {
                load_inputs(&settings.inputs, &settings.limits)
            }
            _ => {
                let error = "only paths can be combined to one new version";
                return Err(SettingsError::new(error));
            }
        };
        let mut old = load(&old_origin, &context)?;
        let against = old_origin.to_string();
        let snapshot = snapshot_at(&old_origin, settings, &context);
        let past = snapshot.as_ref().unwrap_or(&old).past();
        let has_history = old.is_snapshot || snapshot.is_some();
        let mut sources = Sources::default();
        new.move_sources_to(&mut sources);
        old.move_sources_to(&mut sources);
        Ok(Self {
            sources,
            old,
            new,
            against,
            past,
            has_history,
        })
    }

    /// A place in a version, if that has the document.
    pub(in crate::compiler::cli) fn place(
        &self,
        set: &Loaded,
        nsid: &str,
        path: &schema::Path,
        part: Part,
    ) -> Option<Place> {
        let document = document(set, nsid)?;
        Some(Place {
            source: document.source,
            pointer: path.into(),
            part,
        })
    }
}

/// The snapshot of the project in a revision of git.
fn snapshot_at(origin: &Version, settings: &Settings, context: &Context) -> Option<Loaded> {
    let Version::Git { revision, .. } = origin else {
        return None;
    };
    let path = Some(settings.lock.as_deref()?.to_str()?.to_owned());
    let origin = Version::Git {
        revision: revision.clone(),
        path,
    };
    let snapshot = load(&origin, context).ok()?;
    (snapshot.is_snapshot && !snapshot.has_errors()).then_some(snapshot)
}

fn document<'s>(set: &'s Loaded, nsid: &str) -> Option<&'s Document> {
    let nsid = nsid.parse().ok()?;
    set.document(&nsid)
}

fn lock(settings: &Settings) -> Result<&Path, SettingsError> {
    let lock = settings.lock.as_deref().filter(|it| it.exists());
    lock.ok_or_else(|| {
        SettingsError::new("nothing to compare with").help(
            "name the old version, such as `--against git:HEAD`, or record it with `lexgen snapshot`",
        )
    })
}
