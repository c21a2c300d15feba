//! The files of a project that has lexicons of others.

mod places;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::flags::Global;
use crate::{
    compiler::{
        check::check,
        diagnostic::clean_path,
        install::{files, manifest},
        read::{Input, Limits, read},
        set::lock::installed,
        settings::{
            Install, LOCK, Partial, SettingsError,
            locate::{self, ChosenBy, LEXICONS, Located},
        },
    },
    syntax::Nsid,
};
use places::Place;

/// Flags that say where the files are.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Files")]
pub(super) struct Files {
    /// The file that lists what is installed [default: lexicons.json]
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// The folder of the documents [default: lexicons]
    #[arg(long, value_name = "FOLDER")]
    lexicons: Option<PathBuf>,
}

/// Where the files of a project are.
#[derive(Debug)]
pub(super) struct Project {
    root: PathBuf,
    pub(super) manifest: PathBuf,
    /// The folder of the documents.
    pub(super) folder: PathBuf,
    pub(super) lock: PathBuf,
    /// The folder of proofs, if the settings name one.
    proofs: Option<PathBuf>,
    /// The settings of `lexgen.toml`.
    pub(super) located: Located,
}

impl Files {
    /// Finds the project.
    pub(super) fn project(&self, global: &Global) -> Result<Project, SettingsError> {
        let located = locate::locate(Partial::default(), global.config.as_deref(), Path::new(""))?;
        let root = located.file.as_deref().and_then(Path::parent);
        let root = root.unwrap_or(Path::new("")).to_owned();
        let Install {
            manifest,
            folder,
            keep_proofs,
        } = located.settings.install.clone().unwrap_or_default();
        let chosen = |flag: &Option<PathBuf>, setting: Option<PathBuf>, name: &str| {
            flag.clone().or(setting).unwrap_or_else(|| root.join(name))
        };
        Ok(Project {
            manifest: chosen(&self.manifest, manifest, manifest::NAME),
            folder: chosen(&self.lexicons, folder, LEXICONS),
            lock: chosen(&None, located.settings.lock.clone(), LOCK),
            proofs: keep_proofs,
            root,
            located,
        })
    }
}

impl Project {
    /// The folder of `lexgen.toml`, or else the current one. All files are below it.
    pub(super) fn root(&self) -> &Path {
        if self.root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &self.root
        }
    }

    /// Fails early if files could not be written where the settings and flags say: what is
    /// hidden belongs to other tools, and one file must not replace another.
    ///
    /// # Errors
    /// If the manifest, the lock, or one of both folders is hidden or outside of the project,
    /// or two of them are in one place.
    pub(super) fn check_places(&self, proofs: Option<&Path>) -> Result<(), SettingsError> {
        let place = |name, path, is_folder| Place {
            name,
            path,
            is_folder,
        };
        let mut all = vec![
            place("the manifest", &*self.manifest, false),
            place("the lock", &*self.lock, false),
            place("the folder of lexicons", &*self.folder, true),
        ];
        all.extend(proofs.map(|proofs| place("the folder of proofs", proofs, true)));
        let settings = self.located.file.as_deref();
        all.extend(settings.map(|settings| place("the settings file", settings, false)));
        places::check(self.root(), &all)
    }

    /// What is installed: the manifest, if there is one, and where it is from.
    pub(super) fn installed(
        &self,
    ) -> Result<(Option<manifest::Manifest>, installed::Installed), SettingsError> {
        Ok((
            manifest::Manifest::read(&self.manifest)?,
            installed::read(&self.lock)?,
        ))
    }

    /// The folder of proofs, if they are kept: that of the flag, which can be without a
    /// name, or of the settings.
    pub(super) fn proofs(&self, flag: Option<Option<&Path>>) -> Option<PathBuf> {
        let setting = self.proofs.clone();
        match flag {
            Some(Some(folder)) => Some(folder.to_owned()),
            Some(None) => Some(setting.unwrap_or_else(|| self.root.join("proofs"))),
            None => setting,
        }
    }

    /// The file of a lexicon.
    pub(super) fn file(&self, nsid: &Nsid) -> PathBuf {
        files::path_of(&self.folder, nsid)
    }

    /// One's own lexicons, and where they are: those in the inputs and in the folder
    /// that were not installed.
    pub(super) fn own(&self, installed: &BTreeSet<Nsid>) -> BTreeMap<Nsid, PathBuf> {
        let mut paths = self.located.settings.inputs.clone().unwrap_or_default();
        paths.retain(|path| path.exists());
        if self.folder.is_dir() && !paths.contains(&self.folder) {
            paths.push(self.folder.clone());
        }
        let inputs: Vec<_> = paths.into_iter().map(Input::Path).collect();
        let (sources, _) = read(&inputs, &Limits::default());
        let found = check(&sources)
            .ids
            .into_iter()
            .filter_map(|(source, nsid)| {
                let path = sources.get(source)?.path.clone()?;
                (!installed.contains(&nsid)).then_some((nsid, path))
            });
        found.collect()
    }

    /// What to tell a user whose `lexgen.toml` does not read the folder of the documents.
    pub(super) fn unread(&self) -> Option<String> {
        let inputs = self.located.settings.inputs.as_deref().unwrap_or_default();
        let is_chosen = self.located.chosen_by == Some(ChosenBy::SettingsFile);
        let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = full(&self.folder);
        let is_read = inputs.iter().any(|input| folder.starts_with(full(input)));
        (is_chosen && !is_read).then(|| {
            let folder = clean_path(&self.folder);
            format!("{folder}: add it to `inputs` of lexgen.toml, or nothing is generated from it")
        })
    }
}
