//! Whom a change breaks, and how severely.

use std::fmt::{self, Display, Formatter};

use super::Change;
use crate::compiler::{diagnostic::Rule, flow::Carrier};

/// One change, judged.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Verdict {
    /// The rule that judges changes of this kind.
    pub rule: &'static Rule,
    /// What was changed.
    pub change: Change,
    /// For a rename, what the new name changes elsewhere: the members of unions,
    /// and what references to records and tokens accept.
    pub of_rename: Vec<Change>,
    /// The effects that are not [safe](Level::Safe), except on Rust callers.
    /// Empty for a safe change.
    pub effects: Vec<Effect>,
    /// When the name was retired that the new version has again. The change is one
    /// since then.
    pub retired: Option<String>,
    /// What to do instead of a breaking change.
    pub help: Option<&'static str>,
    /// The next version of the generated module.
    pub rust: Semver,
    /// What changes for callers of the generated module, such as
    /// "`Input::new` takes `token`".
    pub rust_reasons: Vec<String>,
}

/// The effect of a change on one party.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effect {
    /// Whose view this is.
    pub audience: Audience,
    /// How severe it is.
    pub level: Level,
    /// Who is affected.
    pub party: Party,
    /// Why, in a sentence without a full stop.
    pub reason: String,
    /// The records and endpoints whose data is affected, the nearest first. Empty
    /// where it is not about data, and where only lexicons of others may use it.
    pub carriers: Vec<Carrier>,
}

/// Who can be affected by a change. Each is a category that can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Audience {
    /// The protocol's own rules of
    /// [lexicon evolution](https://atproto.com/specs/lexicon#lexicon-evolution):
    /// all old data stays valid, new data is valid under the old lexicon.
    Protocol,
    /// Programs of different versions that communicate.
    Wire,
    /// Stored records, and those who read them.
    Records,
    /// Other lexicons that refer to a definition: a risk for those of others, and
    /// a break where a lexicon of the new version still refers to it.
    Lexicons,
    /// Callers of the generated Rust module.
    Rust,
}

/// How severe a change is for an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Nothing breaks.
    Safe,
    /// It can break under conditions that the reason states, such as a new
    /// client that calls a service that is not yet updated.
    Risk,
    /// It breaks programs or data that did not change.
    Break,
}

/// Who is affected by a change.
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

/// The next version number that the generated Rust module needs.
/// [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Semver {
    /// Callers are not affected.
    #[default]
    Patch,
    /// Callers compile as before and can do more.
    Minor,
    /// Callers may no longer compile.
    Major,
}

impl Verdict {
    /// The most severe level for these audiences.
    pub fn level(&self, audiences: &[Audience]) -> Level {
        let effects = self
            .effects
            .iter()
            .filter(|effect| audiences.contains(&effect.audience))
            .map(|effect| effect.level);
        let rust = match self.rust {
            Semver::Major if audiences.contains(&Audience::Rust) => Level::Break,
            Semver::Patch | Semver::Minor | Semver::Major => Level::Safe,
        };
        effects.max().unwrap_or(Level::Safe).max(rust)
    }

    /// The most severe level, except for Rust callers.
    pub fn worst(&self) -> Level {
        let levels = self.effects.iter().map(|effect| effect.level);
        levels.max().unwrap_or(Level::Safe)
    }
}

/// The change, its effects, and what to do instead, in several lines. All but
/// the first are indented.
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
        if let Some(retired) = &self.retired {
            write!(f, "\n  the name was retired {retired}")?;
        }
        match self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 5] = [
        Self::Protocol,
        Self::Wire,
        Self::Records,
        Self::Lexicons,
        Self::Rust,
    ];

    /// What the category is called in settings and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Protocol => "protocol",
            Self::Wire => "wire",
            Self::Records => "records",
            Self::Lexicons => "lexicons",
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
    /// The name, such as `old clients`.
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
