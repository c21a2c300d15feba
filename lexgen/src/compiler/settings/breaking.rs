//! `[breaking]` of `lexgen.toml`: what the lexicons are held against, and which
//! changes may break something.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{
    exceptions::ExceptionToml,
    file::{BadValue, value},
};
use crate::compiler::{
    compare::{Audience, rules},
    diagnostic::Rule,
    exceptions::Exceptions,
    read::Version,
};

/// What a project says of breaking changes.
#[derive(Clone, Debug, Default)]
pub struct Breaking {
    /// The version that was promised.
    pub against: Option<Version>,
    /// Whose breaks count; what is usual where this is empty.
    pub categories: Vec<Audience>,
    /// Rules that may be broken.
    pub allow: Vec<&'static Rule>,
    /// Breaks that are known and made all the same.
    pub exceptions: Exceptions,
}

/// `[breaking]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakingToml {
    against: Option<Spanned<String>>,
    #[serde(default)]
    categories: Vec<Spanned<String>>,
    #[serde(default)]
    allow: Vec<Spanned<String>>,
    #[serde(default)]
    exceptions: Vec<ExceptionToml>,
}

impl BreakingToml {
    pub(super) fn parse(self, file: &Path, text: &str) -> Result<Breaking, BadValue> {
        let exceptions = self.exceptions.into_iter().map(|it| it.parse(rule));
        let exceptions = exceptions.collect::<Result<_, _>>()?;
        Ok(Breaking {
            against: self.against.as_ref().map(value).transpose()?,
            categories: each(&self.categories, category)?,
            allow: each(&self.allow, rule)?,
            exceptions: Exceptions::new(exceptions, file.to_owned(), text),
        })
    }
}

fn each<T>(
    texts: &[Spanned<String>],
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, BadValue> {
    let parse = |text: &Spanned<String>| parse(text.as_ref()).map_err(|error| (error, text.span()));
    texts.iter().map(parse).collect()
}

impl Breaking {
    /// Makes a relative path relative to the current folder.
    pub(super) fn below(&mut self, folder: &Path) {
        if let Some(Version::Path(path)) = &mut self.against {
            *path = folder.join(&*path);
        }
    }
}

/// The audience whose category has this name, or what to say.
///
/// # Errors
/// When there is none.
pub fn category(name: &str) -> Result<Audience, String> {
    let found = Audience::ALL.into_iter().find(|it| it.name() == name);
    found.ok_or_else(|| {
        let names = Audience::ALL.map(Audience::name).join(", ");
        format!("unknown category `{name}`; the categories are {names}")
    })
}

/// The rule of a name, or what to say.
///
/// # Errors
/// When there is none.
pub fn rule(name: &str) -> Result<&'static Rule, String> {
    if let Some(rule) = rules::find(name) {
        return Ok(rule);
    }
    let likeness = |rule: &Rule| strsim::jaro_winkler(name, rule.code);
    let nearest = rules::ALL
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|rule| likeness(rule) > 0.85);
    let help = match nearest {
        Some(rule) => format!("did you mean `{}`?", rule.code),
        None => "`lexgen explain` lists them".to_owned(),
    };
    Err(format!("unknown rule `{name}`; {help}"))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::compiler::settings::file;

    fn parse(text: &str) -> Result<Breaking, String> {
        let partial = file::parse(text, Path::new("lexgen.toml"));
        partial
            .map(|it| it.breaking.unwrap_or_default())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_project_says_what_counts() {
        let breaking = parse(
            "[breaking]\nagainst = 'git:main:lexicons'\ncategories = ['wire', 'rust']\n\
             allow = ['limit-loosened']\n[[breaking.exceptions]]\nrule = 'limit-tightened'\n\
             nsid = 'com.example.*'\nreason = 'nobody has it yet'\n",
        );
        let breaking = breaking.expect("sound");
        assert_eq!(breaking.categories, [Audience::Wire, Audience::Rust]);
        assert_eq!(breaking.allow, [&rules::LIMIT_LOOSENED]);
        let origin = breaking.against.map(|it| it.to_string());
        assert_eq!(origin.as_deref(), Some("git:main:lexicons"));
        assert_eq!(breaking.exceptions.list.len(), 1);
    }

    #[test]
    fn mistakes_are_underlined() {
        let errors: Vec<_> = [
            "[breaking]\nallow = ['limit-tightend']\n",
            "[breaking]\ncategories = ['wires']\n",
            "[breaking]\nagainst = 'git:'\n",
        ]
        .into_iter()
        .map(|text| parse(text).expect_err("unsound"))
        .collect();
        assert_snapshot!(errors.join("\n\n"));
    }
}
