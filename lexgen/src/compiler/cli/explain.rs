//! `lexgen explain`: the page of a rule.

use anstyle::Style;

use super::{
    End,
    registry::{self, Group},
    terminal::Terminal,
};
use crate::compiler::{
    diagnostic::{Rule, page, rule::suggestion},
    settings::SettingsError,
};

/// Explain a rule
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen explain missing-document     explain the code of an error
  lexgen explain                      list all rules")]
pub(super) struct Args {
    /// The code of a rule; without it, all rules are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

const HEADING: Style = Style::new().bold();

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<End, SettingsError> {
    let heading = |text: &str| terminal.styled(HEADING, text);
    let Some(code) = &args.code else {
        let groups = registry::groups();
        let lists: Vec<_> = groups.iter().map(|group| list(group, heading)).collect();
        terminal.result(&lists.join("\n"))?;
        return Ok(End::Well);
    };
    let Some(rule) = registry::find(code) else {
        let error = SettingsError::new(format!("unknown rule `{code}`"));
        return Err(error.help(suggestion(code, registry::all())));
    };
    terminal.result(&format!(
        "{} ({}): {}\n\n{}\n",
        heading(rule.code),
        rule.severity.name(),
        rule.title,
        page::render(rule.explanation, heading)
    ))?;
    Ok(End::Well)
}

fn list(group: &Group, heading: impl Fn(&str) -> String) -> String {
    let width = group.rules.iter().map(|rule| rule.code.len()).max();
    let width = width.unwrap_or_default();
    let line = |rule: &&Rule| {
        let severity = rule.severity.name();
        format!("{severity:<7} {:<width$}  {}\n", rule.code, rule.title)
    };
    let lines: String = group.rules.iter().map(line).collect();
    format!("{}\n{lines}", heading(group.title))
}
