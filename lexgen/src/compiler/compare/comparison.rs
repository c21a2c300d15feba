//! Two sets of lexicons, compared: a verdict on each change.

use std::collections::HashMap;

use super::{
    Audience, Change, ChangeKind, ChangeOptions, DefinitionChange, Level, Location, RustChange,
    Semver, Verdict,
    judge::Judge,
    not_compared::{newly_present, not_understood},
    public_api::{self, Attribution, Difference, Origin, PublicApi},
    walk::{Differences, found},
};
use crate::compiler::{ir::Ir, items, pattern::Pattern};

/// How to compare.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Which changes to find.
    pub changes: ChangeOptions,
    /// How Rust is generated, which decides what its callers see.
    #[doc(hidden)]
    pub rust: items::Options,
    /// Whether one of the two sets has no descriptions, such as a snapshot.
    /// Then `#[deprecated]`, which comes from descriptions, is ignored.
    pub undescribed: bool,
    /// The endpoints whose services are run by strangers, who do not update them
    /// when the author does.
    pub served_by_others: Vec<Pattern>,
}

/// The verdict on every difference between two sets of lexicons.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// By document, then by definition, `main` first; in one definition in the
    /// order of the changes.
    pub verdicts: Vec<Verdict>,
}

/// Compares two sets.
///
/// ```
/// use lexgen::{Input, compare, compile};
///
/// let version = |required: &str| {
///     compile([Input::text("note.json", format!(
///         r#"{{"lexicon": 1, "id": "com.example.note", "defs": {{"main": {{
///             "type": "record", "key": "tid", "record": {{"type": "object",
///             "required": [{required}], "properties": {{"text": {{"type": "string"}}}}}}}}}}}}"#
///     ))])
/// };
/// let (old, new) = (version(""), version(r#""text""#));
/// let comparison = compare::compare(old.ir(), new.ir(), &compare::Options::default());
///
/// let verdict = &comparison.verdicts[0];
/// assert_eq!(verdict.rule.code, "field-became-required");
/// assert_eq!(verdict.level(&[compare::Audience::Records]), compare::Level::Break);
/// assert_eq!(comparison.rust(), compare::Semver::Major);
/// ```
pub fn compare(old: &Ir, new: &Ir, options: &Options) -> Comparison {
    let judge = Judge::new(old, new, &options.served_by_others);
    let Differences {
        changes,
        of_renames,
    } = found(old, new, options.changes);
    let apis = [old, new].map(|ir| {
        let mut api = PublicApi::of(ir, &options.rust);
        if options.undescribed {
            api.forget_deprecations();
        }
        api
    });
    let differences = public_api::compare(&apis[0], &apis[1]);
    let (names, of_renames): (Vec<_>, Vec<_>) = of_renames.into_iter().unzip();
    let count = changes.len();
    let all: Vec<Change> = changes.into_iter().chain(of_renames).collect();
    let rust = Attribution::new(&all, differences);
    let renamed = index_of_renamed(&all[..count]);
    let mut followers: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, name) in names.iter().enumerate() {
        let rename = renamed.get(name.as_str()).or(renamed.get(name.nsid()));
        if let Some(&rename) = rename {
            followers.entry(rename).or_default().push(count + place);
        }
    }
    let verdicts = all.iter().take(count).enumerate().map(|(index, change)| {
        let followers = followers.get(&index).map_or(&[][..], Vec::as_slice);
        let of_rename = followers.iter().filter_map(|&it| all.get(it)).cloned();
        let mut verdict = match &change.kind {
            ChangeKind::Definition(DefinitionChange::Renamed { .. }) => {
                judge.rename(change.clone(), of_rename.collect())
            }
            ChangeKind::Definition(DefinitionChange::NotCompared { .. }) => {
                not_understood(judge.verdict(change.clone()))
            }
            _ => judge.verdict(change.clone()),
        };
        for index in std::iter::once(index).chain(followers.iter().copied()) {
            verdict.rust = verdict.rust.max(rust.semver_of(index));
            for seen in rust.of(index) {
                if !verdict.rust_reasons.contains(&seen.reason) {
                    verdict.rust_reasons.push(seen.reason.clone());
                }
            }
        }
        verdict
    });
    let mut verdicts: Vec<_> = verdicts.collect();
    for difference in rust.unexplained {
        verdicts.extend(only_in_rust(&judge, difference));
    }
    verdicts.extend(newly_present(old, new));
    // A stable sort, which keeps the order of the changes.
    verdicts.sort_by(|a, b| order(&a.change).cmp(&order(&b.change)));
    Comparison { verdicts }
}

/// The renames by the new full name of a definition, or by that of a document.
fn index_of_renamed(changes: &[Change]) -> HashMap<&str, usize> {
    let renames = changes
        .iter()
        .enumerate()
        .filter_map(|(index, change)| match &change.kind {
            ChangeKind::Definition(DefinitionChange::Renamed { after, .. }) => {
                Some((after.as_str(), index))
            }
            _ => None,
        });
    renames.collect()
}

pub(super) fn order(change: &Change) -> impl Ord + '_ {
    let definition = change.definition.as_deref();
    (&change.nsid, definition != Some("main"), definition)
}

/// A difference that no change of a lexicon makes, as a change of its own.
fn only_in_rust(judge: &Judge<'_>, difference: Difference) -> Option<Verdict> {
    let Origin { nsid, place } = difference.new.as_ref().or(difference.old.as_ref())?;
    let location = |origin: &Option<Origin>| Location {
        path: origin.as_ref().map_or(place, |it| &it.place).clone(),
        present: origin.is_some(),
    };
    let mut verdict = judge.verdict(Change {
        nsid: nsid.clone(),
        definition: place.definition_name().map(str::to_owned),
        old: location(&difference.old),
        new: location(&difference.new),
        kind: ChangeKind::Rust(RustChange {
            path: difference.path,
            semver: difference.semver,
            reason: difference.reason.clone(),
        }),
        old_document: None,
    });
    verdict.rust = difference.semver;
    verdict.rust_reasons = vec![difference.reason];
    Some(verdict)
}

impl Comparison {
    /// The most severe level for these audiences.
    pub fn level(&self, audiences: &[Audience]) -> Level {
        let levels = self.verdicts.iter().map(|verdict| verdict.level(audiences));
        levels.max().unwrap_or(Level::Safe)
    }

    /// What the generated module's next version must be.
    pub fn rust(&self) -> Semver {
        let versions = self.verdicts.iter().map(|verdict| verdict.rust);
        versions.max().unwrap_or_default()
    }
}
