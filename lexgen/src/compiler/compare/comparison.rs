//! Two sets of lexicons, compared: a verdict on each change.

use super::{
    Audience, Change, ChangeKind, ChangeOptions, Level, Location, RustChange, Semver, Verdict,
    changes,
    judge::Judge,
    public_api::{self, Attribution, Difference, Origin, PublicApi},
};
use crate::compiler::{ir::Ir, items};

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
    let judge = Judge::new(old, new);
    let changes = changes(old, new, options.changes);
    let apis = [old, new].map(|ir| {
        let mut api = PublicApi::of(ir, &options.rust);
        if options.undescribed {
            api.forget_deprecations();
        }
        api
    });
    let differences = public_api::compare(&apis[0], &apis[1]);
    let rust = Attribution::new(&changes, differences);
    let mut verdicts: Vec<_> = changes
        .into_iter()
        .enumerate()
        .map(|(index, change)| {
            let mut verdict = judge.verdict(change);
            verdict.rust = rust.semver_of(index);
            let seen = rust.of(index).iter().map(|seen| seen.reason.clone());
            verdict.rust_reasons = seen.collect();
            verdict
        })
        .collect();
    for difference in rust.unexplained {
        verdicts.extend(only_in_rust(&judge, difference));
    }
    // A stable sort, which keeps the order of the changes.
    verdicts.sort_by(|a, b| order(&a.change).cmp(&order(&b.change)));
    Comparison { verdicts }
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
