//! What a change means, and for whom.

use super::Change;
use crate::diagnostic::Rule;

/// One change, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The rule that judges changes of this kind.
    pub rule: &'static Rule,
    /// What was changed.
    pub change: Change,
    /// What it does to whom, except Rust callers; only what is not
    /// [safe](Level::Safe). Empty for a change that harms nobody.
    pub effects: Vec<Effect>,
    /// What it does to callers of the generated module.
    pub rust: Semver,
    /// What callers of the generated module see of it, such as
    /// "`Input::new` takes `token`"; empty when nothing.
    pub rust_reasons: Vec<String>,
}

/// What a change does to one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Whose view this is.
    pub audience: Audience,
    /// How bad it is.
    pub level: Level,
    /// Who is harmed.
    pub party: Party,
    /// Why, in a sentence without a full stop.
    pub reason: String,
}

/// Whose promises a change can break. Each is a category that can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// The protocol's own rules of
    /// [lexicon evolution](https://atproto.com/specs/lexicon#lexicon-evolution):
    /// all old data stays valid, new data is valid under the old lexicon.
    Protocol,
    /// Programs of the two versions that talk to each other.
    Wire,
    /// Records that are stored already, and those who read them.
    Records,
    /// Callers of the generated Rust module.
    Rust,
}

/// How bad a change is for an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is lost.
    Safe,
    /// It can go wrong under conditions that the reason states, such as a new
    /// client that calls a service which was not updated yet.
    Risk,
    /// It goes wrong for those who did nothing but stay as they were.
    Break,
}

/// Who is harmed by a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Clients of the old lexicon, calling a service of the new one.
    OldClients,
    /// Clients of the new lexicon, calling a service of the old one.
    NewClients,
    /// Readers of the new lexicon, with records written under the old one.
    StoredRecords,
    /// Readers of the old lexicon, with records written under the new one.
    OldReaders,
    /// Other lexicons that refer to a definition.
    OtherLexicons,
}

/// How a version of the generated Rust module must be numbered.
/// [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Semver {
    /// Callers see nothing of it.
    #[default]
    Patch,
    /// Callers compile as before and can do more.
    Minor,
    /// Callers may not compile any more.
    Major,
}
