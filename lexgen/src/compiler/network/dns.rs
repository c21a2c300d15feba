//! Questions to DNS.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts},
    net::{DnsError, NetError, runtime::TokioRuntimeProvider},
    proto::{
        op::ResponseCode,
        rr::{Name, RData, RecordType},
    },
};
use tokio::time::timeout;

use crate::shown::message;

/// Why DNS has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DnsFault {
    /// The name does not exist, which resolvers remember for so many seconds.
    NoName(Option<u32>),
    /// The name exists, and has no record of this kind. Resolvers remember it for so many
    /// seconds.
    NoRecord(Option<u32>),
    /// The server failed: usually, it cannot reach those of the domain.
    ServerFailure,
    /// The server refused to answer.
    Refused,
    /// No answer within the time limit.
    TimedOut,
    /// The text is not a valid DNS name.
    InvalidName(String),
    /// Anything else.
    Other(String),
}

/// The resolver of a run.
#[derive(Clone)]
pub(super) struct Dns {
    resolver: TokioResolver,
    limit: Duration,
}

impl Dns {
    /// A resolver that asks one server, or else those of the system.
    ///
    /// # Errors
    /// If the settings of the system cannot be read.
    pub(super) fn new(server: Option<SocketAddr>, limit: Duration) -> Result<Self, String> {
        let mut builder = match server {
            Some(server) => {
                let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
                let connections = connections.map(|mut it| {
                    it.port = server.port();
                    it
                });
                let server = NameServerConfig::new(server.ip(), true, connections.into());
                let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
                let provider = TokioRuntimeProvider::default();
                let mut builder = TokioResolver::builder_with_config(config, provider);
                // All answers are those of the named server.
                builder.options_mut().use_hosts_file = ResolveHosts::Never;
                builder
            }
            None => TokioResolver::builder_tokio().map_err(|error| error.to_string())?,
        };
        options(builder.options_mut(), limit);
        let resolver = builder.build().map_err(|error| error.to_string())?;
        // Twice for every attempt, over UDP and over TCP.
        Ok(Self { resolver, limit })
    }

    /// The texts of the TXT records of exactly this name, in order.
    pub(super) async fn texts(&self, name: &str) -> Result<Vec<String>, DnsFault> {
        let lookup = self.resolver.lookup(absolute(name)?, RecordType::TXT);
        let lookup = self.limited(lookup).await?;
        let texts = lookup
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                RData::TXT(text) => {
                    Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned())
                }
                _ => None,
            });
        let mut texts: Vec<String> = texts.collect();
        if texts.is_empty() {
            return Err(DnsFault::NoRecord(None));
        }
        // Servers rotate the records.
        texts.sort_unstable();
        Ok(texts)
    }

    /// The addresses of a host.
    pub(super) async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsFault> {
        let lookup = self.resolver.lookup_ip(absolute(host)?);
        let lookup = self.limited(lookup).await?;
        Ok(lookup.iter().collect())
    }

    async fn limited<T>(
        &self,
        lookup: impl Future<Output = Result<T, NetError>>,
    ) -> Result<T, DnsFault> {
        match timeout(self.limit, lookup).await {
            Ok(found) => found.map_err(|error| fault(&error)),
            Err(_) => Err(DnsFault::TimedOut),
        }
    }
}

fn options(options: &mut ResolverOpts, limit: Duration) {
    // Two attempts within the limit, each of which can also use TCP.
    options.attempts = 1;
    options.timeout = limit / 4;
    // A part of an answer that is too long for UDP is asked for again over TCP.
    options.try_tcp_on_error = true;
    options.edns0 = true;
}

/// A name as it is, without the search domains of the system.
fn absolute(text: &str) -> Result<Name, DnsFault> {
    let name = Name::from_ascii(text);
    let mut name = name.map_err(|error| DnsFault::InvalidName(error.to_string()))?;
    name.set_fqdn(true);
    Ok(name)
}

fn fault(error: &NetError) -> DnsFault {
    match error {
        NetError::Timeout => DnsFault::TimedOut,
        NetError::Dns(DnsError::NoRecordsFound(none)) => match none.response_code {
            ResponseCode::NXDomain => DnsFault::NoName(none.negative_ttl),
            ResponseCode::ServFail => DnsFault::ServerFailure,
            ResponseCode::Refused => DnsFault::Refused,
            _ => DnsFault::NoRecord(none.negative_ttl),
        },
        NetError::Dns(DnsError::ResponseCode(ResponseCode::ServFail)) => DnsFault::ServerFailure,
        NetError::Dns(DnsError::ResponseCode(ResponseCode::Refused)) => DnsFault::Refused,
        other => DnsFault::Other(message(other).to_string()),
    }
}
