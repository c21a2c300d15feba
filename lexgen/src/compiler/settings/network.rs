//! `[network]` of `lexgen.toml`.

use std::net::SocketAddr;

use serde::Deserialize;
use toml::Spanned;

use super::file::{BadValue, values};
use crate::compiler::network::{Allowed, directory, dns_server};

/// The settings of the network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The DNS server.
    pub dns: Option<SocketAddr>,
    /// The URL of the PLC directory.
    pub plc: Option<String>,
    /// Hosts and networks that are allowed although they are not public.
    pub pds_allow: Vec<Allowed>,
}

/// The syntax of `[network]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NetworkToml {
    dns: Option<Spanned<String>>,
    plc: Option<Spanned<String>>,
    #[serde(default)]
    pds_allow: Vec<Spanned<String>>,
}

impl NetworkToml {
    pub(super) fn parse(self) -> Result<Network, BadValue> {
        Ok(Network {
            dns: parsed(self.dns.as_ref(), dns_server)?,
            plc: parsed(self.plc.as_ref(), directory)?,
            pds_allow: values(self.pds_allow)?,
        })
    }
}

fn parsed<T>(
    text: Option<&Spanned<String>>,
    parse: fn(&str) -> Result<T, String>,
) -> Result<Option<T>, BadValue> {
    text.map(|text| parse(text.as_ref()).map_err(|error| (error, text.span())))
        .transpose()
}
