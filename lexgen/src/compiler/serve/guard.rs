//! Who can ask: programs on this machine, and our own pages.
//!
//! A page of any site can make a browser send requests to this machine. Two things tell
//! them apart: `Host` is the name that the browser looked up (a site can let its own name
//! resolve to 127.0.0.1, which is DNS rebinding), and `Origin` and `Sec-Fetch-Site` say
//! which page asks.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName, Method, StatusCode, header, request::Parts, uri::Authority};

use super::answer::Refusal;
use crate::compiler::diagnostic::clean;

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// The port of an address without one.
const HTTP_PORT: u16 = 80;

/// Which names the server has.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    address: SocketAddr,
    /// Names that the user allows, with any port or with one.
    allowed: Vec<(String, Option<u16>)>,
}

impl Guard {
    /// For a server at an address; `allowed` are names with or without a port.
    pub(super) fn new(address: SocketAddr, allowed: &[Authority]) -> Self {
        let allowed = allowed.iter();
        let allowed = allowed.map(|name| (plain(name.host()), name.port_u16()));
        Self {
            address,
            allowed: allowed.collect(),
        }
    }

    /// Whether a request is answered.
    ///
    /// # Errors
    /// If it is for another host, or from a page of another origin.
    pub(super) fn check(&self, request: &Parts) -> Result<(), Refusal> {
        let host = self.host(request)?;
        foreign_origin(&request.headers, &host)?;
        foreign_site(&request.method, &request.headers)
    }

    /// The host that a request is for, if it is this server.
    fn host(&self, request: &Parts) -> Result<Authority, Refusal> {
        let mut hosts = request.headers.get_all(header::HOST).iter();
        let host = match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.to_str().unwrap_or_default(),
            (None, _) => return Err(Refusal::invalid("the header `Host` is missing")),
            (Some(_), Some(_)) => {
                return Err(Refusal::invalid("the header `Host` is repeated"));
            }
        };
        let authority = authority(host);
        let named = [authority.as_ref(), request.uri.authority()];
        match authority {
            Some(ref authority) if named.into_iter().flatten().all(|name| self.is_own(name)) => {
                Ok(authority.clone())
            }
            _ => {
                let message = format!(
                    "this server is not `{}`: open http://{}/, or start it with `--allow-host` \
                     and that name",
                    clean(host),
                    own_name(self.address)
                );
                Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, message))
            }
        }
    }

    fn is_own(&self, name: &Authority) -> bool {
        let port = name.port_u16().unwrap_or(HTTP_PORT);
        let name = plain(name.host());
        let mut allowed = self.allowed.iter();
        if allowed.any(|(host, only)| *host == name && only.is_none_or(|only| only == port)) {
            return true;
        }
        if port != self.address.port() {
            return false;
        }
        match name.parse::<IpAddr>() {
            Ok(address) if self.address.ip().is_unspecified() => {
                // Nobody else can let an address resolve to this machine.
                address.is_ipv4() || self.address.is_ipv6()
            }
            Ok(address) => address == self.address.ip() || is_usual(address),
            Err(_) => name == "localhost",
        }
    }
}

/// What every machine calls itself.
fn is_usual(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.octets() == [127, 0, 0, 1],
        IpAddr::V6(address) => address.segments() == [0, 0, 0, 0, 0, 0, 0, 1],
    }
}

/// The name of the server in its URL.
pub(super) fn own_name(address: SocketAddr) -> String {
    let port = address.port();
    match address.ip() {
        address if address.is_unspecified() => format!("localhost:{port}"),
        IpAddr::V4(address) => format!("{address}:{port}"),
        IpAddr::V6(address) => format!("[{address}]:{port}"),
    }
}

/// A host and a port, without a user.
fn authority(text: &str) -> Option<Authority> {
    let authority: Authority = text.parse().ok()?;
    // A port that is no number is none for the crate.
    let is_whole = authority.port().is_none() == authority.port_u16().is_none();
    let has_port = authority
        .as_str()
        .trim_end_matches(|it: char| it.is_ascii_digit());
    let is_whole = is_whole && (authority.port().is_some() || !has_port.ends_with(':'));
    (is_whole && !text.contains('@')).then_some(authority)
}

/// A host without the brackets of an IPv6 address, in lower case.
fn plain(host: &str) -> String {
    let host = host.strip_prefix('[').unwrap_or(host);
    let host = host.strip_suffix(']').unwrap_or(host);
    host.to_ascii_lowercase()
}

/// A page whose origin is not that of the server cannot ask.
fn foreign_origin(headers: &HeaderMap, host: &Authority) -> Result<(), Refusal> {
    for origin in headers.get_all(header::ORIGIN) {
        let text = origin.to_str().unwrap_or_default();
        let own = text.strip_prefix("http://");
        let own = own.or_else(|| text.strip_prefix("https://"));
        if own.is_none_or(|own| !own.eq_ignore_ascii_case(host.as_str())) {
            let message = format!(
                "a page of `{}` cannot use this server, only its own pages can",
                clean(text)
            );
            return Err(Refusal::new(StatusCode::FORBIDDEN, message));
        }
    }
    Ok(())
}

/// Another site can only have a link to a page: it can neither send anything nor embed what
/// is here.
fn foreign_site(method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
    let value = |name: &HeaderName| headers.get(name).map_or(&b""[..], |it| it.as_bytes());
    let is_own = matches!(value(&SITE), b"" | b"same-origin" | b"none");
    let is_link = (method == Method::GET || method == Method::HEAD)
        && value(&MODE) == b"navigate"
        && value(&DESTINATION) == b"document";
    if is_own || is_link {
        return Ok(());
    }
    let message = "a page of another site cannot use this server, only its own pages can";
    Err(Refusal::new(StatusCode::FORBIDDEN, message))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn guard(address: &str, allowed: &[&str]) -> Guard {
        let allowed: Vec<Authority> = allowed
            .iter()
            .map(|name| name.parse().expect("a name"))
            .collect();
        Guard::new(address.parse().expect("an address"), &allowed)
    }

    /// The status with which a request is refused.
    fn refused(guard: &Guard, method: &str, headers: &[(&str, &str)]) -> Option<u16> {
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        guard.check(&parts).err().map(|it| it.status.as_u16())
    }

    #[test]
    fn only_names_of_this_machine_are_its_host() {
        let guard = guard("127.0.0.1:5390", &["docs.test", "one.test:8443"]);
        let of_host = |host: &str| refused(&guard, "GET", &[("host", host)]);
        for own in [
            "localhost:5390",
            "LOCALHOST:5390",
            "127.0.0.1:5390",
            "[::1]:5390",
            "docs.test",
            "docs.test:81",
            "one.test:8443",
        ] {
            assert_eq!(of_host(own), None, "{own}");
        }
        for foreign in [
            "evil.test:5390",
            "localhost",
            "localhost:80",
            "localhost:5391",
            "localhost.:5390",
            "localhost.evil.test:5390",
            "127.0.0.2:5390",
            "user@localhost:5390",
            "localhost:5390:5390",
            "localhost:65536",
            "localhost:",
            "localhost:5390/",
            "one.test",
            "0x7f.1:5390",
            "2130706433:5390",
            "[::ffff:127.0.0.1]:5390",
            "",
        ] {
            assert_eq!(of_host(foreign), Some(421), "{foreign}");
        }
        assert_eq!(refused(&guard, "GET", &[]), Some(400));
        let twice = [("host", "localhost:5390"), ("host", "localhost:5390")];
        assert_eq!(refused(&guard, "GET", &twice), Some(400));
    }

    #[test]
    fn the_target_of_a_request_counts_as_its_host_too() {
        let guard = guard("127.0.0.1:5390", &[]);
        let request = Request::builder()
            .uri("http://evil.test:5390/")
            .header("host", "localhost:5390");
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        let refusal = guard.check(&parts).expect_err("another host");
        assert_eq!(refusal.status, StatusCode::MISDIRECTED_REQUEST);
    }

    #[test]
    fn on_all_interfaces_addresses_are_hosts_and_names_are_not() {
        let guard = guard("0.0.0.0:5390", &[]);
        let of_host = |host: &str| refused(&guard, "GET", &[("host", host)]);
        assert_eq!(of_host("192.168.1.7:5390"), None);
        assert_eq!(of_host("localhost:5390"), None);
        assert_eq!(of_host("192.168.1.7:80"), Some(421));
        assert_eq!(of_host("rebound.test:5390"), Some(421));
    }

    #[test]
    fn pages_of_others_cannot_ask() {
        let guard = guard("127.0.0.1:5390", &["docs.test"]);
        let of_origin = |host: &str, origin: &str| {
            refused(&guard, "POST", &[("host", host), ("origin", origin)])
        };
        assert_eq!(of_origin("localhost:5390", "http://localhost:5390"), None);
        assert_eq!(of_origin("docs.test", "https://docs.test"), None);
        for foreign in [
            "null",
            "https://evil.test",
            "http://localhost",
            "http://localhost:3000",
            "http://127.0.0.1:5390",
            "http://localhost:5390.evil.test",
            "file://",
            "",
        ] {
            let refused = of_origin("localhost:5390", foreign);
            assert_eq!(refused, Some(403), "{foreign}");
        }
    }

    #[test]
    fn other_sites_can_only_have_links() {
        let guard = guard("127.0.0.1:5390", &[]);
        let host = ("host", "localhost:5390");
        let refused = |method: &str, site: &str, mode: &str, destination: &str| {
            let headers = [
                host,
                ("sec-fetch-site", site),
                ("sec-fetch-mode", mode),
                ("sec-fetch-dest", destination),
            ];
            refused(&guard, method, &headers)
        };
        assert_eq!(refused("GET", "same-origin", "cors", "empty"), None);
        assert_eq!(refused("GET", "none", "navigate", "document"), None);
        assert_eq!(refused("GET", "cross-site", "navigate", "document"), None);
        for (method, site, mode, destination) in [
            ("POST", "cross-site", "navigate", "document"),
            ("POST", "same-site", "cors", "empty"),
            ("GET", "cross-site", "navigate", "iframe"),
            ("GET", "cross-site", "no-cors", "script"),
            ("GET", "same-site", "no-cors", "image"),
        ] {
            let refused = refused(method, site, mode, destination);
            assert_eq!(refused, Some(403), "{method} {site} {mode} {destination}");
        }
    }
}
