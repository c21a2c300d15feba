//! Which hosts can be connected to.

use std::{fmt, net::IpAddr, str::FromStr};

use ipnet::IpNet;
use reqwest::Url;

use super::address::is_public;
use crate::shown::shown;

/// A host or a network that is allowed although it is not on the Internet, and without
/// encryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// A host as URLs have it, and its port unless all are allowed.
    Host(String, Option<u16>),
    /// All hosts with an address of this network.
    Network(IpNet),
}

impl FromStr for Allowed {
    type Err = String;

    /// Reads `HOST`, `HOST:PORT`, an address or `ADDRESS/BITS`.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(network) = text.parse::<IpNet>() {
            return Ok(Self::Network(network.trunc()));
        }
        let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        if let Ok(address) = bare.unwrap_or(text).parse::<IpAddr>() {
            return Ok(Self::Network(address.into()));
        }
        // `Url` normalizes the host as that of every other URL. The port of a scheme would
        // be lost.
        let url = Url::parse(&format!("lexgen://{text}"));
        let parts = url.ok().and_then(|url| {
            let is_alone = url.as_str() == format!("lexgen://{text}") && url.path().is_empty();
            let is_alone = is_alone && url.username().is_empty() && url.query().is_none();
            let host = url.host_str().filter(|_| is_alone)?.to_ascii_lowercase();
            Some(Self::Host(host, url.port()))
        });
        parts.filter(|it| !it.is_wild()).ok_or_else(|| {
            format!(
                "`{}` is not a host or a network; examples are `localhost:2583` and `10.0.0.0/8`",
                shown(text)
            )
        })
    }
}

impl Allowed {
    /// Whether a name has a character that no host has, such as `*`.
    fn is_wild(&self) -> bool {
        let is_odd = |byte: u8| !byte.is_ascii_alphanumeric() && !b"-._:[]".contains(&byte);
        matches!(self, Self::Host(name, _) if name.is_empty() || name.bytes().any(is_odd))
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(name, None) => f.write_str(name),
            Self::Host(name, Some(port)) => write!(f, "{name}:{port}"),
            Self::Network(network) => network.fmt(f),
        }
    }
}

/// How a connection to a URL is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To whatever address its host has: the user has named it.
    Anywhere,
    /// To public addresses, and those of allowed networks.
    Encrypted,
    /// To addresses of allowed networks.
    Plain,
}

/// Why a URL is refused before anything is connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    /// It is not `https:`.
    NotEncrypted,
    /// Its host is an address.
    Address,
    /// It has a user name or a password.
    Credentials,
    /// It has no host.
    NoHost,
}

/// What is allowed.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowance(Vec<Allowed>);

impl Allowance {
    pub(super) fn new(allowed: Vec<Allowed>) -> Self {
        Self(allowed)
    }

    /// How a URL can be connected to.
    pub(super) fn way(&self, url: &Url) -> Result<Way, UrlFault> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlFault::Credentials);
        }
        let host = url.host_str().ok_or(UrlFault::NoHost)?;
        let is_https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(UrlFault::NotEncrypted),
        };
        let port = url.port_or_known_default();
        let is_named = |it: &Allowed| match it {
            Allowed::Host(name, None) => name == host,
            Allowed::Host(name, wanted) => name == host && *wanted == port,
            Allowed::Network(_) => false,
        };
        if self.0.iter().any(is_named) {
            return Ok(Way::Anywhere);
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            return match self.is_in_network(address) {
                true => Ok(Way::Anywhere),
                false => Err(UrlFault::Address),
            };
        }
        let has_networks = self.0.iter().any(|it| matches!(it, Allowed::Network(_)));
        match (is_https, has_networks) {
            (true, _) => Ok(Way::Encrypted),
            (false, true) => Ok(Way::Plain),
            (false, false) => Err(UrlFault::NotEncrypted),
        }
    }

    /// Whether an address that a name has can be connected to.
    pub(super) fn admits(&self, way: Way, address: IpAddr) -> bool {
        match way {
            Way::Anywhere => true,
            Way::Encrypted => is_public(address) || self.is_in_network(address),
            Way::Plain => self.is_in_network(address),
        }
    }

    fn is_in_network(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|it| match it {
            Allowed::Network(network) => network.contains(&address),
            Allowed::Host(..) => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowance(texts: &[&str]) -> Allowance {
        Allowance::new(texts.iter().map(|it| it.parse().unwrap()).collect())
    }

    fn way(allowance: &Allowance, url: &str) -> Result<Way, UrlFault> {
        allowance.way(&Url::parse(url).unwrap())
    }

    #[test]
    fn what_is_allowed_is_read_and_written() {
        for (text, shown) in [
            ("localhost", "localhost"),
            ("LocalHost:2583", "localhost:2583"),
            ("pds.example:80", "pds.example:80"),
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("127.0.0.1", "127.0.0.1/32"),
            ("127.0.0.1:2583", "127.0.0.1:2583"),
            ("::1", "::1/128"),
            ("[::1]", "::1/128"),
            ("[::1]:2583", "[::1]:2583"),
            ("fd00::/8", "fd00::/8"),
        ] {
            assert_eq!(text.parse::<Allowed>().unwrap().to_string(), shown);
        }
        for text in [
            "",
            "*",
            "*.example",
            "http://localhost",
            "localhost/x",
            "a b",
            "u@localhost",
            "localhost:99999",
            "localhost:",
            "10.0.0.0/99",
            "?x",
            "#",
        ] {
            assert!(text.parse::<Allowed>().is_err(), "{text}");
        }
    }

    #[test]
    fn without_an_allowance_only_names_with_https() {
        let none = Allowance::default();
        assert_eq!(way(&none, "https://pds.example/"), Ok(Way::Encrypted));
        assert_eq!(way(&none, "https://localhost/"), Ok(Way::Encrypted));
        assert_eq!(
            way(&none, "http://pds.example/"),
            Err(UrlFault::NotEncrypted)
        );
        assert_eq!(
            way(&none, "ftp://pds.example/"),
            Err(UrlFault::NotEncrypted)
        );
        for host in [
            "1.1.1.1",
            "127.1",
            "0x7f000001",
            "2130706433",
            "[::1]",
            "[::ffff:a00:1]",
        ] {
            assert_eq!(
                way(&none, &format!("https://{host}/")),
                Err(UrlFault::Address),
                "{host}"
            );
        }
        assert_eq!(
            way(&none, "https://a:b@pds.example/"),
            Err(UrlFault::Credentials)
        );
        assert!(!none.admits(Way::Encrypted, "127.0.0.1".parse().unwrap()));
        assert!(none.admits(Way::Encrypted, "1.1.1.1".parse().unwrap()));
        assert!(!none.admits(Way::Plain, "1.1.1.1".parse().unwrap()));
    }

    #[test]
    fn an_allowance_is_for_its_host_port_or_network() {
        let some = allowance(&["localhost:2583", "127.0.0.1:80", "10.0.0.0/8"]);
        assert_eq!(way(&some, "http://localhost:2583/"), Ok(Way::Anywhere));
        assert_eq!(way(&some, "http://localhost:2584/"), Ok(Way::Plain));
        assert_eq!(way(&some, "http://127.0.0.1/"), Ok(Way::Anywhere));
        assert_eq!(way(&some, "http://127.0.0.1:81/"), Err(UrlFault::Address));
        assert_eq!(way(&some, "http://10.1.1.1/"), Ok(Way::Anywhere));
        assert_eq!(way(&some, "https://[::ffff:10.1.1.1]/"), Ok(Way::Anywhere));
        assert_eq!(way(&some, "https://11.1.1.1/"), Err(UrlFault::Address));
        assert!(some.admits(Way::Plain, "10.1.1.1".parse().unwrap()));
        assert!(some.admits(Way::Plain, "::ffff:10.1.1.1".parse().unwrap()));
        assert!(!some.admits(Way::Plain, "127.0.0.1".parse().unwrap()));
        assert!(!some.admits(Way::Plain, "1.1.1.1".parse().unwrap()));
    }
}
