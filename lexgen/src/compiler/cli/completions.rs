//! `lexgen completions`: completion scripts.

use super::{End, terminal::Terminal};
use crate::compiler::settings::SettingsError;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen completions bash > ~/.local/share/bash-completion/completions/lexgen
  lexgen completions fish > ~/.config/fish/completions/lexgen.fish
  lexgen completions zsh > \"${fpath[1]}/_lexgen\"")]
pub(super) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(
    args: &Args,
    mut command: clap::Command,
    terminal: &Terminal,
) -> Result<End, SettingsError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "lexgen", &mut script);
    terminal.exact(&String::from_utf8_lossy(&script))?;
    Ok(End::Well)
}
