//! What `breaking` says of an update: of all lexicons of the project, because others can
//! refer to those that change.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use crate::{
    compiler::{
        cli::{
            install::{plan::Plan, state::State},
            project::Project,
            snapshot::verdicts::Verdicts,
        },
        diagnostic::clean_path,
        install::files::{File, MOST_BYTES},
        ir,
        read::{Input, Limits, read_text},
        set::load_inputs,
        settings::{Settings, SettingsError},
    },
    syntax::Nsid,
};

/// The verdicts, if a document changes.
pub(super) fn of(
    project: &Project,
    state: &State,
    plan: &Plan,
    own: &BTreeMap<Nsid, PathBuf>,
) -> Result<Option<Verdicts>, SettingsError> {
    if plan.texts.is_empty() && plan.removed.is_empty() {
        return Ok(None);
    }
    let mut own_inputs = Vec::new();
    // A file can have several.
    for path in own.values().collect::<BTreeSet<_>>() {
        // A file that cannot be read has no lexicon that counts.
        if let Ok(text) = read_text(path, MOST_BYTES) {
            own_inputs.push(Input::text(clean_path(path), text));
        }
    }
    let (mut old, mut new) = (own_inputs.clone(), own_inputs);
    for (nsid, file) in &state.files {
        let name = clean_path(&project.file(nsid));
        let before = match file {
            File::Same(text) => Some(text.clone()),
            File::Changed | File::Missing => None,
        };
        let is_gone = plan.removed.contains(nsid) || plan.abandoned.contains(nsid);
        let after = match plan.texts.get(nsid) {
            Some(text) => Some(text.clone()),
            None if is_gone => None,
            None => before.clone(),
        };
        old.extend(before.map(|text| Input::text(name.clone(), text)));
        new.extend(after.map(|text| Input::text(name, text)));
    }
    for (nsid, text) in &plan.texts {
        if !state.files.contains_key(nsid) {
            let name = clean_path(&project.file(nsid));
            new.push(Input::text(name, text.clone()));
        }
    }
    let limits = Limits::default();
    let (old, new) = (load_inputs(&old, &limits), load_inputs(&new, &limits));
    let selection = new.selection(&ir::Options::default());
    let settings = settings(project)?;
    Ok(Some(Verdicts::of(&old, (&new, &selection), &settings)))
}

/// The settings of the comparison and of generated code, which do not need inputs.
fn settings(project: &Project) -> Result<Settings, SettingsError> {
    let mut partial = project.located.settings.clone();
    partial.inputs = Some(vec![project.folder.clone()]);
    partial.complete()
}
