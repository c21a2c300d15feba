//! `lexgen explain`: why a rule exists.

use super::{End, terminal::Terminal};
use crate::{
    diagnostic::{Rule, rules},
    settings::SettingsError,
};

/// Say why a rule exists and what to do when it is broken
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen explain missing-document     the name in brackets after `error`
  lexgen explain                      every rule in a line")]
pub(super) struct Args {
    /// The rule's name; without one all rules are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Does it.
pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<End, SettingsError> {
    let Some(code) = &args.code else {
        let lines = rules::ALL.iter().map(|rule| line(rule));
        terminal.result(&lines.collect::<String>())?;
        return Ok(End::Well);
    };
    let Some(rule) = rules::find(code) else {
        let error = SettingsError::new(format!("there is no rule `{code}`"));
        return Err(match nearest(code) {
            Some(nearest) => error.help(format!("did you mean `{nearest}`?")),
            None => error.help("`lexgen explain` lists them"),
        });
    };
    let severity = rule.severity.name();
    let Rule {
        code,
        title,
        explanation,
        ..
    } = rule;
    terminal.result(&format!(
        "{code} ({severity}): {title}\n\n{}\n",
        wrapped(explanation)
    ))?;
    Ok(End::Well)
}

fn line(rule: &Rule) -> String {
    format!(
        "{:<7} {:<26} {}\n",
        rule.severity.name(),
        rule.code,
        rule.title
    )
}

fn nearest(code: &str) -> Option<&'static str> {
    let likeness = |rule: &Rule| strsim::jaro_winkler(code, rule.code);
    let nearest = rules::ALL
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(nearest) > 0.85).then_some(nearest.code)
}

/// The text in lines of at most 80 characters.
fn wrapped(text: &str) -> String {
    let mut wrapped = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > 80 {
            wrapped.push('\n');
            width = 0;
        } else if width > 0 {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(word);
        width += length;
    }
    wrapped
}
