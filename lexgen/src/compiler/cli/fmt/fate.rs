//! What becomes of each text.

use std::collections::{BTreeMap, BTreeSet};

use super::is_stdin;
use crate::{
    compiler::{
        cli::elsewhere::Elsewhere,
        layout::layout,
        settings::{Settings, SettingsError},
        source::{
            Source, SourceId, Sources,
            claim::{Claim, claim},
            json::{self, Json},
        },
    },
    syntax::Nsid,
};

/// What becomes of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its layout, which is another text.
    Changed(String),
    /// It has the layout.
    Same,
    /// It has errors, which are reported.
    Broken,
    /// It is from elsewhere: installed, or the response of a server.
    Installed,
    /// The settings exclude it.
    Excluded,
    NotALexicon,
}

/// Decides what becomes of each text.
pub(super) fn fates(
    sources: &Sources,
    broken: &BTreeSet<SourceId>,
    settings: &Settings,
) -> Result<BTreeMap<SourceId, Fate>, SettingsError> {
    let mut installed = Elsewhere::as_far_as_known(settings)?;
    let mut fates = BTreeMap::new();
    for (id, source) in sources.iter() {
        let fate = if broken.contains(&id) {
            Fate::Broken
        } else if source.is_damaged {
            continue;
        } else {
            fate(source, settings, &mut installed)?
        };
        fates.insert(id, fate);
    }
    Ok(fates)
}

fn fate(
    source: &Source,
    settings: &Settings,
    installed: &mut Elsewhere,
) -> Result<Fate, SettingsError> {
    let text = source.document();
    let Ok(parsed) = json::parse(text) else {
        return Ok(Fate::Broken);
    };
    let object = match claim(&parsed.value) {
        Claim::Lexicon(object) => object,
        Claim::Envelope(_) => return Ok(Fate::Installed),
        Claim::List(_) | Claim::Other(_) => return Ok(Fate::NotALexicon),
    };
    let id = match object.get("id") {
        Some(Json::String(id)) => Nsid::new(id.as_ref()).ok(),
        _ => None,
    };
    if let Some(id) = &id {
        let mut excluded = settings.fmt.exclude.iter();
        if !settings.resolve.starts_from(id) || excluded.any(|pattern| pattern.matches(id)) {
            return Ok(Fate::Excluded);
        }
        let path = source.path.as_deref().filter(|_| !is_stdin(source));
        if installed.contains(id, path)? {
            return Ok(Fate::Installed);
        }
    }
    Ok(match layout(text) {
        Some(new) if new == text => Fate::Same,
        Some(new) => Fate::Changed(new),
        // Nothing is written that might not be the same data.
        None => Fate::Same,
    })
}
