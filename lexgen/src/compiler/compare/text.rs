//! A verdict for people, in full: what was changed, what it does to whom, and
//! what to do instead.

use std::fmt::{self, Display, Formatter};

use super::{Level, Semver, Verdict, words};

/// Several lines; the first is the change, the others are indented.
impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let level = match self.worst() {
            Level::Safe => "safe",
            Level::Risk => "risk",
            Level::Break => "BREAK",
        };
        let sentence = words::sentence(&self.change);
        write!(f, "{level}: {sentence} [{}]", self.rule.code)?;
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
