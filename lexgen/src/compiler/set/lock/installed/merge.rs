//! What two sides of a conflict installed, entry by entry.

use std::path::Path;

use super::{Installed, Upstream, parse, spliced};
use crate::{
    compiler::{
        set::{lock::conflict::sides, stages},
        settings::SettingsError,
    },
    syntax::Nsid,
};

/// What both sides installed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct MergedOrigins {
    pub(crate) installed: Installed,
    /// What each side installed or removed in its own way. `installed` does not have
    /// it, so it must be installed again.
    pub(crate) disputed: Vec<Nsid>,
}

/// Merges what two sides installed since a version, which is empty if nobody knows it.
pub(crate) fn merge(base: &Installed, ours: &Installed, theirs: &Installed) -> MergedOrigins {
    let mut merged = MergedOrigins::default();
    let mut nsids: Vec<_> = ours.keys().chain(theirs.keys()).collect();
    nsids.sort_unstable();
    nsids.dedup();
    for nsid in nsids {
        let (our, their, base) = (ours.get(nsid), theirs.get(nsid), base.get(nsid));
        let kept = match (our, their) {
            _ if our == base => their,
            _ if their == base => our,
            (Some(our), Some(their)) if our.is_same(their) => {
                let is_earlier = match (&our.from, &their.from) {
                    (Upstream::Network(a), Upstream::Network(b)) => a.resolved <= b.resolved,
                    _ => true,
                };
                Some(if is_earlier { our } else { their })
            }
            _ => {
                merged.disputed.push(nsid.clone());
                None
            }
        };
        let kept = kept.map(|origin| (nsid.clone(), origin.clone()));
        merged.installed.extend(kept);
    }
    merged
}

/// A conflict in `installed`, and nowhere else in the lock.
pub(super) struct Conflict {
    /// The lock of one side, whose `installed` is to be replaced.
    pub(super) text: String,
    pub(super) installed: Installed,
}

/// Merges both sides of a conflict; `None` if the text has none.
///
/// # Errors
/// If the conflict is also elsewhere, a side cannot be read, or both sides have changed the
/// same entry: whichever is dropped, its key and its revision would be forgotten.
pub(super) fn conflict(path: &Path, text: &str) -> Result<Option<Conflict>, SettingsError> {
    let Some([ours, theirs]) = sides(text) else {
        return Ok(None);
    };
    // What git merged by itself is in both texts.
    let stages = stages(path);
    let base = stages.and_then(|stages| String::from_utf8(stages.base?).ok());
    let base = base.and_then(|base| parse(path, &base).ok());
    let merged = merge(
        &base.unwrap_or_default(),
        &parse(path, &ours)?,
        &parse(path, &theirs)?,
    );
    if spliced(path, &ours, None)? != spliced(path, &theirs, None)? {
        let message = format!("`{}` has a conflict in its snapshot", path.display());
        return Err(SettingsError::new(message).help(
            "merge the lexicons, and run `lexgen snapshot`: it merges what both sides accepted",
        ));
    }
    if !merged.disputed.is_empty() {
        let nsids: Vec<_> = (merged.disputed.iter())
            .map(|nsid| format!("`{}`", nsid.as_str()))
            .collect();
        let message = format!(
            "`{}` has a conflict: both sides installed or removed {} in their own way",
            path.display(),
            nsids.join(", "),
        );
        return Err(SettingsError::new(message).help(
            "run `lexgen snapshot`, which merges everything else, and then `lexgen install` \
             with these names",
        ));
    }
    Ok(Some(Conflict {
        text: ours,
        installed: merged.installed,
    }))
}
