//! The origins of URLs: scheme, host and port.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use crate::shown::shown;

/// The location of a service: a URL that has only a scheme, `http` or `https`, a host and
/// perhaps a port.
///
/// ```
/// use lexgen::identity::Origin;
///
/// let pds: Origin = "https://PDS.example.com:8443/".parse()?;
/// assert_eq!(pds.host(), "pds.example.com");
/// assert_eq!(pds.port(), 8443);
/// assert_eq!(pds.to_string(), "https://pds.example.com:8443");
/// assert!("https://pds.example.com/path".parse::<Origin>().is_err());
/// # Ok::<(), lexgen::identity::OriginError>(())
/// ```
///
/// Specification: <https://atproto.com/specs/did#did-documents>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    is_https: bool,
    host: String,
    ip: Option<IpAddr>,
    port: Option<u16>,
}

impl Origin {
    /// Reads a URL. The slash after the host and the port is allowed.
    ///
    /// # Errors
    /// If it has another scheme, has other parts, or is malformed.
    pub fn parse(url: &str) -> Result<Self, OriginError> {
        let fault = |reason| OriginError {
            url: shown(url).to_string(),
            reason,
        };
        let (scheme, rest) = url.split_once("://").unwrap_or((url, ""));
        let is_https = scheme.eq_ignore_ascii_case("https");
        if !is_https && !scheme.eq_ignore_ascii_case("http") {
            return Err(fault("it does not start with `https://` or `http://`"));
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains('@') {
            return Err(fault("it has credentials"));
        }
        if rest.contains(['/', '?', '#', '\\']) {
            return Err(fault("it does not end after the host and the port"));
        }
        let after_ip = rest.rfind(']').map_or(0, |end| end + 1);
        let (_, after) = rest.split_at(after_ip);
        let (host, port) = match after.rfind(':') {
            Some(colon) => {
                let (host, port) = rest.split_at(after_ip + colon);
                let port = port_of(port.get(1..).unwrap_or_default());
                (
                    host,
                    Some(port.ok_or_else(|| fault("its port is malformed"))?),
                )
            }
            None => (rest, None),
        };
        let host = host.to_ascii_lowercase();
        let ip = ip_of(&host).map_err(fault)?;
        let usual = if is_https { 443 } else { 80 };
        Ok(Self {
            is_https,
            host,
            ip,
            port: port.filter(|port| *port != usual),
        })
    }

    /// Whether the scheme is `https`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.is_https
    }

    /// The host, in lower case. An IPv6 address is in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host as an IP address, if it is one.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        self.ip
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.is_https { 443 } else { 80 })
    }
}

/// A port, in digits only.
fn port_of(text: &str) -> Option<u16> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// The address that a host is, if it is one.
fn ip_of(host: &str) -> Result<Option<IpAddr>, &'static str> {
    if let Some(address) = host.strip_prefix('[') {
        let address = address
            .strip_suffix(']')
            .and_then(|text| text.parse::<Ipv6Addr>().ok());
        return address
            .map(|address| Some(address.into()))
            .ok_or("its IPv6 address is malformed");
    }
    if host.is_empty() {
        return Err("it has no host");
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    if !host.bytes().all(allowed) {
        return Err("its host has a character that is not allowed");
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.len() > 253
        || name
            .split('.')
            .any(|label| label.is_empty() || label.len() > 63)
    {
        return Err("its host has a label that is empty or too long");
    }
    // URL libraries read such hosts as addresses in other notations.
    let last = name.rsplit('.').next().unwrap_or_default();
    if last.starts_with(|first: char| first.is_ascii_digit()) {
        let address = host.parse::<Ipv4Addr>();
        return address
            .map(|address| Some(address.into()))
            .map_err(|_| "its host ends in a number, and is not an IPv4 address");
    }
    Ok(None)
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(url: &str) -> Result<Self, OriginError> {
        Self::parse(url)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_https { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)?;
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

/// A URL is not an origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginError {
    url: String,
    reason: &'static str,
}

impl OriginError {
    /// What is wrong, without the URL.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        self.reason
    }
}

impl fmt::Display for OriginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, reason } = self;
        write!(f, "`{url}` is not the URL of a service: {reason}")
    }
}

impl std::error::Error for OriginError {}
