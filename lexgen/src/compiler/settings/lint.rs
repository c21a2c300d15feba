//! `[lint]` of `lexgen.toml`.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{exceptions::ExceptionToml, file::BadValue};
use crate::compiler::{
    diagnostic::Rule,
    exceptions::Exceptions,
    lint::{Level, find_rule},
};

/// The settings of lint.
#[derive(Clone, Debug, Default)]
pub struct Lint {
    /// The levels of single rules.
    pub levels: Vec<(&'static Rule, Level)>,
    /// Whether warnings count as errors.
    pub deny_warnings: bool,
    /// Exceptions for known findings.
    pub exceptions: Exceptions,
}

/// The syntax of `[lint]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LintToml {
    #[serde(default)]
    allow: Vec<Spanned<String>>,
    #[serde(default)]
    warn: Vec<Spanned<String>>,
    #[serde(default)]
    deny: Vec<Spanned<String>>,
    #[serde(default)]
    exceptions: Vec<ExceptionToml>,
}

/// The name that denies all warnings.
pub const WARNINGS: &str = "warnings";

impl LintToml {
    pub(super) fn parse(self, file: &Path, text: &str) -> Result<Lint, BadValue> {
        let mut lint = Lint::default();
        let all = [
            (self.allow, Level::Allow),
            (self.warn, Level::Warn),
            (self.deny, Level::Deny),
        ];
        for (names, level) in all {
            for name in names {
                if level == Level::Deny && name.as_ref() == WARNINGS {
                    lint.deny_warnings = true;
                    continue;
                }
                let rule = find_rule(name.as_ref()).map_err(|error| (error, name.span()))?;
                lint.levels.push((rule, level));
            }
        }
        let exceptions = self.exceptions.into_iter().map(|it| it.parse(find_rule));
        let exceptions = exceptions.collect::<Result<_, _>>()?;
        lint.exceptions = Exceptions::new(exceptions, file.to_owned(), text);
        Ok(lint)
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use jiff::civil::date;

    use crate::{
        compiler::{
            diagnostic::Report,
            settings::{Lint, file},
            source::Sources,
        },
        syntax::Nsid,
    };

    use super::*;

    fn parse(text: &str) -> Result<Lint, String> {
        let partial = file::parse(text, Path::new("lexgen.toml"));
        partial
            .map(|it| it.lint.unwrap_or_default())
            .map_err(|error| error.to_string())
    }

    const EXCEPTIONS: &str = r#"
[lint]
allow = ["closed-union"]
deny = ["warnings", "unlimited-bytes"]

[[lint.exceptions]]
rule = "unlimited-string"
nsid = "com.example.legacy.*"
reason = "kept as published in 2023"
until = "2027-01-31"

[[lint.exceptions]]
rule = "large-string"
nsid = "com.example.post"
reason = "longform"
until = 2026-01-31

[[lint.exceptions]]
rule = "default-true"
nsid = "*"
reason = "nobody minds"
"#;

    #[test]
    fn exceptions_apply_until_their_last_day() {
        let lint = parse(EXCEPTIONS).expect("sound");
        assert!(lint.deny_warnings);
        assert_eq!(lint.levels.len(), 2);
        let old: Nsid = "com.example.legacy.thing".parse().expect("an NSID");
        let post: Nsid = "com.example.post".parse().expect("an NSID");
        let mut last_day = lint.exceptions.on(date(2027, 1, 31));
        assert!(last_day.covers("unlimited-string", &old, "/defs/main"));
        assert!(!last_day.covers("unlimited-string", &post, "/defs/main"));
        assert!(!last_day.covers("large-string", &old, "/defs/main"));
        let mut after = lint.exceptions.on(date(2027, 2, 1));
        assert!(!after.covers("unlimited-string", &old, "/defs/main"));
        assert!(!after.covers("large-string", &post, "/defs/main"));
        let mut sources = Sources::default();
        let remarks = after.remarks(&mut sources, false);
        assert_eq!(
            remarks.len(),
            2,
            "unused ones are reported only for a whole run"
        );
        let remarks = after.remarks(&mut sources, true);
        assert_snapshot!(Report::new(&sources, remarks).to_text(false));
    }

    #[test]
    fn mistakes_are_underlined() {
        let errors: Vec<_> = [
            "[lint]\nallow = ['unlimited-strings']\n",
            "[lint]\nalow = []\n",
            "[lint]\ndeny = ['unknown-type']\n",
            "[[lint.exceptions]]\nrule = 'default-true'\nnsid = 'com.example.*'\n",
            "[[lint.exceptions]]\nrule = 'default-true'\nnsid = 'com.*.a'\nreason = 'r'\n",
            "[[lint.exceptions]]\nrule = 'default-true'\nnsid = '*'\nreason = ' '\n",
            "[[lint.exceptions]]\nrule = 'default-true'\nnsid = '*'\nreason = 'r'\nuntil = '2027-13-01'\n",
        ]
        .into_iter()
        .map(|text| parse(text).expect_err("unsound"))
        .collect();
        assert_snapshot!(errors.join("\n\n"));
    }
}
