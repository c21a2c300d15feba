//! Commands that use the network, in a build without the feature `network`: they say how to
//! get it.

use super::{End, flags::Global, terminal::Terminal};
use crate::{
    compiler::{
        ir::Selection,
        set::Loaded,
        settings::{Settings, SettingsError},
    },
    syntax::Nsid,
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    _any: Vec<String>,
}

pub(super) fn run() -> Result<End, SettingsError> {
    Err(cannot())
}

fn cannot() -> SettingsError {
    let error = SettingsError::new("this build of lexgen cannot use the network");
    error.help("install it from a clone with `cargo install --path lexgen --features network`")
}

/// In place of the flags of the network.
#[derive(Debug, clap::Args)]
pub(super) struct Flags {}

/// In place of the side `network:` of a comparison.
#[expect(dead_code, reason = "as in a build with the network")]
pub(super) struct Reach<'a> {
    pub(super) flags: &'a Flags,
    pub(super) global: &'a Global,
    pub(super) terminal: &'a Terminal,
    pub(super) stdout_is_taken: bool,
    pub(super) allow_unknown: bool,
    pub(super) own_of: Option<&'a Settings>,
    pub(super) is_taken_for_new: &'a dyn Fn(&Nsid) -> bool,
}

impl Reach<'_> {
    pub(super) fn load(&self, _: &Loaded, _: &Selection) -> Result<Loaded, SettingsError> {
        Err(cannot())
    }
}
