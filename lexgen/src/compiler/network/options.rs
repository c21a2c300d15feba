//! The settings of the network.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use reqwest::Url;

use super::allow::Allowed;
use crate::shown::shown;

/// Whom to ask, and what is allowed.
#[derive(Clone, Debug)]
pub struct Options {
    /// The DNS server, or those of the system.
    pub dns: Option<SocketAddr>,
    /// The URL of the directory of `did:plc`, if it is not the public one. Its host is
    /// allowed, whatever its address.
    pub plc: Option<String>,
    /// Hosts and networks that are allowed although they are not public, for records and
    /// DID documents.
    pub allow: Vec<Allowed>,
    /// The most time of a request. Questions to DNS have a third of it.
    pub timeout: Duration,
    /// Whether what is resolved has its proof, which is large.
    pub keeps_proofs: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dns: None,
            plc: None,
            allow: Vec::new(),
            timeout: Duration::from_secs(30),
            keeps_proofs: false,
        }
    }
}

/// Reads the address of a DNS server, whose usual port is 53.
///
/// # Errors
/// If it is not `ADDRESS` or `ADDRESS:PORT`.
pub fn dns_server(text: &str) -> Result<SocketAddr, String> {
    let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse::<IpAddr>();
    let address = address.map(|address| SocketAddr::new(address, 53));
    address.or_else(|_| text.parse()).map_err(|_| {
        format!(
            "`{}` is not the address of a DNS server; examples are `9.9.9.9` and `127.0.0.1:5353`",
            shown(text)
        )
    })
}

/// Reads the URL of a directory of `did:plc`.
///
/// # Errors
/// If it is not a URL of HTTP, or has more than a host, a port and a path.
pub fn directory(text: &str) -> Result<String, String> {
    let is_directory = |url: &Url| {
        let is_http = matches!(url.scheme(), "http" | "https");
        is_http && url.username().is_empty() && url.query().is_none() && url.fragment().is_none()
    };
    match Url::parse(text) {
        Ok(url) if is_directory(&url) => Ok(url.as_str().trim_end_matches('/').to_owned()),
        _ => Err(format!(
            "`{}` is not the URL of a PLC directory; an example is `https://plc.directory`",
            shown(text)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_addresses_with_or_without_a_port() {
        for (text, expected) in [
            ("9.9.9.9", "9.9.9.9:53"),
            ("127.0.0.1:5353", "127.0.0.1:5353"),
            ("::1", "[::1]:53"),
            ("[::1]", "[::1]:53"),
            ("[::1]:5353", "[::1]:5353"),
        ] {
            assert_eq!(dns_server(text).unwrap().to_string(), expected);
        }
        for text in [
            "",
            "localhost",
            "9.9.9.9:",
            "9.9.9.9:99999",
            "https://9.9.9.9",
        ] {
            assert!(dns_server(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_directory_is_a_url_without_credentials_or_a_query() {
        assert_eq!(
            directory("http://localhost:2582/").unwrap(),
            "http://localhost:2582"
        );
        assert_eq!(
            directory("https://plc.example/a/").unwrap(),
            "https://plc.example/a"
        );
        for text in [
            "plc.directory",
            "ftp://x",
            "https://u@x",
            "https://x?y",
            "https://x#y",
            "",
        ] {
            assert!(directory(text).is_err(), "{text}");
        }
    }
}
