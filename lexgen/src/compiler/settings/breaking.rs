//! `[breaking]` of `lexgen.toml`: the version to compare with, and the breaking
//! changes to allow.

use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{
    exceptions::ExceptionToml,
    file::{BadValue, value},
};
use crate::compiler::{
    compare::{
        Audience,
        policy::{Policy, RuleLevel, category, rule},
    },
    diagnostic::Rule,
    exceptions::Exceptions,
    pattern::Pattern,
    read::Version,
};

/// The settings of the comparison with an older version.
#[derive(Clone, Debug, Default)]
pub struct Breaking {
    /// The version to compare with.
    pub against: Option<Version>,
    /// The categories of breaks that count; the default ones if empty.
    pub categories: Vec<Audience>,
    /// The levels of single rules.
    pub levels: Vec<(&'static Rule, RuleLevel)>,
    /// Documents that promise nothing.
    pub unstable: Vec<Pattern>,
    /// The endpoints whose services are run by strangers.
    pub served_by_others: Vec<Pattern>,
    /// Exceptions for known breaks.
    pub exceptions: Exceptions,
}

/// The syntax of `[breaking]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct BreakingToml {
    against: Option<Spanned<String>>,
    #[serde(default)]
    categories: Vec<Spanned<String>>,
    #[serde(default)]
    allow: Vec<Spanned<String>>,
    #[serde(default)]
    warn: Vec<Spanned<String>>,
    #[serde(default)]
    deny: Vec<Spanned<String>>,
    #[serde(default)]
    unstable: Vec<Spanned<String>>,
    #[serde(default)]
    served_by_others: Vec<Spanned<String>>,
    #[serde(default)]
    exceptions: Vec<ExceptionToml>,
}

impl BreakingToml {
    pub(super) fn parse(self, file: &Path, text: &str) -> Result<Breaking, BadValue> {
        let exceptions = self.exceptions.into_iter().map(|it| it.parse(rule));
        let exceptions = exceptions.collect::<Result<_, _>>()?;
        let mut levels = Vec::new();
        for (names, level) in [
            (&self.allow, RuleLevel::Allow),
            (&self.warn, RuleLevel::Warn),
            (&self.deny, RuleLevel::Deny),
        ] {
            let rules = each(names, rule)?.into_iter();
            levels.extend(rules.map(|rule| (rule, level)));
        }
        Ok(Breaking {
            against: self.against.as_ref().map(value).transpose()?,
            categories: each(&self.categories, category)?,
            levels,
            unstable: (self.unstable.iter().map(value)).collect::<Result<_, _>>()?,
            served_by_others: (self.served_by_others.iter().map(value))
                .collect::<Result<_, _>>()?,
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
    /// Which verdicts count, together with the flags of the command line.
    pub fn policy(
        &self,
        categories: &[Audience],
        levels: &[(&'static Rule, RuleLevel)],
        today: Date,
    ) -> Policy<'_> {
        let categories = if categories.is_empty() {
            &self.categories
        } else {
            categories
        };
        let levels = [&self.levels, levels].concat();
        let exceptions = self.exceptions.on(today);
        Policy::new(categories, levels, &self.unstable, exceptions)
    }

    /// Changes a path from relative to `folder` to relative to the current folder.
    pub(super) fn below(&mut self, folder: &Path) {
        if let Some(Version::Path(path)) = &mut self.against {
            *path = folder.join(&*path);
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::compiler::{compare::rules, settings::file};

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
        assert_eq!(
            breaking.levels,
            [(&rules::LIMIT_LOOSENED, RuleLevel::Allow)]
        );
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
