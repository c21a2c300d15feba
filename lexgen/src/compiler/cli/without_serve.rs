//! `lexgen serve` in a build without the feature `serve`: it says how to get it.

use super::End;
use crate::compiler::settings::SettingsError;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    _any: Vec<String>,
}

pub(super) fn run() -> Result<End, SettingsError> {
    let error = SettingsError::new("this build of lexgen cannot serve pages");
    Err(error.help("install it from a clone with `cargo install --path lexgen --features serve`"))
}
