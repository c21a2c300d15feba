//! Flags of the commands that use the network.

use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, SystemTime},
};

use super::flags::Global;
use crate::{
    compiler::{
        network::{Allowed, Options, Resolver, directory, dns_server},
        settings::{Network, Partial, SettingsError, locate},
    },
    syntax::{Did, Tid},
};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Network")]
pub(super) struct Flags {
    /// Ask this DNS server instead of those of the system
    #[arg(long, value_name = "ADDRESS[:PORT]", value_parser = dns_server)]
    dns: Option<SocketAddr>,
    /// Ask this PLC directory instead of https://plc.directory
    #[arg(long, value_name = "URL", value_parser = directory)]
    plc: Option<String>,
    /// Also connect to this host or network, without TLS and although it is not public
    /// [repeatable]
    ///
    /// For example localhost:2583 or 10.0.0.0/8. Without it, lexgen connects to public addresses
    /// only, by name and with TLS, because records of others name the hosts.
    #[arg(long, value_name = "HOST[:PORT]|CIDR")]
    pds_allow: Vec<Allowed>,
    /// Give up on a request after this time
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    timeout: Duration,
}

impl Flags {
    /// How long git may take: it makes many requests.
    pub(super) fn for_git(&self) -> Duration {
        self.timeout * 10
    }

    /// Whom to ask: the flags, and then `[network]` of `lexgen.toml`.
    pub(super) fn options(&self, global: &Global) -> Result<Options, SettingsError> {
        let located = locate::locate(Partial::default(), global.config.as_deref(), Path::new(""))?;
        let Network {
            dns,
            plc,
            pds_allow,
        } = located.settings.network.unwrap_or_default();
        Ok(Options {
            dns: self.dns.or(dns),
            plc: self.plc.clone().or(plc),
            allow: [pds_allow.as_slice(), &self.pds_allow].concat(),
            timeout: self.timeout,
            keeps_proofs: false,
        })
    }
}

/// Runs something that resolves lexicons.
///
/// # Errors
/// If the network cannot be used.
pub(super) fn with_resolver<T>(
    options: Options,
    run: impl AsyncFnOnce(&Resolver) -> T,
) -> Result<T, SettingsError> {
    with_pinned_resolver(options, [], run)
}

/// Runs something that resolves lexicons, and refuses older revisions of accounts than these.
///
/// # Errors
/// If the network cannot be used.
pub(super) fn with_pinned_resolver<T>(
    options: Options,
    revisions: impl IntoIterator<Item = (Did, Tid)>,
    run: impl AsyncFnOnce(&Resolver) -> T,
) -> Result<T, SettingsError> {
    waited(async {
        // It has background tasks, and needs the runtime.
        let mut resolver = Resolver::new(options, SystemTime::now()).map_err(|error| {
            cannot(error).help("name a DNS server with `--dns`, such as `--dns 9.9.9.9`")
        })?;
        for (did, rev) in revisions {
            resolver.pin(did, rev);
        }
        Ok(run(&resolver).await)
    })?
}

/// The value of a future.
pub(super) fn waited<T>(future: impl Future<Output = T>) -> Result<T, SettingsError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| cannot(error.to_string()))?;
    Ok(runtime.block_on(future))
}

fn cannot(error: String) -> SettingsError {
    SettingsError::new(format!("cannot use the network: {error}"))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map(Duration::try_from_secs_f64);
    match seconds {
        Ok(Ok(time)) if !time.is_zero() && time <= Duration::from_secs(3600) => Ok(time),
        _ => Err("expected seconds, such as `10` or `0.5`, and at most 3600".to_owned()),
    }
}
