//! Where each lexicon can be had: in its file, in a proof that was kept, or from the network.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{asked::Asked, plan::Copied, problems::excess_text, state::State};
use crate::{
    compiler::{
        cli::terminal::{Terminal, count},
        install::{
            fetch::{Excess, Outcome, Place, fetch},
            files::File,
            proofs,
        },
        network::{Request, Resolved, Resolver},
        read::{MANY_BYTES, read_file},
        set::lock::installed::Upstream,
    },
    syntax::{Did, Nsid, Tid},
};

/// Where a lexicon can be had.
pub(super) fn place(
    nsid: &Nsid,
    (state, asked): (&State, &Asked),
    (copied, own): (&BTreeMap<Nsid, Copied>, &BTreeMap<Nsid, PathBuf>),
    restored: &BTreeMap<Nsid, Resolved>,
) -> Place {
    if let Some(copied) = copied.get(nsid) {
        return Place::Here(copied.references());
    }
    if let Some(request) = asked.request(nsid, state) {
        return Place::Network(Box::new(request), None);
    }
    if own.contains_key(nsid) {
        return Place::Own;
    }
    if let Some(references) = state.references(nsid) {
        return Place::Here(references);
    }
    pinned(nsid, state, restored)
        .unwrap_or_else(|| Place::Network(Box::new(Request::new(nsid.clone())), None))
}

/// Where a pinned document whose file is missing can be had.
pub(super) fn pinned(
    nsid: &Nsid,
    state: &State,
    restored: &BTreeMap<Nsid, Resolved>,
) -> Option<Place> {
    if let Some(resolved) = restored.get(nsid) {
        return Some(Place::Proven(Box::new(resolved.clone())));
    }
    let (did, cid) = state.resolution(nsid)?;
    let request = Request {
        account: Some(did),
        ..Request::new(nsid.clone())
    };
    Some(Place::Network(Box::new(request), Some(cid.clone())))
}

pub(in crate::compiler::cli) async fn fetch_all(
    resolver: &Resolver,
    roots: BTreeSet<Nsid>,
    place: impl Fn(&Nsid) -> Place,
    terminal: &Terminal,
) -> Result<BTreeMap<Nsid, Outcome>, Excess> {
    let found = fetch(Some(resolver), roots, place, |done, known| {
        terminal.progress("Resolving", || {
            format!("{done} of {}", count(known, "lexicon"))
        });
    });
    let found = found.await?;
    if let Some(excess) = found.cut {
        let text = format!("lexicons that are only named: {}", excess_text(excess));
        terminal.warned("Skipped", &text);
    }
    Ok(found.outcomes)
}

pub(in crate::compiler::cli) fn revisions(state: &State) -> Vec<(Did, Tid)> {
    let revisions = state.revisions();
    revisions
        .map(|(did, rev)| (did.clone(), rev.clone()))
        .collect()
}

/// The missing documents that proofs have which were kept.
pub(super) fn restored(folder: Option<&Path>, state: &State) -> BTreeMap<Nsid, Resolved> {
    let Some(folder) = folder else {
        return BTreeMap::new();
    };
    let now = SystemTime::now();
    let missing = state.files.iter();
    let missing = missing.filter(|(_, file)| !matches!(file, File::Same(_)));
    let missing = missing.filter_map(|(nsid, _)| {
        let Upstream::Network(published) = &state.installed.get(nsid)?.from else {
            return None;
        };
        Some((nsid, published))
    });
    let mut restored = BTreeMap::new();
    for (path, lexicons) in proofs::by_file(folder, missing) {
        let Ok(file) = read_file(&path, MANY_BYTES) else {
            continue;
        };
        proofs::verify(&file, &lexicons, now, |nsid, found| {
            let pinned = state.installed.get(nsid).map(|origin| &origin.cid);
            if let Ok(resolved) = found
                && pinned == Some(&resolved.cid.to_cid())
            {
                restored.insert(nsid.clone(), resolved);
            }
        });
    }
    restored
}
