//! What a change means, and for whom.

use std::fmt::{self, Display, Formatter};

use super::Change;
use crate::compiler::diagnostic::Rule;

/// One change, judged.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Verdict {
    /// The rule that judges changes of this kind.
    pub rule: &'static Rule,
    /// What was changed.
    pub change: Change,
    /// What it does to whom, except Rust callers; only what is not
    /// [safe](Level::Safe). Empty for a change that harms nobody.
    pub effects: Vec<Effect>,
    /// What to do instead, where somebody breaks.
    pub help: Option<&'static str>,
    /// What it does to callers of the generated module.
    pub rust: Semver,
    /// What callers of the generated module see of it, such as
    /// "`Input::new` takes `token`"; empty when nothing.
    pub rust_reasons: Vec<String>,
}

/// What a change does to one party.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Semver {
    /// Callers see nothing of it.
    #[default]
    Patch,
    /// Callers compile as before and can do more.
    Minor,
    /// Callers may not compile any more.
    Major,
}

impl Verdict {
    /// How bad it is for the worst off of these audiences.
    pub fn level(&self, audiences: &[Audience]) -> Level {
        let effects = self
            .effects
            .iter()
            .filter(|it| audiences.contains(&it.audience))
            .map(|it| it.level);
        let rust = match self.rust {
            Semver::Major if audiences.contains(&Audience::Rust) => Level::Break,
            Semver::Patch | Semver::Minor | Semver::Major => Level::Safe,
        };
        effects.max().unwrap_or(Level::Safe).max(rust)
    }

    /// How bad it is for the worst off of all but Rust callers.
    pub fn worst(&self) -> Level {
        let levels = self.effects.iter().map(|it| it.level);
        levels.max().unwrap_or(Level::Safe)
    }
}

/// What was changed, what it does to whom, and what to do instead: several
/// lines, of which the first is the change and the others are indented.
impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let level = match self.worst() {
            Level::Safe => "safe",
            Level::Risk => "risk",
            Level::Break => "BREAK",
        };
        write!(f, "{level}: {} [{}]", self.change, self.rule.code)?;
        for effect in &self.effects {
            let (audience, level) = (effect.audience.name(), effect.level.name());
            write!(f, "\n  {audience}, {level}: {}", effect.reason)?;
        }
        let version = match self.rust {
            Semver::Patch => None,
            Semver::Minor => Some("minor"),
            Semver::Major => Some("major"),
        };
        if let Some(version) = version {
            write!(f, "\n  rust, {version}: {}", self.rust_reasons.join("; "))?;
        }
        match self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 4] = [Self::Protocol, Self::Wire, Self::Records, Self::Rust];

    /// What the category is called in settings and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Protocol => "protocol",
            Self::Wire => "wire",
            Self::Records => "records",
            Self::Rust => "rust",
        }
    }
}

impl Level {
    /// `safe`, `risk` or `break`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Risk => "risk",
            Self::Break => "break",
        }
    }
}

impl Party {
    /// In words, such as `old clients`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OldClients => "old clients",
            Self::NewClients => "new clients",
            Self::StoredRecords => "stored records",
            Self::OldReaders => "old readers",
            Self::OtherLexicons => "other lexicons",
        }
    }
}

impl Semver {
    /// `patch`, `minor` or `major`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
